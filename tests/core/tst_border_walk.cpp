#include "core/border_walk.h"

#include <QTest>

#include <algorithm>

using namespace convoscope;

class TestBorderWalk : public QObject {
    Q_OBJECT

private slots:
    void goesRoundThePlane();
    void walksThePlaneItselfWithoutPadding();
    void numbersAndCellsAgree_data() { walks(); }
    void numbersAndCellsAgree();
    void rectanglesCoverWhatWasWalked_data() { walks(); }
    void rectanglesCoverWhatWasWalked();

private:
    static void walks();
};

void TestBorderWalk::walks()
{
    QTest::addColumn<Pair>("size");
    QTest::addColumn<Sides>("sides");
    QTest::newRow("all around") << Pair{3, 3} << Sides{1, 1, 1, 1};
    QTest::newRow("every side differs") << Pair{3, 4} << Sides{.left = 2, .right = 1, .top = 3, .bottom = 4};
    QTest::newRow("left only") << Pair{2, 3} << Sides{.left = 2};
    QTest::newRow("right only") << Pair{2, 3} << Sides{.right = 1};
    QTest::newRow("above") << Pair{2, 3} << Sides{.top = 1};
    QTest::newRow("below") << Pair{2, 3} << Sides{.bottom = 2};
    QTest::newRow("single cell") << Pair{1, 1} << Sides{1, 0, 0, 2};
    QTest::newRow("none") << Pair{2, 3} << Sides{};
}

void TestBorderWalk::goesRoundThePlane()
{
    const BorderWalk walk{{1, 2}, {1, 1, 1, 1}};
    const std::vector<Cell> cells{{-1, -1}, {-1, 0}, {-1, 1}, {-1, 2}, {0, -1},
                                  {0, 2},   {1, -1}, {1, 0},  {1, 1},  {1, 2}};
    QCOMPARE(walk.cells(), static_cast<int>(cells.size()));
    for (int i = 0; i < walk.cells(); ++i)
        QVERIFY(walk.cellOf(i) == cells[static_cast<size_t>(i)]);
    QVERIFY(!walk.contains({0, 1}));
    QVERIFY(!walk.contains({2, 0}));
}

void TestBorderWalk::walksThePlaneItselfWithoutPadding()
{
    const BorderWalk walk{{2, 2}, {}};
    QCOMPARE(walk.cells(), 4);
    QVERIFY(walk.contains({1, 1}) && !walk.contains({-1, 0}));
    QVERIFY(walk.cellOf(2) == (Cell{1, 0}));
}

void TestBorderWalk::numbersAndCellsAgree()
{
    QFETCH(const Pair, size);
    QFETCH(const Sides, sides);
    const BorderWalk walk{size, sides};
    int number = 0;
    for (int row = -sides.top; row < size.y + sides.bottom; ++row) {
        for (int column = -sides.left; column < size.x + sides.right; ++column) {
            const bool inside = walk.body().contains({row, column});
            QCOMPARE(walk.contains({row, column}), sides == Sides{} || !inside);
            if (!walk.contains({row, column}))
                continue;
            QCOMPARE(walk.numberOf({row, column}), number);
            QVERIFY(walk.cellOf(number) == (Cell{row, column}));
            ++number;
        }
    }
    QCOMPARE(walk.cells(), number);
}

void TestBorderWalk::rectanglesCoverWhatWasWalked()
{
    QFETCH(const Pair, size);
    QFETCH(const Sides, sides);
    const BorderWalk walk{size, sides};
    for (int last = -1; last <= walk.cells(); ++last) {
        const auto rects = walk.upTo(last);
        for (int row = -sides.top; row < size.y + sides.bottom; ++row) {
            for (int column = -sides.left; column < size.x + sides.right; ++column) {
                const Cell cell{row, column};
                const bool shown = walk.body().contains(cell) || walk.numberOf(cell) <= last;
                const auto covering =
                    std::ranges::count_if(rects, [&](const Rect &r) { return r.contains(cell); });
                QCOMPARE(static_cast<int>(covering), shown ? 1 : 0);
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestBorderWalk)
#include "tst_border_walk.moc"
