#include "core/prepared_conv.h"

#include "core/convolution_naive.h"
#include "core/instruction_sets.h"
#include "core/layer_kernels.h"
#include "tests/golden.h"

#include <QTest>

#include <random>

using namespace convoscope;

namespace {

struct Example {
    Shape x;
    Shape w;
    Conv2d conv;
    ConvWay way = ConvWay::Products;
};

} // namespace

class TestPreparedConv : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { useBestInstructionSet(); }
    void matchesPyTorch_data();
    void matchesPyTorch();
    void agreesWithTheLoops_data();
    void agreesWithTheLoops();
    void everyNumberOfChannels_data() { sets(); }
    void everyNumberOfChannels();
    void everyWidth_data() { sets(); }
    void everyWidth();
    void threadsDontMatter();
    void instructionSetsShareWeights();
    void picksTheWay();
    void refuses();

private:
    static void sets();
};

namespace {

void use(const QString &set)
{
    for (const InstructionSet &present : instructionSets()) {
        if (set == QLatin1String(present.name.data()))
            useInstructionSet(present);
    }
}

/// Whole numbers from -4 to 4, whose sums are exact in any order.
Tensor wholeNumbers(const Shape &shape, unsigned seed)
{
    Tensor t(shape);
    std::minstd_rand random(seed);
    for (float &value : t.values())
        value = static_cast<float>(static_cast<int>(random() % 9) - 4);
    return t;
}

std::vector<float> biasOf(int outputs)
{
    std::vector<float> bias;
    for (int o = 0; o < outputs; ++o)
        bias.push_back(static_cast<float>(o % 7) / 2 - 1);
    return bias;
}

Tensor computed(const Tensor &x, const Tensor &w, std::span<const float> bias, const Conv2d &conv,
                std::optional<ConvWay> way)
{
    const auto prepared = way ? PreparedConv2d::make(x.shape(), w, bias, conv, *way)
                              : PreparedConv2d::make(x.shape(), w, bias, conv);
    if (!prepared)
        return {};
    ChannelsLast out;
    prepared->forward(channelsLast(x), out);
    return channelsFirst(out);
}

/// Winograd's sums are off by some parts in a million of the largest that these values can make.
Tolerance winogradTolerance(const Tensor &x, const Tensor &w)
{
    double value = 1.0;
    for (const float v : x.values())
        value = std::max(value, std::abs(static_cast<double>(v)));
    double weights = 0.0;
    for (int o = 0; o < w.shape().n; ++o) {
        double sum = 0.0;
        for (int c = 0; c < w.shape().c; ++c) {
            for (const float weight : w.plane(o, c))
                sum += std::abs(static_cast<double>(weight));
        }
        weights = std::max(weights, sum);
    }
    return {.exact = false, .absolute = 3e-6 * value * weights, .relative = 0.0};
}

/// What is wrong with a way.
QString fault(const Example &example, std::span<const float> bias)
{
    const Tensor x = wholeNumbers(example.x, 1);
    const Tensor w = wholeNumbers(example.w, 2);
    const auto want = naive::conv2d(x, w, bias, example.conv);
    if (!want)
        return QStringLiteral("refused");
    const Tolerance tolerance = example.way == ConvWay::Winograd ? winogradTolerance(x, w) : Tolerance{};
    return difference(computed(x, w, bias, example.conv, example.way), *want, tolerance);
}

/// A random convolution that the way can compute.
Example randomExample(ConvWay way, std::mt19937 &random)
{
    const auto between = [&random](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    const bool square = way == ConvWay::Winograd;
    const Pair kernel = square ? Pair{3, 3} : Pair{between(1, 5), between(1, 5)};
    const Pair dilation = square ? Pair{} : Pair{between(1, 3), between(1, 3)};
    const int groups = way == ConvWay::Products ? between(1, 3) : 1;
    Example example;
    example.way = way;
    const int inputs = between(1, 20);
    const int depth = between(1, 40);
    example.x = {between(1, 3), way == ConvWay::Depthwise ? depth : groups * inputs,
                 between(1, 12) + dilation.y * (kernel.y - 1), between(1, 20) + dilation.x * (kernel.x - 1)};
    example.w = {groups * between(1, 40), inputs, kernel.y, kernel.x};
    if (way == ConvWay::Depthwise)
        example.w = {depth, 1, kernel.y, kernel.x};
    example.conv = {.stride = square ? Pair{} : Pair{between(1, 3), between(1, 3)},
                    .dilation = dilation,
                    .groups = way == ConvWay::Depthwise ? depth : groups,
                    .border = {.sides = {between(0, 5), between(0, 5), between(0, 5), between(0, 5)},
                               .mode = static_cast<PaddingMode>(between(0, 3)),
                               .constant = static_cast<float>(between(-1, 1))},
                    .flip = between(0, 1) == 1};
    Sides &s = example.conv.border.sides;
    s = {std::min(s.left, example.x.w - 1), std::min(s.right, example.x.w - 1),
         std::min(s.top, example.x.h - 1), std::min(s.bottom, example.x.h - 1)};
    return example;
}

constexpr auto ways = {ConvWay::Products, ConvWay::Depthwise, ConvWay::Winograd};

} // namespace

void TestPreparedConv::sets()
{
    QTest::addColumn<QString>("set");
    for (const InstructionSet &set : instructionSets())
        QTest::newRow(set.name.data()) << QString::fromLatin1(set.name.data());
}

void TestPreparedConv::matchesPyTorch_data()
{
    addGoldenRows("conv2d");
}

void TestPreparedConv::matchesPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const Tensor x = golden.input("x");
    const Tensor w = golden.input("w");
    const auto bias = golden.has("b") ? goldenVector(golden.inputs["b"]) : std::vector<float>();
    const Conv2d conv{.stride = golden.pair("stride"),
                      .dilation = golden.pair("dilation"),
                      .groups = golden.number("groups"),
                      .border = {.sides = golden.sides(),
                                 .mode = goldenMode(golden.params["padding_mode"].toString()),
                                 .constant = static_cast<float>(golden.params["padding_value"].toDouble())}};
    for (const ConvWay way : ways) {
        const auto prepared = PreparedConv2d::make(x.shape(), w, bias, conv, way);
        if (golden.error) {
            QVERIFY(!prepared);
            continue;
        }
        if (!prepared && prepared.refusal().field == "way")
            continue;
        // Exact sums become nearly exact in Winograd's space.
        const bool near = way == ConvWay::Winograd && golden.tolerance.exact;
        QCOMPARE(difference(computed(x, w, bias, conv, way), golden.output("y"),
                            near ? winogradTolerance(x, w) : golden.tolerance),
                 QString());
    }
}

void TestPreparedConv::agreesWithTheLoops_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<Example>("example");
    for (const InstructionSet &set : instructionSets()) {
        for (const ConvWay way : ways) {
            for (unsigned seed = 0; seed < 40; ++seed) {
                std::mt19937 random(seed);
                QTest::addRow("%s, way %d, %u", set.name.data(), static_cast<int>(way), seed)
                    << QString::fromLatin1(set.name.data()) << randomExample(way, random);
            }
        }
    }
}

void TestPreparedConv::agreesWithTheLoops()
{
    QFETCH(const QString, set);
    QFETCH(const Example, example);
    use(set);
    QCOMPARE(fault(example, biasOf(example.w.n)), QString());
    QCOMPARE(fault(example, {}), QString());
}

void TestPreparedConv::everyNumberOfChannels()
{
    QFETCH(const QString, set);
    use(set);
    const Border around{.sides = {1, 1, 1, 1}};
    for (int channels = 1; channels <= 70; ++channels) {
        const Shape x{1, 3, 5, 7};
        const Example products{x, {channels, 3, 3, 3}, {.border = around}};
        QCOMPARE(fault(products, biasOf(channels)), QString());
        const Example depthwise{{1, channels, 5, 7},
                                {channels, 1, 3, 3},
                                {.groups = channels, .border = around},
                                ConvWay::Depthwise};
        QCOMPARE(fault(depthwise, biasOf(channels)), QString());
        Example winograd{x, {channels, 3, 3, 3}, {.border = around}, ConvWay::Winograd};
        QCOMPARE(fault(winograd, biasOf(channels)), QString());
        winograd = {{1, channels, 9, 9}, {5, channels, 3, 3}, {.border = around}, ConvWay::Winograd};
        QCOMPARE(fault(winograd, {}), QString());
    }
}

void TestPreparedConv::everyWidth()
{
    QFETCH(const QString, set);
    use(set);
    const Border around{.sides = {1, 1, 1, 1}, .mode = PaddingMode::Replicate};
    for (int width = 1; width <= 40; ++width) {
        const Shape x{2, 2, 6, width};
        QCOMPARE(fault({x, {17, 2, 3, 3}, {.border = around}}, {}), QString());
        QCOMPARE(fault({x, {17, 2, 3, 3}, {.border = around}, ConvWay::Winograd}, {}), QString());
        QCOMPARE(fault({x, {2, 1, 3, 3}, {.groups = 2, .border = around}, ConvWay::Depthwise}, {}),
                 QString());
    }
}

void TestPreparedConv::threadsDontMatter()
{
    const Tensor x = wholeNumbers({2, 16, 90, 70}, 5);
    const Border around{.sides = {1, 1, 1, 1}};
    for (const ConvWay way : ways) {
        const bool depthwise = way == ConvWay::Depthwise;
        const Tensor w = wholeNumbers({depthwise ? 16 : 48, depthwise ? 1 : 16, 3, 3}, 6);
        const auto prepared =
            PreparedConv2d::make(x.shape(), w, {}, {.groups = depthwise ? 16 : 1, .border = around}, way);
        QVERIFY(prepared);
        ChannelsLast one;
        ChannelsLast two;
        prepared->forward(channelsLast(x), one, 1);
        prepared->forward(channelsLast(x), two, 2);
        QVERIFY(one.values() == two.values());
    }
}

void TestPreparedConv::instructionSetsShareWeights()
{
    const Tensor x = wholeNumbers({1, 4, 11, 11}, 7);
    const Tensor w = wholeNumbers({21, 4, 3, 3}, 8);
    const auto prepared = PreparedConv2d::make(x.shape(), w, {}, {});
    QVERIFY(prepared);
    const auto want = naive::conv2d(x, w, {}, {});
    QVERIFY(want);
    for (const InstructionSet &set : instructionSets()) {
        useInstructionSet(set);
        ChannelsLast out;
        prepared->forward(channelsLast(x), out);
        QCOMPARE(difference(channelsFirst(out), *want), QString());
    }
}

void TestPreparedConv::picksTheWay()
{
    const auto way = [](const Shape &w, const Conv2d &conv) {
        const Shape x{1, w.c * conv.groups, 20, 20};
        return PreparedConv2d::make(x, Tensor(w), {}, conv)->way();
    };
    QCOMPARE(way({64, 64, 3, 3}, {}), ConvWay::Winograd);
    QCOMPARE(way({64, 3, 3, 3}, {}), ConvWay::Products);
    QCOMPARE(way({64, 64, 3, 3}, {.stride = {2, 2}}), ConvWay::Products);
    QCOMPARE(way({64, 64, 1, 1}, {}), ConvWay::Products);
    QCOMPARE(way({64, 1, 3, 3}, {.groups = 64}), ConvWay::Depthwise);
    QCOMPARE(way({64, 32, 3, 3}, {.groups = 2}), ConvWay::Products);
}

void TestPreparedConv::refuses()
{
    const Shape x{1, 3, 8, 8};
    const auto far = PreparedConv2d::make(x, Tensor({4, 2, 3, 3}), {}, {});
    QCOMPARE(far.refusal().reason, Reason::ChannelsDontMatch);
    const std::vector<float> bias(3);
    QCOMPARE(QString::fromStdString(PreparedConv2d::make(x, Tensor({4, 3, 3, 3}), bias, {}).refusal().field),
             QStringLiteral("bias"));
    const auto winograd = PreparedConv2d::make(x, Tensor({4, 3, 5, 5}), {}, {}, ConvWay::Winograd);
    QCOMPARE(winograd.refusal().reason, Reason::OutOfRange);
    QCOMPARE(QString::fromStdString(winograd.refusal().field), QStringLiteral("way"));
    const auto depthwise = PreparedConv2d::make(x, Tensor({4, 3, 3, 3}), {}, {}, ConvWay::Depthwise);
    QCOMPARE(QString::fromStdString(depthwise.refusal().field), QStringLiteral("way"));
}

QTEST_APPLESS_MAIN(TestPreparedConv)
#include "tst_prepared_conv.moc"
