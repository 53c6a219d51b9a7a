#include "core/path_counts.h"

#include <QTest>

#include <functional>

using namespace convoscope;

class TestPathCounts : public QObject {
    Q_OBJECT

private slots:
    void twoThreeTapLayers();
    void countsEveryWay_data();
    void countsEveryWay();
    void aUnitThatReadsNothing();
    void deepStacksStayExact();
};

namespace {

LayerSpec conv(int kernel, int stride = 1, int padding = 0)
{
    return {.kernel = {kernel, kernel}, .stride = {stride, stride}, .padding = {padding, padding}};
}

/// The number of ways from a pixel up to a unit, walked one by one.
double ways(const LayerStack &stack, int row, Cell unit, Cell pixel)
{
    const Pair size = stack.row(row).size();
    if (!Rect{0, 0, size.y, size.x}.contains(unit))
        return 0.0;
    if (row == 0)
        return unit == pixel ? 1.0 : 0.0;
    double sum = 0.0;
    for (const int parent : stack.parents(row)) {
        const AxisLink *y = stack.y().link(row);
        const AxisLink *x = stack.x().link(row);
        for (const int i : y ? y->reads(unit.row) : std::vector{unit.row}) {
            for (const int j : x ? x->reads(unit.column) : std::vector{unit.column})
                sum += ways(stack, parent, {i, j}, pixel);
        }
    }
    return sum;
}

} // namespace

void TestPathCounts::twoThreeTapLayers()
{
    const LayerSpec flat{.kernel = {1, 3}};
    const auto stack = LayerStack::make({1, 9}, {flat, flat});
    QVERIFY(stack);
    const PathCounts paths = pathCounts(*stack, 2, {0, 2});
    QCOMPARE(paths.area, (Rect{0, 2, 1, 5}));
    QVERIFY(paths.counts == (std::vector{1.0, 2.0, 3.0, 2.0, 1.0}));
    QCOMPARE(paths.at({0, 4}), 3.0);
    QCOMPARE(paths.at({0, 1}), 0.0);
}

void TestPathCounts::countsEveryWay_data()
{
    QTest::addColumn<std::vector<LayerSpec>>("layers");
    QTest::addColumn<Cell>("unit");
    LayerSpec pool = conv(2, 2);
    pool.kind = LayerKind::MaxPool;
    LayerSpec up = conv(3, 2, 1);
    up.kind = LayerKind::Transposed;
    LayerSpec dilated = conv(3, 1, 2);
    dilated.dilation = {2, 2};
    const LayerSpec skip{.kind = LayerKind::Join, .with = 1};
    QTest::newRow("strides") << std::vector{conv(3, 2, 1), pool} << Cell{1, 0};
    QTest::newRow("dilated") << std::vector{dilated, conv(2)} << Cell{3, 3};
    QTest::newRow("transposed") << std::vector{conv(3, 2), up} << Cell{2, 3};
    QTest::newRow("residual") << std::vector{conv(3, 1, 1), conv(3, 1, 1), skip} << Cell{0, 5};
}

void TestPathCounts::countsEveryWay()
{
    QFETCH(std::vector<LayerSpec>, layers);
    QFETCH(Cell, unit);
    const auto stack = LayerStack::make({9, 8}, layers);
    QVERIFY(stack);
    const int last = stack->rows() - 1;
    const PathCounts paths = pathCounts(*stack, last, unit);
    for (int y = 0; y < 9; ++y) {
        for (int x = 0; x < 8; ++x)
            QCOMPARE(paths.at({y, x}), ways(*stack, last, unit, {y, x}));
    }
}

void TestPathCounts::aUnitThatReadsNothing()
{
    LayerSpec holes = conv(1, 2);
    holes.kind = LayerKind::Transposed;
    const auto stack = LayerStack::make({3, 3}, {holes});
    QVERIFY(stack);
    QVERIFY(pathCounts(*stack, 1, {1, 1}).area.empty());
    QCOMPARE(pathCounts(*stack, 1, {1, 1}).at({1, 1}), 0.0);
    QCOMPARE(pathCounts(*stack, 1, {2, 2}).at({1, 1}), 1.0);
}

void TestPathCounts::deepStacksStayExact()
{
    const auto stack = LayerStack::make({21, 21}, std::vector(10, conv(3)));
    QVERIFY(stack);
    const PathCounts paths = pathCounts(*stack, 10, {0, 0});
    double sum = 0.0;
    for (const double count : paths.counts)
        sum += count;
    QCOMPARE(sum, 3'486'784'401.0); // 9 to the tenth
    QCOMPARE(paths.at({10, 10}), 8953.0 * 8953.0); // central trinomial coefficient, per axis
}

QTEST_APPLESS_MAIN(TestPathCounts)
#include "tst_path_counts.moc"
