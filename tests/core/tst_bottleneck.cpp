#include "core/bottleneck.h"
#include "core/counts.h"
#include "tests/golden.h"

#include <QTest>

using namespace convoscope;

class TestBottleneck : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void namesTheBlockThatRefuses();
    void refusesAShortcutOfAnotherShape();
};

namespace {

std::vector<float> vectorOf(const GoldenCase &golden, const QString &key)
{
    return goldenVector(golden.inputs[key]);
}

/// The convolution "main_path.0" and its batch norm "main_path.1", say.
ConvBlock blockOf(const GoldenCase &golden, const QString &path, int layer)
{
    const QString conv = QStringLiteral("%1.%2.").arg(path).arg(layer);
    const QString norm = QStringLiteral("%1.%2.").arg(path).arg(layer + 1);
    return {.weight = goldenTensor(golden.inputs[conv + "weight"]),
            .norm = BatchNorm{.mean = vectorOf(golden, norm + "running_mean"),
                              .variance = vectorOf(golden, norm + "running_var"),
                              .gamma = vectorOf(golden, norm + "weight"),
                              .beta = vectorOf(golden, norm + "bias"),
                              .eps = golden.params["eps"].toDouble()}};
}

Bottleneck bottleneckOf(const GoldenCase &golden)
{
    const Activation relu{.kind = ActivationKind::Relu};
    const int stride = golden.params["downsample"].toBool() ? 2 : 1;
    Bottleneck block{.reduce = blockOf(golden, "main_path", 0),
                     .spatial = blockOf(golden, "main_path", 3),
                     .expand = blockOf(golden, "main_path", 6)};
    block.reduce.activation = relu;
    block.spatial.activation = relu;
    block.spatial.conv = {.stride = {stride, stride}, .border = {.sides = {1, 1, 1, 1}}};
    if (golden.has("shortcut.0.weight")) {
        block.shortcut = blockOf(golden, "shortcut", 0);
        block.shortcut->conv.stride = {stride, stride};
    }
    return block;
}

} // namespace

void TestBottleneck::matchesPyTorch_data()
{
    addGoldenRows("bottleneck");
}

void TestBottleneck::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    const auto stages = run(bottleneckOf(golden), golden.input("x"));
    QVERIFY(stages);
    const auto off = [&golden](const Tensor &got, const char *key) {
        return difference(got, golden.output(key), golden.tolerance);
    };
    QCOMPARE(off(stages->reduce.norm, "main_path.1"), QString());
    QCOMPARE(off(stages->spatial.norm, "main_path.4"), QString());
    QCOMPARE(off(stages->expand.norm, "main_path.7"), QString());
    QCOMPARE(off(stages->shortcut, "shortcut"), QString());
    QCOMPARE(off(stages->y, "y"), QString());
    QVERIFY(stages->y == activated(stages->sum, {.kind = ActivationKind::Relu}));

    const int out = golden.number("out_channels");
    const auto cost = bottleneckCost({.in = golden.number("in_channels"),
                                      .middle = out / 4,
                                      .out = out,
                                      .stride = golden.params["downsample"].toBool() ? 2 : 1},
                                     {golden.input("x").height(), golden.input("x").width()});
    QVERIFY(cost);
    QCOMPARE(cost->parameters, golden.number("parameters"));
}

void TestBottleneck::namesTheBlockThatRefuses()
{
    const Bottleneck block{.reduce = {.weight = Tensor({2, 4, 1, 1})},
                           .spatial = {.weight = Tensor({2, 2, 3, 3})},
                           .expand = {.weight = Tensor({4, 2, 1, 1})}};
    QCOMPARE(run(block, Tensor({1, 4, 2, 5})).refusal().field, std::string("spatial.kernel"));
    QCOMPARE(run(block, Tensor({1, 3, 5, 5})).refusal().field, std::string("reduce.channels"));
}

void TestBottleneck::refusesAShortcutOfAnotherShape()
{
    const Bottleneck block{.reduce = {.weight = Tensor({2, 4, 1, 1})},
                           .spatial = {.weight = Tensor({2, 2, 3, 3})},
                           .expand = {.weight = Tensor({4, 2, 1, 1})}};
    const auto shrunk = run(block, Tensor({1, 4, 5, 5}));
    QVERIFY(!shrunk);
    QCOMPARE(shrunk.refusal(),
             (Refusal{.reason = Reason::ShapesDontMatch,
                      .field = "shortcut",
                      .axis = 'y',
                      .got = 5,
                      .limit = 3,
                      .works = 3}));
}

QTEST_APPLESS_MAIN(TestBottleneck)
#include "tst_bottleneck.moc"
