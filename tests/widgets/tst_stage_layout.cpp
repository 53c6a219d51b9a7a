#include "tests/widgets/lesson_traces.h"
#include "widgets/stage_layout.h"

#include <QTest>

using namespace convoscope;

namespace {

struct Place {
    const char *name;
    QSizeF size;
    double scale;
};

constexpr Place places[] = {
    {"560 × 430", {560, 430}, 1.0}, {"860 × 740", {860, 740}, 1.0},      {"1600 × 1000", {1600, 1000}, 1.0},
    {"lecture", {1600, 1000}, 1.6}, {"small lecture", {1024, 640}, 1.6},
};

bool overlap(const QRectF &a, const QRectF &b)
{
    const QRectF common = a.intersected(b);
    return common.width() > 0.01 && common.height() > 0.01;
}

/// All cells of a toy, evenly spread ones of a photo.
std::vector<Cell> someCells(const Rect &area)
{
    std::vector<Cell> cells;
    const int dy = std::max(1, area.height / 12);
    const int dx = std::max(1, area.width / 12);
    for (int y = area.top; y < area.top + area.height; y += dy) {
        for (int x = area.left; x < area.left + area.width; x += dx)
            cells.push_back({y, x});
    }
    return cells;
}

} // namespace

/// Where everything stands on the stage.
class TestStageLayout : public QObject {
    Q_OBJECT

private slots:
    void everythingFits_data() { rows(); }
    void everythingFits();
    void nothingOverlaps_data() { rows(); }
    void nothingOverlaps();
    void hitTestIsTheInverseOfRectOf_data() { rows(); }
    void hitTestIsTheInverseOfRectOf();
    void beyondTheCellsIsNothing_data() { rows(); }
    void beyondTheCellsIsNothing();
    void everySlotHasItsPlace_data() { rows(); }
    void everySlotHasItsPlace();
    void visibleCellsAreThoseInTheFrame_data() { rows(); }
    void visibleCellsAreThoseInTheFrame();
    void largeCellsAreWholePixels_data() { rows(); }
    void largeCellsAreWholePixels();
    void theCameraPutsItsCentreIntoTheMiddle();
    void theCameraShowsNoMoreEmptinessThanNeeded();
    void loupesLookAtTheWindow();
    void noTraceNoPanes();

private:
    static void rows();
    static StageLayout layout(const Trace &trace);
    static Place place();
};

void TestStageLayout::rows()
{
    QTest::addColumn<int>("trace");
    QTest::addColumn<int>("place");
    int t = 0;
    for (const auto &[name, trace] : lessonTraces()) {
        for (int p = 0; p < static_cast<int>(std::size(places)); ++p)
            QTest::newRow(qPrintable(name + QStringLiteral(", ") + QLatin1String(places[p].name))) << t << p;
        ++t;
    }
}

Place TestStageLayout::place()
{
    QFETCH(int, place);
    return places[place];
}

StageLayout TestStageLayout::layout(const Trace &trace)
{
    Theme theme = Theme::light();
    theme.scale = place().scale;
    return layoutStage(trace, {.size = place().size, .focus = trace.at({0, -1}).marks}, theme);
}

void TestStageLayout::everythingFits()
{
    const Trace trace = fetchedTrace();
    const StageLayout stage = layout(trace);
    const QRectF room = QRectF(QPointF(0, 0), place().size).adjusted(-0.01, -0.01, 0.01, 0.01);
    QVERIFY(!stage.panes.empty());
    double bottom = 0;
    for (const Pane &pane : stage.panes) {
        QVERIFY(room.contains(pane.frame));
        QVERIFY(room.contains(pane.title.topLeft()));
        QVERIFY(pane.cell > 0);
        bottom = std::max(bottom, pane.frame.bottom());
        const Rect all = trace.plane(pane.plane).extent();
        if (!pane.loupe) // unzoomed, a plane is seen as a whole
            QVERIFY(pane.frame.adjusted(-1, -1, 1, 1).contains(pane.rectOf(all)));
    }
    QVERIFY(room.contains(stage.arithmetic));
    QVERIFY(stage.arithmetic.top() >= bottom);
    QVERIFY(stage.arithmetic.height() >= 40);
}

void TestStageLayout::nothingOverlaps()
{
    const StageLayout stage = layout(fetchedTrace());
    std::vector<QRectF> taken;
    for (const SignPlace &sign : stage.signs)
        taken.push_back(sign.rect);
    for (const Pane &pane : stage.panes)
        taken.push_back(pane.frame.united(QRectF(pane.title.topLeft(), QSizeF(1, pane.title.height()))));
    for (const GroupTitle &group : stage.groups)
        taken.emplace_back(group.title.topLeft(), QSizeF(1, group.title.height()));
    for (size_t i = 0; i < taken.size(); ++i) {
        for (size_t j = i + 1; j < taken.size(); ++j)
            QVERIFY(!overlap(taken[i], taken[j]));
    }
}

void TestStageLayout::hitTestIsTheInverseOfRectOf()
{
    const Trace trace = fetchedTrace();
    const StageLayout stage = layout(trace);
    for (size_t i = 0; i < stage.panes.size(); ++i) {
        const Pane &pane = stage.panes[i];
        for (const Cell cell : someCells(pane.visible(trace.plane(pane.plane)))) {
            const QRectF rect = pane.rectOf(cell);
            if (!pane.frame.contains(rect.center()))
                continue; // half outside a loupe
            QCOMPARE(hitTest(stage, trace, rect.center()),
                     std::optional(Hit{static_cast<int>(i), pane.plane, cell}));
            QCOMPARE(pane.cellAt(rect.topLeft() + QPointF(0.01, 0.01) * pane.cell), cell);
            QCOMPARE(pane.cellAt(rect.bottomRight() - QPointF(0.01, 0.01) * pane.cell), cell);
        }
    }
}

void TestStageLayout::beyondTheCellsIsNothing()
{
    const Trace trace = fetchedTrace();
    const StageLayout stage = layout(trace);
    QVERIFY(!hitTest(stage, trace, {-1, -1}));
    QVERIFY(!hitTest(stage, trace, {1, place().size.height() - 1}));
    for (const SignPlace &sign : stage.signs)
        QVERIFY(!hitTest(stage, trace, sign.rect.center()));
    for (const GroupTitle &group : stage.groups)
        QVERIFY(!hitTest(stage, trace, group.title.topLeft() + QPointF(2, 2)));
    for (const Pane &pane : stage.panes) {
        if (!trace.upright()) // there the titles are those of groups
            QVERIFY(!hitTest(stage, trace, pane.title.topLeft() + QPointF(2, 2)));
    }
}

void TestStageLayout::everySlotHasItsPlace()
{
    const Trace trace = fetchedTrace();
    const StageLayout stage = layout(trace);
    size_t pane = 0;
    size_t sign = 0;
    size_t absence = 0;
    for (const auto &row : trace.arrangement()) {
        double right = 0;
        for (const Slot &slot : row) {
            if (slot.omitted >= 0)
                QCOMPARE(stage.absences.at(absence++).omitted, slot.omitted);
            if (slot.plane < 0 && slot.sign == Operator::None)
                continue; // an empty place
            const QRectF rect = slot.plane >= 0 ? stage.panes.at(pane).frame : stage.signs.at(sign).rect;
            const bool below = trace.upright() && slot.plane >= 0;
            QVERIFY(below || rect.left() >= right - 0.01); // left to right
            right = rect.right();
            if (slot.plane >= 0) {
                QCOMPARE(stage.panes[pane].plane, slot.plane);
                QCOMPARE(stage.panes[pane].loupe, slot.loupe);
                ++pane;
            } else {
                QCOMPARE(stage.signs[sign].sign, slot.sign);
                ++sign;
            }
        }
    }
    QCOMPARE(pane, stage.panes.size());
    QCOMPARE(sign, stage.signs.size());
    QCOMPARE(absence, stage.absences.size());
    QCOMPARE(stage.paneOf(9999), nullptr);
}

void TestStageLayout::visibleCellsAreThoseInTheFrame()
{
    const Trace trace = fetchedTrace();
    for (const Pane &pane : layout(trace).panes) {
        const Plane &plane = trace.plane(pane.plane);
        const Rect seen = pane.visible(plane);
        QVERIFY(!seen.empty());
        const Rect all = plane.extent();
        if (!pane.loupe && pane.cell >= 8)
            QCOMPARE(seen, all);
        QVERIFY(seen.top >= all.top && seen.left >= all.left);
        QVERIFY(seen.top + seen.height <= all.top + all.height);
        QVERIFY(seen.left + seen.width <= all.left + all.width);
    }
}

void TestStageLayout::largeCellsAreWholePixels()
{
    for (const Pane &pane : layout(fetchedTrace()).panes) {
        if (pane.cell >= 8)
            QCOMPARE(pane.cell, std::round(pane.cell));
    }
}

void TestStageLayout::theCameraPutsItsCentreIntoTheMiddle()
{
    const Trace trace = *lessons().front().play(lessons().front().start());
    const Camera camera{.zoom = 4, .centre = {0.4, 0.6}};
    const StageLayout stage = layoutStage(trace, {.size = {900, 700}, .camera = camera}, Theme::light());
    for (const Pane &pane : stage.panes) {
        const Plane &plane = trace.plane(pane.plane);
        if (plane.role == PlaneRole::Kernel) {
            QVERIFY(pane.frame.adjusted(-1, -1, 1, 1).contains(pane.rectOf(plane.extent())));
            continue;
        }
        const QRectF whole = pane.rectOf(plane.extent());
        const QPointF middle(whole.left() + 0.4 * whole.width(), whole.top() + 0.6 * whole.height());
        QVERIFY((middle - pane.frame.center()).manhattanLength() < 0.01);
    }
}

void TestStageLayout::theCameraShowsNoMoreEmptinessThanNeeded()
{
    const Trace trace = *lessons().front().play(lessons().front().start());
    for (const QPointF centre : {QPointF(0, 0), QPointF(1, 0), QPointF(0.5, 1), QPointF(-3, 7)}) {
        const StageLayout stage =
            layoutStage(trace, {.size = {900, 700}, .camera = {.zoom = 3, .centre = centre}}, Theme::light());
        for (const Pane &pane : stage.panes) {
            if (trace.plane(pane.plane).role != PlaneRole::Kernel)
                QVERIFY(pane.rectOf(trace.plane(pane.plane).extent())
                            .adjusted(-1, -1, 1, 1)
                            .contains(pane.frame));
        }
    }
}

void TestStageLayout::loupesLookAtTheWindow()
{
    int loupes = 0;
    for (const auto &[name, trace] : lessonTraces()) {
        for (const int beat : {0, trace.beats() / 2, trace.beats() - 1}) {
            const auto marks = trace.at({beat, -1}).marks;
            const StageLayout stage =
                layoutStage(trace, {.size = {1000, 760}, .focus = marks}, Theme::light());
            for (const Pane &pane : stage.panes) {
                if (!pane.loupe)
                    continue;
                ++loupes;
                const auto seen = std::ranges::any_of(marks, [&](const Mark &mark) {
                    return mark.plane == pane.plane
                        && pane.frame.adjusted(-1, -1, 1, 1).contains(pane.rectOf(mark.cells));
                });
                QVERIFY2(seen, qPrintable(name));
            }
        }
    }
    QVERIFY(loupes > 0);
}

void TestStageLayout::noTraceNoPanes()
{
    const StageLayout stage = layoutStage({}, {.size = {500, 400}}, Theme::light());
    QVERIFY(stage.panes.empty() && stage.signs.empty());
}

QTEST_MAIN(TestStageLayout)
#include "tst_stage_layout.moc"
