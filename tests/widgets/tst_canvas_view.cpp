#include "widgets/canvas_view.h"

#include <QTest>

using namespace convoscope;

class TestCanvasView : public QObject {
    Q_OBJECT

private slots:
    void fitsWhole_data();
    void fitsWhole();
    void cellsTileThePane_data();
    void cellsTileThePane();
    void zoomKeepsTheAnchor_data();
    void zoomKeepsTheAnchor();
    void zoomStaysInItsLimits();
    void panStopsAtTheEdges();
    void smallPicturesStayInTheMiddle();
    void marginCanBeSeen();
    void marginDoesntRescaleAPhoto();
    void showsARegion();
    void revealsACell();
    void resizingKeepsFitOrMiddle();
    void ladderGoesThroughOneToOne();
    void panesShareTheRoom_data();
    void panesShareTheRoom();
    void splitPanesDivideOneFrame();
    void findsThePaneOfAPoint();
};

namespace {

CanvasView viewOf(Pair picture, QSize pane)
{
    return fitted({.picture = picture, .pane = pane});
}

} // namespace

void TestCanvasView::fitsWhole_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("space");
    QTest::addColumn<double>("scale");
    QTest::newRow("photo") << 3000 << 4000 << 0 << 0.2;
    QTest::newRow("photo with room around") << 3000 << 4000 << 75 << 0.15;
    QTest::newRow("tall") << 4000 << 100 << 0 << 0.15;
    QTest::newRow("enlarged to whole pixels") << 90 << 90 << 0 << 6.0;
    QTest::newRow("enlarged a little") << 500 << 500 << 0 << 1.2;
    QTest::newRow("as large as cells get") << 2 << 3 << 0 << 96.0;
    QTest::newRow("one cell") << 1 << 1 << 0 << 96.0;
}

void TestCanvasView::fitsWhole()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(int, space);
    QFETCH(double, scale);
    const CanvasView view = fitted({.picture = {rows, columns}, .pane = {800, 600}, .space = space});
    QCOMPARE(view.scale, scale);
    QVERIFY(view.isFit());
    QCOMPARE(view.visible(), (Rect{0, 0, rows, columns}));
    const QRect rect = view.rectOf({0, 0, rows, columns});
    QVERIFY(QRect(0, 0, 800, 600).contains(rect));
    QVERIFY(std::abs(rect.left() - (799 - rect.right())) <= 1);
    QVERIFY(std::abs(rect.top() - (599 - rect.bottom())) <= 1);
}

void TestCanvasView::cellsTileThePane_data()
{
    QTest::addColumn<double>("scale");
    for (const double scale : {1.0, 1.37, 2.0, 2.5, 7.3, 40.0})
        QTest::addRow("%.2f", scale) << scale;
}

void TestCanvasView::cellsTileThePane()
{
    QFETCH(double, scale);
    const CanvasView view = zoomed(viewOf({400, 600}, {300, 200}), scale, {123, 45});
    for (int x = 0; x < 300; ++x) {
        const Cell cell = view.cellAt(QPointF(x + 0.9, 10));
        const QRect rect = view.rectOf(Rect::of(cell));
        QVERIFY(rect.left() <= x && x <= rect.right());
        QCOMPARE(view.left(cell.column + 1), rect.right() + 1);
    }
    const Rect seen = view.visible();
    QCOMPARE((Cell{seen.top, seen.left}), view.cellAt({0, 0}));
    QCOMPARE((Cell{seen.top + seen.height - 1, seen.left + seen.width - 1}), view.cellAt({299, 199}));
}

void TestCanvasView::zoomKeepsTheAnchor_data()
{
    QTest::addColumn<QPointF>("anchor");
    QTest::addColumn<double>("scale");
    QTest::newRow("middle") << QPointF(400, 300) << 1.0;
    QTest::newRow("off the middle") << QPointF(250, 420) << 3.0;
    QTest::newRow("into numbers") << QPointF(500, 200) << 64.0;
}

void TestCanvasView::zoomKeepsTheAnchor()
{
    QFETCH(QPointF, anchor);
    QFETCH(double, scale);
    const CanvasView from = viewOf({3000, 4000}, {800, 600});
    const QPointF before = from.positionAt(anchor);
    const CanvasView view = zoomed(from, scale, anchor);
    QCOMPARE(view.scale, scale);
    const QPointF drift = (view.positionAt(anchor) - before) * scale;
    // Half a pixel of either view: pictures begin at whole ones.
    QVERIFY(std::abs(drift.x()) <= 0.5 + 0.5 * scale / from.scale);
    QVERIFY(std::abs(drift.y()) <= 0.5 + 0.5 * scale / from.scale);
}

void TestCanvasView::zoomStaysInItsLimits()
{
    const CanvasView photo = viewOf({3000, 4000}, {800, 600});
    QCOMPARE(zoomed(photo, 0.01, {0, 0}).scale, 0.2);
    QCOMPARE(zoomed(photo, 1000, {0, 0}).scale, 96.0);
    const CanvasView small = viewOf({8, 8}, {800, 600});
    QCOMPARE(zoomed(small, 0.5, {0, 0}).scale, 1.0);
}

void TestCanvasView::panStopsAtTheEdges()
{
    const CanvasView view = zoomed(viewOf({3000, 4000}, {800, 600}), 1.0, {400, 300});
    const CanvasView moved = panned(view, {30, -20});
    QCOMPARE(moved.origin() - view.origin(), QPoint(30, -20));
    const CanvasView corner = panned(view, {1e6, 1e6});
    QCOMPARE(corner.origin(), QPoint(200, 150)); // a quarter of the pane
    const CanvasView other = panned(view, {-1e6, -1e6});
    QCOMPARE(other.rectOf({0, 0, 3000, 4000}).bottomRight(), QPoint(800 - 200 - 1, 600 - 150 - 1));
}

void TestCanvasView::smallPicturesStayInTheMiddle()
{
    const CanvasView view = zoomed(viewOf({8, 8}, {800, 600}), 10.0, {700, 20});
    QCOMPARE(view.rectOf({0, 0, 8, 8}), QRect(360, 260, 80, 80));
    QCOMPARE(panned(view, {50, 50}), view);
}

void TestCanvasView::marginCanBeSeen()
{
    const CanvasView view = fitted({.picture = {10, 10}, .margin = 2, .pane = {140, 140}});
    QCOMPARE(view.scale, 10.0);
    QCOMPARE(view.rectOf({0, 0, 10, 10}), QRect(20, 20, 100, 100));
    QCOMPARE(view.cellAt({1, 139}), (Cell{11, -2}));
    QCOMPARE(view.visible(), (Rect{0, 0, 10, 10}));
    QCOMPARE(view.cellsIn(QRect(0, 0, 140, 140)), (Rect{-2, -2, 14, 14}));
}

void TestCanvasView::marginDoesntRescaleAPhoto()
{
    const CanvasView view = viewOf({300, 400}, {800, 600});
    CanvasView wider = view;
    wider.margin = 20;
    QVERIFY(wider.isFit());
    QCOMPARE(fitted(wider).scale, view.scale);
    QCOMPARE(wider.rectOf(wider.framed()), view.rectOf({0, 0, 300, 400}));
}

void TestCanvasView::showsARegion()
{
    const CanvasView view = showing(viewOf({3000, 4000}, {800, 600}), {100, 200, 12, 10});
    QCOMPARE(view.scale, 50.0);
    QCOMPARE(view.rectOf({100, 200, 12, 10}).center(), QPoint(399, 299));
    const CanvasView corner =
        showing(fitted({.picture = {3000, 4000}, .margin = 3, .pane = {800, 600}}), {-3, -3, 9, 9});
    QVERIFY(QRect(0, 0, 800, 600).contains(corner.rectOf({-3, -3, 9, 9})));
}

void TestCanvasView::revealsACell()
{
    const CanvasView view = showing(viewOf({300, 400}, {800, 600}), {100, 100, 12, 10});
    QCOMPARE(revealing(view, {105, 105}), view);
    for (const Cell cell : {Cell{0, 0}, Cell{299, 399}, Cell{150, 20}})
        QVERIFY(QRect(0, 0, 800, 600).contains(revealing(view, cell).rectOf(Rect::of(cell))));
}

void TestCanvasView::resizingKeepsFitOrMiddle()
{
    const CanvasView fit = viewOf({3000, 4000}, {800, 600});
    QCOMPARE(resized(fit, {400, 300}).scale, 0.1);
    const CanvasView near = zoomed(fit, 2.0, {400, 300});
    const CanvasView smaller = resized(near, {400, 300});
    QCOMPARE(smaller.scale, 2.0);
    QCOMPARE(smaller.centre, near.centre);
}

void TestCanvasView::ladderGoesThroughOneToOne()
{
    double scale = 0.137;
    bool met = false;
    for (int i = 0; i < 60 && scale < 96; ++i) {
        const double next = nextScale(scale, 1);
        QVERIFY(next > scale && next <= scale * 2);
        scale = next;
        met = met || scale == 1.0;
        QVERIFY(scale < 2.0 || scale == std::round(scale));
    }
    QVERIFY(met);
    QCOMPARE(scale, 96.0);
    met = false;
    for (int i = 0; i < 60 && scale > 0.1; ++i) {
        const double next = nextScale(scale, -1);
        QVERIFY(next < scale && next >= scale / 2);
        scale = next;
        met = met || scale == 1.0;
    }
    QVERIFY(met);
    QVERIFY(nextScale(200.0, 1) > 200.0);
    QVERIFY(nextScale(200.0, -1) < 200.0);
}

void TestCanvasView::panesShareTheRoom_data()
{
    QTest::addColumn<CanvasCompare>("compare");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<std::vector<QRect>>("frames");
    using Frames = std::vector<QRect>;
    QTest::newRow("before alone") << CanvasCompare::OnlyBefore << QSize(900, 600) << Frames{{0, 0, 900, 600}};
    QTest::newRow("after alone") << CanvasCompare::OnlyAfter << QSize(900, 600) << Frames{{0, 0, 900, 600}};
    QTest::newRow("beside") << CanvasCompare::SideBySide << QSize(910, 600)
                            << Frames{{0, 0, 450, 600}, {460, 0, 450, 600}};
    QTest::newRow("above") << CanvasCompare::SideBySide << QSize(600, 910)
                           << Frames{{0, 0, 600, 450}, {0, 460, 600, 450}};
    QTest::newRow("three") << CanvasCompare::Three << QSize(920, 300)
                           << Frames{{0, 0, 300, 300}, {310, 0, 300, 300}, {620, 0, 300, 300}};
}

void TestCanvasView::panesShareTheRoom()
{
    QFETCH(CanvasCompare, compare);
    QFETCH(QSize, size);
    QFETCH(std::vector<QRect>, frames);
    const auto panes = canvasPanes(compare, {.size = size, .gap = 10, .picture = {100, 100}});
    QCOMPARE(panes.size(), frames.size());
    for (size_t i = 0; i < panes.size(); ++i) {
        QCOMPARE(panes[i].frame, frames[i]);
        QCOMPARE(panes[i].part, frames[i]);
    }
    QCOMPARE(panes.front().side,
             compare == CanvasCompare::OnlyAfter ? CanvasSide::After : CanvasSide::Before);
}

void TestCanvasView::splitPanesDivideOneFrame()
{
    const auto panes = canvasPanes(CanvasCompare::Split, {.size = {800, 600}, .handle = 0.25});
    QCOMPARE(panes.size(), size_t{2});
    QCOMPARE(panes[0], (CanvasPane{CanvasSide::Before, QRect(0, 0, 800, 600), QRect(0, 0, 200, 600)}));
    QCOMPARE(panes[1], (CanvasPane{CanvasSide::After, QRect(0, 0, 800, 600), QRect(200, 0, 600, 600)}));
}

void TestCanvasView::findsThePaneOfAPoint()
{
    const auto panes = canvasPanes(CanvasCompare::SideBySide, {.size = {810, 600}, .gap = 10});
    QCOMPARE(paneAt(panes, {20, 20}), 0);
    QCOMPARE(paneAt(panes, {405, 20}), -1);
    QCOMPARE(paneAt(panes, {500, 20}), 1);
}

QTEST_APPLESS_MAIN(TestCanvasView)
#include "tst_canvas_view.moc"
