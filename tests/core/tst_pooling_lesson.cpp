#include "core/convolution.h"
#include "core/lesson.h"
#include "core/pooling.h"
#include "core/pooling_traces.h"
#include "tests/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::PoolingParams)
Q_DECLARE_METATYPE(convoscope::Refusal)

class TestPoolingLesson : public QObject {
    Q_OBJECT

private slots:
    void playsWhatPyTorchComputes_data();
    void playsWhatPyTorchComputes();
    void settingsWithoutEffectAreLeftOut();
    void firstOfEqualsWins();
    void winnerIsTheOneSoFar();
    void paddingIsACandidateThatNeverWins();
    void averagesCountWhatTheyAreDividedBy_data();
    void averagesCountWhatTheyAreDividedBy();
    void overhangHoldsNothing();
    void adaptiveWindowsAreDrawnAsTheyAre();
    void hoveringAnInputCellNamesItsReaders();
    void hoveringAnAverageTellsTheWeight();
    void hoveringAGapReachesNothing();
    void draggingFindsTheNearestWindow();
    void shiftCountsWhatStayed_data();
    void shiftCountsWhatStayed();
    void convolutionReadsTheSameWindows_data();
    void convolutionReadsTheSameWindows();
    void convolutionFollowsThePool();
    void equalValuesHaveEqualColours();
    void refusalsNameTheField_data();
    void refusalsNameTheField();
    void photosAreWalkedOver();
};

namespace {

PoolingParams with(Tensor x, PoolOperation operation = PoolOperation::Max)
{
    PoolingParams params = poolingStart();
    params.input = makePicture(std::move(x));
    params.operation = operation;
    return params;
}

Tensor counting(int height, int width)
{
    Tensor x({.h = height, .w = width});
    for (size_t i = 0; i < x.values().size(); ++i)
        x.values()[i] = static_cast<float>(i + 1);
    return x;
}

Tensor spot(int side, Cell at)
{
    Tensor x({.h = side, .w = side});
    x.at(at.row, at.column) = 9;
    return x;
}

Trace played(const PoolingParams &params)
{
    auto trace = playPooling(params);
    if (!trace)
        qFatal("refused: %s", trace.refusal().field.c_str());
    return *std::move(trace);
}

std::vector<Cell> cellsOf(const std::vector<Mark> &marks, int plane, MarkRole role)
{
    std::vector<Cell> cells;
    for (const Mark &mark : marks) {
        if (mark.plane == plane && mark.role == role)
            cells.push_back({mark.cells.top, mark.cells.left});
    }
    return cells;
}

std::vector<float> valuesOf(const Step &step)
{
    std::vector<float> values;
    for (const Term &term : step.terms)
        values.push_back(term.value);
    return values;
}

PoolOperation operationOf(const GoldenCase &golden)
{
    const bool max = golden.op.contains("max");
    if (golden.op.startsWith("global"))
        return max ? PoolOperation::GlobalMax : PoolOperation::GlobalAverage;
    if (golden.op.startsWith("adaptive"))
        return max ? PoolOperation::AdaptiveMax : PoolOperation::AdaptiveAverage;
    return max ? PoolOperation::Max : PoolOperation::Average;
}

Tensor firstPlane(const Tensor &x)
{
    const auto plane = x.plane(0, 0);
    return {{.h = x.height(), .w = x.width()}, {plane.begin(), plane.end()}};
}

} // namespace

void TestPoolingLesson::playsWhatPyTorchComputes_data()
{
    addGoldenRows("pool");
}

void TestPoolingLesson::playsWhatPyTorchComputes()
{
    QFETCH(GoldenCase, golden);
    PoolingParams params = with(firstPlane(golden.input("x")), operationOf(golden));
    if (params.layout() == PoolLayout::Sliding) {
        params.window = golden.pair("kernel");
        params.stride = golden.pair("stride");
        params.padding = golden.pair("padding");
        params.ceilMode = golden.params["ceil_mode"].toBool();
        params.countIncludePad = golden.params["count_include_pad"].toBool(true);
        if (golden.params.contains("dilation"))
            params.dilation = golden.pair("dilation");
    } else if (params.layout() == PoolLayout::Adaptive) {
        params.outputSize = golden.pair("output_size");
    }
    const auto trace = playPooling(params);
    QCOMPARE(!trace, golden.error);
    if (golden.error)
        return;
    QCOMPARE(difference(*trace->plane(1).values, firstPlane(golden.output("y")), golden.tolerance),
             QString());
    const QJsonArray indices = golden.outputs["indices"].toObject()["data"].toArray();
    for (int beat = 0; beat < trace->beats(); ++beat) {
        const Step step = trace->at({beat, -1});
        QCOMPARE(trace->taps(beat), static_cast<int>(step.terms.size()));
        const auto winners = cellsOf(step.marks, 0, MarkRole::Winner);
        QCOMPARE(winners.size(), size_t(params.kind() == PoolKind::Max ? 1 : 0));
        if (!indices.isEmpty())
            QCOMPARE(winners[0].row * params.input.tensor().width() + winners[0].column,
                     indices[beat].toInt());
    }
}

void TestPoolingLesson::settingsWithoutEffectAreLeftOut()
{
    PoolingParams params = with(counting(4, 4), PoolOperation::Average);
    params.dilation = {3, 3};
    QVERIFY(params.pool() == Pool2d{.kind = PoolKind::Average});
    params.operation = PoolOperation::GlobalMax;
    params.padding = {1, 1};
    QVERIFY((params.pool() == Pool2d{.layout = PoolLayout::Global}));
    QVERIFY(params.sides() == Sides{});
    params.operation = PoolOperation::Max;
    params.ceilMode = true;
    QVERIFY(params.pool().ceilMode);
    params.view = PoolingView::Strided;
    QVERIFY(!params.pool().ceilMode);
}

void TestPoolingLesson::firstOfEqualsWins()
{
    const Step step = played(with(Tensor::matrix({{2, 7}, {7, 7}}))).at({});
    QVERIFY((cellsOf(step.marks, 0, MarkRole::Winner) == std::vector<Cell>{{0, 1}}));
    QCOMPARE(step.combine, Combine::Max);
    QCOMPARE(step.result, 7.0F);
}

void TestPoolingLesson::winnerIsTheOneSoFar()
{
    const Trace trace = played(with(Tensor::matrix({{3, 1}, {8, 5}})));
    const std::vector<std::pair<float, Cell>> want{{3, {0, 0}}, {3, {0, 0}}, {8, {1, 0}}, {8, {1, 0}}};
    for (int tap = 0; tap < 4; ++tap) {
        const Step step = trace.at({0, tap});
        QCOMPARE(step.result, want[static_cast<size_t>(tap)].first);
        QVERIFY((cellsOf(step.marks, 0, MarkRole::Winner)
                 == std::vector<Cell>{want[static_cast<size_t>(tap)].second}));
        QVERIFY((cellsOf(step.marks, 0, MarkRole::Read) == std::vector<Cell>{{tap / 2, tap % 2}}));
    }
}

void TestPoolingLesson::paddingIsACandidateThatNeverWins()
{
    PoolingParams params = with(Tensor::matrix({{-4, -2}, {-3, -9}}));
    params.padding = {1, 1};
    const Trace trace = played(params);
    const Step step = trace.at({0, -1});
    QVERIFY((valuesOf(step) == std::vector<float>{-INFINITY, -INFINITY, -INFINITY, -4}));
    QCOMPARE(step.result, -4.0F);
    const Step first = trace.at({0, 0});
    QCOMPARE(first.result, -INFINITY);
    QVERIFY(cellsOf(first.marks, 0, MarkRole::Winner).empty());
    QCOMPARE(trace.plane(0).at({-1, 0}), -INFINITY);
}

void TestPoolingLesson::averagesCountWhatTheyAreDividedBy_data()
{
    QTest::addColumn<bool>("counts");
    QTest::addColumn<int>("beat");
    QTest::addColumn<int>("cells");
    // 5×5 cells, padding 1, windows of 3 at stride 3: from −1 and from 2 on.
    QTest::newRow("corner, counted") << true << 0 << 9;
    QTest::newRow("corner, left out") << false << 0 << 4;
    QTest::newRow("edge, counted") << true << 1 << 9;
    QTest::newRow("edge, left out") << false << 1 << 6;
    QTest::newRow("middle") << false << 3 << 9;
}

void TestPoolingLesson::averagesCountWhatTheyAreDividedBy()
{
    QFETCH(bool, counts);
    QFETCH(int, beat);
    QFETCH(int, cells);
    PoolingParams params = with(counting(5, 5), PoolOperation::Average);
    params.window = {3, 3};
    params.stride = {3, 3};
    params.padding = {1, 1};
    params.countIncludePad = counts;
    const Step step = played(params).at({beat, -1});
    QCOMPARE(step.combine, Combine::Mean);
    QCOMPARE(static_cast<int>(step.terms.size()), cells);
    QCOMPARE(step.divisor, static_cast<float>(cells));
}

void TestPoolingLesson::overhangHoldsNothing()
{
    PoolingParams params = with(counting(5, 5), PoolOperation::Average);
    params.ceilMode = true;
    const Trace trace = played(params);
    QVERIFY((trace.plane(0).overhang == Sides{.right = 1, .bottom = 1}));
    QVERIFY((trace.plane(0).padded() == Rect{0, 0, 5, 5}));
    QVERIFY((trace.plane(0).extent() == Rect{0, 0, 6, 6}));
    const Step step = trace.at({8, -1});
    QVERIFY(valuesOf(step) == std::vector<float>{25});
    QCOMPARE(step.divisor, 1.0F);
    const auto window = std::ranges::find(step.marks, MarkRole::Window, &Mark::role);
    QVERIFY((window->cells == Rect{4, 4, 2, 2}));
    params.ceilMode = false;
    QVERIFY(played(params).plane(0).overhang == Sides{});
}

void TestPoolingLesson::adaptiveWindowsAreDrawnAsTheyAre()
{
    PoolingParams params = with(counting(5, 7), PoolOperation::AdaptiveMax);
    params.outputSize = {2, 3};
    const Trace trace = played(params);
    const std::vector<Rect> want{{0, 0, 3, 3}, {0, 2, 3, 3}, {0, 4, 3, 3},
                                 {2, 0, 3, 3}, {2, 2, 3, 3}, {2, 4, 3, 3}};
    QCOMPARE(static_cast<size_t>(trace.beats()), want.size());
    for (int beat = 0; beat < trace.beats(); ++beat)
        QVERIFY(trace.at({beat, -1}).marks[0].cells == want[static_cast<size_t>(beat)]);
    params.outputSize = {4, 4};
    QVERIFY((played(params).at({0, -1}).marks[0].cells == Rect{0, 0, 2, 2}));
    QVERIFY((played(params).at({1, -1}).marks[0].cells == Rect{0, 1, 2, 3}));
}

void TestPoolingLesson::hoveringAnInputCellNamesItsReaders()
{
    PoolingParams params = with(counting(4, 4));
    params.window = {3, 3};
    params.stride = {1, 1};
    const auto marks = played(params).reach(0, {2, 2});
    QVERIFY((cellsOf(marks, 0, MarkRole::Read) == std::vector<Cell>{{2, 2}}));
    QVERIFY((cellsOf(marks, 1, MarkRole::Winner) == std::vector<Cell>{{0, 0}}));
    QVERIFY((cellsOf(marks, 1, MarkRole::Reach) == std::vector<Cell>{{0, 1}, {1, 0}, {1, 1}}));
}

void TestPoolingLesson::hoveringAnAverageTellsTheWeight()
{
    PoolingParams params = with(counting(4, 4), PoolOperation::Average);
    params.window = {3, 3};
    params.stride = {2, 2};
    params.padding = {1, 1};
    params.countIncludePad = false;
    const Trace trace = played(params);
    const auto marks = trace.reach(0, {1, 1});
    QCOMPARE(marks.size(), size_t(5));
    QCOMPARE(marks[1].label, std::optional(1.0F / 4));
    QCOMPARE(marks[4].label, std::optional(1.0F / 9));
    QCOMPARE(trace.reach(0, {-1, -1}).size(), size_t(1)); // not counted, so nobody reads it
    params.countIncludePad = true;
    QCOMPARE(played(params).reach(0, {-1, -1}).size(), size_t(2));
}

void TestPoolingLesson::hoveringAGapReachesNothing()
{
    PoolingParams params = with(counting(4, 4));
    params.stride = {3, 3};
    params.dilation = {2, 2};
    const Trace trace = played(params);
    QCOMPARE(trace.beats(), 1);
    QVERIFY(cellsOf(trace.reach(0, {0, 1}), 1, MarkRole::Reach).empty());
    QVERIFY((cellsOf(trace.reach(0, {0, 2}), 1, MarkRole::Reach) == std::vector<Cell>{{0, 0}}));
    QVERIFY((trace.at({0, -1}).marks[0].pitch == Pair{2, 2}));
}

void TestPoolingLesson::draggingFindsTheNearestWindow()
{
    const Trace trace = played(with(counting(6, 6)));
    QCOMPARE(trace.beatAt(0, {0, 0}), std::optional(0));
    QCOMPARE(trace.beatAt(0, {5, 3}), std::optional(7));
    QCOMPARE(trace.beatAt(1, {2, 1}), std::optional(7));
}

void TestPoolingLesson::shiftCountsWhatStayed_data()
{
    QTest::addColumn<PoolingParams>("params");
    QTest::addColumn<int>("same");
    const auto row = [](const char *name, PoolingParams params, Pair shift, int same) {
        params.view = PoolingView::Shift;
        params.shift = shift;
        QTest::newRow(name) << params << same;
    };
    row("inside its window", with(spot(6, {2, 2})), {0, 1}, 9);
    row("into the next", with(spot(6, {2, 3})), {0, 1}, 7);
    row("out of the map", with(spot(6, {0, 0})), {-1, 0}, 8);
    row("average inside its window", with(spot(6, {2, 2}), PoolOperation::Average), {1, 1}, 9);
    row("global", with(spot(6, {2, 2}), PoolOperation::GlobalMax), {3, 3}, 1);
    row("ramp", with(counting(4, 4)), {0, 1}, 0);
}

void TestPoolingLesson::shiftCountsWhatStayed()
{
    QFETCH(PoolingParams, params);
    QFETCH(int, same);
    const Trace trace = played(params);
    QCOMPARE(trace.plane(4).role, PlaneRole::Difference);
    QCOMPARE(trace.plane(4).agreeing, std::optional(same));
    const Tensor &before = *trace.plane(1).values;
    const Tensor &after = *trace.plane(3).values;
    QCOMPARE(difference(after, pool2d(*trace.plane(2).values, params.pool())->y), QString());
    for (size_t i = 0; i < before.values().size(); ++i)
        QCOMPARE(trace.plane(4).values->values()[i], after.values()[i] - before.values()[i]);
    const Pair size = trace.plane(0).size();
    for (int y = 0; y < size.y; ++y) {
        for (int x = 0; x < size.x; ++x) {
            const Cell from{y - params.shift.y, x - params.shift.x};
            const bool inside = trace.plane(0).body().contains(from);
            QCOMPARE(trace.plane(2).at({y, x}), inside ? trace.plane(0).at(from) : 0.0F);
        }
    }
}

void TestPoolingLesson::convolutionReadsTheSameWindows_data()
{
    QTest::addColumn<PoolingParams>("params");
    PoolingParams average = with(counting(5, 6), PoolOperation::Average);
    QTest::newRow("2×2") << average;
    average.window = {3, 2};
    average.stride = {2, 1};
    average.padding = {1, 1};
    QTest::newRow("padded") << average;
    QTest::newRow("global") << with(counting(3, 4), PoolOperation::GlobalAverage);
    PoolingParams adaptive = with(counting(6, 4), PoolOperation::AdaptiveAverage);
    adaptive.outputSize = {2, 4};
    QTest::newRow("adaptive") << adaptive;
}

/// An average is the convolution with equal weights.
void TestPoolingLesson::convolutionReadsTheSameWindows()
{
    QFETCH(PoolingParams, params);
    params.view = PoolingView::Strided;
    const Trace trace = played(params);
    QCOMPARE(difference(*trace.plane(4).values, *trace.plane(1).values, {.exact = false, .relative = 1e-6}),
             QString());
    const Step pool = trace.at({0, -1});
    const Step convolution = trace.at({1, -1});
    QCOMPARE(pool.marks[0].cells, convolution.marks[0].cells);
    QCOMPARE(pool.terms.size(), convolution.terms.size());
}

void TestPoolingLesson::convolutionFollowsThePool()
{
    PoolingParams params = with(counting(5, 5));
    params.view = PoolingView::Strided;
    params.window = {3, 3};
    params.padding = {1, 1};
    const Trace trace = played(params);
    QCOMPARE(trace.beats(), 18);
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const Step step = trace.at({beat, -1});
        QCOMPARE(step.plane, beat % 2 == 0 ? 1 : 4);
        QCOMPARE(step.cell, (Cell{beat / 6, beat / 2 % 3}));
        QCOMPARE(step.combine, beat % 2 == 0 ? Combine::Max : Combine::Sum);
        QCOMPARE(trace.beatAt(step.plane, step.cell), std::optional(beat));
        QCOMPARE(trace.shownAt(step.plane, step.cell), beat);
        QVERIFY(std::isfinite(step.result));
    }
    QVERIFY(trace.shown(4, 0).empty());
    QCOMPARE(trace.plane(0).at({-1, 0}), -INFINITY);
    QCOMPARE(trace.plane(2).at({-1, 0}), 0.0F);
}

void TestPoolingLesson::equalValuesHaveEqualColours()
{
    for (const PoolingView view : {PoolingView::Shift, PoolingView::Strided}) {
        for (const bool photo : {false, true}) {
            PoolingParams params = with(counting(40, 40));
            params.view = view;
            params.input.path = photo ? "photo.png" : "";
            const Trace trace = played(params);
            const Plane &first = trace.plane(1);
            const Plane &second = trace.plane(view == PoolingView::Shift ? 3 : 4);
            QVERIFY(second.role == PlaneRole::Output && second.values != first.values);
            const Range one = rangeOf(first.values->values());
            const Range other = rangeOf(second.values->values());
            QVERIFY(one != other);
            QVERIFY((first.range == Range{std::min(one.low, other.low), std::max(one.high, other.high)}));
            QVERIFY(second.range == first.range);
            QCOMPARE(first.picture, photo);
            QCOMPARE(second.picture, photo);
        }
    }
}

void TestPoolingLesson::refusalsNameTheField_data()
{
    QTest::addColumn<PoolingParams>("params");
    QTest::addColumn<Refusal>("want");
    PoolingParams params = with(counting(4, 4));
    params.padding = {2, 0};
    QTest::newRow("padding over half") << params
                                       << Refusal{.reason = Reason::PaddingOverHalfKernel,
                                                  .field = "pool_padding",
                                                  .axis = 'y',
                                                  .got = 2,
                                                  .limit = 1,
                                                  .works = 1};
    params.padding = {0, 0};
    params.window = {2, 5};
    QTest::newRow("window") << params
                            << Refusal{.reason = Reason::KernelExceedsInput,
                                       .field = "window",
                                       .axis = 'x',
                                       .got = 5,
                                       .limit = 4,
                                       .works = 4};
    params.window = {2, 2};
    params.dilation = {4, 1};
    QTest::newRow("dilation") << params
                              << Refusal{.reason = Reason::KernelExceedsInput,
                                         .field = "dilation",
                                         .axis = 'y',
                                         .got = 5,
                                         .limit = 4,
                                         .works = 3};
    params = with(counting(4, 4));
    params.view = PoolingView::Shift;
    params.shift = {0, -4};
    QTest::newRow("shift") << params
                           << Refusal{.reason = Reason::OutOfRange,
                                      .field = "shift",
                                      .axis = 'x',
                                      .got = -4,
                                      .limit = 3,
                                      .works = -3};
    params = with(counting(6, 6), PoolOperation::AdaptiveMax);
    params.view = PoolingView::Strided;
    params.outputSize = {4, 3};
    QTest::newRow("uneven beside a convolution") << params
                                                 << Refusal{.reason = Reason::OutOfRange,
                                                            .field = "output_size",
                                                            .axis = 'y',
                                                            .got = 4,
                                                            .limit = 3,
                                                            .works = 3};
    params = with(counting(300, 300), PoolOperation::GlobalAverage);
    QTest::newRow("global over a photo")
        << params << Refusal{.reason = Reason::TooLarge, .field = "operation", .got = 90000, .limit = 65536};
    params = poolingStart();
    params.input = {};
    QTest::newRow("no input") << params
                              << Refusal{.reason = Reason::EmptyInput, .field = "input", .works = 1};
}

void TestPoolingLesson::refusalsNameTheField()
{
    QFETCH(PoolingParams, params);
    QFETCH(Refusal, want);
    const auto trace = playPooling(params);
    QVERIFY(!trace);
    QCOMPARE(QString::fromStdString(trace.refusal().field), QString::fromStdString(want.field));
    QVERIFY(trace.refusal() == want);
    if (params.input.values)
        QVERIFY(findField(poolingFields(), want.field)->active(params));
}

void TestPoolingLesson::photosAreWalkedOver()
{
    const Trace trace = played(with(counting(700, 900)));
    QCOMPARE(trace.beats(), 350 * 450);
    QCOMPARE(trace.at({trace.beats() - 1, -1}).result, 700.0F * 900);
    QCOMPARE(trace.arrangement().size(), size_t(2)); // with loupes
}

QTEST_APPLESS_MAIN(TestPoolingLesson)
#include "tst_pooling_lesson.moc"
