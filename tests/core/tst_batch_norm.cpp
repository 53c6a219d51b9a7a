#include "core/batch_norm.h"
#include "core/conv_block.h"
#include "tests/golden.h"

#include <QTest>

using namespace convoscope;

class TestBatchNorm : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void foldsIntoTheConvolution_data();
    void foldsIntoTheConvolution();
    void foldsABias();
    void measuresWhatItNormalises();
    void refusals_data();
    void refusals();
};

namespace {

BatchNorm normOf(const GoldenCase &golden)
{
    return {.mean = goldenVector(golden.inputs["mean"]),
            .variance = goldenVector(golden.inputs["var"]),
            .gamma = goldenVector(golden.inputs["gamma"]),
            .beta = goldenVector(golden.inputs["beta"]),
            .eps = golden.params["eps"].toDouble()};
}

} // namespace

void TestBatchNorm::matchesPyTorch_data()
{
    addGoldenRows("batchnorm", "batch_norm");
}

void TestBatchNorm::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    const auto y = batchNorm(golden.input("x"), normOf(golden));
    QVERIFY(y);
    QCOMPARE(difference(*y, golden.output("y"), golden.tolerance), QString());
}

void TestBatchNorm::foldsIntoTheConvolution_data()
{
    addGoldenRows("batchnorm", "conv_bn");
}

void TestBatchNorm::foldsIntoTheConvolution()
{
    QFETCH(GoldenCase, golden);
    const Pair padding = golden.pair("padding");
    const Conv2d conv{.stride = golden.pair("stride"),
                      .border = {.sides = {padding.x, padding.x, padding.y, padding.y}}};
    const auto block =
        run(ConvBlock{.weight = golden.input("w"), .conv = conv, .norm = normOf(golden)}, golden.input("x"));
    QVERIFY(block);
    QCOMPARE(difference(block->y, golden.output("y"), golden.tolerance), QString());
    const auto one = folded(golden.input("w"), {}, normOf(golden));
    QVERIFY(one);
    QCOMPARE(difference(one->weight, golden.output("folded_w"), golden.tolerance), QString());
    QCOMPARE(difference(Tensor({.h = 1, .w = static_cast<int>(one->bias.size())}, one->bias),
                        golden.output("folded_b"), golden.tolerance),
             QString());
    QCOMPARE(difference(*conv2d(golden.input("x"), one->weight, one->bias, conv), golden.output("y"),
                        golden.tolerance),
             QString());
}

void TestBatchNorm::foldsABias()
{
    const BatchNorm norm{.mean = {2.0F}, .variance = {4.0F}, .gamma = {3.0F}, .beta = {1.0F}, .eps = 0.0};
    const auto one = folded(Tensor::matrix({{2, 4}}), std::vector{6.0F}, norm);
    QVERIFY(one);
    QVERIFY(one->weight == Tensor::matrix({{3, 6}}));
    QVERIFY(one->bias == std::vector{7.0F});
}

void TestBatchNorm::measuresWhatItNormalises()
{
    const Tensor x({2, 2, 1, 2}, {1, 3, 10, 10, 5, 7, 30, 30});
    const BatchNorm norm = measuredNorm(x);
    QVERIFY(norm.mean == (std::vector{4.0F, 20.0F}));
    QVERIFY(norm.variance == (std::vector{5.0F, 100.0F}));
    BatchNorm exact = norm;
    exact.eps = 0.0;
    QCOMPARE(batchNorm(x, exact)->at(1, 1, 0, 0), 1.0F);
}

void TestBatchNorm::refusals_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("gammas");
    QTest::addColumn<float>("variance");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("field");
    QTest::newRow("channels") << 3 << 3 << 1.0F << Reason::ChannelsDontMatch << "channels";
    QTest::newRow("lengths") << 2 << 1 << 1.0F << Reason::ShapesDontMatch << "gamma";
    QTest::newRow("variance") << 2 << 2 << -1.0F << Reason::NotPositive << "variance";
}

void TestBatchNorm::refusals()
{
    QFETCH(int, channels);
    QFETCH(int, gammas);
    QFETCH(float, variance);
    QFETCH(Reason, reason);
    QFETCH(QString, field);
    const auto count = static_cast<size_t>(channels);
    const BatchNorm norm{.mean = std::vector<float>(count),
                         .variance = std::vector<float>(count, variance),
                         .gamma = std::vector<float>(static_cast<size_t>(gammas)),
                         .beta = std::vector<float>(count)};
    const auto y = batchNorm(Tensor({1, 2, 3, 3}), norm);
    QVERIFY(!y);
    QCOMPARE(y.refusal().reason, reason);
    QCOMPARE(QString::fromStdString(y.refusal().field), field);
    QVERIFY(!folded(Tensor({2, 1, 3, 3}), {}, norm));
}

QTEST_APPLESS_MAIN(TestBatchNorm)
#include "tst_batch_norm.moc"
