#include "widgets/drawing_pad.h"

#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>

using namespace convoscope;

class TestDrawingPad : public QObject {
    Q_OBJECT

private slots:
    void init();
    void mouseDrawsAStroke();
    void everyMoveIsToldAndTheEnd();
    void rightButtonErases();
    void eraserErases();
    void pressureMakesBroader();
    void theOtherEndOfThePenErases();
    void keysDraw();
    void losingTheFocusLiftsThePen();
    void clearIsToldOnce();
    void settingADrawingTellsNothing();
    void scaledPadDrawsInPixelsOfTheDrawing();
    void inkIsSeen();
    void pictureLiesOnThePaperUntilThePenComes();
    void strokesAreTakenBack();
    void inkIsThatOfTheDrawing();

private:
    [[nodiscard]] QList<bool> finished() const;
    void pen(QEvent::Type type, QPointF at, double pressure, QPointingDevice::PointerType end);

    std::unique_ptr<DrawingPad> m_pad;
    std::unique_ptr<QSignalSpy> m_drawn;
};

void TestDrawingPad::init()
{
    m_pad = std::make_unique<DrawingPad>();
    m_pad->resize(280, 280);
    m_pad->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pad.get()));
    m_drawn = std::make_unique<QSignalSpy>(m_pad.get(), &DrawingPad::drawn);
}

QList<bool> TestDrawingPad::finished() const
{
    QList<bool> list;
    for (const auto &signal : *m_drawn)
        list << signal.at(1).toBool();
    return list;
}

void TestDrawingPad::pen(QEvent::Type type, QPointF at, double pressure, QPointingDevice::PointerType end)
{
    static const QPointingDevice device(QStringLiteral("pen"), 7, QInputDevice::DeviceType::Stylus, end,
                                        QInputDevice::Capability::Pressure, 1, 1);
    static const QPointingDevice eraser(QStringLiteral("eraser"), 8, QInputDevice::DeviceType::Stylus,
                                        QPointingDevice::PointerType::Eraser,
                                        QInputDevice::Capability::Pressure, 1, 1);
    const bool erases = end == QPointingDevice::PointerType::Eraser;
    QTabletEvent event(type, erases ? &eraser : &device, at, m_pad->mapToGlobal(at), pressure, 0, 0, 0, 0, 0,
                       {}, Qt::LeftButton, Qt::LeftButton);
    QCoreApplication::sendEvent(m_pad.get(), &event);
    QVERIFY(event.isAccepted());
}

void TestDrawingPad::mouseDrawsAStroke()
{
    QTest::mousePress(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    QTest::mouseMove(m_pad.get(), {100, 60});
    QTest::mouseMove(m_pad.get(), {100, 160});
    QTest::mouseRelease(m_pad.get(), Qt::LeftButton, {}, {100, 160});
    QCOMPARE(m_pad->drawing().strokes.size(), 1U);
    const Tensor ink = inkOf(m_pad->drawing());
    QCOMPARE(ink.at(60, 75), 1.0F);
    QCOMPARE(ink.at(110, 100), 1.0F);
    QCOMPARE(ink.at(110, 50), 0.0F);
    QVERIFY(!m_pad->drawing().strokes.front().erases);
}

void TestDrawingPad::everyMoveIsToldAndTheEnd()
{
    QTest::mousePress(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    QTest::mouseMove(m_pad.get(), {100, 60});
    QVERIFY(m_pad->isDrawing());
    QTest::mouseRelease(m_pad.get(), Qt::LeftButton, {}, {100, 60});
    QVERIFY(!m_pad->isDrawing());
    QCOMPARE(finished(), (QList<bool>{false, false, true}));
    QTest::mouseMove(m_pad.get(), {10, 10}); // the pen is up
    QCOMPARE(m_drawn->count(), 3);
}

void TestDrawingPad::rightButtonErases()
{
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    QTest::mouseClick(m_pad.get(), Qt::RightButton, {}, {50, 60});
    QCOMPARE(inkOf(m_pad->drawing()), Tensor({.h = 280, .w = 280}));
}

void TestDrawingPad::eraserErases()
{
    const QSignalSpy changed(m_pad.get(), &DrawingPad::erasingChanged);
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    m_pad->setErasing(true);
    m_pad->setErasing(true);
    QCOMPARE(changed.count(), 1);
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    QVERIFY(m_pad->drawing().strokes.back().erases);
    QCOMPARE(inkOf(m_pad->drawing()), Tensor({.h = 280, .w = 280}));
}

void TestDrawingPad::pressureMakesBroader()
{
    const auto end = QPointingDevice::PointerType::Pen;
    pen(QEvent::TabletPress, {60, 60}, 0.1, end);
    pen(QEvent::TabletMove, {160, 60}, 0.9, end);
    pen(QEvent::TabletRelease, {160, 60}, 0.0, end);
    const Stroke &stroke = m_pad->drawing().strokes.front();
    QCOMPARE(stroke.points.size(), 2U);
    QVERIFY(stroke.points[1].radius > 2 * stroke.points[0].radius);
    QCOMPARE(finished(), (QList<bool>{false, false, true}));
}

void TestDrawingPad::theOtherEndOfThePenErases()
{
    const auto end = QPointingDevice::PointerType::Eraser;
    pen(QEvent::TabletPress, {60, 60}, 0.5, end);
    pen(QEvent::TabletRelease, {60, 60}, 0.0, end);
    QVERIFY(m_pad->drawing().strokes.front().erases);
}

void TestDrawingPad::keysDraw()
{
    QTest::keyClick(m_pad.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_drawn->count(), 0); // the pen is up
    QTest::keyClick(m_pad.get(), Qt::Key_Space);
    QTest::keyClick(m_pad.get(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(m_pad.get(), Qt::Key_Right);
    QTest::keyClick(m_pad.get(), Qt::Key_Space);
    QCOMPARE(finished(), (QList<bool>{false, false, false, true}));
    const auto &points = m_pad->drawing().strokes.front().points;
    QCOMPARE(points.size(), 3U);
    QCOMPARE(points.front().x, 120.0F);
    QCOMPARE(points.back().x, 124.0F);
    QCOMPARE(points.back().y, 160.0F);
    QTest::keyClick(m_pad.get(), Qt::Key_Delete);
    QVERIFY(m_pad->drawing().empty());
}

void TestDrawingPad::losingTheFocusLiftsThePen()
{
    m_pad->setFocus();
    QTest::keyClick(m_pad.get(), Qt::Key_Space);
    QVERIFY(m_pad->isDrawing());
    m_pad->clearFocus();
    QVERIFY(!m_pad->isDrawing());
    QCOMPARE(finished(), (QList<bool>{false, true}));
}

void TestDrawingPad::clearIsToldOnce()
{
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    m_drawn->clear();
    m_pad->clear();
    m_pad->clear();
    QCOMPARE(finished(), (QList<bool>{true}));
    QVERIFY(m_pad->drawing().empty());
    QCOMPARE(m_pad->drawing().size, (Pair{280, 280}));
}

void TestDrawingPad::settingADrawingTellsNothing()
{
    const Drawing drawing{.strokes = {{.points = {{30.0F, 40.0F, 5.0F}}}}};
    m_pad->setDrawing(drawing);
    QVERIFY(m_pad->drawing() == drawing);
    QCOMPARE(m_drawn->count(), 0);
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    QCOMPARE(m_pad->drawing().strokes.size(), 2U); // goes on with it
}

void TestDrawingPad::scaledPadDrawsInPixelsOfTheDrawing()
{
    m_pad->resize(560, 600); // twice as large, 20 pixels of margin above and below
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {100, 120});
    const PenPoint point = m_pad->drawing().strokes.front().points.front();
    QCOMPARE(point.x, 50.0F);
    QCOMPARE(point.y, 50.0F);
}

void TestDrawingPad::inkIsSeen()
{
    const Theme theme = Theme::light();
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    QCOMPARE(m_pad->grab().toImage().pixelColor(50, 60), theme.text);
    QCOMPARE(m_pad->grab().toImage().pixelColor(150, 60), theme.surface);
    m_pad->setTheme(Theme::dark());
    QCOMPARE(m_pad->grab().toImage().pixelColor(50, 60), Theme::dark().text);
}

void TestDrawingPad::pictureLiesOnThePaperUntilThePenComes()
{
    Tensor picture({.h = 28, .w = 28});
    picture.at(10, 5) = 1.0F; // a pixel of it is 10 × 10 of the pad's
    m_pad->setPicture(std::make_shared<const Tensor>(picture));
    QCOMPARE(m_pad->grab().toImage().pixelColor(51, 101), Theme::light().text);
    QCOMPARE(m_pad->grab().toImage().pixelColor(58, 108), Theme::light().text);
    QCOMPARE(m_pad->grab().toImage().pixelColor(62, 105), Theme::light().surface);
    QTest::mouseClick(m_pad.get(), Qt::RightButton, {}, {55, 105});
    QCOMPARE(m_drawn->count(), 0);
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {200, 200});
    QVERIFY(!m_pad->hasPicture());
    QCOMPARE(m_pad->grab().toImage().pixelColor(55, 105), Theme::light().surface);
    QCOMPARE(m_pad->grab().toImage().pixelColor(200, 200), Theme::light().text);
    m_pad->clear();
    m_pad->setPicture(std::make_shared<const Tensor>(picture));
    m_drawn->clear();
    m_pad->clear();
    QCOMPARE(finished(), (QList<bool>{true}));
    QVERIFY(!m_pad->hasPicture());
}

void TestDrawingPad::strokesAreTakenBack()
{
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    const Drawing first = m_pad->drawing();
    QTest::mouseClick(m_pad.get(), Qt::LeftButton, {}, {150, 160});
    m_drawn->clear();
    m_pad->takeBack();
    QVERIFY(m_pad->drawing() == first);
    m_pad->takeBack();
    m_pad->takeBack();
    QVERIFY(m_pad->drawing().empty());
    QCOMPARE(finished(), (QList<bool>{true, true}));
}

void TestDrawingPad::inkIsThatOfTheDrawing()
{
    QTest::mousePress(m_pad.get(), Qt::LeftButton, {}, {50, 60});
    QTest::mouseMove(m_pad.get(), {100, 60});
    QTest::mouseMove(m_pad.get(), {90, 170});
    QTest::mouseRelease(m_pad.get(), Qt::LeftButton, {}, {90, 170});
    QTest::mouseClick(m_pad.get(), Qt::RightButton, {}, {70, 60});
    QCOMPARE(m_pad->ink(), inkOf(m_pad->drawing()));
    m_pad->takeBack();
    QCOMPARE(m_pad->ink(), inkOf(m_pad->drawing()));
}

QTEST_MAIN(TestDrawingPad)
#include "tst_drawing_pad.moc"
