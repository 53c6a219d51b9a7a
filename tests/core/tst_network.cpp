#include "core/network.h"
#include "tests/golden.h"
#include "tests/network_files.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Refusal)

namespace {

const auto networks = {QStringLiteral("lenet_style"), QStringLiteral("lenet5")};

Tensor pictureOf(const QJsonObject &row)
{
    Tensor picture({.h = 28, .w = 28});
    const QJsonArray pixels = row["pixels"].toArray();
    for (int i = 0; i < 784; ++i)
        picture.values()[static_cast<size_t>(i)] = static_cast<float>(pixels[i].toInt()) / 255.0F;
    return picture;
}

struct Sums {
    double sum = 0.0;
    double squares = 0.0;
    double weighted = 0.0;
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
};

Sums sumsOf(std::span<const float> values)
{
    Sums sums;
    for (size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        sums.sum += value;
        sums.squares += value * value;
        sums.weighted += value * static_cast<double>(i % 97 + 1);
        sums.low = std::min(sums.low, value);
        sums.high = std::max(sums.high, value);
    }
    return sums;
}

QString off(const QString &what, double got, double want, double tolerance)
{
    if (std::abs(got - want) <= tolerance)
        return {};
    return QStringLiteral("%1 is %2 instead of %3; ").arg(what).arg(got, 0, 'g', 9).arg(want, 0, 'g', 9);
}

/// The place of the largest value, which is that of the oracle unless two are as large.
QString offArgmax(std::span<const float> values, int want, double tolerance)
{
    const auto largest = std::ranges::max_element(values);
    return off("argmax", values[static_cast<size_t>(want)], *largest, tolerance);
}

QString stageDifference(const Tensor &got, const QJsonObject &stage)
{
    const QJsonObject tolerance = stage["tol"].toObject();
    const Sums sums = sumsOf(got.values());
    const double each = tolerance["value"].toDouble();
    QString found = off("sum", sums.sum, stage["sum"].toDouble(), tolerance["sum"].toDouble())
        + off("sq_sum", sums.squares, stage["sq_sum"].toDouble(), tolerance["sq_sum"].toDouble())
        + off("weighted", sums.weighted, stage["weighted"].toDouble(), tolerance["weighted"].toDouble())
        + off("min", sums.low, stage["min"].toDouble(), each)
        + off("max", sums.high, stage["max"].toDouble(), each)
        + offArgmax(got.values(), stage["argmax"].toInt(), each);
    for (const auto sample : stage["samples"].toArray())
        found +=
            off("sample", got.values()[static_cast<size_t>(sample[0].toInt())], sample[1].toDouble(), each);
    return found;
}

Shape shapeOf(const QJsonArray &sizes)
{
    if (sizes.size() == 1)
        return {1, sizes[0].toInt(), 1, 1};
    return {1, sizes[0].toInt(), sizes[1].toInt(), sizes[2].toInt()};
}

int rowOf(const NetworkRun &run, std::string_view name)
{
    return run.network().findRow(name).value_or(-1);
}

/// d logit[predicted] / d pixel.
Tensor logitGradient(const NetworkRun &run)
{
    const int logits = rowOf(run, "logits");
    const Tensor chosen = oneHot(run.output(logits).shape(), run.predicted());
    return unframed(*run.backward(logits, chosen), {28, 28});
}

/// d (sum over the channels of pool2[:,2,2]) / d pixel.
Tensor poolGradient(const NetworkRun &run)
{
    const int pool = rowOf(run, "pool2");
    Tensor chosen(run.output(pool).shape());
    for (int c = 0; c < chosen.shape().c; ++c)
        chosen.at(0, c, 2, 2) = 1.0F;
    return unframed(*run.backward(pool, chosen), {28, 28});
}

Tolerance toleranceOf(const QJsonObject &gradient)
{
    return {.exact = false, .absolute = gradient["abs_tol"].toDouble(), .relative = 0.0};
}

} // namespace

class TestNetwork : public QObject {
    Q_OBJECT

private slots:
    void stagesMatchPyTorch_data();
    void stagesMatchPyTorch();
    void gradientsMatchPyTorch_data() { stagesMatchPyTorch_data(); }
    void gradientsMatchPyTorch();
    void meanGradientsMatchPyTorch_data();
    void meanGradientsMatchPyTorch();
    void predictsWhatIsRecorded_data();
    void predictsWhatIsRecorded();
    void sizesAndCosts_data();
    void sizesAndCosts();
    void backwardStopsWhereItIsTold();
    void softmaxGradient();
    void refusals();
    void aFileThatLacksATensor();
    void framing();
};

void TestNetwork::stagesMatchPyTorch_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QJsonObject>("golden");
    for (const QString &network : networks) {
        for (const auto &value : goldenDocument("networks")["cases"].toArray()) {
            const QJsonObject row = value.toObject();
            QTest::addRow("%s %d", qPrintable(network), row["test_index"].toInt()) << network << row;
        }
    }
}

void TestNetwork::stagesMatchPyTorch()
{
    QFETCH(QString, network);
    QFETCH(QJsonObject, golden);
    const NetworkRun run = runOn(bundledNetwork(network), pictureOf(golden));
    const QJsonObject want = golden[network].toObject();
    const QJsonObject stages = want["stages"].toObject();
    QCOMPARE(stages.size(), run.rows());
    for (int row = 0; row < run.rows(); ++row) {
        const std::string_view key = run.network().rowName(row);
        const QString name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
        QVERIFY2(stages.contains(name), qPrintable(name));
        const QJsonObject stage = stages[name].toObject();
        QVERIFY2(run.output(row).shape() == shapeOf(stage["shape"].toArray()), qPrintable(name));
        const QString found = stageDifference(run.output(row), stage);
        QVERIFY2(found.isEmpty(), qPrintable(name + ": " + found));
    }
    QCOMPARE(run.predicted(), want["predicted"].toInt());
}

void TestNetwork::gradientsMatchPyTorch()
{
    QFETCH(QString, network);
    QFETCH(QJsonObject, golden);
    const NetworkRun run = runOn(bundledNetwork(network), pictureOf(golden));
    const QJsonObject want = golden[network].toObject();
    int compared = 0;
    for (const auto &[key, got] : {std::pair("grad_predicted_logit", logitGradient(run)),
                                   std::pair("grad_pool2_centre", poolGradient(run))}) {
        if (!want.contains(key)) // recorded in full for six digits only, and in the mean over all of them
            continue;
        const QJsonObject gradient = want[key].toObject();
        QCOMPARE(difference(got, goldenTensor(gradient), toleranceOf(gradient)), QString());
        ++compared;
    }
    QCOMPARE(compared == 2, want.contains("grad_predicted_logit"));
    const Tensor pixels = logitGradient(run);
    QVERIFY(std::ranges::any_of(pixels.values(), [](float value) { return value != 0.0F; }));
}

void TestNetwork::meanGradientsMatchPyTorch_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<bool>("ofLogit");
    for (const QString &network : networks) {
        QTest::addRow("%s logit", qPrintable(network)) << network << true;
        QTest::addRow("%s pool", qPrintable(network)) << network << false;
    }
}

void TestNetwork::meanGradientsMatchPyTorch()
{
    QFETCH(QString, network);
    QFETCH(bool, ofLogit);
    const QJsonObject document = goldenDocument("networks");
    const auto net = bundledNetwork(network);
    Tensor mean({.h = 28, .w = 28});
    const QJsonArray cases = document["cases"].toArray();
    for (const auto &row : cases) {
        const NetworkRun run = runOn(net, pictureOf(row.toObject()));
        const Tensor gradient = ofLogit ? logitGradient(run) : poolGradient(run);
        for (size_t i = 0; i < 784; ++i)
            mean.values()[i] += std::abs(gradient.values()[i]) / static_cast<float>(cases.size());
    }
    const QString key = network + (ofLogit ? ".grad_predicted_logit" : ".grad_pool2_centre");
    const QJsonObject want = document["mean_abs_gradient_over_the_set"][key].toObject();
    QCOMPARE(want["pictures"].toInt(), static_cast<int>(cases.size()));
    QCOMPARE(difference(mean, goldenTensor(want), toleranceOf(want)), QString());
}

void TestNetwork::predictsWhatIsRecorded_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("folder");
    for (const QString &network : networks) {
        QTest::addRow("%s, the bundled 1,000", qPrintable(network)) << network << QString();
        if (const QString all = qEnvironmentVariable("CONVOSCOPE_MNIST", QStringLiteral(CONVOSCOPE_MNIST));
            !all.isEmpty())
            QTest::addRow("%s, all 10,000", qPrintable(network)) << network << all;
    }
}

void TestNetwork::predictsWhatIsRecorded()
{
    QFETCH(QString, network);
    QFETCH(QString, folder);
    const auto given = folder.isEmpty()
        ? std::optional(bundledDigits())
        : digitsIn(folder + "/t10k-images-idx3-ubyte", folder + "/t10k-labels-idx1-ubyte");
    if (!given)
        QFAIL("the MNIST files can't be read");
    const DigitSet &digits = *given;
    QCOMPARE(digits.count(), folder.isEmpty() ? 1000 : 10'000);
    const auto net = bundledNetwork(network);
    const QJsonObject recorded = goldenDocument(network + "_predictions_10k");
    QString predicted;
    int right = 0;
    for (int i = 0; i < digits.count(); ++i) {
        const int digit = runOn(net, digits.picture(i)).predicted();
        predicted += QString::number(digit);
        right += static_cast<int>(digit == digits.label(i));
    }
    QCOMPARE(predicted, recorded["predictions"].toString().left(digits.count()));
    if (!folder.isEmpty())
        QCOMPARE(right, recorded["right"].toInt());
}

void TestNetwork::sizesAndCosts_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<long long>("parameters");
    QTest::addColumn<long long>("macs");
    QTest::newRow("LeNet style") << "lenet_style" << 34'826LL << 32LL * 676 * 9 + 64LL * 121 * 288 + 16'000LL;
    QTest::newRow("LeNet-5") << "lenet5" << 61'706LL
                             << 6LL * 784 * 25 + 16LL * 100 * 150 + 48'000LL + 10'080 + 840;
}

void TestNetwork::sizesAndCosts()
{
    QFETCH(QString, network);
    QFETCH(long long, parameters);
    QFETCH(long long, macs);
    const auto net = bundledNetwork(network);
    const auto shapes = shapesOf(*net);
    QVERIFY(shapes);
    const NetworkRun run = runOn(net, Tensor({.h = 28, .w = 28}));
    Cost total;
    for (int row = 0; row < net->rows(); ++row) {
        QVERIFY((*shapes)[static_cast<size_t>(row)] == run.output(row).shape());
        total = total + costOf(*net, row, *shapes);
    }
    QCOMPARE(total.parameters, parameters);
    QCOMPARE(total.macs, macs);
}

void TestNetwork::backwardStopsWhereItIsTold()
{
    const NetworkRun run = runOn(bundledNetwork("lenet_style"), bundledDigits().picture(0));
    const int logits = rowOf(run, "logits");
    const int pool = rowOf(run, "pool2");
    const Tensor chosen = oneHot(run.output(logits).shape(), 7);
    const Tensor toPool = *run.backward(logits, chosen, pool);
    QVERIFY(toPool.shape() == run.output(pool).shape());
    const auto &last = std::get<LinearLayer>(run.network().maker(logits).operation);
    constexpr size_t inputs = 1600;
    QVERIFY(std::ranges::equal(toPool.values(), last.weight.values().subspan(7 * inputs, inputs)));
    QCOMPARE(difference(*run.backward(pool, toPool), *run.backward(logits, chosen)), QString());
}

void TestNetwork::softmaxGradient()
{
    const auto network = std::make_shared<const Network>(
        Network{.name = "softmax", .input = {1, 3, 1, 1}, .layers = {{"softmax", SoftmaxLayer{}}}});
    const std::vector<float> logits{0.5F, -1.0F, 2.0F};
    const auto value = [&](size_t changed, double by) {
        std::vector<float> x = logits;
        x[changed] += static_cast<float>(by);
        return static_cast<double>(NetworkRun::make(network, Tensor({1, 3, 1, 1}, x))->output(1).values()[2]);
    };
    const NetworkRun run = *NetworkRun::make(network, Tensor({1, 3, 1, 1}, logits));
    const Tensor gradient = *run.backward(1, oneHot({1, 3, 1, 1}, 2));
    for (size_t i = 0; i < 3; ++i)
        QVERIFY(std::abs((value(i, 1e-2) - value(i, -1e-2)) / 2e-2 - gradient.values()[i]) < 1e-4);
}

void TestNetwork::refusals()
{
    const auto net = bundledNetwork("lenet_style");
    QCOMPARE(NetworkRun::make(net, Tensor({.h = 27, .w = 28})).refusal(),
             (Refusal{.reason = Reason::ShapesDontMatch, .field = "input", .got = 756, .limit = 784}));
    QCOMPARE(NetworkRun::make(net, Tensor()).refusal().reason, Reason::ShapesDontMatch);
    Network wrong = *net;
    std::get<ConvLayer>(wrong.maker(4).operation).weight = Tensor({64, 31, 3, 3});
    QCOMPARE(QString::fromStdString(shapesOf(wrong).refusal().field), QString("conv2.channels"));
    const auto shared = std::make_shared<const Network>(wrong);
    QCOMPARE(QString::fromStdString(NetworkRun::make(shared, Tensor({.h = 28, .w = 28})).refusal().field),
             QString("conv2.channels"));
    const NetworkRun run = runOn(net, Tensor({.h = 28, .w = 28}));
    QCOMPARE(run.backward(3, Tensor({1, 32, 12, 13})).refusal().reason, Reason::ShapesDontMatch);
}

void TestNetwork::aFileThatLacksATensor()
{
    const auto file = WeightFile::read(resourceBytes("weights/lenet_style.safetensors"));
    QVERIFY(file);
    QCOMPARE(lenet5(*file).refusal(),
             (Refusal{.reason = Reason::ShapesDontMatch, .field = "conv1.weight", .got = 32, .limit = 6}));
    const auto other = WeightFile::read(resourceBytes("weights/lenet5.safetensors"));
    QVERIFY(other);
    QCOMPARE(lenetStyle(*other).refusal().field, std::string("conv1.weight"));
}

void TestNetwork::framing()
{
    const auto net = bundledNetwork("lenet5");
    Tensor digit({.h = 28, .w = 28});
    digit.at(0, 0) = 1.0F;
    digit.at(27, 27) = 2.0F;
    const auto x = framed(digit, *net);
    QVERIFY(x);
    QVERIFY(x->shape() == net->input);
    QCOMPARE(x->at(2, 2), 1.0F);
    QCOMPARE(x->at(29, 29), 2.0F);
    QCOMPARE(difference(unframed(*x, {28, 28}), digit), QString());
    QCOMPARE(
        framed(Tensor({.h = 28, .w = 33}), *net).refusal(),
        (Refusal{.reason = Reason::ShapesDontMatch, .field = "input", .axis = 'x', .got = 33, .limit = 32}));
    QCOMPARE(framed(Tensor({.h = 27, .w = 28}), *net).refusal().axis, 'y');
}

QTEST_APPLESS_MAIN(TestNetwork)
#include "tst_network.moc"
