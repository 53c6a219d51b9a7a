#include "core/activation.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace convoscope;

class TestActivation : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void slopeIsTheDerivative_data();
    void slopeIsTheDerivative();
    void slopesAtKinks();
    void softmaxSumsToOneAlongItsAxis();
    void softmaxSurvivesExtremes();
};

namespace {

const QMap<QString, ActivationKind> kinds{{"relu", ActivationKind::Relu},
                                          {"relu6", ActivationKind::Relu6},
                                          {"leaky_relu", ActivationKind::LeakyRelu},
                                          {"elu", ActivationKind::Elu},
                                          {"gelu", ActivationKind::Gelu},
                                          {"silu", ActivationKind::Silu},
                                          {"sigmoid", ActivationKind::Sigmoid},
                                          {"tanh", ActivationKind::Tanh}};

/// The expected tensors have fewer dimensions than four; they are the last ones.
TensorAxis axisOf(const GoldenCase &golden)
{
    const qsizetype dimensions = golden.inputs["x"]["shape"].toArray().size();
    return static_cast<TensorAxis>(golden.number("axis") + 4 - dimensions);
}

Tensor computed(const GoldenCase &golden)
{
    if (golden.op == "softmax")
        return softmax(golden.input("x"), axisOf(golden));
    if (golden.op == "log_softmax")
        return logSoftmax(golden.input("x"), axisOf(golden));
    return activated(golden.input("x"),
                     {.kind = kinds.value(golden.op, ActivationKind::Identity),
                      .negativeSlope = static_cast<float>(golden.params["negative_slope"].toDouble(0.01)),
                      .alpha = static_cast<float>(golden.params["alpha"].toDouble(1.0))});
}

} // namespace

void TestActivation::matchesPyTorch_data()
{
    addGoldenRows("activation");
}

void TestActivation::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    QCOMPARE(difference(computed(golden), golden.output("y"), golden.tolerance), QString());
}

void TestActivation::slopeIsTheDerivative_data()
{
    QTest::addColumn<ActivationKind>("kind");
    for (auto it = kinds.begin(); it != kinds.end(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.value();
    QTest::newRow("identity") << ActivationKind::Identity;
}

void TestActivation::slopeIsTheDerivative()
{
    QFETCH(ActivationKind, kind);
    const Activation activation{.kind = kind, .negativeSlope = 0.2F, .alpha = 1.5F};
    constexpr float h = 0.01F;
    for (const float x : {-4.3F, -1.1F, -0.3F, 0.4F, 1.7F, 5.2F, 7.5F}) {
        const double rise = static_cast<double>(activate(activation, x + h)) - activate(activation, x - h);
        QVERIFY(std::abs(slope(activation, x) - rise / (2.0 * h)) < 2e-4);
    }
}

void TestActivation::slopesAtKinks()
{
    QCOMPARE(slope({.kind = ActivationKind::Relu}, 0.0F), 0.0F);
    QCOMPARE(slope({.kind = ActivationKind::Relu6}, 6.0F), 0.0F);
    QCOMPARE(slope({.kind = ActivationKind::LeakyRelu}, 0.0F), 0.01F);
    QCOMPARE(slope({.kind = ActivationKind::Elu, .alpha = 2.0F}, 0.0F), 2.0F);
}

void TestActivation::softmaxSumsToOneAlongItsAxis()
{
    Tensor x({2, 3, 4, 5});
    for (size_t i = 0; i < x.values().size(); ++i)
        x.values()[i] = static_cast<float>(i % 11);
    const Tensor channels = softmax(x);
    const Tensor rows = softmax(x, TensorAxis::Rows);
    for (int n = 0; n < 2; ++n) {
        double ofChannels = 0.0;
        for (int c = 0; c < 3; ++c)
            ofChannels += channels.at(n, c, 1, 2);
        double ofRows = 0.0;
        for (int y = 0; y < 4; ++y)
            ofRows += rows.at(n, 2, y, 4);
        QVERIFY(std::abs(ofChannels - 1.0) < 1e-6);
        QVERIFY(std::abs(ofRows - 1.0) < 1e-6);
    }
}

void TestActivation::softmaxSurvivesExtremes()
{
    constexpr float large = std::numeric_limits<float>::max();
    const Tensor x({1, 3, 1, 1}, {large, 0.0F, -large});
    QVERIFY(softmax(x) == Tensor({1, 3, 1, 1}, {1.0F, 0.0F, 0.0F}));
    QCOMPARE(logSoftmax(x).at(0, 0, 0, 0), 0.0F);
}

QTEST_APPLESS_MAIN(TestActivation)
#include "tst_activation.moc"
