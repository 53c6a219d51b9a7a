#include "core/padding.h"
#include "tests/golden.h"

#include <QTest>

using namespace convoscope;

class TestPadding : public QObject {
    Q_OBJECT

private slots:
    void keepsThePlaneWithoutABorder();
    void matchesPyTorch_data();
    void matchesPyTorch();
    void findsTheSourceOfEveryCell_data();
    void findsTheSourceOfEveryCell();
    void namedPaddings_data();
    void namedPaddings();
    void refusals_data();
    void refusals();
};

void TestPadding::keepsThePlaneWithoutABorder()
{
    const Tensor x = Tensor::matrix({{1, 2}, {3, 4}});
    QVERIFY(*pad(x, {}) == x);
}

void TestPadding::matchesPyTorch_data()
{
    addGoldenRows("pad");
    QCOMPARE(goldenCases("pad").size(), 64);
}

void TestPadding::matchesPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const Border border{.sides = golden.sides(),
                        .mode = goldenMode(golden.params["mode"].toString()),
                        .constant = static_cast<float>(golden.params["value"].toDouble())};
    const auto padded = pad(golden.input("x"), border);
    QCOMPARE(bool(padded), !golden.error);
    if (padded)
        QCOMPARE(difference(*padded, golden.output("y"), golden.tolerance), QString());
}

void TestPadding::findsTheSourceOfEveryCell_data()
{
    QTest::addColumn<PaddingMode>("mode");
    QTest::addColumn<QList<int>>("sources"); // of coordinates -3 to 6 on an axis of 4; -1: none
    QTest::newRow("zeros") << PaddingMode::Zeros << QList<int>{-1, -1, -1, 0, 1, 2, 3, -1, -1, -1};
    QTest::newRow("reflect") << PaddingMode::Reflect << QList<int>{3, 2, 1, 0, 1, 2, 3, 2, 1, 0};
    QTest::newRow("replicate") << PaddingMode::Replicate << QList<int>{0, 0, 0, 0, 1, 2, 3, 3, 3, 3};
    QTest::newRow("circular") << PaddingMode::Circular << QList<int>{1, 2, 3, 0, 1, 2, 3, 0, 1, 2};
}

void TestPadding::findsTheSourceOfEveryCell()
{
    QFETCH(const PaddingMode, mode);
    QFETCH(const QList<int>, sources);
    for (int i = -3; i <= 6; ++i) {
        QCOMPARE(paddingSource(i, 4, mode).value_or(-1), sources[i + 3]);
        const auto cell = paddingSource(Cell{1, i}, Pair{4, 4}, mode);
        QCOMPARE(cell ? cell->column : -1, sources[i + 3]);
    }
}

void TestPadding::namedPaddings_data()
{
    QTest::addColumn<PaddingKind>("kind");
    QTest::addColumn<Pair>("kernel");
    QTest::addColumn<Pair>("dilation");
    QTest::addColumn<Sides>("sides");
    const Sides own{.left = 4, .right = 3, .top = 2, .bottom = 1};
    QTest::newRow("valid") << PaddingKind::Valid << Pair{3, 5} << Pair{} << Sides{};
    QTest::newRow("same, odd") << PaddingKind::Same << Pair{3, 5} << Pair{} << Sides{2, 2, 1, 1};
    QTest::newRow("same, even: the odd cell at the end")
        << PaddingKind::Same << Pair{2, 4} << Pair{} << Sides{1, 2, 0, 1};
    QTest::newRow("same, even, dilated")
        << PaddingKind::Same << Pair{2, 4} << Pair{3, 2} << Sides{3, 3, 1, 2};
    QTest::newRow("full") << PaddingKind::Full << Pair{3, 2} << Pair{2, 1} << Sides{1, 1, 4, 4};
    QTest::newRow("explicit") << PaddingKind::Explicit << Pair{3, 3} << Pair{} << own;
}

void TestPadding::namedPaddings()
{
    QFETCH(const PaddingKind, kind);
    QFETCH(const Pair, kernel);
    QFETCH(const Pair, dilation);
    QFETCH(const Sides, sides);
    const Sides own{.left = 4, .right = 3, .top = 2, .bottom = 1};
    QVERIFY(paddingSides(kind, kernel, dilation, own) == sides);
}

void TestPadding::refusals_data()
{
    QTest::addColumn<Border>("border");
    QTest::addColumn<Refusal>("refusal"); // of a plane of 3 rows and 5 columns
    QTest::newRow("negative") << Border{.sides = {.top = -2}}
                              << Refusal{Reason::Negative, "padding", 'y', -2, 0, 0};
    QTest::newRow("reflect, one too far") << Border{.sides = {.bottom = 3}, .mode = PaddingMode::Reflect}
                                          << Refusal{Reason::ReflectTooFar, "padding", 'y', 3, 3, 2};
    QTest::newRow("reflect along the row")
        << Border{.sides = {.left = 7, .right = 1}, .mode = PaddingMode::Reflect}
        << Refusal{Reason::ReflectTooFar, "padding", 'x', 7, 5, 4};
    QTest::newRow("circular, one too far") << Border{.sides = {.right = 6}, .mode = PaddingMode::Circular}
                                           << Refusal{Reason::CircularTooFar, "padding", 'x', 6, 5, 5};
    QTest::newRow("more than there is room for")
        << Border{.sides = {.left = 2000000000, .right = 2000000000}}
        << Refusal{Reason::TooLarge, "padding", 'x', 4000000005, mostTensorCells, (mostTensorCells - 5) / 2};
}

void TestPadding::refusals()
{
    QFETCH(const Border, border);
    QFETCH(const Refusal, refusal);
    const auto padded = pad(Tensor({1, 1, 3, 5}), border);
    QVERIFY(!padded);
    QVERIFY(padded.refusal() == refusal);
}

QTEST_APPLESS_MAIN(TestPadding)
#include "tst_padding.moc"
