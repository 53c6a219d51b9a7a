#include "core/bottleneck.h"
#include "core/channels_call.h"
#include "core/channels_code.h"
#include "core/channels_facts.h"
#include "core/lesson.h"
#include "core/stack_presets.h"
#include "core/value_text.h"
#include "tests/channels_cases.h"
#include "tests/golden.h"

#include <QTest>

using namespace convoscope;

using Change = void (*)(ChannelsParams &);
Q_DECLARE_METATYPE(Change)

/// The lesson's parameters, what it refuses, and that its steps are those of the tested operations.
class TestChannelsLesson : public QObject {
    Q_OBJECT

private slots:
    void bottleneckIsTheBlockOfCore();
    void refusesInTheFieldAtFault_data();
    void refusesInTheFieldAtFault();
    void weightsArePreservedAsAMatrix();
    void editingASliceMakesAllWeightsOwn();
    void channelsAreCutOffOrAdded();
    void hoveringAnInputCellNamesEveryReader();
    void productsAddUpToTheSum();
    void factsCountWhatIsOnTheStage();
    void diagramOpensItsTensors();
    void runningVariableIsTheOutput();
};

void TestChannelsLesson::bottleneckIsTheBlockOfCore()
{
    ChannelsParams params = channelsStart();
    params.view = ChannelsView::Bottleneck;
    params.input = makePicture(*stackPreset("digits-4x5x5"));
    params.outChannels = 6;
    params.stride = {2, 2};
    const auto flow = channelFlow(params);
    QVERIFY(flow);
    const auto block = [&](BottleneckTensor conv, BottleneckTensor norm, bool relu) {
        const FlowStage &c = flow->stages[static_cast<size_t>(flow->stageOf(conv).value_or(0))];
        const FlowStage &n = flow->stages[static_cast<size_t>(flow->stageOf(norm).value_or(0))];
        ConvBlock made{.weight = c.weight, .conv = c.conv, .norm = n.norm};
        if (relu)
            made.activation = Activation{};
        return made;
    };
    using enum BottleneckTensor;
    const Bottleneck bottleneck{.reduce = block(Reduced, ReducedNorm, true),
                                .spatial = block(Spatial, SpatialNorm, true),
                                .expand = block(Expanded, ExpandedNorm, false),
                                .shortcut = block(Shortcut, ShortcutNorm, false)};
    const auto want = run(bottleneck, params.input.tensor());
    QVERIFY(want);
    QVERIFY(*flow->tensors.back() == want->y);
    QVERIFY(flow->tensor(flow->stageOf(Sum).value_or(0) + 1) == want->sum);
}

void TestChannelsLesson::refusesInTheFieldAtFault_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("reason");
    const auto row = [](const char *name, Change change, const char *field, Reason reason) {
        QTest::newRow(name) << change << QString(field) << static_cast<int>(reason);
    };
    row(
        "groups that do not divide the channels",
        [](ChannelsParams &p) {
            p.wiring = Wiring::Grouped;
            p.groups = 2;
        },
        "groups", Reason::GroupsDontDivide);
    row(
        "a kernel larger than the input",
        [](ChannelsParams &p) {
            p.kernelSize = {7, 7};
        },
        "kernel_size", Reason::KernelExceedsInput);
    row(
        "no input", [](ChannelsParams &p) { p.input = {}; }, "input", Reason::EmptyInput);
    row(
        "more cells than fit",
        [](ChannelsParams &p) {
            p.input = makePicture(Tensor({.c = 3, .h = 8000, .w = 4000}));
            p.outChannels = 8;
        },
        "input", Reason::TooLarge);
}

void TestChannelsLesson::refusesInTheFieldAtFault()
{
    QFETCH(const Change, change);
    QFETCH(const QString, field);
    QFETCH(const int, reason);
    ChannelsParams params = channelsStart();
    change(params);
    const auto trace = playChannels(params);
    QVERIFY(!trace);
    QCOMPARE(QString::fromStdString(trace.refusal().field), field);
    QCOMPARE(static_cast<int>(trace.refusal().reason), reason);
    QVERIFY(channelsListing(params, Dialect::NumPy).lines.empty()
            || reason == static_cast<int>(Reason::TooLarge));
}

void TestChannelsLesson::weightsArePreservedAsAMatrix()
{
    const Tensor weights = filterWeights(WeightFilling::Random, {2, 3, {2, 4}}, 7);
    const Tensor matrix = kernelMatrix(weights);
    QCOMPARE(matrix.height(), 4);
    QCOMPARE(matrix.width(), 12);
    QVERIFY(fromKernelMatrix(matrix, weights.shape()) == weights);
    QVERIFY(!fromKernelMatrix(matrix, {.n = 3, .c = 3, .h = 2, .w = 4}));
}

void TestChannelsLesson::editingASliceMakesAllWeightsOwn()
{
    Params params = channelsStart();
    auto &p = std::get<ChannelsParams>(params);
    const Tensor before = layerWeights(p);
    const auto field = [](const char *key) { return findField(channelsFields(), key); };
    field("edited_filter")->set(params, 1);
    field("edited_channel")->set(params, 2);
    field("slice")->set(params, Tensor({.h = 3, .w = 3}, 5.0F));
    QCOMPARE(static_cast<int>(p.filters), static_cast<int>(WeightFilling::Own));
    const Tensor after = layerWeights(p);
    QCOMPARE(after.at(1, 2, 0, 0), 5.0F);
    QCOMPARE(after.at(0, 2, 0, 0), before.at(0, 2, 0, 0));
    field("out_channels")->set(params, 3);
    QCOMPARE(layerWeights(p).at(1, 2, 1, 1), 5.0F);
    QCOMPARE(layerWeights(p).at(2, 0, 0, 0), 0.0F);
}

void TestChannelsLesson::channelsAreCutOffOrAdded()
{
    Params params = channelsStart();
    const auto &p = std::get<ChannelsParams>(params);
    const Field *channels = findField(channelsFields(), "in_channels");
    const float first = p.input.tensor().at(0, 0, 1, 1);
    for (const int count : {5, 2}) {
        channels->set(params, count);
        QCOMPARE(p.inChannels(), count);
        QCOMPARE(p.input.tensor().at(0, 0, 1, 1), first);
        QCOMPARE(layerWeights(p).shape().c, count);
        QVERIFY(playChannels(p));
    }
}

/// Each with the weight that joins them.
void TestChannelsLesson::hoveringAnInputCellNamesEveryReader()
{
    const auto trace = *playChannels(channelsStart());
    const Tensor weights = layerWeights(channelsStart());
    int readers = 0;
    for (const Mark &mark : trace.reach(1, {2, 2})) {
        if (mark.role != MarkRole::Reach)
            continue;
        ++readers;
        const int filter = trace.plane(mark.plane).channel;
        QCOMPARE(mark.label.value_or(99), weights.at(filter, 1, 2 - mark.cells.top, 2 - mark.cells.left));
    }
    QCOMPARE(readers, 2 * 9);
}

/// What the slices of a filter make, and the bias, is the cell of its map.
void TestChannelsLesson::productsAddUpToTheSum()
{
    const auto trace = *playChannels(channelsStart());
    for (const int beat : {0, 4, 9, 17}) {
        const Step step = trace.at({beat, -1});
        float sum = step.bias;
        for (int plane = 0; plane < static_cast<int>(trace.planes().size()); ++plane) {
            if (trace.plane(plane).name == "products")
                sum += trace.value(plane, step.cell, beat);
        }
        QCOMPARE(sum, step.result);
    }
}

void TestChannelsLesson::factsCountWhatIsOnTheStage()
{
    ChannelsParams params = channelsStart();
    const auto table = channelsFacts(params).front();
    QVERIFY(table.rows.back().facts.at(1) == Fact(Extents{2, 3, 3, 3}));
    QVERIFY(table.rows.back().facts.at(2) == Fact(2LL * 27 + 2));
    QVERIFY(table.rows.back().facts.at(3) == Fact(2LL * 27 * 9));
    params.wiring = Wiring::Separable;
    const auto separable = channelsFacts(params).front();
    QVERIFY(separable.rows.back().total);
    QVERIFY(separable.rows.back().facts.at(2) == Fact(3LL * 9 + 2 * 3 + 2));
}

void TestChannelsLesson::diagramOpensItsTensors()
{
    ChannelsParams params = channelsStart();
    params.view = ChannelsView::Bottleneck;
    params.input = makePicture(*stackPreset("digits-2x5x5"));
    const auto trace = *playChannels(params);
    const auto &diagram = trace.arrangement().front();
    QVERIFY(trace.picks(diagram.front().plane, {}).empty());
    for (size_t i = 1; i < diagram.size(); ++i) {
        const auto picks = trace.picks(diagram[i].plane, {});
        QCOMPARE(picks.size(), 1U);
        params.opened = static_cast<BottleneckTensor>(std::get<int>(picks.front().value));
        const auto opened = *playChannels(params);
        QCOMPARE(opened.plane(opened.at({0, -1}).plane).name, trace.plane(diagram[i].plane).name);
    }
}

/// The last variable of a finished beat is the cell that it made, in every case.
void TestChannelsLesson::runningVariableIsTheOutput()
{
    for (const ChannelsCase &c : channelsCases()) {
        const auto trace = *playChannels(c.params);
        const int beat = trace.beats() - 1;
        const std::string value = valueText(trace.at({beat, -1}).result);
        for (const Dialect dialect :
             {Dialect::NumPy, Dialect::Cpp, Dialect::PyTorch, Dialect::Keras, Dialect::Onnx}) {
            const auto state = channelsCodeState(c.params, dialect, trace, {beat, -1});
            QCOMPARE(state.variables.back().value, value);
            const auto lines = static_cast<int>(channelsListing(c.params, dialect).lines.size());
            QVERIFY(channelsCodeState(c.params, dialect, trace, {beat, 0}).line < lines);
        }
    }
}

QTEST_APPLESS_MAIN(TestChannelsLesson)
#include "tst_channels_lesson.moc"
