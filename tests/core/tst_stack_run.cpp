#include "core/stack_run.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace convoscope;

class TestStackRun : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryRow();
    void goesBackAsFiniteDifferences();
    void refusals_data();
    void refusals();
};

namespace {

Tensor randomTensor(const Shape &shape, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> spread(-1.0F, 1.0F);
    Tensor t(shape);
    for (float &value : t.values())
        value = spread(random);
    return t;
}

/// conv 2@3×3, tanh, max pool, transposed back up, added to a 1×1 of the input, mean pool.
Result<StackRun> everyKind(const Tensor &x)
{
    const std::vector<LayerSpec> layers{
        {.padding = {1, 1}},
        {.kind = LayerKind::MaxPool, .kernel = {2, 2}, .stride = {2, 2}},
        {.kind = LayerKind::Transposed, .kernel = {2, 2}, .stride = {2, 2}},
        {.kernel = {1, 1}, .from = 0},
        {.kind = LayerKind::Join, .with = 3},
        {.kind = LayerKind::AveragePool, .stride = {2, 1}, .padding = {1, 1}},
    };
    const Activation tanh{.kind = ActivationKind::Tanh};
    const std::vector<LayerValues> values{
        {randomTensor({2, 1, 3, 3}, 1), tanh}, {}, {randomTensor({2, 2, 2, 2}, 2), tanh},
        {randomTensor({2, 1, 1, 1}, 3), {}},   {}, {}};
    return StackRun::make(*LayerStack::make({6, 8}, layers), values, x);
}

double inner(const Tensor &a, const Tensor &b)
{
    double sum = 0.0;
    for (size_t i = 0; i < a.values().size(); ++i)
        sum += static_cast<double>(a.values()[i]) * b.values()[i];
    return sum;
}

} // namespace

void TestStackRun::keepsEveryRow()
{
    const LayerSpec pool{.kind = LayerKind::MaxPool, .kernel = {1, 2}, .stride = {1, 2}};
    const auto stack = LayerStack::make({1, 6}, {{.kernel = {1, 3}}, pool});
    QVERIFY(stack);
    const Activation relu{.kind = ActivationKind::Relu};
    const auto run = StackRun::make(*stack, {{{}, relu}, {}}, Tensor::matrix({{1, 2, -9, 4, 5, 6}}));
    QVERIFY(run);
    QVERIFY(run->output(1) == Tensor::matrix({{0, 0, 0, 15}}));
    QVERIFY(run->output(2) == Tensor::matrix({{0, 15}}));
    QVERIFY(*run->backward(2, Tensor::matrix({{7, 2}})) == Tensor::matrix({{0, 0, 0, 2, 2, 2}}));
}

void TestStackRun::goesBackAsFiniteDifferences()
{
    // No window of the max pool has a close second, where there is no derivative.
    const Tensor x = randomTensor({2, 1, 6, 8}, 11);
    const auto run = everyKind(x);
    QVERIFY(run);
    const int last = run->stack().rows() - 1;
    const Tensor g = randomTensor(run->output(last).shape(), 10);
    const auto gradient = run->backward(last, g);
    QVERIFY(gradient);
    constexpr float h = 1e-3F;
    for (size_t i = 0; i < x.values().size(); ++i) {
        Tensor more = x;
        Tensor less = x;
        more.values()[i] += h;
        less.values()[i] -= h;
        const double rise = inner(everyKind(more)->output(last), g) - inner(everyKind(less)->output(last), g);
        QVERIFY(std::abs(rise / (2.0 * h) - gradient->values()[i]) < 5e-4);
    }
}

void TestStackRun::refusals_data()
{
    QTest::addColumn<Tensor>("x");
    QTest::addColumn<std::vector<LayerValues>>("values");
    QTest::addColumn<QString>("field");
    QTest::newRow("input") << Tensor({.h = 5, .w = 6}) << std::vector<LayerValues>(2) << "input";
    QTest::newRow("values") << Tensor({.h = 5, .w = 5}) << std::vector<LayerValues>(1) << "values";
    QTest::newRow("weight") << Tensor({.h = 5, .w = 5})
                            << std::vector<LayerValues>{{}, {Tensor({1, 1, 3, 2}), {}}} << "layers[1].weight";
    QTest::newRow("channels") << Tensor({.h = 5, .w = 5})
                              << std::vector<LayerValues>{{}, {Tensor({1, 2, 3, 3}), {}}}
                              << "layers[1].channels";
}

void TestStackRun::refusals()
{
    QFETCH(Tensor, x);
    QFETCH(std::vector<LayerValues>, values);
    QFETCH(QString, field);
    const auto run = StackRun::make(*LayerStack::make({5, 5}, {{}, {}}), values, x);
    QVERIFY(!run);
    QCOMPARE(QString::fromStdString(run.refusal().field), field);
}

QTEST_APPLESS_MAIN(TestStackRun)
#include "tst_stack_run.moc"
