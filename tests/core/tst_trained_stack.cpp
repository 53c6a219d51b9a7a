#include "core/effective_field.h"
#include "core/layer_presets.h"
#include "core/network_run.h"
#include "core/trained_stack.h"
#include "tests/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

/// The bundled networks as stacks of layers.
class TestTrainedStack : public QObject {
    Q_OBJECT

private slots:
    void computesWhatTheNetworkComputes_data();
    void computesWhatTheNetworkComputes();
    void gradientIsTheNetworks_data() { computesWhatTheNetworkComputes_data(); }
    void gradientIsTheNetworks();
    void gradientIsTheSlopeOfTheScore();
    void beginningsAreFound_data();
    void beginningsAreFound();
};

namespace {

Tensor digitFor(const TrainedStack &trained, int index)
{
    return *framed(bundledDigits().picture(index), *bundledNetwork(trained.network));
}

StackRun runOf(const TrainedStack &trained, const Tensor &x)
{
    return *StackRun::make(*LayerStack::make({x.height(), x.width()}, trained.layers), trained.values, x);
}

/// What the network says for one digit, before the softmax.
float scoreOf(const TrainedStack &trained, const Tensor &x, int digit)
{
    const StackRun run = runOf(trained, x);
    return run.output(run.stack().rows() - 1).at(0, digit, 0, 0);
}

Tensor scoreGradient(const TrainedStack &trained, const Tensor &x, int digit)
{
    const StackRun run = runOf(trained, x);
    const int last = run.stack().rows() - 1;
    return *effectiveField(run, {.row = last, .cell = {0, 0}, .channel = digit});
}

} // namespace

void TestTrainedStack::computesWhatTheNetworkComputes_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("LeNet-style") << 0;
    QTest::newRow("LeNet-5") << 1;
}

void TestTrainedStack::computesWhatTheNetworkComputes()
{
    QFETCH(const int, which);
    const TrainedStack &trained = trainedStacks()[static_cast<size_t>(which)];
    for (const int index : {0, 1, 17}) {
        const Tensor x = digitFor(trained, index);
        const auto &network = bundledNetwork(trained.network);
        const auto want = NetworkRun::make(network, x);
        QVERIFY(want);
        const StackRun run = runOf(trained, x);
        const Tensor &scores = run.output(run.stack().rows() - 1);
        QCOMPARE(difference(scores, want->output(network->rows() - 2),
                            {.exact = false, .absolute = 1e-4, .relative = 1e-4}),
                 QString());
    }
    QCOMPARE(trained.names.size(),
             static_cast<size_t>(std::ranges::count(trained.layers, LayerKind::Conv, &LayerSpec::kind)));
}

void TestTrainedStack::gradientIsTheNetworks()
{
    QFETCH(const int, which);
    const TrainedStack &trained = trainedStacks()[static_cast<size_t>(which)];
    const Tensor x = digitFor(trained, 0);
    const auto network = NetworkRun::make(bundledNetwork(trained.network), x);
    QVERIFY(network);
    const int scores = network->rows() - 2;
    const auto want = network->backward(scores, oneHot(network->output(scores).shape(), 7));
    QVERIFY(want);
    QCOMPARE(
        difference(scoreGradient(trained, x, 7), *want, {.exact = false, .absolute = 1e-5, .relative = 1e-4}),
        QString());
}

/// On LeNet-5, which is smooth: a maximum of equals, as on empty paper, has no slope.
void TestTrainedStack::gradientIsTheSlopeOfTheScore()
{
    const TrainedStack &trained = trainedStacks()[1];
    const Tensor x = digitFor(trained, 0);
    const Tensor gradient = scoreGradient(trained, x, 7);
    constexpr float h = 4e-3F;
    int steep = 0;
    for (int i = 0; i < 40; ++i) {
        const Cell pixel{4 + i % 20, 5 + i * 7 % 18};
        Tensor more = x;
        Tensor less = x;
        more.at(pixel.row, pixel.column) += h;
        less.at(pixel.row, pixel.column) -= h;
        const float rise = (scoreOf(trained, more, 7) - scoreOf(trained, less, 7)) / (2 * h);
        const float got = gradient.at(pixel.row, pixel.column);
        QVERIFY2(
            std::abs(rise - got) < 0.005F,
            qPrintable(
                QStringLiteral("%1, %2: %3 for %4").arg(pixel.row).arg(pixel.column).arg(got).arg(rise)));
        steep += std::abs(got) > 0.05F ? 1 : 0;
    }
    QVERIFY(steep >= 5); // more than zeros
}

void TestTrainedStack::beginningsAreFound_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("network");
    QTest::newRow("one 3×3") << "one-3x3" << 0;
    QTest::newRow("without the scores") << "pooled" << 0;
    QTest::newRow("whole") << "lenet-style" << 0;
    QTest::newRow("LeNet-5") << "lenet-5" << 1;
    QTest::newRow("two 3×3") << "two-3x3" << -1;
    QTest::newRow("longer") << "vgg-16" << -1;
}

void TestTrainedStack::beginningsAreFound()
{
    QFETCH(const QString, preset);
    QFETCH(const int, network);
    const LayerPreset *stack = findLayerPreset(std::string_view(preset.toStdString()));
    QVERIFY(stack);
    const TrainedStack *found = findTrainedStack(stack->layers);
    QCOMPARE(found ? static_cast<int>(found->network) : -1, network);
    const bool known = found != nullptr;
    QCOMPARE(known && activationOf(*found) == ActivationKind::Relu, network == 0);
}

QTEST_APPLESS_MAIN(TestTrainedStack)
#include "tst_trained_stack.moc"
