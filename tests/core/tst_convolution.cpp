#include "core/convolution.h"
#include "core/convolution_naive.h"
#include "core/convolution_rows.h"
#include "tests/golden.h"

#include <QTest>

#include <random>

using namespace convoscope;

class TestConvolution : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void namedPaddingsAreThoseOfPyTorch_data();
    void namedPaddingsAreThoseOfPyTorch();
    void matchesSciPy_data();
    void matchesSciPy();
    void separatesIntoTwoPasses_data();
    void separatesIntoTwoPasses();
    void engineAgreesWithTheLoops_data();
    void engineAgreesWithTheLoops();
    void anyBandsGiveTheSame_data();
    void anyBandsGiveTheSame();
    void threadsGiveTheSame();
    void flipsEveryPlane();
    void refusals_data();
    void refusals();
};

namespace {

Conv2d settings(const GoldenCase &golden)
{
    return {.stride = golden.pair("stride"),
            .dilation = golden.pair("dilation"),
            .groups = golden.number("groups"),
            .border = {.sides = golden.sides(),
                       .mode = goldenMode(golden.params["padding_mode"].toString()),
                       .constant = static_cast<float>(golden.params["padding_value"].toDouble())}};
}

using Way = void (*)(const ConvolutionTask &, int, int, Tensor &);

/// One way of the engine, whichever it would have chosen.
Tensor computedBy(Way way, const Tensor &x, const Tensor &w, std::span<const float> bias, const Conv2d &conv)
{
    const Window window = *conv2dWindow(x.shape(), w.shape(), conv);
    const Tensor kernel = conv.flip ? flipped(w) : w;
    Tensor out({x.shape().n, w.shape().n, window.y.outputs(), window.x.outputs()}, -1234.5F);
    way({x, kernel, bias, conv, window}, 0, out.shape().n * out.height(), out);
    return out;
}

/// Whole numbers from -4 to 4, whose sums are exact in any order.
Tensor wholeNumbers(const Shape &shape, std::mt19937 &random)
{
    Tensor t(shape);
    for (float &value : t.values())
        value = static_cast<float>(static_cast<int>(random() % 9) - 4);
    return t;
}

struct Example {
    Shape x;
    Shape w;
    Conv2d conv;
    bool bias = false;
};

Example randomExample(std::mt19937 &random)
{
    const auto between = [&random](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    const Pair kernel{between(1, 5), between(1, 5)};
    const Pair dilation{between(1, 3), between(1, 3)};
    const int groups = between(1, 3);
    const int inputs = between(1, 4);
    Example example;
    example.x = {between(1, 3), groups * inputs, between(1, 6) + dilation.y * (kernel.y - 1),
                 between(1, 40) + dilation.x * (kernel.x - 1)};
    example.w = {groups * between(1, 6), inputs, kernel.y, kernel.x};
    example.conv = {.stride = {between(1, 3), between(1, 4)},
                    .dilation = dilation,
                    .groups = groups,
                    .border = {.sides = {between(0, 6), between(0, 6), between(0, 6), between(0, 6)},
                               .mode = static_cast<PaddingMode>(between(0, 3)),
                               .constant = static_cast<float>(between(-1, 1))},
                    .flip = between(0, 1) == 1};
    // No further than every mode allows.
    Sides &s = example.conv.border.sides;
    s = {std::min(s.left, example.x.w - 1), std::min(s.right, example.x.w - 1),
         std::min(s.top, example.x.h - 1), std::min(s.bottom, example.x.h - 1)};
    example.bias = between(0, 1) == 1;
    return example;
}

/// A plane with its mirror images around it, the edge repeated: SciPy's "symm", which PyTorch has not.
Tensor symmetric(const Tensor &x, const Sides &s)
{
    const auto source = [](int i, int size) {
        const int phase = (i % (2 * size) + 2 * size) % (2 * size);
        return phase < size ? phase : 2 * size - 1 - phase;
    };
    Tensor out({1, 1, x.height() + s.top + s.bottom, x.width() + s.left + s.right});
    for (int y = 0; y < out.height(); ++y) {
        for (int j = 0; j < out.width(); ++j)
            out.at(y, j) = x.at(source(y - s.top, x.height()), source(j - s.left, x.width()));
    }
    return out;
}

/// SciPy's "same" begins at (K-1)/2 of "full" when it convolves and at K/2 when it correlates.
Sides scipySides(const QString &mode, const Tensor &w, bool convolve)
{
    if (mode == "valid")
        return {};
    const int x = w.width() - 1;
    const int y = w.height() - 1;
    if (mode == "full")
        return {.left = x, .right = x, .top = y, .bottom = y};
    const int startX = convolve ? x / 2 : w.width() / 2;
    const int startY = convolve ? y / 2 : w.height() / 2;
    return {.left = x - startX, .right = startX, .top = y - startY, .bottom = startY};
}

} // namespace

void TestConvolution::matchesPyTorch_data()
{
    addGoldenRows("conv2d");
    QCOMPARE(goldenCases("conv2d").size(), 393);
}

void TestConvolution::matchesPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const Tensor x = golden.input("x");
    const Tensor w = golden.input("w");
    const auto bias = golden.has("b") ? goldenVector(golden.inputs["b"]) : std::vector<float>();
    const Conv2d conv = settings(golden);
    const auto loops = naive::conv2d(x, w, bias, conv);
    const auto engine = conv2d(x, w, bias, conv);
    QCOMPARE(bool(loops), !golden.error);
    QCOMPARE(bool(engine), !golden.error);
    if (golden.error)
        return;
    const Tensor want = golden.output("y");
    QCOMPARE(difference(*loops, want, golden.tolerance), QString());
    QCOMPARE(difference(*engine, want, golden.tolerance), QString());
    for (const Way way : {convolveDirectly, convolveByProduct})
        QCOMPARE(difference(computedBy(way, x, w, bias, conv), want, golden.tolerance), QString());
}

void TestConvolution::namedPaddingsAreThoseOfPyTorch_data()
{
    addGoldenRows("conv2d");
}

void TestConvolution::namedPaddingsAreThoseOfPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const QHash<QString, PaddingKind> kinds{{"valid", PaddingKind::Valid},
                                            {"same", PaddingKind::Same},
                                            {"full", PaddingKind::Full},
                                            {"explicit", PaddingKind::Explicit},
                                            {"asymmetric", PaddingKind::Explicit}};
    const QString name = golden.params["padding"].toString();
    QVERIFY(kinds.contains(name));
    const Tensor w = golden.input("w");
    QVERIFY(paddingSides(kinds[name], {w.height(), w.width()}, golden.pair("dilation"), golden.sides())
            == golden.sides());
}

void TestConvolution::matchesSciPy_data()
{
    QTest::addColumn<GoldenCase>("golden");
    for (const GoldenCase &golden : goldenCases("true_convolution")) {
        if (golden.op == "convolve2d" || golden.op == "correlate2d")
            QTest::newRow(qPrintable(golden.name)) << golden;
    }
}

void TestConvolution::matchesSciPy()
{
    QFETCH(const GoldenCase, golden);
    Tensor x = golden.input("x");
    const Tensor w = golden.input("w");
    Conv2d conv{.flip = golden.op == "convolve2d"};
    const Sides sides = scipySides(golden.params["mode"].toString(), w, conv.flip);
    if (golden.params["boundary"] == "symm")
        x = symmetric(x, sides);
    else {
        const bool wraps = golden.params["boundary"] == "wrap";
        conv.border = {.sides = sides, .mode = wraps ? PaddingMode::Circular : PaddingMode::Zeros};
    }
    const auto loops = naive::conv2d(x, w, {}, conv);
    const auto engine = conv2d(x, w, {}, conv);
    QVERIFY(loops);
    QVERIFY(engine);
    QCOMPARE(difference(*loops, golden.output("y"), golden.tolerance), QString());
    QCOMPARE(difference(*engine, golden.output("y"), golden.tolerance), QString());
}

void TestConvolution::separatesIntoTwoPasses_data()
{
    addGoldenRows("true_convolution", "separable_correlate");
}

void TestConvolution::separatesIntoTwoPasses()
{
    QFETCH(const GoldenCase, golden);
    const Tensor x = golden.input("x");
    const auto v = goldenVector(golden.inputs["v"]);
    const auto h = goldenVector(golden.inputs["h"]);
    const Tensor column({1, 1, static_cast<int>(v.size()), 1}, v);
    const Tensor row({1, 1, 1, static_cast<int>(h.size())}, h);
    const Tensor whole = *conv2d(x, golden.output("kernel"), {}, {});
    QCOMPARE(difference(whole, golden.output("y"), golden.tolerance), QString());
    const Tensor passes = *conv2d(*conv2d(x, column, {}, {}), row, {}, {});
    QCOMPARE(difference(passes, golden.output("y"), golden.tolerance), QString());
}

void TestConvolution::engineAgreesWithTheLoops_data()
{
    QTest::addColumn<Example>("example");
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 0; seed < 150; ++seed) {
        std::mt19937 random(seed);
        QTest::addRow("%u", seed) << randomExample(random) << seed;
    }
    QTest::newRow("longer than one run of the direct way")
        << Example{{1, 1, 4, 2500}, {1, 1, 3, 3}, {.border = {{1, 1, 1, 1}, PaddingMode::Reflect}}, true}
        << 1U;
    QTest::newRow("more columns than one tile of the product")
        << Example{{1, 2, 30, 301}, {4, 2, 5, 5}, {.dilation = {2, 1}}, true} << 2U;
    QTest::newRow("more taps than fit one pass") << Example{{1, 3, 13, 40}, {1, 3, 11, 11}, {}, false} << 3U;
    QTest::newRow("a stride beyond the input")
        << Example{{1, 1, 5, 5}, {2, 1, 3, 3}, {.stride = {2147483647, 2147483647}}, false} << 4U;
}

void TestConvolution::engineAgreesWithTheLoops()
{
    QFETCH(const Example, example);
    QFETCH(const unsigned, seed);
    std::mt19937 random(seed);
    const Tensor x = wholeNumbers(example.x, random);
    const Tensor w = wholeNumbers(example.w, random);
    std::vector<float> bias;
    for (int o = 0; example.bias && o < example.w.n; ++o)
        bias.push_back(static_cast<float>(o) / 2 - 1);
    const auto want = naive::conv2d(x, w, bias, example.conv);
    QVERIFY(want);
    QCOMPARE(difference(*conv2d(x, w, bias, example.conv), *want), QString());
    for (const Way way : {convolveDirectly, convolveByProduct})
        QCOMPARE(difference(computedBy(way, x, w, bias, example.conv), *want), QString());
}

void TestConvolution::anyBandsGiveTheSame_data()
{
    QTest::addColumn<int>("outputs"); // few take the direct way, many the product
    QTest::addColumn<int>("band");
    for (const int outputs : {1, 8}) {
        for (const int band : {1, 5, 19, 44})
            QTest::addRow("%d outputs, %d rows", outputs, band) << outputs << band;
    }
}

void TestConvolution::anyBandsGiveTheSame()
{
    QFETCH(const int, outputs);
    QFETCH(const int, band);
    std::mt19937 random(7);
    const Tensor x = wholeNumbers({2, 3, 24, 17}, random);
    const Tensor w = wholeNumbers({outputs, 3, 3, 4}, random);
    const auto convolver = Convolver::make(x, w, {}, {});
    QVERIFY(convolver);
    QCOMPARE(convolver->rowCount(), 44);
    QCOMPARE(convolver->rowCost(), outputs * 3LL * 3 * 4 * 14);
    QVERIFY((convolver->outputShape() == Shape{2, outputs, 22, 14}));
    Tensor out(convolver->outputShape(), -1234.5F);
    for (int first = 0; first < 44; first += band)
        convolver->rows(first, std::min(first + band, 44), out);
    QCOMPARE(difference(out, *naive::conv2d(x, w, {}, {})), QString());
}

void TestConvolution::threadsGiveTheSame()
{
    std::mt19937 random(8);
    const Tensor x = wholeNumbers({1, 1, 700, 500}, random);
    const Tensor w = wholeNumbers({1, 1, 11, 11}, random);
    const auto convolver = Convolver::make(x, w, {}, {});
    QVERIFY(convolver);
    Tensor want(convolver->outputShape());
    convolver->rows(0, convolver->rowCount(), want);
    QCOMPARE(difference(*conv2d(x, w, {}, {}), want), QString());
}

void TestConvolution::flipsEveryPlane()
{
    const Tensor w({2, 1, 2, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    QVERIFY(flipped(w) == Tensor({2, 1, 2, 3}, {6, 5, 4, 3, 2, 1, 12, 11, 10, 9, 8, 7}));
}

void TestConvolution::refusals_data()
{
    QTest::addColumn<Shape>("x");
    QTest::addColumn<Shape>("w");
    QTest::addColumn<Conv2d>("conv");
    QTest::addColumn<Refusal>("refusal");
    const Shape plane{1, 1, 5, 5};
    const Shape kernel{1, 1, 3, 3};
    QTest::newRow("empty input") << Shape{1, 1, 0, 5} << kernel << Conv2d{}
                                 << Refusal{Reason::EmptyInput, "input", 0, 0, 0, 1};
    QTest::newRow("no output channels")
        << plane << Shape{0, 1, 3, 3} << Conv2d{} << Refusal{Reason::NotPositive, "channels", 0, 0, 0, 1};
    QTest::newRow("no groups") << plane << kernel << Conv2d{.groups = 0}
                               << Refusal{Reason::NotPositive, "groups", 0, 0, 0, 1};
    QTest::newRow("groups don't divide the input")
        << Shape{1, 6, 5, 5} << Shape{12, 1, 3, 3} << Conv2d{.groups = 4}
        << Refusal{Reason::GroupsDontDivide, "groups", 0, 4, 6, 3};
    QTest::newRow("groups don't divide the output")
        << Shape{1, 8, 5, 5} << Shape{6, 2, 3, 3} << Conv2d{.groups = 4}
        << Refusal{Reason::GroupsDontDivide, "groups", 0, 4, 6, 2};
    QTest::newRow("channels") << Shape{1, 3, 5, 5} << Shape{2, 2, 3, 3} << Conv2d{}
                              << Refusal{Reason::ChannelsDontMatch, "channels", 0, 2, 3, 3};
    QTest::newRow("kernel") << Shape{1, 1, 3, 3} << Shape{1, 1, 4, 4} << Conv2d{}
                            << Refusal{Reason::KernelExceedsInput, "kernel", 'y', 4, 3, 3};
    QTest::newRow("dilation") << Shape{1, 1, 4, 4} << kernel << Conv2d{.dilation = {1, 2}}
                              << Refusal{Reason::KernelExceedsInput, "dilation", 'x', 5, 4, 1};
    QTest::newRow("stride") << plane << kernel << Conv2d{.stride = {0, 1}}
                            << Refusal{Reason::NotPositive, "stride", 'y', 0, 0, 1};
    QTest::newRow("reflection") << plane << kernel << Conv2d{.border = {{.left = 5}, PaddingMode::Reflect}}
                                << Refusal{Reason::ReflectTooFar, "padding", 'x', 5, 5, 4};
    QTest::newRow("input too large") << Shape{1, 1, 30000, 30000} << kernel << Conv2d{}
                                     << Refusal{Reason::TooLarge, "input",         0,
                                                900'000'000,      mostTensorCells, std::nullopt};
    QTest::newRow("output too large")
        << Shape{1, 1, 20000, 20000} << Shape{2, 1, 1, 1} << Conv2d{}
        << Refusal{Reason::TooLarge, "output", 0, 800'000'000, mostTensorCells, std::nullopt};
}

void TestConvolution::refusals()
{
    QFETCH(const Shape, x);
    QFETCH(const Shape, w);
    QFETCH(const Conv2d, conv);
    QFETCH(const Refusal, refusal);
    const auto window = conv2dWindow(x, w, conv);
    QVERIFY(!window);
    QVERIFY(window.refusal() == refusal);
    if (refusal.reason == Reason::TooLarge || refusal.field == "input")
        return; // no such tensor can be made
    QVERIFY(conv2d(Tensor(x), Tensor(w), {}, conv).refusal() == refusal);
    QVERIFY(naive::conv2d(Tensor(x), Tensor(w), {}, conv).refusal() == refusal);
}

QTEST_APPLESS_MAIN(TestConvolution)
#include "tst_convolution.moc"
