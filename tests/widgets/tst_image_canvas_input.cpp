#include "tests/widgets/canvas_fixture.h"
#include "widgets/split_handle.h"

#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTest>

using namespace convoscope;

class TestImageCanvasInput : public QObject {
    Q_OBJECT

private slots:
    void init() { m_s = std::make_unique<CanvasFixture>(); }
    void draggingTheHandleMovesIt();
    void keysMoveTheHandle();
    void wheelZoomsAboutThePointer();
    void shiftedWheelPans();
    void dragPansAndDoesntClick();
    void clickChoosesACell();
    void doubleClickGoesToPixelsAndBack();
    void pointerCarriesTheLoupe();
    void heldLoupeStays();
    void keysMoveTheLoupe();
    void keysZoom();
    void cellsBeyondTheEdge();
    void picksARegion();
    void escapeEndsPicking();
    void backslashShowsBefore();
    void asksForAMenu();

private:
    [[nodiscard]] CanvasFixture &s() const { return *m_s; }
    [[nodiscard]] ImageCanvas &c() const { return m_s->canvas; }

    std::unique_ptr<CanvasFixture> m_s;
};

void TestImageCanvasInput::draggingTheHandleMovesIt()
{
    const QSignalSpy moved(&c(), &ImageCanvas::handleMoved);
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    const CanvasView view = c().view();
    s().drag({400, 300}, {200, 310});
    QCOMPARE(c().scene().handle, 0.25);
    QCOMPARE(moved.back().front().toDouble(), 0.25);
    QCOMPARE(clicked.size(), 0);
    QCOMPARE(c().view(), view);
    QCOMPARE(qRed(s().picture().pixel(s().middle({20, 15}) + QPoint(3, 3))), 200);
    s().drag({200, 300}, {-500, 300});
    QCOMPARE(c().scene().handle, 0.0);
    QTest::mouseDClick(c().windowHandle(), Qt::LeftButton, {}, QPoint(0, 300));
    QCOMPARE(c().scene().handle, 0.5);
}

void TestImageCanvasInput::keysMoveTheHandle()
{
    const QSignalSpy moved(&c(), &ImageCanvas::handleMoved);
    s().key(Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(c().scene().handle > 0.5);
    s().key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(c().scene().handle, 0.5);
    auto *handle = c().findChild<SplitHandle *>();
    handle->setFocus(Qt::TabFocusReason);
    QTest::keyClick(handle, Qt::Key_Left);
    QVERIFY(c().scene().handle < 0.5);
    QCOMPARE(moved.size(), 3);
    c().setCompare(CanvasCompare::SideBySide);
    QVERIFY(!handle->isVisible());
}

void TestImageCanvasInput::wheelZoomsAboutThePointer()
{
    const QPoint at = s().middle({7, 9});
    s().wheel(at, 3);
    QVERIFY(!c().view().isFit());
    QCOMPARE(c().view().cellAt(at), (Cell{7, 9}));
    s().wheel(at, -20);
    QCOMPARE(c().view().scale, 1.0);
    s().wheel(at, 60);
    QCOMPARE(c().view().scale, 96.0);
}

void TestImageCanvasInput::shiftedWheelPans()
{
    c().zoomTo({10, 10, 6, 6});
    const CanvasView view = c().view();
    s().wheel({300, 300}, 1, Qt::ShiftModifier);
    QCOMPARE(c().view().scale, view.scale);
    QVERIFY(c().view().origin().x() != view.origin().x());
    QWheelEvent touch({300, 300}, c().mapToGlobal(QPointF(300, 300)), {5, -7}, {10, -14}, {}, {},
                      Qt::ScrollUpdate, false);
    const QPoint before = c().view().origin();
    QApplication::sendEvent(&c(), &touch);
    QCOMPARE(c().view().origin() - before, QPoint(5, -7));
}

void TestImageCanvasInput::dragPansAndDoesntClick()
{
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    c().zoomTo({10, 10, 6, 6});
    const QPoint before = c().view().origin();
    s().drag({500, 300}, {540, 270});
    QCOMPARE(c().view().origin() - before, QPoint(40, -30));
    QCOMPARE(clicked.size(), 0);
}

void TestImageCanvasInput::clickChoosesACell()
{
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    s().click(s().middle({3, 4}));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.front().front().value<Cell>(), (Cell{3, 4}));
    s().click(QPoint(2, 300)); // beside the picture
    QCOMPARE(clicked.size(), 1);
}

void TestImageCanvasInput::doubleClickGoesToPixelsAndBack()
{
    c().setPictures({.before = Mipmap(flat({2000, 3000}, 1, 9))});
    const QPoint at(250, 250);
    const Cell cell = c().view().cellAt(at);
    QTest::mouseDClick(c().windowHandle(), Qt::LeftButton, {}, at);
    QCOMPARE(c().view().scale, 1.0);
    QVERIFY(std::abs(c().view().cellAt(at).row - cell.row) <= 4);
    QVERIFY(std::abs(c().view().cellAt(at).column - cell.column) <= 4);
    QTest::mouseDClick(c().windowHandle(), Qt::LeftButton, {}, at);
    QVERIFY(c().view().isFit());
}

void TestImageCanvasInput::pointerCarriesTheLoupe()
{
    const QSignalSpy hovered(&c(), &ImageCanvas::hovered);
    const QSignalSpy left(&c(), &ImageCanvas::left);
    s().move(s().middle({3, 4}));
    s().move(s().middle({3, 4}) + QPoint(1, 1));
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{3, 4}));
    s().move(s().middle({5, 38})); // on the other side of the handle
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{5, 38}));
    QCOMPARE(c().place(), std::optional(Cell{5, 38}));
    s().move({1, 300});
    QCOMPARE(left.size(), 1);
    QVERIFY(!c().place());
}

void TestImageCanvasInput::heldLoupeStays()
{
    c().setPlace(Cell{3, 4});
    c().setHold(true);
    QVERIFY(c().held());
    const QSignalSpy hovered(&c(), &ImageCanvas::hovered);
    s().move(s().middle({9, 9}));
    QCOMPARE(hovered.size(), 0);
    QCOMPARE(c().place(), std::optional(Cell{3, 4}));
    s().click(s().middle({8, 7}));
    QCOMPARE(c().place(), std::optional(Cell{8, 7}));
    QCOMPARE(hovered.size(), 1);
    s().key(Qt::Key_Down);
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{9, 7}));
}

void TestImageCanvasInput::keysMoveTheLoupe()
{
    const QSignalSpy hovered(&c(), &ImageCanvas::hovered);
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    s().key(Qt::Key_Right);
    QCOMPARE(c().place(), std::optional(Cell{rows / 2, columns / 2}));
    s().key(Qt::Key_Right);
    s().key(Qt::Key_Up);
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{rows / 2 - 1, columns / 2 + 1}));
    s().key(Qt::Key_Return);
    QCOMPARE(clicked.back().front().value<Cell>(), (Cell{rows / 2 - 1, columns / 2 + 1}));
    c().zoomTo({0, 0, 6, 6});
    for (int i = 0; i < columns + 5; ++i)
        s().key(Qt::Key_Right);
    QCOMPARE(c().place()->column, columns - 1);
    const Rect seen = c().view().visible();
    QVERIFY(seen.contains(*c().place()));
}

void TestImageCanvasInput::keysZoom()
{
    const double fit = c().view().scale;
    s().key(Qt::Key_Plus);
    QVERIFY(c().view().scale > fit);
    s().key(Qt::Key_Minus);
    s().key(Qt::Key_1);
    QCOMPARE(c().view().scale, 1.0);
    s().key(Qt::Key_0);
    QVERIFY(c().view().isFit());
}

void TestImageCanvasInput::cellsBeyondTheEdge()
{
    s().click(s().middle({-1, 4}));
    QVERIFY(!c().place());
    c().setMargin(2);
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    s().click(s().middle({-2, -1}));
    QCOMPARE(clicked.back().front().value<Cell>(), (Cell{-2, -1}));
    for (int i = 0; i < 4; ++i)
        s().key(Qt::Key_Up);
    QCOMPARE(c().place(), std::optional(Cell{-2, -1}));
}

void TestImageCanvasInput::picksARegion()
{
    const QSignalSpy picked(&c(), &ImageCanvas::regionPicked);
    const CanvasView view = c().view();
    s().drag(s().middle({10, 12}), s().middle({4, 5}), Qt::ShiftModifier);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.back().front().value<Rect>(), (Rect{4, 5, 7, 8}));
    QCOMPARE(c().view(), view);
    c().setPickingRegion(true);
    s().drag(s().middle({25, 3}), QPoint(0, 599));
    QCOMPARE(picked.back().front().value<Rect>(), (Rect{25, 0, 5, 4}));
    QVERIFY(!c().pickingRegion());
}

void TestImageCanvasInput::escapeEndsPicking()
{
    const QSignalSpy picked(&c(), &ImageCanvas::regionPicked);
    const QSignalSpy changed(&c(), &ImageCanvas::pickingRegionChanged);
    c().setPickingRegion(true);
    s().press(s().middle({4, 5}));
    s().move(s().middle({9, 9}));
    QVERIFY(c().scene().region);
    s().key(Qt::Key_Escape);
    QVERIFY(!c().scene().region);
    s().release(s().middle({9, 9}));
    QCOMPARE(picked.size(), 0);
    QCOMPARE(changed.size(), 2);
}

void TestImageCanvasInput::backslashShowsBefore()
{
    const QPoint at = s().middle({20, 35}) + QPoint(3, 3);
    QTest::keyPress(&c(), Qt::Key_Backslash);
    QCOMPARE(qRed(s().picture().pixel(at)), 40);
    QTest::keyRelease(&c(), Qt::Key_Backslash);
    QCOMPARE(qRed(s().picture().pixel(at)), 200);
}

void TestImageCanvasInput::asksForAMenu()
{
    const QSignalSpy wanted(&c(), &ImageCanvas::contextMenuWanted);
    const QPoint at = s().middle({3, 4});
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, c().mapToGlobal(at));
    QApplication::sendEvent(&c(), &event);
    QCOMPARE(wanted.back().front().value<Cell>(), (Cell{3, 4}));
    QCOMPARE(wanted.back().back().toPoint(), c().mapToGlobal(at));
    c().setPlace(Cell{9, 8});
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(&c(), &byKey);
    QCOMPARE(wanted.back().front().value<Cell>(), (Cell{9, 8}));
}

QTEST_MAIN(TestImageCanvasInput)
#include "tst_image_canvas_input.moc"
