#include "core/axis_stack.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace convoscope;

class TestAxisStack : public QObject {
    Q_OBJECT

private slots:
    void termsAddUpToTheField();
    void halvesTheJumpWhenTransposed();
    void fieldIsThatOfTheLargestUnit_data();
    void fieldIsThatOfTheLargestUnit();
    void joinsBranches();
    void reportsMisalignedBranches();
    void refusals_data();
    void refusals();
};

namespace {

LayerSpec conv(int kernel, int stride = 1, int padding = 0, int dilation = 1)
{
    return {.kernel = {kernel, kernel},
            .stride = {stride, stride},
            .padding = {padding, padding},
            .dilation = {dilation, dilation}};
}

LayerSpec transposed(int kernel, int stride, int padding = 0)
{
    LayerSpec layer = conv(kernel, stride, padding);
    layer.kind = LayerKind::Transposed;
    return layer;
}

LayerSpec join(int with)
{
    return {.kind = LayerKind::Join, .with = with};
}

/// Layers of all kinds at random, on an input of 24; those that are refused are left out.
std::vector<LayerSpec> randomLayers(std::mt19937 &random)
{
    const auto below = [&random](unsigned limit) { return static_cast<int>(random() % limit); };
    std::vector<LayerSpec> layers;
    for (int tries = 0; tries < 6; ++tries) {
        LayerSpec layer = conv(1 + below(4), 1 + below(3), below(3), 1 + below(2));
        layer.kind = below(3) == 0 ? LayerKind::Transposed : LayerKind::Conv;
        if (below(5) == 0)
            layer = join(below(static_cast<unsigned>(layers.size()) + 1));
        layers.push_back(layer);
        if (!AxisStack::make(24, layers, 'y'))
            layers.pop_back();
    }
    return layers;
}

} // namespace

void TestAxisStack::termsAddUpToTheField()
{
    const std::vector layers{conv(7, 2, 3), conv(3, 2, 1), conv(3, 1, 2, 2), conv(5)};
    const auto stack = AxisStack::make(64, layers, 'x');
    QVERIFY(stack);
    const auto terms = stack->terms(4);
    const std::vector<ReachTerm> expected{{0, {6}, {1}}, {1, {2}, {2}}, {2, {4}, {4}}, {3, {4}, {4}}};
    QVERIFY(terms == expected);
    Fraction sum{1};
    for (const ReachTerm &term : terms)
        sum = sum + term.grows();
    QCOMPARE(sum, Fraction{stack->row(4).field});
    QCOMPARE(stack->row(4).field, 43);
    QCOMPARE(stack->row(4).padding(), 3 + 2 + 8);
}

void TestAxisStack::halvesTheJumpWhenTransposed()
{
    const std::vector layers{conv(3), transposed(2, 2), conv(3)};
    const auto stack = AxisStack::make(10, layers, 'y');
    QVERIFY(stack);
    QCOMPARE(stack->row(2).size, 16);
    QCOMPARE(stack->row(2).jump, (Fraction{1, 2}));
    QCOMPARE(stack->row(2).field, 3);
    // Its first two units stamp from the same one, whose middle is at 1.5: a quarter to each side.
    QCOMPARE(stack->row(2).centre, (Fraction{5, 4}));
    QCOMPARE(stack->row(3).field, 4);
    QCOMPARE(stack->extent(3, 1), (AxisStack::Extent{0, 4}));
    QCOMPARE(stack->extent(3, 2), (AxisStack::Extent{1, 4}));
}

void TestAxisStack::fieldIsThatOfTheLargestUnit_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 60; ++seed)
        QTest::addRow("stack %d", seed) << seed;
}

/// The recursion, the periods and the clipped sets against the extents of all units.
void TestAxisStack::fieldIsThatOfTheLargestUnit()
{
    QFETCH(int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto layers = randomLayers(random);
    const auto stack = AxisStack::make(24, layers, 'y');
    QVERIFY(stack);
    for (int row = 0; row < static_cast<int>(stack->rows().size()); ++row) {
        int largest = 0;
        for (int unit = 0; unit < stack->row(row).size; ++unit) {
            const auto extent = stack->extent(row, unit);
            largest = std::max(largest, extent.length);
            const auto sources = stack->sources(row, unit);
            for (const int pixel : sources.front()) {
                QVERIFY(pixel >= extent.first && pixel < extent.first + extent.length);
                const auto viewers = stack->viewers(pixel)[static_cast<size_t>(row)];
                QVERIFY(std::ranges::binary_search(viewers, unit));
            }
        }
        QCOMPARE(stack->row(row).field, largest);
    }
}

void TestAxisStack::joinsBranches()
{
    // A residual block whose shortcut projects with stride 2, as in ResNet.
    const std::vector layers{conv(3, 2, 1), conv(3, 1, 1),
                             LayerSpec{.kernel = {1, 1}, .stride = {2, 2}, .from = 0}, join(2)};
    const auto stack = AxisStack::make(16, layers, 'y');
    QVERIFY(stack);
    QVERIFY(stack->parents(4) == (std::vector{3, 2}));
    QCOMPARE(stack->row(4).field, 7);
    QCOMPARE(stack->row(4).start, -3);
    QVERIFY(!stack->row(4).misalignment);
    QCOMPARE(stack->terms(4).size(), size_t{2});
}

void TestAxisStack::reportsMisalignedBranches()
{
    // Both halve the size, but the even kernel has its middle between two pixels.
    const std::vector layers{conv(3, 2, 1), LayerSpec{.kernel = {2, 2}, .stride = {2, 2}, .from = 0},
                             join(1)};
    const auto stack = AxisStack::make(16, layers, 'x');
    QVERIFY(stack);
    QVERIFY(stack->row(3).misalignment == (Misalignment{.offset = {-1, 2}, .jump = {2}}));
    QCOMPARE(stack->extent(3, 0), (AxisStack::Extent{-1, 3}));

    const std::vector unequal{conv(1, 2), LayerSpec{.kernel = {2, 2}, .from = 0}, join(1)};
    const auto small = AxisStack::make(2, unequal, 'x');
    QVERIFY(small);
    QVERIFY(small->row(3).misalignment == (Misalignment{.offset = {-1, 2}, .jump = {2}}));
}

void TestAxisStack::refusals_data()
{
    QTest::addColumn<std::vector<LayerSpec>>("layers");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("field");
    QTest::newRow("second layer") << std::vector{conv(3), conv(9)} << Reason::KernelExceedsInput
                                  << "layers[1].kernel";
    QTest::newRow("join of two sizes")
        << std::vector{conv(3), join(0)} << Reason::ShapesDontMatch << "layers[1].with";
    QTest::newRow("join with a later row") << std::vector{join(2)} << Reason::OutOfRange << "layers[0].with";
    QTest::newRow("from nowhere") << std::vector{LayerSpec{.from = -1}} << Reason::OutOfRange
                                  << "layers[0].from";
    const LayerSpec leap = conv(1, 2000);
    QTest::newRow("jump without end") << std::vector{leap, leap} << Reason::TooLarge << "layers[1].stride";
}

void TestAxisStack::refusals()
{
    QFETCH(std::vector<LayerSpec>, layers);
    QFETCH(Reason, reason);
    QFETCH(QString, field);
    const auto stack = AxisStack::make(10, layers, 'y');
    QVERIFY(!stack);
    QCOMPARE(stack.refusal().reason, reason);
    QCOMPARE(QString::fromStdString(stack.refusal().field), field);
}

QTEST_APPLESS_MAIN(TestAxisStack)
#include "tst_axis_stack.moc"
