#include "core/conv_gradients.h"
#include "tests/golden.h"

#include <QTest>

#include <random>

using namespace convoscope;

class TestConvGradients : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void isTheAdjoint_data();
    void isTheAdjoint();
    void transposedIsTheAdjoint_data();
    void transposedIsTheAdjoint();
    void refusals();
};

namespace {

Sides allSides(Pair padding)
{
    return {.left = padding.x, .right = padding.x, .top = padding.y, .bottom = padding.y};
}

Tensor wholeNumbers(const Shape &shape, unsigned seed)
{
    std::mt19937 random(seed);
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

void TestConvGradients::matchesPyTorch_data()
{
    addGoldenRows("gradients", "conv2d_backward");
}

void TestConvGradients::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    const Conv2d conv{.stride = golden.pair("stride"),
                      .dilation = golden.pair("dilation"),
                      .groups = golden.number("groups"),
                      .border = {.sides = allSides(golden.pair("padding"))}};
    const Tensor x = golden.input("x");
    const Tensor w = golden.input("w");
    const auto y = conv2d(x, w, goldenVector(golden.inputs["b"]), conv);
    QVERIFY(y);
    QCOMPARE(difference(*y, golden.output("y"), golden.tolerance), QString());
    const auto gradients = conv2dBackward(x, w, conv, golden.input("grad_y"));
    QVERIFY(gradients);
    QCOMPARE(difference(gradients->x, golden.output("grad_x"), golden.tolerance), QString());
    QCOMPARE(difference(gradients->weight, golden.output("grad_w"), golden.tolerance), QString());
    const Tensor bias({.h = 1, .w = static_cast<int>(gradients->bias.size())}, gradients->bias);
    QCOMPARE(difference(bias, golden.output("grad_b"), golden.tolerance), QString());
}

void TestConvGradients::isTheAdjoint_data()
{
    QTest::addColumn<Conv2d>("conv");
    const Sides uneven{.left = 2, .right = 1, .top = 0, .bottom = 3};
    QTest::newRow("plain") << Conv2d{};
    QTest::newRow("flipped, strided") << Conv2d{.stride = {2, 3}, .border = {.sides = uneven}, .flip = true};
    QTest::newRow("grouped, dilated") << Conv2d{.dilation = {1, 2}, .groups = 2, .border = {.sides = uneven}};
    QTest::newRow("reflect") << Conv2d{.border = {.sides = uneven, .mode = PaddingMode::Reflect}};
    QTest::newRow("replicate") << Conv2d{.border = {.sides = uneven, .mode = PaddingMode::Replicate}};
    QTest::newRow("circular") << Conv2d{.stride = {1, 2},
                                        .border = {.sides = uneven, .mode = PaddingMode::Circular}};
}

/// <conv(x), g> = <x, toX(g)> = <w, toW(g)>: y is linear in x and in w.
void TestConvGradients::isTheAdjoint()
{
    QFETCH(Conv2d, conv);
    const Tensor x = wholeNumbers({2, 4, 7, 8}, 1);
    const Tensor w = wholeNumbers({6, 4 / conv.groups, 3, 2}, 2);
    const auto y = conv2d(x, w, {}, conv);
    QVERIFY(y);
    const Tensor g = wholeNumbers(y->shape(), 3);
    const auto gradients = conv2dBackward(x, w, conv, g);
    QVERIFY(gradients);
    QCOMPARE(inner(x, gradients->x), inner(*y, g));
    QCOMPARE(inner(w, gradients->weight), inner(*y, g));
    QVERIFY(gradients->x == *conv2dBackwardInput(x.shape(), w, conv, g));
}

void TestConvGradients::transposedIsTheAdjoint_data()
{
    QTest::addColumn<ConvTranspose2d>("conv");
    QTest::newRow("plain") << ConvTranspose2d{};
    QTest::newRow("strided") << ConvTranspose2d{.stride = {2, 3}, .padding = {1, 0}, .outputPadding = {1, 2}};
    QTest::newRow("grouped") << ConvTranspose2d{.stride = {2, 2}, .dilation = {2, 1}, .groups = 2};
    QTest::newRow("output padding over the stride")
        << ConvTranspose2d{.outputPadding = {2, 1}, .dilation = {3, 2}};
}

void TestConvGradients::transposedIsTheAdjoint()
{
    QFETCH(ConvTranspose2d, conv);
    const Tensor x = wholeNumbers({2, 4, 5, 4}, 1);
    const Tensor w = wholeNumbers({4, 3, 2, 3}, 2);
    const auto y = convTranspose2d(x, w, {}, conv);
    QVERIFY(y);
    const Tensor g = wholeNumbers(y->shape(), 3);
    const auto gradient = convTranspose2dBackward(x.shape(), w, conv, g);
    QVERIFY(gradient);
    QCOMPARE(inner(x, *gradient), inner(*y, g));
}

void TestConvGradients::refusals()
{
    const Tensor x({1, 2, 5, 5});
    const Tensor w({3, 2, 3, 3});
    QCOMPARE(conv2dBackward(x, w, {}, Tensor({1, 3, 3, 4})).refusal(),
             (Refusal{.reason = Reason::ShapesDontMatch,
                      .field = "gradient",
                      .axis = 'x',
                      .got = 4,
                      .limit = 3,
                      .works = 3}));
    QCOMPARE(conv2dBackward(x, w, {}, Tensor({1, 2, 3, 3})).refusal().reason, Reason::ChannelsDontMatch);
    QCOMPARE(conv2dBackward(x, w, {.groups = 2}, Tensor({1, 3, 3, 3})).refusal().reason,
             Reason::GroupsDontDivide);
    QVERIFY(!convTranspose2dBackward({1, 3, 2, 2}, w, {}, Tensor({1, 2, 4, 5})));
}

QTEST_APPLESS_MAIN(TestConvGradients)
#include "tst_conv_gradients.moc"
