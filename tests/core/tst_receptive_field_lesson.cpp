#include "core/effective_field.h"
#include "core/facts.h"
#include "core/field_backward.h"
#include "core/input_presets.h"
#include "core/layer_presets.h"
#include "core/lesson.h"
#include "core/path_counts.h"
#include "core/receptive_field_formula.h"
#include "core/sliding.h"
#include "core/trained_stack.h"
#include "tests/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

using P = ReceptiveFieldParams;

Q_DECLARE_METATYPE(P)

namespace {

P with(std::string_view stack, FieldView view = FieldView::Growth)
{
    const LayerPreset &preset = *findLayerPreset(stack);
    return {.view = view,
            .input = makePicture(randomMatrix({40, 40}, 5)),
            .inputSize = preset.input,
            .layers = preset.layers};
}

/// As a network was trained, on the first digit of the test set.
P trained(std::string_view stack)
{
    P params = with(stack, FieldView::Effective);
    params.weights = StackWeights::Trained;
    params.input = makePicture(bundledDigits().picture(0));
    return params;
}

Trace played(const P &params)
{
    const auto trace = playReceptiveField(params);
    return trace ? *trace : Trace();
}

std::vector<Rect> framesOf(const Step &step)
{
    std::vector<Rect> frames;
    for (const Mark &mark : step.marks) {
        if (mark.plane == 0 && (mark.role == MarkRole::Nested || mark.role == MarkRole::Window))
            frames.push_back(mark.cells);
    }
    return frames;
}

bool inside(const Rect &inner, const Rect &outer)
{
    return inner.top >= outer.top && inner.left >= outer.left
        && inner.top + inner.height <= outer.top + outer.height
        && inner.left + inner.width <= outer.left + outer.width;
}

std::string textOf(const Formula &formula)
{
    std::string text;
    for (const FormulaLine &line : formula) {
        for (const FormulaToken &token : line)
            text += token.text;
        text += '\n';
    }
    return text;
}

} // namespace

/// The traces, tables and refusals of the lesson on receptive fields.
class TestReceptiveFieldLesson : public QObject {
    Q_OBJECT

private slots:
    void presetsPlayAndAreFoundAgain_data();
    void presetsPlayAndAreFoundAgain();
    void framesNest_data() { presetsPlayAndAreFoundAgain_data(); }
    void framesNest();
    void recursionUsesEarlierStrides();
    void joinTakesTheLarger();
    void upwardsIsRounded();
    void gradientIsTheEngines_data();
    void gradientIsTheEngines();
    void throughIsTheDerivative();
    void pathsAreTheCounts();
    void networksAreAveraged();
    void trainedGradientIsTheEngines_data();
    void trainedGradientIsTheEngines();
    void trainedWeightsBringTheirDigit();
    void trainedInputsAreInkOnPaper();
    void otherStacksAreNotTrained();
    void sharesEndAtOne();
    void photosAreFitted();
    void refusalsNameTheField_data();
    void refusalsNameTheField();
    void formulaHasTheNumbers();
    void workGrowsWithTheNetworks();
};

void TestReceptiveFieldLesson::presetsPlayAndAreFoundAgain_data()
{
    QTest::addColumn<QString>("stack");
    for (const LayerPreset &preset : layerPresets())
        QTest::newRow(std::string(preset.key).c_str()) << QString::fromStdString(std::string(preset.key));
}

void TestReceptiveFieldLesson::presetsPlayAndAreFoundAgain()
{
    QFETCH(QString, stack);
    for (const FieldView view : {FieldView::Growth, FieldView::Effective, FieldView::Paths}) {
        const P params = with(stack.toStdString(), view);
        QVERIFY(!played(params).empty());
        QCOMPARE(findLayerPreset(params.layers)->key, stack.toStdString());
    }
}

void TestReceptiveFieldLesson::framesNest()
{
    QFETCH(QString, stack);
    if (stack == QLatin1String("transposed")) // its units differ, and the smaller fields lie as they lie
        return;
    const Trace trace = played(with(stack.toStdString()));
    const auto frames = framesOf(trace.at({trace.beats() - 1, -1}));
    QVERIFY(!frames.empty());
    for (size_t i = 1; i < frames.size(); ++i)
        QVERIFY(stack == QLatin1String("branches") || inside(frames[i - 1], frames[i]));
}

void TestReceptiveFieldLesson::recursionUsesEarlierStrides()
{
    P params = with("two-3x3");
    params.layers.front().stride = {2, 2};
    params.inputSize = {15, 15};
    const Trace trace = played(params);
    const Step first = trace.at({0, -1});
    QCOMPARE(first.result, 3.0F); // its own stride doesn't count
    const Step second = trace.at({1, -1});
    QCOMPARE(second.terms.size(), size_t(2));
    QCOMPARE(second.terms[0].product(), 3.0F);
    QCOMPARE(second.terms[1].value, 2.0F); // d(K − 1)
    QCOMPARE(second.terms[1].weight, 2.0F); // the jump
    QCOMPARE(second.result, 7.0F);
}

void TestReceptiveFieldLesson::joinTakesTheLarger()
{
    P params = with("padded-3x3");
    params.layers = {{.padding = {1, 1}}, {.padding = {1, 1}}, {.kind = LayerKind::Join, .with = 1}};
    const Trace trace = played(params);
    const Step join = trace.at({2, -1});
    QCOMPARE(join.combine, Combine::Max);
    QCOMPARE(join.result, 5.0F);
    QCOMPARE(join.terms.size(), size_t(2));
}

void TestReceptiveFieldLesson::upwardsIsRounded()
{
    P params = with("one-3x3");
    params.layers = {{.kind = LayerKind::Transposed, .kernel = {2, 2}, .stride = {2, 2}}};
    const Step step = played(params).at({0, -1});
    QCOMPARE(step.terms[1].value, 0.5F);
    QCOMPARE(step.bias, -0.5F);
    QCOMPARE(step.result, 1.0F);
}

void TestReceptiveFieldLesson::gradientIsTheEngines_data()
{
    QTest::addColumn<QString>("stack");
    QTest::addColumn<int>("activation");
    for (const std::string stack : {"two-3x3", "pooled", "strided", "transposed", "branches", "lenet-5"}) {
        for (const ActivationKind kind :
             {ActivationKind::Identity, ActivationKind::Relu, ActivationKind::Tanh})
            QTest::addRow("%s %d", stack.c_str(), static_cast<int>(kind))
                << QString::fromStdString(stack) << static_cast<int>(kind);
    }
}

void TestReceptiveFieldLesson::gradientIsTheEngines()
{
    QFETCH(QString, stack);
    QFETCH(int, activation);
    P params = with(stack.toStdString(), FieldView::Effective);
    params.weights = StackWeights::Random;
    params.activation = static_cast<ActivationKind>(activation);
    const auto scene = fieldScene(params);
    const auto run = StackRun::make(scene->stack, layerValues(params), scene->x);
    const auto want = effectiveField(*run, {.row = scene->row, .cell = scene->unit});
    const Trace trace = played(params);
    const auto plane = std::ranges::find(trace.planes(), std::string_view("input-gradient"), &Plane::name);
    QVERIFY(*plane->values == *want);
}

/// What the arithmetic multiplies with must be the derivative of the network itself.
void TestReceptiveFieldLesson::throughIsTheDerivative()
{
    P params = with("pooled", FieldView::Effective);
    params.layers[1].kind = LayerKind::AveragePool;
    params.weights = StackWeights::Random;
    params.activation = ActivationKind::Tanh;
    const Trace trace = played(params);
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const Step step = trace.at({beat, -1});
        double sum = 0;
        for (const Term &term : step.terms)
            sum += static_cast<double>(term.value) * term.weight;
        QVERIFY(std::abs(sum - step.result) <= 1e-5 * (1e-6 + std::abs(sum)) + 1e-9);
    }
}

void TestReceptiveFieldLesson::pathsAreTheCounts()
{
    const P params = with("lenet-5", FieldView::Paths);
    const auto scene = fieldScene(params);
    const PathCounts want = pathCounts(scene->stack, scene->row, scene->unit);
    const Trace trace = played(params);
    for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 32; ++x)
            QCOMPARE(trace.plane(1).at({y, x}), static_cast<float>(want.at({y, x})));
    }
}

void TestReceptiveFieldLesson::networksAreAveraged()
{
    P params = with("two-3x3", FieldView::Effective);
    params.weights = StackWeights::Random;
    params.networks = 3;
    const auto scene = fieldScene(params);
    Tensor want({.h = 9, .w = 9});
    for (int network = 0; network < 3; ++network) {
        const auto run = StackRun::make(scene->stack, layerValues(params, network), scene->x);
        const Tensor one = magnitude(*effectiveField(*run, {.row = 2, .cell = scene->unit}));
        for (size_t i = 0; i < one.values().size(); ++i)
            want.values()[i] += one.values()[i] / 3;
    }
    QVERIFY(layerValues(params, 0) != layerValues(params, 1));
    QCOMPARE(
        difference(*meanGradient(params, *scene), want, {.exact = false, .absolute = 1e-7, .relative = 1e-5}),
        QString());
}

void TestReceptiveFieldLesson::trainedGradientIsTheEngines_data()
{
    QTest::addColumn<QString>("stack");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("channel");
    QTest::newRow("all channels") << "pooled" << 0 << 0;
    QTest::newRow("one of them") << "pooled" << 0 << 5;
    QTest::newRow("an earlier layer") << "pooled" << 1 << 3;
    QTest::newRow("a score") << "lenet-style" << 0 << 8;
    QTest::newRow("another network") << "lenet-5" << 0 << 120;
}

void TestReceptiveFieldLesson::trainedGradientIsTheEngines()
{
    QFETCH(const QString, stack);
    QFETCH(const int, layer);
    QFETCH(const int, channel);
    for (const ActivationKind kind : {ActivationKind::Identity, ActivationKind::Relu}) {
        P params = trained(stack.toStdString());
        params.activation = kind;
        params.layer = layer;
        params.channel = channel;
        const auto scene = fieldScene(params);
        const auto run = StackRun::make(scene->stack, layerValues(params), scene->x);
        const auto want =
            effectiveField(*run,
                           {.row = scene->row,
                            .cell = scene->unit,
                            .channel = channel > 0 ? std::optional(channel - 1) : std::nullopt});
        const Trace trace = played(params);
        QVERIFY(*trace.plane(1).values == *want);
        QCOMPARE(trace.plane(1 + scene->row).at(scene->unit),
                 channel > 0 ? 1.0F : static_cast<float>(run->output(scene->row).shape().c));
        const Step last = trace.at({trace.beats() - 1, -1});
        QCOMPARE(last.combine, Combine::Add);
        QVERIFY(std::abs(sumOf(last.terms) - last.result) <= 1e-4F * std::max(1.0F, std::abs(last.result)));
    }
}

void TestReceptiveFieldLesson::trainedWeightsBringTheirDigit()
{
    const auto fields = receptiveFieldFields();
    Params params = receptiveFieldStart();
    findField(fields, "stack")->set(params, findField(fields, "stack")->get(with("lenet-5")));
    const auto trainedChoice = static_cast<int>(StackWeights::Trained);
    findField(fields, "stack_weights")->set(params, trainedChoice);
    QCOMPARE(std::get<P>(params).input.preset, std::string("digit-0"));
    QVERIFY(std::get<P>(params).activation == ActivationKind::Tanh);
    findField(fields, "stack")->set(params, findField(fields, "stack")->get(with("pooled")));
    QVERIFY(std::get<P>(params).activation == ActivationKind::Relu);
    P own = with("pooled"); // what the learner has made is kept
    Params kept = own;
    findField(fields, "stack_weights")->set(kept, trainedChoice);
    QVERIFY(std::get<P>(kept).input == own.input);
}

void TestReceptiveFieldLesson::trainedInputsAreInkOnPaper()
{
    const auto small = fieldScene(trained("lenet-5"));
    QCOMPARE(small->x.height(), 32);
    QVERIFY(unframed(small->x, {28, 28}) == bundledDigits().picture(0));
    P loud = trained("pooled");
    loud.input = makePicture(randomMatrix({90, 90}, 3));
    const Range range = rangeOf(fieldScene(loud)->x.values());
    QVERIFY((range == Range{0.0F, 1.0F}));
    loud.input = makePicture(Tensor({.h = 40, .w = 40}, 7.0F));
    QVERIFY((rangeOf(fieldScene(loud)->x.values()) == Range{0.0F, 0.0F}));
}

void TestReceptiveFieldLesson::otherStacksAreNotTrained()
{
    for (const FieldView view : {FieldView::Growth, FieldView::Effective}) {
        P params = with("two-3x3", view);
        params.weights = StackWeights::Trained;
        const auto trace = playReceptiveField(params);
        QVERIFY(!trace);
        QCOMPARE(trace.refusal().reason, Reason::NotTrained);
        QCOMPARE(trace.refusal().field, std::string("stack_weights"));
    }
    P paths = with("two-3x3", FieldView::Paths);
    paths.weights = StackWeights::Trained;
    QVERIFY(playReceptiveField(paths));
    P channel = trained("pooled");
    channel.channel = 65;
    const auto refused = playReceptiveField(channel);
    QVERIFY(!refused);
    QCOMPARE(refused.refusal().field, std::string("unit_channel"));
    QCOMPARE(refused.refusal().got, 65LL);
    QCOMPARE(refused.refusal().works.value_or(0), 64LL);
}

void TestReceptiveFieldLesson::sharesEndAtOne()
{
    const Trace trace = played(with("vgg-16", FieldView::Effective));
    const auto shares = std::ranges::find(trace.planes(), std::string_view("share-within"), &Plane::name);
    const auto values = shares->values->values();
    QVERIFY(std::ranges::is_sorted(values));
    QCOMPARE(values.back(), 1.0F);
    QVERIFY(values.size() >= 5 && values.size() <= 10);
}

void TestReceptiveFieldLesson::photosAreFitted()
{
    P params = with("alexnet");
    Tensor photo({.h = 300, .w = 451}, 100.0F);
    params.input = makePicture(std::move(photo));
    params.input.path = "photo.png";
    const Trace trace = played(params);
    QVERIFY((trace.plane(0).size() == Pair{224, 224}));
    QVERIFY(trace.plane(0).picture);
    QVERIFY(std::abs(trace.plane(0).at({100, 100}) - 100.0F) < 1e-3F);
}

void TestReceptiveFieldLesson::refusalsNameTheField_data()
{
    QTest::addColumn<P>("params");
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("works");
    P params = with("two-3x3");
    params.layers[1].kernel = {3, 9};
    QTest::newRow("kernel") << params << "layers[1].kernel" << 7;
    params = with("two-3x3");
    params.layers[0].stride = {0, 1};
    QTest::newRow("stride") << params << "layers[0].stride" << 1;
    params = with("two-3x3");
    params.layers.push_back({.kind = LayerKind::Join, .with = 0});
    QTest::newRow("join of two sizes") << params << "layers[2].with" << -1;
    params = with("two-3x3");
    params.layers.clear();
    QTest::newRow("no layers") << params << "layers" << 1;
    params = with("two-3x3");
    params.layer = 3;
    QTest::newRow("layer") << params << "layer" << 2;
    params = with("two-3x3");
    params.unit = {0, 5};
    QTest::newRow("unit") << params << "unit" << 4;
    params = with("two-3x3");
    params.inputSize = {0, 9};
    QTest::newRow("input size") << params << "input_size" << 1;
    params = with("two-3x3");
    params.input = {};
    QTest::newRow("input") << params << "input" << 1;
}

void TestReceptiveFieldLesson::refusalsNameTheField()
{
    QFETCH(P, params);
    QFETCH(QString, field);
    QFETCH(int, works);
    for (const FieldView view : {FieldView::Growth, FieldView::Effective, FieldView::Paths}) {
        params.view = view;
        const auto trace = playReceptiveField(params);
        QVERIFY(!trace);
        QCOMPARE(QString::fromStdString(trace.refusal().field), field);
        QCOMPARE(trace.refusal().works.value_or(-1), works);
        if (params.input.values && !params.layers.empty() && params.inputSize.y > 0 && params.layer < 3)
            QVERIFY(receptiveFieldFormula(params).empty() && receptiveFieldFacts(params).empty());
    }
}

void TestReceptiveFieldLesson::formulaHasTheNumbers()
{
    const std::string text = textOf(receptiveFieldFormula(with("resnet-18-first")));
    QVERIFY2(text.find("= 19 + 2·4 = 27") != std::string::npos, text.c_str());
    QVERIFY2(text.find("= 1 + 6·1 + 2·2 + 2·4 + 2·4 = 27") != std::string::npos, text.c_str());
    P axes = with("two-3x3");
    axes.layers[0].kernel = {3, 5};
    const std::string both = textOf(receptiveFieldFormula(axes));
    QVERIFY(both.find("H = 1 + 2·1 + 2·1 = 5") != std::string::npos);
    QVERIFY(both.find("W = 1 + 4·1 + 2·1 = 7") != std::string::npos);
}

void TestReceptiveFieldLesson::workGrowsWithTheNetworks()
{
    P params = with("vgg-16", FieldView::Effective);
    const double one = receptiveFieldWork(params);
    params.weights = StackWeights::Random;
    params.networks = 20;
    QVERIFY(receptiveFieldWork(params) > 15 * one);
    QVERIFY(receptiveFieldWork(with("two-3x3")) < 1e4);
}

QTEST_APPLESS_MAIN(TestReceptiveFieldLesson)
#include "tst_receptive_field_lesson.moc"
