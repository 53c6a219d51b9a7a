#include "core/im2col.h"
#include "tests/golden.h"

#include <QTest>

#include <random>

using namespace convoscope;

class TestIm2col : public QObject {
    Q_OBJECT

private slots:
    void unrollsAsPyTorch_data();
    void unrollsAsPyTorch();
    void foldsAsPyTorch_data();
    void foldsAsPyTorch();
    void foldingIsTheAdjoint_data();
    void foldingIsTheAdjoint();
    void keepsSamplesApart();
    void productIsTheConvolution_data();
    void productIsTheConvolution();
    void refusesWhatConv2dRefuses();
};

namespace {

Conv2d settings(const GoldenCase &golden)
{
    if (golden.op == "conv2d") {
        return {.stride = golden.pair("stride"),
                .dilation = golden.pair("dilation"),
                .groups = golden.number("groups"),
                .border = {.sides = golden.sides(),
                           .mode = goldenMode(golden.params["padding_mode"].toString()),
                           .constant = static_cast<float>(golden.params["padding_value"].toDouble())}};
    }
    const Pair p = golden.pair("padding");
    return {.stride = golden.pair("stride"),
            .dilation = golden.pair("dilation"),
            .border = {.sides = {.left = p.x, .right = p.x, .top = p.y, .bottom = p.y}}};
}

Window windowOf(const Shape &x, const GoldenCase &golden)
{
    const Pair kernel = golden.pair("kernel");
    return *conv2dWindow(x, {1, x.c, kernel.y, kernel.x}, settings(golden));
}

/// [n, rows, columns], which golden files write with three dimensions, as [n, 1, rows, columns].
Tensor unrolled(const Tensor &t)
{
    const Shape s = t.shape();
    return Tensor({s.c, 1, s.h, s.w}, {t.values().begin(), t.values().end()});
}

Tensor wholeNumbers(const Shape &shape, std::mt19937 &random)
{
    Tensor t(shape);
    for (float &value : t.values())
        value = static_cast<float>(static_cast<int>(random() % 9) - 4);
    return t;
}

double inner(const Tensor &a, const Tensor &b)
{
    double sum = 0.0;
    for (size_t i = 0; i < a.values().size(); ++i)
        sum += static_cast<double>(a.values()[i]) * b.values()[i];
    return sum;
}

} // namespace

void TestIm2col::unrollsAsPyTorch_data()
{
    addGoldenRows("linear", "unfold");
}

void TestIm2col::unrollsAsPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const Tensor x = golden.input("x");
    const Tensor columns = im2col(x, windowOf(x.shape(), golden), settings(golden).border);
    QCOMPARE(difference(columns, unrolled(golden.output("y")), golden.tolerance), QString());
}

void TestIm2col::foldsAsPyTorch_data()
{
    addGoldenRows("linear", "fold");
}

void TestIm2col::foldsAsPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const Tensor want = golden.output("y");
    const Tensor folded = col2im(unrolled(golden.input("x")), want.shape(), windowOf(want.shape(), golden),
                                 settings(golden).border);
    QCOMPARE(difference(folded, want, golden.tolerance), QString());
}

void TestIm2col::foldingIsTheAdjoint_data()
{
    QTest::addColumn<PaddingMode>("mode");
    QTest::newRow("zeros") << PaddingMode::Zeros;
    QTest::newRow("reflect") << PaddingMode::Reflect;
    QTest::newRow("replicate") << PaddingMode::Replicate;
    QTest::newRow("circular") << PaddingMode::Circular;
}

void TestIm2col::foldingIsTheAdjoint()
{
    QFETCH(const PaddingMode, mode);
    std::mt19937 random(5);
    const Tensor x = wholeNumbers({2, 3, 6, 7}, random);
    const Conv2d conv{.stride = {2, 1}, .dilation = {1, 2}, .border = {{3, 1, 2, 4}, mode}};
    const Window window = *conv2dWindow(x.shape(), {1, 3, 3, 2}, conv);
    const Tensor columns = im2col(x, window, conv.border);
    const Tensor other = wholeNumbers(columns.shape(), random);
    QCOMPARE(inner(columns, other), inner(x, col2im(other, x.shape(), window, conv.border)));
}

void TestIm2col::keepsSamplesApart()
{
    std::mt19937 random(6);
    const Tensor both = wholeNumbers({2, 1, 4, 4}, random);
    const Tensor second({1, 1, 4, 4}, {both.plane(1, 0).begin(), both.plane(1, 0).end()});
    const Window window = *conv2dWindow(both.shape(), {1, 1, 3, 3}, {});
    const Tensor columns = im2col(both, window, {});
    QVERIFY((columns.shape() == Shape{2, 1, 9, 4}));
    QVERIFY(std::ranges::equal(columns.plane(1, 0), im2col(second, window, {}).plane(0, 0)));
}

void TestIm2col::productIsTheConvolution_data()
{
    addGoldenRows("conv2d");
}

void TestIm2col::productIsTheConvolution()
{
    QFETCH(const GoldenCase, golden);
    const auto bias = golden.has("b") ? goldenVector(golden.inputs["b"]) : std::vector<float>();
    const auto y = conv2dByIm2col(golden.input("x"), golden.input("w"), bias, settings(golden));
    QCOMPARE(bool(y), !golden.error);
    if (y)
        QCOMPARE(difference(*y, golden.output("y"), golden.tolerance), QString());
}

void TestIm2col::refusesWhatConv2dRefuses()
{
    const Tensor x({1, 2, 3, 3});
    const std::vector<float> bias{1, 2};
    for (const Conv2d &conv : {Conv2d{.stride = {0, 1}}, Conv2d{.groups = 2}, Conv2d{}}) {
        const Tensor w({1, 2, 3, 3});
        const auto refusal = conv2d(x, w, bias, conv).refusal();
        QVERIFY(conv2dByIm2col(x, w, bias, conv).refusal() == refusal);
    }
    // The columns of this picture would be a hundred times as many cells, more than a tensor may have.
    const auto refusal = conv2dByIm2col(Tensor({1, 1, 2300, 2300}), Tensor({1, 1, 11, 11}), {}, {}).refusal();
    QVERIFY(refusal.reason == Reason::TooLarge);
    QCOMPARE(refusal.got, 121LL * 2290 * 2290);
}

QTEST_APPLESS_MAIN(TestIm2col)
#include "tst_im2col.moc"
