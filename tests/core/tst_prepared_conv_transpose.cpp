#include "core/prepared_conv_transpose.h"

#include "core/convolution_naive.h"
#include "core/instruction_sets.h"
#include "tests/golden.h"

#include <QTest>

#include <random>

using namespace convoscope;

namespace {

struct Example {
    Shape x;
    Shape w;
    ConvTranspose2d conv;
};

} // namespace

class TestPreparedConvTranspose : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { useBestInstructionSet(); }
    void matchesPyTorch_data();
    void matchesPyTorch();
    void agreesWithTheLoops_data();
    void agreesWithTheLoops();
    void threadsDontMatter();
};

namespace {

Tensor wholeNumbers(const Shape &shape, unsigned seed)
{
    Tensor t(shape);
    std::minstd_rand random(seed);
    for (float &value : t.values())
        value = static_cast<float>(static_cast<int>(random() % 9) - 4);
    return t;
}

Tensor forward(const PreparedConvTranspose2d &layer, const Tensor &x)
{
    ChannelsLast out;
    layer.forward(channelsLast(x), out);
    return channelsFirst(out);
}

Example randomExample(unsigned seed)
{
    std::mt19937 random(seed);
    const auto between = [&random](int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    const Pair kernel{between(1, 4), between(1, 4)};
    const Pair stride{between(1, 3), between(1, 3)};
    const int groups = between(1, 3);
    return {.x = {between(1, 2), groups * between(1, 20), between(3, 40), between(3, 30)},
            .w = {0, between(1, 9), kernel.y, kernel.x},
            .conv = {.stride = stride,
                     .padding = {between(0, 1), between(0, 1)},
                     .outputPadding = {between(0, stride.y - 1), between(0, stride.x - 1)},
                     .dilation = {between(1, 2), between(1, 2)},
                     .groups = groups}};
}

} // namespace

void TestPreparedConvTranspose::matchesPyTorch_data()
{
    addGoldenRows("conv_transpose2d", "conv_transpose2d");
}

void TestPreparedConvTranspose::matchesPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const ConvTranspose2d conv{.stride = golden.pair("stride"),
                               .padding = golden.pair("padding"),
                               .outputPadding = golden.pair("output_padding"),
                               .dilation = golden.pair("dilation"),
                               .groups = golden.number("groups")};
    const Tensor x = golden.input("x");
    const auto bias = golden.has("b") ? goldenVector(golden.inputs["b"]) : std::vector<float>();
    const auto prepared = PreparedConvTranspose2d::make(x.shape(), golden.input("w"), bias, conv);
    QCOMPARE(bool(prepared), !golden.error);
    if (prepared)
        QCOMPARE(difference(forward(*prepared, x), golden.output("y"), golden.tolerance), QString());
}

void TestPreparedConvTranspose::agreesWithTheLoops_data()
{
    QTest::addColumn<QString>("set");
    for (const InstructionSet &set : instructionSets())
        QTest::newRow(set.name.data()) << QString::fromLatin1(set.name.data());
}

void TestPreparedConvTranspose::agreesWithTheLoops()
{
    QFETCH(const QString, set);
    for (const InstructionSet &present : instructionSets()) {
        if (set == QLatin1String(present.name.data()))
            useInstructionSet(present);
    }
    for (unsigned seed = 0; seed < 60; ++seed) {
        Example example = randomExample(seed);
        example.w.n = example.x.c;
        const Tensor x = wholeNumbers(example.x, seed + 1);
        const Tensor w = wholeNumbers(example.w, seed + 2);
        std::vector<float> bias(static_cast<size_t>(example.w.c) * example.conv.groups);
        for (size_t o = 0; o < bias.size(); ++o)
            bias[o] = static_cast<float>(o) / 2;
        const auto prepared = PreparedConvTranspose2d::make(x.shape(), w, bias, example.conv);
        const auto want = naive::convTranspose2d(x, w, bias, example.conv);
        QVERIFY(prepared);
        QVERIFY(want);
        QCOMPARE(difference(forward(*prepared, x), *want), QString());
    }
}

void TestPreparedConvTranspose::threadsDontMatter()
{
    const ChannelsLast x = channelsLast(wholeNumbers({2, 64, 60, 60}, 1));
    const auto prepared =
        PreparedConvTranspose2d::make(x.shape(), wholeNumbers({64, 12, 3, 3}, 2), {}, {.stride = {2, 2}});
    QVERIFY(prepared);
    ChannelsLast one;
    ChannelsLast two;
    prepared->forward(x, one, 1);
    prepared->forward(x, two, 2);
    QVERIFY(one.values() == two.values());
}

QTEST_APPLESS_MAIN(TestPreparedConvTranspose)
#include "tst_prepared_conv_transpose.moc"
