#include "core/padding_lesson.h"
#include "core/pooling_lesson.h"
#include "tests/widgets/lesson_traces.h"
#include "widgets/stage_rows.h"

#include <QTest>

using namespace convoscope;

namespace {

const QSizeF usual{860, 740}; // the stage of a window of 1440 × 900
const QSizeF small{612, 506}; // the same of 1024 × 640

Trace edges(int padding = 1)
{
    PaddingParams params = paddingStart();
    params.view = PaddingView::Edges;
    params.sides = {padding, padding, padding, padding};
    return *playPadding(params);
}

Trace pooledPhoto(int window)
{
    Tensor values({.h = 90, .w = 120});
    for (size_t i = 0; i < values.values().size(); ++i)
        values.values()[i] = static_cast<float>(i % 251);
    PoolingParams params = poolingStart();
    params.input = makePicture(std::move(values));
    params.input.path = "photo.png";
    params.window = {window, window};
    params.stride = {window, window};
    return *playPooling(params);
}

StageLayout laidOut(const Trace &trace, QSizeF size, Position at = {})
{
    return layoutStage(trace, {.size = size, .focus = trace.at(at).marks}, Theme::light());
}

const Pane &paneNamed(const StageLayout &layout, const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find_if(
        layout.panes, [&](const Pane &pane) { return trace.plane(pane.plane).name == name; });
    if (found == layout.panes.end())
        qFatal("no such plane");
    return *found;
}

} // namespace

/// How large planes are and what leaves room for them.
class TestStageRows : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void loupesHaveAsManyCellsOnBothSides_data();
    void loupesHaveAsManyCellsOnBothSides();
    void loupesStayReadable();
    void lowStagesSpareTitlesAndLegends();
    void onlyTheLastRowKeepsItsLegend();
    void rowsThatBeginAlikeStandBelowEachOther();
    void emptyPlacesKeepTheColumns_data();
    void emptyPlacesKeepTheColumns();
    void absencesOverlapNothing_data();
    void absencesOverlapNothing();
};

void TestStageRows::loupesHaveAsManyCellsOnBothSides_data()
{
    QTest::addColumn<int>("window");
    for (const int window : {1, 2, 3, 4, 6, 9})
        QTest::addRow("%d", window) << window;
}

void TestStageRows::loupesHaveAsManyCellsOnBothSides()
{
    QFETCH(int, window);
    const Trace trace = pooledPhoto(window);
    const StageLayout layout = laidOut(trace, usual, {.beat = trace.beats() / 2});
    const Pane &loupe = *layout.paneOf(0, true);
    const double cells = loupe.frame.width() / loupe.cell;
    QVERIFY(cells >= window + 2);
    QCOMPARE(std::fmod(cells - window, 2), 0.0);
}

void TestStageRows::loupesStayReadable()
{
    PaddingParams params = paddingStart();
    params.view = PaddingView::Edges;
    params.input = makePicture(Tensor({.h = 64, .w = 64}, 5.0F));
    const Trace trace = *playPadding(params);
    const StageLayout layout = laidOut(trace, usual);
    QVERIFY(layout.paneOf(0, true)->cell >= 18);
}

void TestStageRows::lowStagesSpareTitlesAndLegends()
{
    const Trace trace = edges();
    const StageLayout high = laidOut(trace, usual);
    const StageLayout low = laidOut(trace, small);
    for (const Pane &pane : high.panes) {
        QVERIFY(pane.legend);
        QVERIFY(pane.title.height() > 30);
    }
    for (const Pane &pane : low.panes)
        QVERIFY(pane.title.height() <= 20);
    QVERIFY(low.panes.front().cell >= 20); // 3 × 3 with a cell around, four times and in three rows
}

void TestStageRows::onlyTheLastRowKeepsItsLegend()
{
    const Trace trace = edges();
    const StageLayout low = laidOut(trace, small);
    const double last = paneNamed(low, trace, "circular-minus-constant").frame.top();
    for (const Pane &pane : low.panes)
        QCOMPARE(pane.legend, pane.frame.top() == last);
    for (const Pane &pane : low.panes)
        QVERIFY(pane.frame.bottom() + (pane.legend ? 22 : 0) <= low.arithmetic.top() + 0.01);
}

void TestStageRows::rowsThatBeginAlikeStandBelowEachOther()
{
    PoolingParams params = poolingStart();
    params.view = PoolingView::Shift;
    const Trace trace = *playPooling(params);
    const StageLayout layout = laidOut(trace, usual);
    QCOMPARE(paneNamed(layout, trace, "input").frame.left(),
             paneNamed(layout, trace, "shifted-input").frame.left());
    QCOMPARE(paneNamed(layout, trace, "output").frame.left(),
             paneNamed(layout, trace, "output-after-shift").frame.left());
    const Trace photo = pooledPhoto(2); // a loupe is narrower, and stands in the middle
    const StageLayout other = laidOut(photo, usual);
    QVERIFY(other.paneOf(0, true)->frame.left() > other.paneOf(0)->frame.left());
}

void TestStageRows::emptyPlacesKeepTheColumns_data()
{
    QTest::addColumn<int>("padding");
    QTest::addColumn<int>("left");
    QTest::newRow("none") << 2 << 0;
    QTest::newRow("reflect") << 3 << 1;
    QTest::newRow("reflect and circular") << 4 << 2;
}

void TestStageRows::emptyPlacesKeepTheColumns()
{
    QFETCH(int, padding);
    QFETCH(int, left);
    const Trace trace = edges(padding);
    const StageLayout layout = laidOut(trace, usual);
    QCOMPARE(static_cast<int>(layout.absences.size()), left);
    const auto column = [&](const char *name) { return paneNamed(layout, trace, name).frame.left(); };
    QCOMPARE(column("pad-constant"), column("output-constant"));
    QCOMPARE(column("pad-replicate"), column("output-replicate"));
    QCOMPARE(column("pad-replicate"), column("replicate-minus-constant"));
    if (left > 0) {
        const QRectF reflect = layout.absences.front().frame;
        QVERIFY(reflect.left() > column("pad-constant") && reflect.right() < column("pad-replicate"));
        QCOMPARE(reflect.size(), paneNamed(layout, trace, "pad-constant").frame.size());
    }
}

void TestStageRows::absencesOverlapNothing_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<QSizeF>("size");
    for (const int view : {0, 1}) {
        QTest::addRow("view %d, usual", view) << view << usual;
        QTest::addRow("view %d, small", view) << view << small;
    }
}

void TestStageRows::absencesOverlapNothing()
{
    QFETCH(int, view);
    QFETCH(QSizeF, size);
    PaddingParams params = paddingStart();
    params.view = static_cast<PaddingView>(view);
    params.sides = {4, 4, 4, 4};
    const Trace trace = *playPadding(params);
    const StageLayout layout = laidOut(trace, size);
    QCOMPARE(layout.absences.size(), size_t(2));
    for (const Absence &absence : layout.absences) {
        const QRectF place = absence.frame.united(QRectF(absence.title.topLeft(), QSizeF(1, 20)));
        QVERIFY(QRectF(QPointF(0, 0), size).contains(place));
        QVERIFY(!place.intersects(layout.arithmetic));
        QVERIFY(absence.frame.width() >= 60 && absence.frame.height() >= 60); // room for a sentence
        for (const Pane &pane : layout.panes)
            QVERIFY(!place.intersects(pane.frame));
    }
}

QTEST_MAIN(TestStageRows)
#include "tst_stage_rows.moc"
