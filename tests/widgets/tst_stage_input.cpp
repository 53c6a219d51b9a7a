#include "tests/widgets/stage_fixture.h"

#include <QContextMenuEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QSignalSpy>

using namespace convoscope;

namespace {

constexpr int input = 0;
constexpr int output = 2;

} // namespace

/// How the stage answers pointer and wheel; tests/app/tst_main_window.cpp drives it in its window.
class TestStageInput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void init() { m_s = std::make_unique<StageFixture>(startTrace()); }
    void cleanup() { m_s.reset(); }
    void zoomKeepsTheCellUnderThePointer_data();
    void zoomKeepsTheCellUnderThePointer();
    void zoomHasLimits();
    void pinchZooms();
    void kernelAndLoupesDontZoom();
    void draggingBesideTheWindowPans();
    void draggingTheWindowOfAMagnifiedPhotoMovesIt();
    void hoveringInALoupeLeavesItInPlace();
    void draggingInALoupeFollowsThePointer();
    void clickInALoupeGoesToItsCell();
    void chipGoesToItsTap();
    void contextMenuIsAskedForACell_data();
    void contextMenuIsAskedForACell();
    void cropIsAtMost64_data();
    void cropIsAtMost64();

private:
    StageFixture &s() { return *m_s; }

    std::unique_ptr<StageFixture> m_s;
};

void TestStageInput::zoomKeepsTheCellUnderThePointer_data()
{
    QTest::addColumn<int>("plane");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    for (const int plane : {input, output}) {
        for (const QPointF at :
             {QPointF(0.5, 0.5), QPointF(0.2, 0.3), QPointF(0.9, 0.7), QPointF(0.02, 0.98)}) {
            const QString name = QStringLiteral("plane %1 at (%2, %3)").arg(plane).arg(at.x()).arg(at.y());
            QTest::newRow(qPrintable(name)) << plane << at.x() << at.y();
        }
    }
}

void TestStageInput::zoomKeepsTheCellUnderThePointer()
{
    QFETCH(int, plane);
    QFETCH(double, x);
    QFETCH(double, y);
    m_s = std::make_unique<StageFixture>(photoTrace());
    const QRectF frame = s().pane(plane).frame;
    const QPointF at(frame.left() + x * frame.width(), frame.top() + y * frame.height());
    const Cell before = s().pane(plane).cellAt(at);
    for (int i = 0; i < 12; ++i) {
        s().wheel(at, 1);
        const Cell now = s().pane(plane).cellAt(at);
        QVERIFY(std::abs(now.row - before.row) <= 1 && std::abs(now.column - before.column) <= 1);
    }
    QVERIFY(s().stage.camera().zoom > 5);
    QVERIFY(s().pane(input).cell > 5); // both planes of the scene are magnified
    QVERIFY(s().pane(output).cell > 5);
    for (int i = 0; i < 6; ++i) {
        s().wheel(at, -1);
        const Cell now = s().pane(plane).cellAt(at);
        QVERIFY(std::abs(now.row - before.row) <= 1 && std::abs(now.column - before.column) <= 1);
    }
}

void TestStageInput::zoomHasLimits()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    const double fit = s().pane(input).cell;
    const QPointF at = s().pane(input).frame.center();
    s().wheel(at, -5);
    QCOMPARE(s().stage.camera(), Camera());
    for (int i = 0; i < 100; ++i)
        s().wheel(at, 1);
    QVERIFY(s().pane(input).cell <= 64.01 && s().pane(input).cell > 60);
    s().stage.zoomBy(1 / 1.5);
    QVERIFY(s().pane(input).cell < 50);
    s().stage.resetZoom();
    QCOMPARE(s().pane(input).cell, fit);
    s().stage.zoomBy(1.5);
    QCOMPARE(s().stage.camera().zoom, 1.5);
    s().wheel({2, 2}, 3); // beside the planes
    QCOMPARE(s().stage.camera().zoom, 1.5);
}

void TestStageInput::pinchZooms()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    const QPointF at = s().pane(input).frame.center();
    const Cell before = s().pane(input).cellAt(at);
    QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                              s().stage.mapToGlobal(at), 1.0, {});
    QApplication::sendEvent(&s().stage, &event);
    QCOMPARE(s().stage.camera().zoom, 2.0);
    QCOMPARE(s().pane(input).cellAt(at), before);
}

void TestStageInput::kernelAndLoupesDontZoom()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    for (const Pane &p : std::vector(s().stage.stage().layout.panes)) {
        const bool zooms = !p.loupe && s().playhead.trace().plane(p.plane).role != PlaneRole::Kernel;
        s().stage.resetZoom();
        s().wheel(p.frame.center(), 2);
        QCOMPARE(s().stage.camera().zoom > 1.0, zooms);
    }
}

void TestStageInput::draggingBesideTheWindowPans()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    s().playhead.first();
    const QPointF at = s().pane(input).frame.center();
    for (int i = 0; i < 8; ++i)
        s().wheel(at, 1);
    const Cell held = s().pane(input).cellAt(at);
    const QPointF there = at + QPointF(40, -25);
    s().drag(at.toPoint(), there.toPoint());
    const Cell now = s().pane(input).cellAt(there.toPoint());
    QVERIFY(std::abs(now.row - held.row) <= 1 && std::abs(now.column - held.column) <= 1);
    QCOMPARE(s().playhead.position(), (Position{0, -1}));
    s().drag(at.toPoint(), at.toPoint() + QPoint(250, 250)); // to the corner and no further
    const QRectF whole = s().pane(input).rectOf(s().playhead.trace().plane(input).extent());
    QVERIFY(whole.adjusted(-0.5, -0.5, 0.5, 0.5).contains(s().pane(input).frame));
}

void TestStageInput::draggingTheWindowOfAMagnifiedPhotoMovesIt()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    const QPointF at = s().pane(input).frame.center();
    for (int i = 0; i < 14; ++i)
        s().wheel(at, 1);
    s().click(at.toPoint());
    const Cell start = s().cell();
    const Camera camera = s().stage.camera();
    const int cells = 3;
    s().drag(at.toPoint(), at.toPoint() + QPoint(qRound(cells * s().pane(input).cell), 0));
    const Cell end = s().cell();
    QCOMPARE(end.row, start.row);
    QVERIFY(std::abs(end.column - start.column - cells) <= 1);
    QCOMPARE(s().stage.camera(), camera);
}

void TestStageInput::hoveringInALoupeLeavesItInPlace()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    s().playhead.seek({451 * 150 + 200, -1});
    const Pane before = s().pane(output, true);
    const Cell cell{149, 199}; // up and left of the one in the middle
    const QPoint at = before.rectOf(cell).center().toPoint();
    for (const QPoint by : {QPoint(0, 0), QPoint(1, 0), QPoint(1, 1)}) {
        s().move(at + by);
        QVERIFY(s().stage.hovered());
        QCOMPARE(s().stage.hovered()->cell, cell);
        QCOMPARE(s().stage.stage().step.cell, cell);
        QCOMPARE(s().pane(output, true).origin, before.origin);
    }
}

void TestStageInput::draggingInALoupeFollowsThePointer()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    s().playhead.seek({451 * 150 + 200, -1});
    const Pane loupe = s().pane(input, true);
    const QPoint from = s().middle(input, {150, 200}, true);
    s().drag(from, from + QPoint(qRound(2 * loupe.cell), qRound(loupe.cell)), 30);
    QCOMPARE(s().cell(), (Cell{151, 202}));
}

void TestStageInput::clickInALoupeGoesToItsCell()
{
    m_s = std::make_unique<StageFixture>(photoTrace());
    s().playhead.seek({451 * 150 + 200, -1});
    s().click(s().middle(output, {149, 201}, true));
    QCOMPARE(s().playhead.position().beat, 451 * 149 + 201);
}

void TestStageInput::chipGoesToItsTap()
{
    s().playhead.seek({12, -1});
    const auto chips = s().stage.stage().arithmetic.chips;
    QCOMPARE(static_cast<int>(chips.size()), 9);
    s().click(chips[4].rect.center().toPoint());
    QCOMPARE(s().playhead.position(), (Position{12, 4}));
    QCOMPARE(s().stage.stage().step.done, 5);
}

void TestStageInput::contextMenuIsAskedForACell_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("right click") << false;
    QTest::newRow("menu key") << true;
}

void TestStageInput::contextMenuIsAskedForACell()
{
    QFETCH(bool, byKey);
    QSignalSpy wanted(&s().stage, &StageWidget::contextMenuWanted);
    const QPoint at = s().middle(output, {2, 1});
    if (byKey)
        s().move(at);
    QContextMenuEvent event(byKey ? QContextMenuEvent::Keyboard : QContextMenuEvent::Mouse,
                            byKey ? QPoint(1, 1) : at, s().stage.mapToGlobal(at));
    QApplication::sendEvent(&s().stage, &event);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().at(0).toInt(), output);
    QCOMPARE(wanted.front().at(1).value<Cell>(), (Cell{2, 1}));
    QContextMenuEvent beside(QContextMenuEvent::Mouse, {1, 1}, s().stage.mapToGlobal(QPoint(1, 1)));
    QApplication::sendEvent(&s().stage, &beside);
    QCOMPARE(wanted.size(), 1);
}

void TestStageInput::cropIsAtMost64_data()
{
    QTest::addColumn<QPoint>("from");
    QTest::addColumn<QPoint>("to");
    QTest::addColumn<QSize>("size");
    QTest::newRow("small") << QPoint(100, 80) << QPoint(120, 90) << QSize(21, 11);
    QTest::newRow("up and left") << QPoint(120, 90) << QPoint(100, 80) << QSize(21, 11);
    QTest::newRow("large") << QPoint(10, 10) << QPoint(300, 200) << QSize(64, 64);
    QTest::newRow("one pixel") << QPoint(50, 50) << QPoint(50, 50) << QSize(1, 1);
    QTest::newRow("over the edge") << QPoint(440, 290) << QPoint(600, 500) << QSize(11, 10);
}

void TestStageInput::cropIsAtMost64()
{
    QFETCH(QPoint, from);
    QFETCH(QPoint, to);
    QFETCH(QSize, size);
    m_s = std::make_unique<StageFixture>(photoTrace());
    QSignalSpy picked(&s().stage, &StageWidget::cropPicked);
    QSignalSpy picking(&s().stage, &StageWidget::pickingCropChanged);
    const auto at = [&](QPoint p) { return s().middle(input, {p.y(), p.x()}); };
    s().stage.setPickingCrop(true);
    s().drag(at(from), at(to));
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picking.size(), 2);
    QVERIFY(!s().stage.pickingCrop());
    const Rect crop = picked.front().at(1).value<Rect>();
    QVERIFY(s().playhead.trace().plane(input).body().contains({crop.top, crop.left}));
    // A pixel of the screen is more than one of the photo here.
    QVERIFY(std::abs(crop.width - size.width()) <= 3 && std::abs(crop.height - size.height()) <= 3);
    QVERIFY(crop.width <= 64 && crop.height <= 64);
    QVERIFY(crop.left + crop.width <= 451 && crop.top + crop.height <= 300);
}

QTEST_MAIN(TestStageInput)
#include "tst_stage_input.moc"
