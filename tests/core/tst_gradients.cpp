#include "core/cross_entropy.h"
#include "core/gradients.h"
#include "core/linear.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

class TestGradients : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void trainsATinyNetwork_data();
    void trainsATinyNetwork();
    void refusals();
};

namespace {

/// A matrix as one sample per row.
Tensor samples(const Tensor &matrix)
{
    const auto values = matrix.values();
    return Tensor({matrix.height(), matrix.width(), 1, 1}, {values.begin(), values.end()});
}

Tensor rowOf(const std::vector<float> &values)
{
    return Tensor({.h = 1, .w = static_cast<int>(values.size())}, values);
}

QString poolDifference(const GoldenCase &golden)
{
    const Pool2d pool{.kind = golden.op.startsWith("max") ? PoolKind::Max : PoolKind::Average,
                      .kernel = golden.pair("kernel"),
                      .stride = golden.pair("stride"),
                      .padding = golden.pair("padding"),
                      .ceilMode = golden.params["ceil_mode"].toBool(),
                      .countIncludePad = golden.params["count_include_pad"].toBool(true)};
    const auto pooled = pool2d(golden.input("x"), pool);
    const QString forward = difference(pooled->y, golden.output("y"), golden.tolerance);
    const auto gradient =
        pool2dBackward(golden.input("x").shape(), pool, pooled->indices, golden.input("grad_y"));
    return forward + difference(*gradient, golden.output("grad_x"), golden.tolerance);
}

QString linearDifference(const GoldenCase &golden)
{
    const auto gradients = linearBackward(samples(golden.input("x")), samples(golden.input("w")),
                                          samples(golden.input("grad_y")));
    return difference(gradients->x, samples(golden.output("grad_x")), golden.tolerance)
        + difference(gradients->weight, samples(golden.output("grad_w")), golden.tolerance)
        + difference(rowOf(gradients->bias), golden.output("grad_b"), golden.tolerance);
}

QString activationDifference(const GoldenCase &golden, const Activation &activation)
{
    const auto gradient = activationBackward(golden.input("x"), activation, golden.input("grad_y"));
    return difference(activated(golden.input("x"), activation), golden.output("y"), golden.tolerance)
        + difference(*gradient, golden.output("grad_x"), golden.tolerance);
}

/// conv 2@3×3, relu, max pool 2, linear 3, cross entropy.
struct TinyNetwork {
    Tensor convWeight;
    Tensor convBias;
    Tensor fcWeight;
    Tensor fcBias;

    template <typename Visit>
    static void pairs(TinyNetwork &a, const TinyNetwork &b, const Visit &visit)
    {
        visit(a.convWeight, b.convWeight);
        visit(a.convBias, b.convBias);
        visit(a.fcWeight, b.fcWeight);
        visit(a.fcBias, b.fcBias);
    }
};

struct Lesson {
    Tensor logits;
    double loss;
    TinyNetwork gradients;
};

Lesson learn(const TinyNetwork &net, const Tensor &x, std::span<const int> targets)
{
    const Activation relu{.kind = ActivationKind::Relu};
    const Tensor conv = *conv2d(x, net.convWeight, net.convBias.values(), {});
    const Pooled pooled = *pool2d(activated(conv, relu), {});
    const Tensor logits = *linear(pooled.y, net.fcWeight, net.fcBias.values());
    const CrossEntropy entropy = *crossEntropy(logits, targets);
    const LayerGradients fc = *linearBackward(pooled.y, net.fcWeight, entropy.gradLogits);
    const Tensor toRelu = *pool2dBackward(conv.shape(), {}, pooled.indices, fc.x);
    const LayerGradients first =
        *conv2dBackward(x, net.convWeight, {}, *activationBackward(conv, relu, toRelu));
    return {logits, entropy.loss, {first.weight, rowOf(first.bias), fc.weight, rowOf(fc.bias)}};
}

/// One step of SGD with momentum: v = 0.9 v + gradient, p = p - 0.05 v.
void step(TinyNetwork &net, TinyNetwork &velocity, const TinyNetwork &gradients)
{
    TinyNetwork::pairs(velocity, gradients, [](Tensor &v, const Tensor &gradient) {
        for (size_t i = 0; i < v.values().size(); ++i)
            v.values()[i] = 0.9F * v.values()[i] + gradient.values()[i];
    });
    TinyNetwork::pairs(net, velocity, [](Tensor &p, const Tensor &v) {
        for (size_t i = 0; i < p.values().size(); ++i)
            p.values()[i] -= 0.05F * v.values()[i];
    });
}

QString networkDifference(const TinyNetwork &got, const GoldenCase &golden, const QString &prefix)
{
    const auto off = [&](const Tensor &tensor, const char *key) {
        return difference(tensor, golden.output(qPrintable(prefix + QLatin1String(key))), golden.tolerance);
    };
    const Tensor fc({.h = got.fcWeight.shape().n, .w = got.fcWeight.shape().c},
                    {got.fcWeight.values().begin(), got.fcWeight.values().end()});
    return off(got.convWeight, "conv.w") + off(got.convBias, "conv.b") + off(fc, "fc.w")
        + off(got.fcBias, "fc.b");
}

} // namespace

void TestGradients::matchesPyTorch_data()
{
    QTest::addColumn<GoldenCase>("golden");
    for (const GoldenCase &golden : goldenCases("gradients")) {
        if (golden.op != "conv2d_backward" && golden.op != "tiny_net_training")
            QTest::newRow(qPrintable(golden.name)) << golden;
    }
}

void TestGradients::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    if (golden.op.contains("pool2d"))
        QCOMPARE(poolDifference(golden), QString());
    else if (golden.op == "linear_backward")
        QCOMPARE(linearDifference(golden), QString());
    else if (golden.op == "relu_backward")
        QCOMPARE(activationDifference(golden, {.kind = ActivationKind::Relu}), QString());
    else if (golden.op == "tanh_backward")
        QCOMPARE(activationDifference(golden, {.kind = ActivationKind::Tanh}), QString());
    else
        QFAIL("an operation that this test doesn't know");
}

void TestGradients::trainsATinyNetwork_data()
{
    addGoldenRows("gradients", "tiny_net_training");
}

void TestGradients::trainsATinyNetwork()
{
    QFETCH(GoldenCase, golden);
    const Tensor x = golden.input("x");
    const Tensor images({6, 1, 8, 8}, {x.values().begin(), x.values().end()});
    std::vector<int> targets;
    for (const auto &target : golden.inputs["target"].toArray())
        targets.push_back(target.toInt());
    TinyNetwork net{golden.input("conv.w"), golden.input("conv.b"), samples(golden.input("fc.w")),
                    golden.input("fc.b")};
    const QJsonArray losses = golden.outputs["loss_before_each_step_and_after"].toArray();
    TinyNetwork velocity = net;
    TinyNetwork::pairs(velocity, net, [](Tensor &v, const Tensor &p) { v = Tensor(p.shape()); });
    for (int i = 0; i <= 5; ++i) {
        const Lesson lesson = learn(net, images, targets);
        QVERIFY(std::abs(lesson.loss - losses[i].toDouble()) < 2e-4);
        if (i == 0) {
            QCOMPARE(difference(lesson.logits, samples(golden.output("logits_before")), golden.tolerance),
                     QString());
            QCOMPARE(networkDifference(lesson.gradients, golden, "grad_step0."), QString());
        }
        if (i < 5)
            step(net, velocity, lesson.gradients);
    }
    QCOMPARE(networkDifference(net, golden, "after5."), QString());
}

void TestGradients::refusals()
{
    const Shape x{1, 2, 4, 4};
    QCOMPARE(pool2dBackward(x, {}, {}, Tensor({1, 2, 2, 3})).refusal().field, std::string("gradient"));
    QCOMPARE(pool2dBackward(x, {.kernel = {5, 5}}, {}, Tensor({1, 2, 1, 1})).refusal().reason,
             Reason::KernelExceedsInput);
    QCOMPARE(linearBackward(Tensor(x), Tensor({3, 31, 1, 1}), Tensor({1, 3, 1, 1})).refusal().field,
             std::string("weight"));
    QCOMPARE(linearBackward(Tensor(x), Tensor({3, 32, 1, 1}), Tensor({1, 4, 1, 1})).refusal().field,
             std::string("gradient"));
    QCOMPARE(activationBackward(Tensor(x), {}, Tensor({1, 2, 4, 3})).refusal().field,
             std::string("gradient"));
}

QTEST_APPLESS_MAIN(TestGradients)
#include "tst_gradients.moc"
