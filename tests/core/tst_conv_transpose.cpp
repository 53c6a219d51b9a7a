#include "core/conv_transpose.h"
#include "core/convolution_naive.h"
#include "tests/golden.h"

#include <QTest>

#include <climits>
#include <random>

using namespace convoscope;

class TestConvTranspose : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void directReadingIsTheSame_data();
    void directReadingIsTheSame();
    void isTheAdjointOfConv2d_data();
    void isTheAdjointOfConv2d();
    void sizesAsPyTorch_data();
    void sizesAsPyTorch();
    void engineAgreesWithTheLoops_data();
    void engineAgreesWithTheLoops();
    void spreadsCells();
    void refusals_data();
    void refusals();
    void refusesABiasOfAnotherLength();
};

namespace {

ConvTranspose2d settings(const GoldenCase &golden)
{
    return {.stride = golden.pair("stride"),
            .padding = golden.pair("padding"),
            .outputPadding = golden.pair("output_padding"),
            .dilation = golden.pair("dilation"),
            .groups = golden.number("groups")};
}

std::vector<float> biasOf(const GoldenCase &golden)
{
    return golden.has("b") ? goldenVector(golden.inputs["b"]) : std::vector<float>();
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

void TestConvTranspose::matchesPyTorch_data()
{
    addGoldenRows("conv_transpose2d", "conv_transpose2d");
    QCOMPARE(goldenCases("conv_transpose2d").size(), 108);
}

void TestConvTranspose::matchesPyTorch()
{
    QFETCH(const GoldenCase, golden);
    const Tensor x = golden.input("x");
    const Tensor w = golden.input("w");
    const auto loops = naive::convTranspose2d(x, w, biasOf(golden), settings(golden));
    const auto engine = convTranspose2d(x, w, biasOf(golden), settings(golden));
    QCOMPARE(bool(loops), !golden.error);
    QCOMPARE(bool(engine), !golden.error);
    if (golden.error)
        return;
    QCOMPARE(difference(*loops, golden.output("y"), golden.tolerance), QString());
    QCOMPARE(difference(*engine, golden.output("y"), golden.tolerance), QString());
}

void TestConvTranspose::directReadingIsTheSame_data()
{
    QTest::addColumn<GoldenCase>("golden");
    for (const GoldenCase &golden : goldenCases("conv_transpose2d")) {
        if (golden.op != "conv_transpose2d" || golden.error)
            continue;
        const Tensor w = golden.input("w");
        const Sides s = directReading({w.height(), w.width()}, settings(golden)).border.sides;
        if (s.left >= 0 && s.top >= 0)
            QTest::newRow(qPrintable(golden.name)) << golden;
    }
}

void TestConvTranspose::directReadingIsTheSame()
{
    QFETCH(const GoldenCase, golden);
    const ConvTranspose2d conv = settings(golden);
    const Tensor w = golden.input("w");
    const auto direct = conv2d(spread(golden.input("x"), conv.stride), swappedChannels(w, conv.groups),
                               biasOf(golden), directReading({w.height(), w.width()}, conv));
    QVERIFY(direct);
    QCOMPARE(difference(*direct, golden.output("y"), golden.tolerance), QString());
}

void TestConvTranspose::isTheAdjointOfConv2d_data()
{
    addGoldenRows("conv_transpose2d", "adjoint");
}

void TestConvTranspose::isTheAdjointOfConv2d()
{
    QFETCH(const GoldenCase, golden);
    const ConvTranspose2d conv = settings(golden);
    const Tensor x = golden.input("x");
    const Tensor w = golden.input("w");
    const Tensor g = golden.input("g");
    const Sides sides{conv.padding.x, conv.padding.x, conv.padding.y, conv.padding.y};
    const auto forth = conv2d(x, w, {},
                              {.stride = conv.stride,
                               .dilation = conv.dilation,
                               .groups = conv.groups,
                               .border = {.sides = sides}});
    const auto back = convTranspose2d(g, w, {}, conv);
    QVERIFY(forth);
    QVERIFY(back);
    QCOMPARE(difference(*forth, golden.output("conv"), golden.tolerance), QString());
    QCOMPARE(difference(*back, golden.output("convt"), golden.tolerance), QString());
    QCOMPARE(inner(*forth, g), golden.outputs["inner"].toDouble());
    QCOMPARE(inner(x, *back), golden.outputs["inner"].toDouble());
}

void TestConvTranspose::sizesAsPyTorch_data()
{
    QTest::addColumn<int>("input");
    QTest::addColumn<int>("kernel");
    QTest::addColumn<ConvTranspose2d>("conv");
    QTest::addColumn<int>("size"); // 0: must be refused
    int i = 0;
    for (const auto &value : goldenDocument("output_size")["transposed"].toObject()["rows"].toArray()) {
        const QJsonArray r = value.toArray();
        const auto both = [&r](int column) { return Pair{r[column].toInt(), r[column].toInt()}; };
        QTest::addRow("%d", i++) << r[0].toInt() << r[1].toInt()
                                 << ConvTranspose2d{.stride = both(3),
                                                    .padding = both(2),
                                                    .outputPadding = both(5),
                                                    .dilation = both(4)}
                                 << (r[6].isNull() ? 0 : r[6].toInt());
    }
    QCOMPARE(i, 300);
}

void TestConvTranspose::sizesAsPyTorch()
{
    QFETCH(const int, input);
    QFETCH(const int, kernel);
    QFETCH(const ConvTranspose2d, conv);
    QFETCH(const int, size);
    const auto got = convTranspose2dSize({1, 1, input, input}, {1, 1, kernel, kernel}, conv);
    QCOMPARE(got ? got->y : 0, size);
    QCOMPARE(got ? got->x : 0, size);
}

void TestConvTranspose::engineAgreesWithTheLoops_data()
{
    QTest::addColumn<Shape>("x");
    QTest::addColumn<Shape>("w");
    QTest::addColumn<ConvTranspose2d>("conv");
    QTest::newRow("several bands") << Shape{1, 1, 90, 23} << Shape{1, 2, 5, 3}
                                   << ConvTranspose2d{.stride = {2, 3}, .padding = {1, 2}};
    QTest::newRow("several tiles") << Shape{2, 4, 50, 70} << Shape{4, 6, 5, 5}
                                   << ConvTranspose2d{.stride = {1, 2}, .dilation = {2, 1}};
    QTest::newRow("gaps between the stamps") << Shape{1, 2, 40, 40} << Shape{2, 1, 2, 2}
                                             << ConvTranspose2d{.stride = {5, 4}, .outputPadding = {4, 3}};
    QTest::newRow("groups") << Shape{2, 6, 9, 7} << Shape{6, 2, 4, 3}
                            << ConvTranspose2d{.stride = {3, 1}, .padding = {3, 1}, .groups = 3};
    QTest::newRow("padding beyond whole stamps")
        << Shape{1, 1, 12, 12} << Shape{1, 1, 2, 2} << ConvTranspose2d{.stride = {2, 2}, .padding = {7, 9}};
    QTest::newRow("enough work for threads")
        << Shape{1, 8, 100, 90} << Shape{8, 8, 6, 6} << ConvTranspose2d{.stride = {2, 2}, .padding = {2, 2}};
}

void TestConvTranspose::engineAgreesWithTheLoops()
{
    QFETCH(const Shape, x);
    QFETCH(const Shape, w);
    QFETCH(const ConvTranspose2d, conv);
    std::mt19937 random(3);
    const Tensor input = wholeNumbers(x, random);
    const Tensor weights = wholeNumbers(w, random);
    const std::vector<float> bias(static_cast<size_t>(w.c * conv.groups), 0.5F);
    const auto want = naive::convTranspose2d(input, weights, bias, conv);
    QVERIFY(want);
    QCOMPARE(difference(*convTranspose2d(input, weights, bias, conv), *want), QString());
}

void TestConvTranspose::spreadsCells()
{
    const Tensor x = Tensor::matrix({{1, 2, 3}, {4, 5, 6}});
    QVERIFY(spread(x, {1, 1}) == x);
    QVERIFY(spread(x, {3, 2})
            == Tensor::matrix({{1, 0, 2, 0, 3}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {4, 0, 5, 0, 6}}));
}

void TestConvTranspose::refusals_data()
{
    QTest::addColumn<Shape>("x");
    QTest::addColumn<Shape>("w");
    QTest::addColumn<ConvTranspose2d>("conv");
    QTest::addColumn<Refusal>("refusal");
    const Shape plane{1, 1, 3, 3};
    QTest::newRow("empty input") << Shape{1, 1, 3, 0} << plane << ConvTranspose2d{}
                                 << Refusal{Reason::EmptyInput, "input", 0, 0, 0, 1};
    QTest::newRow("no kernel") << plane << Shape{1, 1, 3, 0} << ConvTranspose2d{}
                               << Refusal{Reason::NotPositive, "kernel", 'x', 0, 0, 1};
    QTest::newRow("stride") << plane << plane << ConvTranspose2d{.stride = {-1, 1}}
                            << Refusal{Reason::NotPositive, "stride", 'y', -1, 0, 1};
    QTest::newRow("dilation") << plane << plane << ConvTranspose2d{.dilation = {1, 0}}
                              << Refusal{Reason::NotPositive, "dilation", 'x', 0, 0, 1};
    QTest::newRow("negative padding") << plane << plane << ConvTranspose2d{.padding = {-1, 0}}
                                      << Refusal{Reason::Negative, "padding", 'y', -1, 0, 0};
    QTest::newRow("negative output padding") << plane << plane << ConvTranspose2d{.outputPadding = {0, -2}}
                                             << Refusal{Reason::Negative, "output_padding", 'x', -2, 0, 0};
    QTest::newRow("output padding") << plane << plane
                                    << ConvTranspose2d{.stride = {2, 2}, .outputPadding = {1, 2}}
                                    << Refusal{Reason::OutputPaddingTooLarge, "output_padding", 'x', 2, 2, 1};
    QTest::newRow("nothing left") << plane << plane << ConvTranspose2d{.padding = {0, 3}}
                                  << Refusal{Reason::EmptyOutput, "padding", 'x', -1, 0, 2};
    QTest::newRow("groups") << Shape{1, 4, 3, 3} << Shape{4, 1, 3, 3} << ConvTranspose2d{.groups = 3}
                            << Refusal{Reason::GroupsDontDivide, "groups", 0, 3, 4, 2};
    QTest::newRow("channels") << Shape{1, 4, 3, 3} << Shape{3, 1, 3, 3} << ConvTranspose2d{}
                              << Refusal{Reason::ChannelsDontMatch, "channels", 0, 3, 4, 4};
    QTest::newRow("enormous") << plane << plane
                              << ConvTranspose2d{.stride = {INT_MAX, 1}, .padding = {INT_MAX, 0}}
                              << Refusal{Reason::TooLarge,  "output",        'y',
                                         2LL * INT_MAX + 3, mostTensorCells, std::nullopt};
}

void TestConvTranspose::refusals()
{
    QFETCH(const Shape, x);
    QFETCH(const Shape, w);
    QFETCH(const ConvTranspose2d, conv);
    QFETCH(const Refusal, refusal);
    QVERIFY(convTranspose2dSize(x, w, conv).refusal() == refusal);
    QVERIFY(convTranspose2d(Tensor(x), Tensor(w), {}, conv).refusal() == refusal);
    QVERIFY(naive::convTranspose2d(Tensor(x), Tensor(w), {}, conv).refusal() == refusal);
}

void TestConvTranspose::refusesABiasOfAnotherLength()
{
    const std::vector<float> bias{1, 2, 3};
    const Tensor x({1, 2, 3, 3});
    const Tensor w({2, 1, 3, 3});
    const Refusal refusal{Reason::ShapesDontMatch, "bias", 0, 3, 1, 1};
    QVERIFY(convTranspose2d(x, w, bias, {}).refusal() == refusal);
    QVERIFY(naive::convTranspose2d(x, w, bias, {}).refusal() == refusal);
    const Tensor kernel({4, 2, 3, 3});
    const Refusal four{Reason::ShapesDontMatch, "bias", 0, 3, 4, 4};
    QVERIFY(conv2d(x, kernel, bias, {}).refusal() == four);
    QVERIFY(naive::conv2d(x, kernel, bias, {}).refusal() == four);
}

QTEST_APPLESS_MAIN(TestConvTranspose)
#include "tst_conv_transpose.moc"
