#include "core/pipeline_lesson.h"
#include "core/pipeline_planes.h"
#include "core/trace.h"
#include "tests/network_files.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::PipelineParams)
Q_DECLARE_METATYPE(convoscope::Refusal)

namespace {

PipelineParams with(void (*change)(PipelineParams &))
{
    PipelineParams params = pipelineStart();
    change(params);
    return params;
}

int planesNamed(const Trace &trace, std::string_view name)
{
    return static_cast<int>(std::ranges::count(trace.planes(), name, &Plane::name));
}

} // namespace

class TestPipelineLesson : public QObject {
    Q_OBJECT

private slots:
    void everyLayerIsThere_data();
    void everyLayerIsThere();
    void stepsAddUp_data();
    void stepsAddUp();
    void framesTheFieldInEveryLayer();
    void wiresToTheMapsThatMatter();
    void picksExplainAnyCell();
    void hoveringAPixel();
    void layersAppearInTurn();
    void flatPlanes();
    void scales();
    void experiments_data();
    void experiments();
    void refusals_data();
    void refusals();
};

void TestPipelineLesson::everyLayerIsThere_data()
{
    QTest::addColumn<int>("network");
    QTest::addColumn<int>("planes");
    QTest::addColumn<int>("beats");
    QTest::newRow("LeNet style") << 0 << 1 + 3 * 32 + 3 * 64 + 3 << 9;
    QTest::newRow("LeNet-5") << 1 << 1 + 3 * 6 + 3 * 16 + 7 << 13;
}

void TestPipelineLesson::everyLayerIsThere()
{
    QFETCH(int, network);
    QFETCH(int, planes);
    QFETCH(int, beats);
    PipelineParams params = pipelineStart();
    params.network = static_cast<BundledNetwork>(network);
    const auto trace = playPipeline(params);
    QVERIFY(trace);
    QCOMPARE(static_cast<int>(trace->planes().size()), planes);
    QCOMPARE(trace->beats(), beats);
    std::vector<int> placed;
    for (const auto &line : trace->arrangement()) {
        for (const Slot &slot : line) {
            if (slot.plane >= 0)
                placed.push_back(slot.plane);
        }
    }
    std::ranges::sort(placed);
    QCOMPARE(static_cast<int>(placed.size()), planes);
    for (int plane = 0; plane < planes; ++plane)
        QCOMPARE(placed[static_cast<size_t>(plane)], plane);
    QCOMPARE(planesNamed(*trace, "layer"), 0);
    QCOMPARE(planesNamed(*trace, "conv2"), network == 0 ? 64 : 16);
    QCOMPARE(trace->plane(0).size(), network == 0 ? (Pair{28, 28}) : (Pair{32, 32}));
}

void TestPipelineLesson::stepsAddUp_data()
{
    QTest::addColumn<int>("network");
    QTest::addColumn<int>("beat");
    for (int network = 0; network < 2; ++network) {
        const int beats = network == 0 ? 9 : 13;
        for (int beat = 0; beat < beats; ++beat)
            QTest::addRow("network %d beat %d", network, beat) << network << beat;
    }
}

void TestPipelineLesson::stepsAddUp()
{
    QFETCH(int, network);
    QFETCH(int, beat);
    PipelineParams params = pipelineStart();
    params.network = static_cast<BundledNetwork>(network);
    const auto trace = playPipeline(params);
    QVERIFY(trace);
    const Step step = trace->at({beat, -1});
    QCOMPARE(step.result, trace->plane(step.plane).at(step.cell));
    QCOMPARE(trace->taps(beat), static_cast<int>(step.terms.size()));
    double made = step.combine == Combine::Max ? -1e9 : 0.0;
    for (const Term &term : step.terms) {
        made = step.combine == Combine::Max ? std::max<double>(made, term.product()) : made + term.product();
        if (term.from.row >= 0 && beat + 1 < trace->beats())
            QCOMPARE(term.value, trace->plane(term.plane).at(term.from));
    }
    if (!step.terms.empty())
        QVERIFY(std::abs(made / step.divisor + step.bias - step.result) < 2e-4);
    for (int tap = 0; tap < std::min(40, trace->taps(beat)); ++tap)
        QCOMPARE(trace->at({beat, tap}).done, tap + 1);
    const bool isTanh = trace->plane(step.plane).name.starts_with("tanh");
    QCOMPARE(step.terms.empty(), isTanh);
}

void TestPipelineLesson::framesTheFieldInEveryLayer()
{
    const auto trace = playPipeline(with([](PipelineParams &p) {
        p.layer = 4;
        p.map = 43;
        p.cell = {5, 3};
    }));
    QVERIFY(trace);
    const Step step = trace->at({3, -1});
    QVERIFY(trace->plane(step.plane).name == "conv2");
    QCOMPARE(trace->plane(step.plane).label, std::string("44"));
    QCOMPARE(step.cell, (Cell{5, 3}));
    const auto windows = [&step](int plane) {
        return std::ranges::find_if(
            step.marks, [plane](const Mark &m) { return m.plane == plane && m.role == MarkRole::Window; });
    };
    QVERIFY(windows(0)->cells == (Rect{10, 6, 8, 8}));
    QVERIFY(windows(1)->cells == (Rect{10, 6, 6, 6})); // conv1
    QVERIFY(windows(1 + 2 * 32)->cells == (Rect{5, 3, 3, 3})); // pool1
    QCOMPARE(step.terms.size(), size_t(288));
}

void TestPipelineLesson::wiresToTheMapsThatMatter()
{
    const PipelineParams params = pipelineStart();
    const auto trace = playPipeline(params);
    const Step step = trace->at({3, -1});
    QCOMPARE(step.wires.size(), size_t(5));
    const auto run = runPipeline(params);
    const auto story = cellStory(*run, *chosenCell(params, *run));
    double least = 1e9;
    std::vector<int> wired;
    for (const Wire &wire : step.wires) {
        QCOMPARE(wire.to, step.plane);
        wired.push_back(wire.from - (1 + 2 * 32));
        least = std::min(least, std::abs(story->channels[static_cast<size_t>(wired.back())].sum));
    }
    for (const ChannelShare &share : story->channels)
        QVERIFY(std::ranges::count(wired, share.channel) == 1 || std::abs(share.sum) <= least);
}

void TestPipelineLesson::picksExplainAnyCell()
{
    const auto trace = playPipeline(pipelineStart());
    const int pool2 = 1 + 3 * 32 + 2 * 64;
    const auto picks = trace->picks(pool2 + 20, {1, 4});
    QVERIFY(picks == (std::vector<Pick>{{"layer", 6}, {"map", 20}, {"cell", Pair{1, 4}}}));
    QVERIFY(trace->beatAt(pool2 + 20, {1, 4}) == std::optional(5));
    const auto again = playPipeline(with([](PipelineParams &p) {
        p.layer = 6;
        p.map = 20;
        p.cell = {1, 4};
    }));
    const Step step = again->at({5, -1});
    QCOMPARE(step.plane, pool2 + 20);
    QCOMPARE(step.cell, (Cell{1, 4}));
    const auto flat = trace->picks(pool2 + 64, {3, 7}); // flatten
    QVERIFY(flat == (std::vector<Pick>{{"layer", 7}, {"map", 3 * 25 + 7}}));
    QVERIFY(trace->picks(0, {3, 3}).empty());
    QVERIFY(!trace->beatAt(0, {3, 3}));
}

void TestPipelineLesson::hoveringAPixel()
{
    const auto trace = playPipeline(pipelineStart());
    const auto marks = trace->reach(0, {0, 12});
    QCOMPARE(std::ranges::count(marks, 1, &Mark::plane), 1);
    const auto first = std::ranges::find(marks, 1, &Mark::plane);
    QVERIFY(first->role == MarkRole::Reach && first->cells == (Rect{0, 10, 1, 3}));
    QVERIFY(std::ranges::all_of(marks, [](const Mark &m) { return m.role == MarkRole::Reach; }));
    const auto back = trace->reach(1 + 5, {0, 0});
    QVERIFY(back.front() == (Mark{.plane = 0, .role = MarkRole::Window, .cells = {0, 0, 3, 3}}));
}

void TestPipelineLesson::layersAppearInTurn()
{
    const auto trace = playPipeline(pipelineStart());
    QCOMPARE(trace->shownAt(0, {0, 0}), 0);
    QCOMPARE(trace->shownAt(1 + 32, {0, 0}), 1); // relu1
    QVERIFY(trace->shown(1 + 32, 0).empty());
    QVERIFY(trace->shown(1 + 32, 1) == (std::vector<Rect>{{0, 0, 26, 26}}));
}

void TestPipelineLesson::flatPlanes()
{
    const PipelineParams params = pipelineStart();
    const auto run = runPipeline(params);
    const PipelinePlanes places(*run);
    const auto trace = playPipeline(params);
    const int flatten = places.planeOf(7, 0);
    QCOMPARE(trace->plane(flatten).size(), (Pair{64, 25}));
    QCOMPARE(trace->plane(flatten + 1).size(), (Pair{10, 1}));
    for (const int channel : {0, 24, 25, 1599}) {
        const Cell place = places.placeOf({7, channel, {}});
        QCOMPARE(trace->plane(flatten).at(place), run->output(7).values()[static_cast<size_t>(channel)]);
        QVERIFY(places.refAt(flatten, place) == (CellRef{7, channel, {}}));
    }
    for (int plane = 0; plane < places.count(); plane += 7)
        QCOMPARE(places.planeOf(places.rowOf(plane), places.refAt(plane, {0, 0}).channel), plane);
}

void TestPipelineLesson::scales()
{
    const auto common = playPipeline(pipelineStart());
    const auto own = playPipeline(with([](PipelineParams &p) { p.scale = MapScale::Map; }));
    QCOMPARE(common->plane(1).range, common->plane(2).range);
    QVERIFY(!(own->plane(1).range == own->plane(2).range));
}

void TestPipelineLesson::experiments_data()
{
    QTest::addColumn<PipelineParams>("params");
    QTest::newRow("shift") << with([](PipelineParams &p) { p.shift = {3, -5}; });
    QTest::newRow("turn") << with([](PipelineParams &p) { p.angle = 20.0F; });
    QTest::newRow("noise") << with([](PipelineParams &p) { p.noise = 0.2F; });
    QTest::newRow("no activation") << with([](PipelineParams &p) { p.activation = false; });
    QTest::newRow("average pools") << with([](PipelineParams &p) { p.pools = PoolsInUse::Average; });
    QTest::newRow("a filter off") << with([](PipelineParams &p) { p.silenced = 3; });
    QTest::newRow("swapped") << with([](PipelineParams &p) { p.swapped = {1, 4}; });
    QTest::newRow("max pools in LeNet-5") << with([](PipelineParams &p) {
        p.network = BundledNetwork::Lenet5;
        p.pools = PoolsInUse::Max;
    });
}

void TestPipelineLesson::experiments()
{
    QFETCH(PipelineParams, params);
    PipelineParams plain = pipelineStart();
    plain.network = params.network;
    const auto before = runPipeline(plain);
    const auto after = runPipeline(params);
    QVERIFY(before && after);
    QVERIFY(!(after->output(after->rows() - 1) == before->output(before->rows() - 1)));
    QVERIFY(playPipeline(params));
    QVERIFY(runPipeline(plain)->shared() == bundledNetwork(plain.network)); // nothing is copied
}

void TestPipelineLesson::refusals_data()
{
    QTest::addColumn<PipelineParams>("params");
    QTest::addColumn<QString>("field");
    QTest::addColumn<long long>("works");
    QTest::newRow("size") << with([](PipelineParams &p) {
        p.input = makePicture(Tensor({.h = 27, .w = 28}));
    }) << "input" << -1LL;
    QTest::newRow("layer") << with([](PipelineParams &p) { p.layer = 10; }) << "layer" << 9LL;
    QTest::newRow("map") << with([](PipelineParams &p) { p.map = 64; }) << "map" << 63LL;
    QTest::newRow("cell") << with([](PipelineParams &p) { p.cell = {3, 11}; }) << "cell" << 10LL;
    QTest::newRow("shift") << with([](PipelineParams &p) { p.shift = {28, 0}; }) << "shift" << 27LL;
    QTest::newRow("filter") << with([](PipelineParams &p) { p.silenced = 32; }) << "silenced" << 31LL;
    QTest::newRow("swap") << with([](PipelineParams &p) { p.swapped = {0, 40}; }) << "swapped" << 31LL;
}

void TestPipelineLesson::refusals()
{
    QFETCH(PipelineParams, params);
    QFETCH(QString, field);
    QFETCH(long long, works);
    const auto trace = playPipeline(params);
    QVERIFY(!trace);
    QCOMPARE(QString::fromStdString(trace.refusal().field), field);
    QCOMPARE(trace.refusal().works.value_or(-1), works);
}

QTEST_APPLESS_MAIN(TestPipelineLesson)
#include "tst_pipeline_lesson.moc"
