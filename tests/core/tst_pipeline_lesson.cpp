#include "core/pipeline_lesson.h"
#include "core/pipeline_planes.h"
#include "core/trace.h"
#include "tests/network_files.h"
#include "tests/pipeline_params.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::PipelineParams)
Q_DECLARE_METATYPE(convoscope::Refusal)

namespace {

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
    void everythingIsAlwaysShown();
    void walksWindowByWindow();
    void anyCellIsExplained();
    void flattensMapByMap();
    void showsTheKernels();
    void showsWhatArgues();
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
    QTest::newRow("LeNet style") << 0 << 1 + 2 * 32 + 2 * 64 + 3 + 32 << 676 + 169 + 121 + 25 + 64 + 10 + 10;
    QTest::newRow("LeNet-5") << 1 << 1 + 2 * 6 + 2 * 16 + 5 + 6
                             << 784 + 196 + 100 + 25 + 16 + 120 + 84 + 10 + 10;
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
    QVERIFY(trace->upright());
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
    QCOMPARE(planesNamed(*trace, network == 0 ? "relu2" : "tanh2"), network == 0 ? 64 : 16);
    QCOMPARE(planesNamed(*trace, "map-kernels"), network == 0 ? 32 : 6);
    QCOMPARE(trace->plane(0).size(), network == 0 ? (Pair{28, 28}) : (Pair{32, 32}));
}

void TestPipelineLesson::stepsAddUp_data()
{
    QTest::addColumn<int>("network");
    QTest::addColumn<int>("row");
    for (const int row : {2, 3, 5, 6, 7, 8, 9})
        QTest::addRow("LeNet style row %d", row) << 0 << row;
    for (const int row : {2, 3, 5, 6, 7, 9, 11, 12, 13})
        QTest::addRow("LeNet-5 row %d", row) << 1 << row;
}

void TestPipelineLesson::stepsAddUp()
{
    QFETCH(int, network);
    QFETCH(int, row);
    PipelineParams params = pipelineStart();
    params.network = static_cast<BundledNetwork>(network);
    const auto trace = playPipeline(params);
    QVERIFY(trace);
    const auto run = runPipeline(params);
    const int beat = beatOf(params, {.row = row, .channel = 3, .cell = {1, 2}});
    const Step step = trace->at({beat, -1});
    QCOMPARE(step.result, trace->plane(step.plane).at(step.cell));
    QCOMPARE(trace->taps(beat), static_cast<int>(step.terms.size()));
    QVERIFY(!step.terms.empty());
    for (const Term &term : step.terms)
        QCOMPARE(term.value, trace->plane(term.plane).at(term.from));
    const int weighed = weighedRow(run->network(), row);
    QCOMPARE(step.then.has_value(), weighed != row);
    if (step.then) {
        const PipelinePlanes places(*run, *chosenCell(params, *run));
        const CellRef made = places.refAt(step.plane, step.cell);
        QCOMPARE(step.before, run->output(weighed).at(0, made.channel, made.cell.row, made.cell.column));
        QCOMPARE(step.result, applied(*step.then, step.before));
    }
    for (int tap = 0; tap < std::min(40, trace->taps(beat)); ++tap)
        QCOMPARE(trace->at({beat, tap}).done, tap + 1);
}

void TestPipelineLesson::framesTheFieldInEveryLayer()
{
    const auto trace = playPipeline(pipelineWith([](PipelineParams &p) {
        p.layer = 4; // as its activation's row
        p.map = 43;
        p.cell = {5, 3};
    }));
    QVERIFY(trace);
    const Step step = trace->at({beatOf(pipelineStart(), {5, 43, {5, 3}}), -1});
    QVERIFY(trace->plane(step.plane).name == "relu2");
    QCOMPARE(trace->plane(step.plane).label, std::string("44"));
    QCOMPARE(step.cell, (Cell{5, 3}));
    const auto windows = [&step](int plane) {
        return std::ranges::find_if(
            step.marks, [plane](const Mark &m) { return m.plane == plane && m.role == MarkRole::Window; });
    };
    QVERIFY(windows(0)->cells == (Rect{10, 6, 8, 8}));
    QVERIFY(windows(1)->cells == (Rect{10, 6, 6, 6})); // conv1
    QVERIFY(windows(1 + 32)->cells == (Rect{5, 3, 3, 3})); // pool1
    QCOMPARE(step.terms.size(), size_t(288));
}

void TestPipelineLesson::wiresToTheMapsThatMatter()
{
    const PipelineParams params = pipelineStart();
    const auto trace = playPipeline(params);
    const Step step = trace->at({beatOf(params, {5, 0, {5, 5}}), -1});
    QCOMPARE(step.wires.size(), size_t(5));
    const auto run = runPipeline(params);
    const auto story = cellStory(*run, {4, 0, {5, 5}});
    double least = 1e9;
    std::vector<int> wired;
    for (const Wire &wire : step.wires) {
        QCOMPARE(wire.to, step.plane);
        wired.push_back(wire.from - (1 + 32));
        least = std::min(least, std::abs(story->channels[static_cast<size_t>(wired.back())].sum));
    }
    for (const ChannelShare &share : story->channels)
        QVERIFY(std::ranges::count(wired, share.channel) == 1 || std::abs(share.sum) <= least);
}

void TestPipelineLesson::picksExplainAnyCell()
{
    const auto trace = playPipeline(pipelineStart());
    const int pool2 = 1 + 2 * 32 + 64;
    const auto picks = trace->picks(pool2 + 20, {1, 4});
    QVERIFY(picks == (std::vector<Pick>{{"network_row", 6}, {"map", 20}, {"cell", Pair{1, 4}}}));
    const int beat = 676 + 169 + 121 + 9;
    QVERIFY(trace->beatAt(pool2 + 20, {1, 4}) == std::optional(beat));
    const auto again = playPipeline(pipelineWith([](PipelineParams &p) {
        p.layer = 6;
        p.map = 20;
        p.cell = {1, 4};
    }));
    const Step step = again->at({beat, -1});
    QCOMPARE(step.plane, pool2 + 20);
    QCOMPARE(step.cell, (Cell{1, 4}));
    const auto flat = trace->picks(pool2 + 64, {3, 7}); // flatten
    QVERIFY(flat == (std::vector<Pick>{{"network_row", 7}, {"map", 3 * 25 + 7}}));
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

void TestPipelineLesson::everythingIsAlwaysShown()
{
    const auto trace = playPipeline(pipelineStart());
    for (const int plane : {0, 1, 1 + 32, 1 + 64, 1 + 128}) {
        QCOMPARE(trace->shownAt(plane, {0, 0}), 0);
        QVERIFY(trace->shown(plane, 0) == (std::vector<Rect>{trace->plane(plane).body()}));
    }
}

void TestPipelineLesson::walksWindowByWindow()
{
    const PipelineParams params = pipelineStart();
    const auto trace = playPipeline(params);
    const auto run = runPipeline(params);
    const PipelineBeats beats(run->network(), *shapesOf(run->network()));
    QCOMPARE(beats.count(), trace->beats());
    for (int beat = 0; beat < beats.count(); ++beat) {
        const CellRef ref = beats.cellOf(beat, 5);
        QCOMPARE(beats.beatOf(ref), std::optional(beat));
        QCOMPARE(ref.row, beats.rowOf(beat));
        QVERIFY(!isMerged(run->network(), ref.row));
    }
    QVERIFY(!beats.firstOf(0));
    QCOMPARE(beats.firstOf(1), std::optional(0));
    QCOMPARE(beats.firstOf(2), std::optional(0));
    QCOMPARE(beats.firstOf(3), std::optional(676));
    const Step first = trace->at({676 + 169, -1});
    const Step second = trace->at({676 + 169 + 1, -1});
    QCOMPARE(second.plane, first.plane);
    QCOMPARE(second.cell, (Cell{0, 1}));
}

/// What is hovered is explained, wherever the playhead is.
void TestPipelineLesson::anyCellIsExplained()
{
    const PipelineParams params = pipelineStart();
    const auto trace = playPipeline(params);
    const auto run = runPipeline(params);
    const auto step = trace->made(1 + 64 + 20, {3, 7}); // relu2
    QVERIFY(step.has_value());
    QCOMPARE(step->cell, (Cell{3, 7}));
    QCOMPARE(step->result, run->output(5).at(0, 20, 3, 7));
    QCOMPARE(step->before, run->output(4).at(0, 20, 3, 7));
    QVERIFY(!trace->made(0, {3, 3}));
    QVERIFY(!trace->made(1, {-1, 0}));
}

/// A map is written into its line, value by value.
void TestPipelineLesson::flattensMapByMap()
{
    const PipelineParams params = pipelineStart();
    const auto trace = playPipeline(params);
    const Step step = trace->at({beatOf(params, {7, 31 * 25}), -1});
    QCOMPARE(step.combine, Combine::Move);
    QCOMPARE(step.terms.size(), size_t(25));
    for (const Term &term : step.terms) {
        QCOMPARE(trace->plane(term.plane).label, std::string("32"));
        QCOMPARE(term.to, (Cell{31, term.from.row * 5 + term.from.column}));
        QCOMPARE(term.value, trace->plane(step.plane).at(term.to));
    }
}

/// The kernels of the chosen cell's filter stand beside the maps that they read.
void TestPipelineLesson::showsTheKernels()
{
    const auto trace = playPipeline(pipelineWith([](PipelineParams &p) { p.map = 43; }));
    const auto &weights = std::get<ConvLayer>(bundledNetwork(BundledNetwork::LenetStyle)->maker(4).operation);
    int channel = 0;
    for (const Plane &plane : trace->planes()) {
        if (plane.name != "map-kernels")
            continue;
        for (int i = 0; i < 9; ++i)
            QCOMPARE(plane.at({i / 3, i % 3}), weights.weight.at(43, channel, i / 3, i % 3));
        ++channel;
    }
    QCOMPARE(channel, 32);
    const Step tap = trace->at({beatOf(pipelineStart(), {5, 43, {5, 5}}), 100});
    const auto mark = std::ranges::find(tap.marks, MarkRole::Weight, &Mark::role);
    QVERIFY(mark != tap.marks.end());
    QCOMPARE(trace->plane(mark->plane).at({mark->cells.top, mark->cells.left}), tap.terms[100].weight);
}

/// What the inputs bring to a score, with the bias, is the score.
void TestPipelineLesson::showsWhatArgues()
{
    const auto params = pipelineWith([](PipelineParams &p) {
        p.layer = 8;
        p.map = 7;
    });
    const auto trace = playPipeline(params);
    const auto run = runPipeline(params);
    double sum = std::get<LinearLayer>(run->network().maker(8).operation).bias[7];
    int maps = 0;
    int pixels = 0;
    for (const Plane &plane : trace->planes()) {
        pixels += plane.name == "pixel-shares" ? 1 : 0;
        if (plane.name != "shares")
            continue;
        ++maps;
        for (const float share : plane.values->plane(0, plane.channel))
            sum += share;
    }
    QCOMPARE(maps, 64);
    QCOMPARE(pixels, 1);
    QVERIFY(std::abs(sum - run->output(8).values()[7]) < 1e-3);
}

void TestPipelineLesson::flatPlanes()
{
    const PipelineParams params = pipelineStart();
    const auto run = runPipeline(params);
    const PipelinePlanes places(*run, *chosenCell(params, *run));
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
    const auto own = playPipeline(pipelineWith([](PipelineParams &p) { p.scale = MapScale::Map; }));
    QCOMPARE(common->plane(1).range, common->plane(2).range);
    QVERIFY(!(own->plane(1).range == own->plane(2).range));
}

void TestPipelineLesson::experiments_data()
{
    QTest::addColumn<PipelineParams>("params");
    QTest::newRow("shift") << pipelineWith([](PipelineParams &p) { p.shift = {3, -5}; });
    QTest::newRow("turn") << pipelineWith([](PipelineParams &p) { p.angle = 20.0F; });
    QTest::newRow("noise") << pipelineWith([](PipelineParams &p) { p.noise = 0.2F; });
    QTest::newRow("no activation") << pipelineWith(
        [](PipelineParams &p) { p.activations = ActivationsInUse::None; });
    QTest::newRow("no activation in the first")
        << pipelineWith([](PipelineParams &p) { p.activations = ActivationsInUse::NotFirst; });
    QTest::newRow("no activation in the second")
        << pipelineWith([](PipelineParams &p) { p.activations = ActivationsInUse::NotSecond; });
    QTest::newRow("average pools") << pipelineWith([](PipelineParams &p) { p.pools = PoolsInUse::Average; });
    QTest::newRow("a filter off") << pipelineWith([](PipelineParams &p) { p.silenced = 3; });
    QTest::newRow("swapped") << pipelineWith([](PipelineParams &p) { p.swapped = {1, 4}; });
    QTest::newRow("max pools in LeNet-5") << pipelineWith([](PipelineParams &p) {
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
    QTest::newRow("size") << pipelineWith([](PipelineParams &p) {
        p.input = makePicture(Tensor({.h = 27, .w = 28}));
    }) << "input" << -1LL;
    QTest::newRow("layer") << pipelineWith([](PipelineParams &p) { p.layer = 10; }) << "network_row" << 9LL;
    QTest::newRow("map") << pipelineWith([](PipelineParams &p) { p.map = 64; }) << "map" << 63LL;
    QTest::newRow("cell") << pipelineWith([](PipelineParams &p) { p.cell = {3, 11}; }) << "cell" << 10LL;
    QTest::newRow("shift") << pipelineWith([](PipelineParams &p) { p.shift = {28, 0}; }) << "shift" << 27LL;
    QTest::newRow("filter") << pipelineWith([](PipelineParams &p) { p.silenced = 32; }) << "silenced" << 31LL;
    QTest::newRow("swap") << pipelineWith([](PipelineParams &p) {
        p.swapped = {0, 40};
    }) << "swapped" << 31LL;
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
