#include "tests/widgets/accessible_names.h"
#include "widgets/colour_space.h"
#include "widgets/hue_wheel.h"
#include "widgets/image_canvas.h"
#include "widgets/split_handle.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Cell)
Q_DECLARE_METATYPE(convoscope::Rect)

class TestImageCanvas : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void fitsANewPicture();
    void samePictureSizeKeepsTheView();
    void showsBothSidesOfTheHandle();
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
    void borderShowsWhatIsRead();
    void picksARegion();
    void escapeEndsPicking();
    void backslashShowsBefore();
    void smallerResultLiesOverItsInput();
    void marksAreFrames();
    void readingsTellEveryPicture();
    void numbersAreReadable();
    void asksForAMenu();
    void progressIsABar();
    void legendOnlyWhereAsked();
    void describedForScreenReaders();
    void nothingToShow();
    void hoverRepaintsLittle();

private:
    [[nodiscard]] ImageCanvas &c() const { return *m_canvas; }
    [[nodiscard]] QPoint middle(Cell cell, int pane = 0) const;
    [[nodiscard]] QImage picture() const { return c().grab().toImage(); }
    void move(QPoint at) const { QTest::mouseMove(c().windowHandle(), at); }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {}) const;
    void wheel(QPointF at, int notches, Qt::KeyboardModifiers keys = {}) const;

    std::unique_ptr<ImageCanvas> m_canvas;
};

namespace {

constexpr int rows = 30;
constexpr int columns = 40;

std::shared_ptr<const ByteRaster> flat(Pair size, int channels, std::uint8_t value)
{
    auto raster = std::make_shared<ByteRaster>(size, channels);
    std::ranges::fill(raster->values, value);
    return raster;
}

/// Cells that tell their place.
std::shared_ptr<const ByteRaster> ramp(Pair size)
{
    auto raster = std::make_shared<ByteRaster>(size, 1);
    for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x)
            raster->edit().at({y, x}, 0) = static_cast<std::uint8_t>((y * 7 + x) % 256);
    return raster;
}

CanvasPictures darkAndBright()
{
    return {.before = Mipmap(flat({rows, columns}, 1, 40)), .after = Mipmap(flat({rows, columns}, 1, 200))};
}

} // namespace

void TestImageCanvas::initTestCase()
{
    qRegisterMetaType<Cell>();
    qRegisterMetaType<Rect>();
}

void TestImageCanvas::init()
{
    m_canvas = std::make_unique<ImageCanvas>();
    c().resize(800, 600);
    c().setPictures(darkAndBright());
    c().show();
    c().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&c()));
    c().setFocus();
}

QPoint TestImageCanvas::middle(Cell cell, int pane) const
{
    return c().scene().rectOf(c().scene().panes[static_cast<size_t>(pane)], Rect::of(cell)).center();
}

void TestImageCanvas::drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys) const
{
    QTest::mousePress(c().windowHandle(), Qt::LeftButton, keys, from);
    for (int i = 1; i <= 5; ++i)
        move(from + (to - from) * i / 5);
    QTest::mouseRelease(c().windowHandle(), Qt::LeftButton, keys, to);
}

void TestImageCanvas::wheel(QPointF at, int notches, Qt::KeyboardModifiers keys) const
{
    QWheelEvent event(at, c().mapToGlobal(at), {}, {0, 120 * notches}, {}, keys, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&c(), &event);
}

void TestImageCanvas::fitsANewPicture()
{
    QVERIFY(c().view().isFit());
    QCOMPARE(c().view().picture, (Pair{rows, columns}));
    const QSignalSpy seen(&c(), &ImageCanvas::viewChanged);
    c().setPictures({.before = Mipmap(flat({400, 500}, 3, 9))});
    QVERIFY(c().view().isFit());
    QCOMPARE(seen.back().front().value<Rect>(), (Rect{0, 0, 400, 500}));
}

void TestImageCanvas::samePictureSizeKeepsTheView()
{
    c().zoomTo({10, 10, 6, 6});
    const CanvasView view = c().view();
    c().setPlace(Cell{11, 12});
    c().setPictures(darkAndBright());
    QCOMPARE(c().view(), view);
    QCOMPARE(c().place(), std::optional(Cell{11, 12}));
}

void TestImageCanvas::showsBothSidesOfTheHandle()
{
    c().setHandle(0.5);
    const QImage image = picture();
    QCOMPARE(qRed(image.pixel(middle({20, 5}) + QPoint(3, 3))), 40);
    QCOMPARE(qRed(image.pixel(middle({20, 35}) + QPoint(3, 3))), 200);
    c().setCompare(CanvasCompare::OnlyAfter);
    QCOMPARE(qRed(picture().pixel(middle({20, 5}) + QPoint(3, 3))), 200);
    c().setCompare(CanvasCompare::SideBySide);
    QCOMPARE(qRed(picture().pixel(middle({20, 5}, 0))), 40);
    QCOMPARE(qRed(picture().pixel(middle({20, 5}, 1))), 200);
}

void TestImageCanvas::draggingTheHandleMovesIt()
{
    const QSignalSpy moved(&c(), &ImageCanvas::handleMoved);
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    const CanvasView view = c().view();
    drag({400, 300}, {200, 310});
    QCOMPARE(c().scene().handle, 0.25);
    QCOMPARE(moved.back().front().toDouble(), 0.25);
    QCOMPARE(clicked.size(), 0);
    QCOMPARE(c().view(), view);
    QCOMPARE(qRed(picture().pixel(middle({20, 15}) + QPoint(3, 3))), 200);
    drag({200, 300}, {-500, 300});
    QCOMPARE(c().scene().handle, 0.0);
}

void TestImageCanvas::keysMoveTheHandle()
{
    const QSignalSpy moved(&c(), &ImageCanvas::handleMoved);
    QTest::keyClick(&c(), Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(c().scene().handle > 0.5);
    QTest::keyClick(&c(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(c().scene().handle, 0.5);
    auto *handle = c().findChild<SplitHandle *>();
    handle->setFocus(Qt::TabFocusReason);
    QTest::keyClick(handle, Qt::Key_Left);
    QVERIFY(c().scene().handle < 0.5);
    QCOMPARE(moved.size(), 3);
    c().setCompare(CanvasCompare::SideBySide);
    QVERIFY(!handle->isVisible());
}

void TestImageCanvas::wheelZoomsAboutThePointer()
{
    const QPoint at = middle({7, 9});
    wheel(at, 3);
    QVERIFY(!c().view().isFit());
    QCOMPARE(c().view().cellAt(at), (Cell{7, 9}));
    wheel(at, -20);
    QCOMPARE(c().view().scale, 1.0);
    wheel(at, 60);
    QCOMPARE(c().view().scale, 96.0);
}

void TestImageCanvas::shiftedWheelPans()
{
    c().zoomTo({10, 10, 6, 6});
    const CanvasView view = c().view();
    wheel({300, 300}, 1, Qt::ShiftModifier);
    QCOMPARE(c().view().scale, view.scale);
    QVERIFY(c().view().origin().x() != view.origin().x());
    QWheelEvent touch({300, 300}, c().mapToGlobal(QPointF(300, 300)), {5, -7}, {10, -14}, {}, {},
                      Qt::ScrollUpdate, false);
    const QPoint before = c().view().origin();
    QApplication::sendEvent(&c(), &touch);
    QCOMPARE(c().view().origin() - before, QPoint(5, -7));
}

void TestImageCanvas::dragPansAndDoesntClick()
{
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    c().zoomTo({10, 10, 6, 6});
    const QPoint before = c().view().origin();
    drag({500, 300}, {540, 270});
    QCOMPARE(c().view().origin() - before, QPoint(40, -30));
    QCOMPARE(clicked.size(), 0);
}

void TestImageCanvas::clickChoosesACell()
{
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    QTest::mouseClick(c().windowHandle(), Qt::LeftButton, {}, middle({3, 4}));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.front().front().value<Cell>(), (Cell{3, 4}));
    QTest::mouseClick(c().windowHandle(), Qt::LeftButton, {}, QPoint(2, 300)); // beside the picture
    QCOMPARE(clicked.size(), 1);
}

void TestImageCanvas::doubleClickGoesToPixelsAndBack()
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

void TestImageCanvas::pointerCarriesTheLoupe()
{
    const QSignalSpy hovered(&c(), &ImageCanvas::hovered);
    const QSignalSpy left(&c(), &ImageCanvas::left);
    move(middle({3, 4}));
    move(middle({3, 4}) + QPoint(1, 1));
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{3, 4}));
    move(middle({5, 38})); // on the other side of the handle
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{5, 38}));
    QCOMPARE(c().place(), std::optional(Cell{5, 38}));
    move({1, 300});
    QCOMPARE(left.size(), 1);
    QVERIFY(!c().place());
}

void TestImageCanvas::heldLoupeStays()
{
    c().setPlace(Cell{3, 4});
    c().setHold(true);
    QVERIFY(c().held());
    const QSignalSpy hovered(&c(), &ImageCanvas::hovered);
    move(middle({9, 9}));
    QCOMPARE(hovered.size(), 0);
    QCOMPARE(c().place(), std::optional(Cell{3, 4}));
    QTest::mouseClick(c().windowHandle(), Qt::LeftButton, {}, middle({8, 7}));
    QCOMPARE(c().place(), std::optional(Cell{8, 7}));
    QCOMPARE(hovered.size(), 1);
    QTest::keyClick(&c(), Qt::Key_Down);
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{9, 7}));
}

void TestImageCanvas::keysMoveTheLoupe()
{
    const QSignalSpy hovered(&c(), &ImageCanvas::hovered);
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    QTest::keyClick(&c(), Qt::Key_Right);
    QCOMPARE(c().place(), std::optional(Cell{rows / 2, columns / 2}));
    QTest::keyClick(&c(), Qt::Key_Right);
    QTest::keyClick(&c(), Qt::Key_Up);
    QCOMPARE(hovered.back().front().value<Cell>(), (Cell{rows / 2 - 1, columns / 2 + 1}));
    QTest::keyClick(&c(), Qt::Key_Return);
    QCOMPARE(clicked.back().front().value<Cell>(), (Cell{rows / 2 - 1, columns / 2 + 1}));
    c().zoomTo({0, 0, 6, 6});
    for (int i = 0; i < columns + 5; ++i)
        QTest::keyClick(&c(), Qt::Key_Right);
    QCOMPARE(c().place()->column, columns - 1);
    const Rect seen = c().view().visible();
    QVERIFY(seen.contains(*c().place()));
}

void TestImageCanvas::keysZoom()
{
    const double fit = c().view().scale;
    QTest::keyClick(&c(), Qt::Key_Plus);
    QVERIFY(c().view().scale > fit);
    QTest::keyClick(&c(), Qt::Key_Minus);
    QTest::keyClick(&c(), Qt::Key_1);
    QCOMPARE(c().view().scale, 1.0);
    QTest::keyClick(&c(), Qt::Key_0);
    QVERIFY(c().view().isFit());
}

void TestImageCanvas::cellsBeyondTheEdge()
{
    QTest::mouseClick(c().windowHandle(), Qt::LeftButton, {}, middle({-1, 4}));
    QVERIFY(!c().place());
    c().setMargin(2);
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    QTest::mouseClick(c().windowHandle(), Qt::LeftButton, {}, middle({-2, -1}));
    QCOMPARE(clicked.back().front().value<Cell>(), (Cell{-2, -1}));
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&c(), Qt::Key_Up);
    QCOMPARE(c().place(), std::optional(Cell{-2, -1}));
}

void TestImageCanvas::borderShowsWhatIsRead()
{
    c().setTheme(Theme::light());
    c().setPictures({.before = Mipmap(ramp({rows, columns}))});
    c().setCompare(CanvasCompare::OnlyBefore);
    const QRgb empty = Theme::light().window.rgb();
    c().setBorder({.source =
                       [](Cell cell) {
                           return cell.row < 0 ? std::optional(Cell{-cell.row, 20}) : std::nullopt;
                       },
                   .width = 2,
                   .constant = 90});
    const QImage image = picture();
    const auto at = [&](Cell cell) { return image.pixel(middle(cell) + QPoint(-4, 4)); };
    QCOMPARE(at({-1, 7}), mixed(qRgb(27, 27, 27), empty, 0.55));
    QCOMPARE(at({-2, 7}), mixed(qRgb(34, 34, 34), empty, 0.55));
    QCOMPARE(at({7, -1}), mixed(qRgb(90, 90, 90), empty, 0.55));
    QCOMPARE(at({7, columns + 2}), empty);
    move(middle({-1, 7}));
    QVERIFY(readings(c().scene()).at(1).title.contains(cellText({1, 20})));
    move(middle({7, -2}));
    QCOMPARE(readings(c().scene()).at(1).values, QStringLiteral("90"));
}

void TestImageCanvas::picksARegion()
{
    const QSignalSpy picked(&c(), &ImageCanvas::regionPicked);
    const CanvasView view = c().view();
    drag(middle({10, 12}), middle({4, 5}), Qt::ShiftModifier);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.back().front().value<Rect>(), (Rect{4, 5, 7, 8}));
    QCOMPARE(c().view(), view);
    c().setPickingRegion(true);
    drag(middle({25, 3}), QPoint(0, 599));
    QCOMPARE(picked.back().front().value<Rect>(), (Rect{25, 0, 5, 4}));
    QVERIFY(!c().pickingRegion());
}

void TestImageCanvas::escapeEndsPicking()
{
    const QSignalSpy picked(&c(), &ImageCanvas::regionPicked);
    const QSignalSpy changed(&c(), &ImageCanvas::pickingRegionChanged);
    c().setPickingRegion(true);
    QTest::mousePress(c().windowHandle(), Qt::LeftButton, {}, middle({4, 5}));
    move(middle({9, 9}));
    QVERIFY(c().scene().region);
    QTest::keyClick(&c(), Qt::Key_Escape);
    QVERIFY(!c().scene().region);
    QTest::mouseRelease(c().windowHandle(), Qt::LeftButton, {}, middle({9, 9}));
    QCOMPARE(picked.size(), 0);
    QCOMPARE(changed.size(), 2);
}

void TestImageCanvas::backslashShowsBefore()
{
    const QPoint at = middle({20, 35}) + QPoint(3, 3);
    QTest::keyPress(&c(), Qt::Key_Backslash);
    QCOMPARE(qRed(picture().pixel(at)), 40);
    QTest::keyRelease(&c(), Qt::Key_Backslash);
    QCOMPARE(qRed(picture().pixel(at)), 200);
}

void TestImageCanvas::smallerResultLiesOverItsInput()
{
    c().setCompare(CanvasCompare::SideBySide);
    c().setPictures({.before = Mipmap(ramp({rows, columns})),
                     .after = Mipmap(ramp({rows / 2, columns / 2})),
                     .afterPitch = 2});
    const QImage image = picture();
    for (const Cell cell : {Cell{6, 10}, Cell{7, 11}, Cell{29, 39}})
        QCOMPARE(qRed(image.pixel(middle(cell, 1))), (cell.row / 2 * 7 + cell.column / 2) % 256);
    move(middle({7, 11}, 1));
    QCOMPARE(readings(c().scene()).back().values.trimmed(), QString::number(3 * 7 + 5));
}

void TestImageCanvas::marksAreFrames()
{
    c().setTheme(Theme::light());
    c().setMarks({{{4, 5, 3, 3}, PlaneRole::Kernel, false}, {{4, 30, 1, 1}, PlaneRole::Output, true}});
    const QImage image = picture();
    const auto above = [&](Cell cell) { return image.pixel(middle(cell).x(), c().view().top(cell.row) - 2); };
    QCOMPARE(above({4, 6}), Theme::light().kernel.rgb());
    QCOMPARE(above({4, 30}), Theme::light().output.rgb());
    QCOMPARE(qRed(above({20, 6})), 40);
    c().setHandle(0.0); // the kernel is on the side before, which is hidden now
    QVERIFY(picture().pixel(middle({4, 6}).x(), c().view().top(4) - 2) != Theme::light().kernel.rgb());
}

void TestImageCanvas::readingsTellEveryPicture()
{
    CanvasPictures pictures = darkAndBright();
    pictures.before = Mipmap(flat({rows, columns}, 4, 128));
    pictures.rival = Mipmap(flat({rows, columns}, 3, 7));
    pictures.afterTitle = QStringLiteral("Edges");
    pictures.afterColours = hueTable();
    c().setPictures(pictures);
    c().setLegend(CanvasLegend::HueWheel);
    c().setPlace(Cell{2, 3});
    auto lines = readings(c().scene());
    QCOMPARE(lines.size(), size_t{3});
    QCOMPARE(lines[0].title, QStringLiteral("(2, 3)"));
    QVERIFY(lines[1].values.startsWith(QStringLiteral("128 128 128")));
    QVERIFY(lines[1].values.endsWith(QStringLiteral("128")) && lines[1].values.size() > 15);
    QCOMPARE(lines[2].title, QStringLiteral("Edges"));
    QCOMPARE(lines[2].values, QStringLiteral("200 · 281°"));
    c().setCompare(CanvasCompare::Three);
    lines = readings(c().scene());
    QCOMPARE(lines.back().values, QStringLiteral("  7   7   7"));
    QCOMPARE(cellText({-1, 20}), QStringLiteral("(−1, 20)"));
}

void TestImageCanvas::numbersAreReadable()
{
    c().setCompare(CanvasCompare::OnlyBefore);
    for (const int grey : {0, 40, 110, 118, 125, 190, 255}) {
        c().setPictures({.before = Mipmap(flat({rows, columns}, 1, static_cast<std::uint8_t>(grey)))});
        c().setReadout(false);
        c().zoomTo({10, 10, 8, 8});
        const QImage image = picture();
        const QRgb back = qRgb(grey, grey, grey);
        double best = 1.0;
        const QRect cell = c().view().rectOf(Rect::of({14, 14})).adjusted(3, 3, -3, -3);
        for (int y = cell.top(); y <= cell.bottom(); ++y)
            for (int x = cell.left(); x <= cell.right(); ++x)
                best = std::max(best, contrast(image.pixel(x, y), back));
        QVERIFY2(best >= 4.5, qPrintable(QString::number(grey)));
    }
}

void TestImageCanvas::asksForAMenu()
{
    const QSignalSpy wanted(&c(), &ImageCanvas::contextMenuWanted);
    const QPoint at = middle({3, 4});
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, c().mapToGlobal(at));
    QApplication::sendEvent(&c(), &event);
    QCOMPARE(wanted.back().front().value<Cell>(), (Cell{3, 4}));
    QCOMPARE(wanted.back().back().toPoint(), c().mapToGlobal(at));
    c().setPlace(Cell{9, 8});
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(&c(), &byKey);
    QCOMPARE(wanted.back().front().value<Cell>(), (Cell{9, 8}));
}

void TestImageCanvas::progressIsABar()
{
    c().setTheme(Theme::light());
    c().setProgress(0.25);
    const QImage image = picture();
    QCOMPARE(image.pixel(100, 598), Theme::light().accent.rgb());
    QCOMPARE(image.pixel(300, 598), Theme::light().outline.rgb());
    c().setProgress(std::nullopt);
    QCOMPARE(picture().pixel(100, 598), Theme::light().window.rgb());
}

void TestImageCanvas::legendOnlyWhereAsked()
{
    const QImage without = picture();
    c().setLegend(CanvasLegend::HueWheel);
    QVERIFY(picture() != without);
    c().setCompare(CanvasCompare::OnlyBefore);
    const QImage before = picture();
    c().setLegend(CanvasLegend::None);
    QCOMPARE(picture(), before);
}

void TestImageCanvas::describedForScreenReaders()
{
    QWidget window;
    m_canvas->setParent(&window);
    window.resize(800, 600);
    window.show();
    m_canvas->show();
    QCOMPARE(namelessWidgets(window), QStringList());
    c().zoomToPixels();
    c().setPlace(Cell{2, 3});
    const QString told = c().accessibleDescription();
    QVERIFY2(told.contains(QStringLiteral("100 %")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("(2, 3)")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("200")), qPrintable(told));
    QVERIFY(c().findChild<SplitHandle *>()->accessibleDescription().contains(QStringLiteral("50 %")));
    m_canvas->setParent(nullptr);
}

void TestImageCanvas::nothingToShow()
{
    c().setPictures({});
    QVERIFY(!c().grab().isNull());
    const QSignalSpy clicked(&c(), &ImageCanvas::clicked);
    QTest::mouseClick(c().windowHandle(), Qt::LeftButton, {}, QPoint(400, 200));
    QTest::mouseDClick(c().windowHandle(), Qt::LeftButton, {}, QPoint(400, 200));
    QTest::keyClick(&c(), Qt::Key_Right);
    QTest::keyClick(&c(), Qt::Key_Plus);
    wheel({400, 200}, 2);
    drag({100, 100}, {200, 200}, Qt::ShiftModifier);
    QCOMPARE(clicked.size(), 0);
    QVERIFY(!c().place());
    c().setPictures({.before = Mipmap(flat({rows, columns}, 1, 40))}); // the result is not there yet
    QVERIFY(c().view().isFit());
    const QRgb pale = picture().pixel(middle({20, 35}) + QPoint(3, 3));
    QVERIFY(pale != qRgb(40, 40, 40));
}

/// Moving over a canvas repaints what changes, not the canvas.
void TestImageCanvas::hoverRepaintsLittle()
{
    struct Watch : QObject {
        QRegion painted;
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::Paint)
                painted += static_cast<QPaintEvent *>(event)->region();
            return false;
        }
    };
    move(middle({10, 10}));
    QTest::qWait(0);
    c().repaint();
    Watch watch;
    c().installEventFilter(&watch);
    move(middle({11, 11}));
    QTRY_VERIFY(!watch.painted.isEmpty());
    int area = 0;
    for (const QRect &rect : watch.painted)
        area += rect.width() * rect.height();
    QVERIFY(area < c().width() * c().height() / 4);
}

QTEST_MAIN(TestImageCanvas)
#include "tst_image_canvas.moc"
