#include "core/effective_field.h"
#include "core/path_counts.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

class TestEffectiveField : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void matchesPyTorchWithMaxima_data();
    void matchesPyTorchWithMaxima();
    void isThePathCountOfAStackOfOnes();
    void addsUpChannels();
    void sharesByRadius();
    void centresOnTheUnit();
    void refusals_data();
    void refusals();
};

namespace {

Cell unitOf(const GoldenCase &golden)
{
    const Pair unit = golden.pair("output_unit");
    return {unit.y, unit.x};
}

LayerSpec layerOf(const QJsonObject &golden)
{
    const auto both = [&golden](const char *key) {
        return Pair{golden[QLatin1String(key)].toInt(), golden[QLatin1String(key)].toInt()};
    };
    return {.kind = golden["type"] == "avg" ? LayerKind::AveragePool : LayerKind::Conv,
            .kernel = both("k"),
            .stride = both("s"),
            .padding = both("p"),
            .dilation = both("d")};
}

LayerStack threeConvs()
{
    return *LayerStack::make({7, 7}, std::vector(3, LayerSpec{.padding = {1, 1}}));
}

} // namespace

void TestEffectiveField::matchesPyTorch_data()
{
    addGoldenRows("effective_rf", "effective_rf");
}

void TestEffectiveField::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    std::vector<LayerSpec> layers;
    std::vector<LayerValues> values;
    int convs = 0;
    for (const auto &spec : golden.params["layers"].toArray()) {
        layers.push_back(layerOf(spec.toObject()));
        values.emplace_back();
        if (layers.back().kind == LayerKind::Conv) {
            const QByteArray key = "w" + QByteArray::number(convs++);
            if (golden.has(key))
                values.back().weight = golden.input(key);
        }
    }
    const int size = golden.number("input_size");
    const auto stack = LayerStack::make({size, size}, layers);
    QVERIFY(stack);
    const auto run = StackRun::make(*stack, values, Tensor({.h = size, .w = size}));
    QVERIFY(run);
    const int last = stack->rows() - 1;
    const auto gradient = effectiveField(*run, {.row = last, .cell = unitOf(golden)});
    QVERIFY(gradient);
    QCOMPARE(difference(*gradient, golden.output("grad"), golden.tolerance), QString());
    const UnitSet sources = stack->sources(last, unitOf(golden)).front();
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x)
            QVERIFY(gradient->at(y, x) == 0.0F || sources.contains({y, x}));
    }
}

void TestEffectiveField::matchesPyTorchWithMaxima_data()
{
    addGoldenRows("effective_rf", "effective_rf_nonlinear");
}

void TestEffectiveField::matchesPyTorchWithMaxima()
{
    QFETCH(GoldenCase, golden);
    QCOMPARE(golden.params["layers"].toString(), "conv w1 valid -> relu -> maxpool 2 -> conv w2 valid");
    const Tensor x = golden.input("x");
    const LayerSpec pool{.kind = LayerKind::MaxPool, .kernel = {2, 2}, .stride = {2, 2}};
    const auto stack = LayerStack::make({x.height(), x.width()}, {{}, pool, {}});
    QVERIFY(stack);
    const Activation relu{.kind = ActivationKind::Relu};
    const auto run = StackRun::make(*stack, {{golden.input("w1"), relu}, {}, {golden.input("w2"), {}}}, x);
    QVERIFY(run);
    QCOMPARE(difference(run->output(3), golden.output("y"), golden.tolerance), QString());
    const auto gradient = effectiveField(*run, {.row = 3, .cell = unitOf(golden)});
    QVERIFY(gradient);
    QCOMPARE(difference(*gradient, golden.output("grad_x"), golden.tolerance), QString());
}

void TestEffectiveField::isThePathCountOfAStackOfOnes()
{
    const LayerStack stack = threeConvs();
    const auto run = StackRun::make(stack, std::vector<LayerValues>(3), Tensor({.h = 7, .w = 7}));
    QVERIFY(run);
    const auto gradient = effectiveField(*run, {.row = 3, .cell = {1, 5}});
    QVERIFY(gradient);
    const PathCounts paths = pathCounts(stack, 3, {1, 5});
    for (int y = 0; y < 7; ++y) {
        for (int x = 0; x < 7; ++x)
            QCOMPARE(static_cast<double>(gradient->at(y, x)), paths.at({y, x}));
    }
}

void TestEffectiveField::addsUpChannels()
{
    const auto stack = LayerStack::make({1, 1}, {{.kernel = {1, 1}}});
    QVERIFY(stack);
    const Tensor weight({2, 3, 1, 1}, {1, 2, 3, 10, -20, 30});
    const auto run = StackRun::make(*stack, {{weight, {}}}, Tensor({1, 3, 1, 1}));
    QVERIFY(run);
    const auto second = effectiveField(*run, {.row = 1, .channel = 1});
    QVERIFY(*second == Tensor({1, 3, 1, 1}, {10, -20, 30}));
    QVERIFY(*effectiveField(*run, {.row = 1}) == Tensor({1, 3, 1, 1}, {11, -18, 33}));
    QCOMPARE(magnitude(*second).at(0, 0), 60.0F);
}

void TestEffectiveField::sharesByRadius()
{
    const Tensor map = Tensor::matrix({{0, 0, 0, 0}, {0, 4, 2, 0}, {0, 1, 0, 1}});
    const auto shares = shareByRadius(map, {1.5, 1.5});
    QVERIFY(shares == (std::vector{0.5, 0.875, 0.875, 1.0}));
    QVERIFY(shareByRadius(Tensor({.h = 3, .w = 3}), {1.5, 1.5}).empty());
}

void TestEffectiveField::centresOnTheUnit()
{
    QCOMPARE(centreOf(threeConvs(), 3, {0, 6}), (FieldCentre{0.5, 6.5}));
    const auto halved = LayerStack::make({8, 8}, {{.kernel = {2, 2}, .stride = {2, 2}}});
    QCOMPARE(centreOf(*halved, 1, {1, 3}), (FieldCentre{3.0, 7.0}));
}

void TestEffectiveField::refusals_data()
{
    QTest::addColumn<StackUnit>("unit");
    QTest::addColumn<QString>("field");
    QTest::newRow("row") << StackUnit{.row = 4} << "row";
    QTest::newRow("cell") << StackUnit{.row = 3, .cell = {0, 7}} << "unit";
    QTest::newRow("channel") << StackUnit{.row = 3, .channel = 1} << "channel";
}

void TestEffectiveField::refusals()
{
    QFETCH(StackUnit, unit);
    QFETCH(QString, field);
    const auto run = StackRun::make(threeConvs(), std::vector<LayerValues>(3), Tensor({.h = 7, .w = 7}));
    const auto gradient = effectiveField(*run, unit);
    QVERIFY(!gradient);
    QCOMPARE(gradient.refusal().reason, Reason::OutOfRange);
    QCOMPARE(QString::fromStdString(gradient.refusal().field), field);
}

QTEST_APPLESS_MAIN(TestEffectiveField)
#include "tst_effective_field.moc"
