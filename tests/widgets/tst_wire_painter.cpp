#include "tests/widgets/grid_trace.h"
#include "widgets/stage_painter.h"
#include "widgets/wire_painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace convoscope;

namespace {

/// Two planes of 4×4 cells side by side and one below, tied as the test asks.
class WiredModel : public GridModel {
public:
    explicit WiredModel(std::vector<Wire> tied)
        : GridModel({4, 4}, 1)
    {
        const Plane input = planeOf("input", PlaneRole::Input, Tensor({.h = 4, .w = 4}));
        planes.push_back(input);
        planes.push_back(input);
        arrangement = {{{.plane = 1}, {.plane = 0}}, {{.plane = 2}}};
        wires = std::move(tied);
    }
};

Stage wired(std::vector<Wire> wires)
{
    return makeStage({.trace = Trace(std::make_shared<WiredModel>(std::move(wires))),
                      .position = {0, -1},
                      .theme = Theme::light(),
                      .size = {900, 700}});
}

QImage painted(const Stage &stage)
{
    QImage image(stage.scene.size.toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    PaintCache cache;
    paintStage(painter, stage, cache);
    return image;
}

/// How many pixels in the rectangle the wires change.
int changed(const QImage &with, const QImage &without, const QRectF &part)
{
    int count = 0;
    const QRect pixels = part.toRect().intersected(with.rect());
    for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
        for (int x = pixels.left(); x <= pixels.right(); ++x)
            count += with.pixel(x, y) != without.pixel(x, y) ? 1 : 0;
    }
    return count;
}

} // namespace

/// Lines and bands between planes.
class TestWirePainter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void wholePlanesAreTiedByALine();
    void cellsAreTiedByABand();
    void strongWiresStandOut();
    void planesBelowAreTiedTopToBottom();
    void whatIsNotOnTheStageIsNotTied();
};

void TestWirePainter::wholePlanesAreTiedByALine()
{
    const Stage stage = wired({{.from = 1, .to = 0}});
    const QRectF a = stage.layout.paneOf(1)->frame;
    const QRectF b = stage.layout.paneOf(0)->frame;
    const QRectF between(a.topRight() + QPointF(1, 0), b.bottomLeft() - QPointF(1, 0));
    const QImage with = painted(stage);
    const QImage without = painted(wired({}));
    const int pixels = changed(with, without, between);
    QVERIFY(pixels >= static_cast<int>(between.width()) - 2);
    QVERIFY(pixels <= 5 * between.width());
    QVERIFY(with.pixel(between.center().toPoint()) != without.pixel(between.center().toPoint()));
    QCOMPARE(changed(with, without, a.adjusted(1, 1, -1, -1)), 0); // the numbers are left alone
}

void TestWirePainter::cellsAreTiedByABand()
{
    const Stage stage =
        wired({{.from = 1, .to = 0, .fromCells = Rect{0, 0, 4, 4}, .toCells = Rect{1, 1, 2, 2}}});
    const QRectF a = stage.layout.paneOf(1)->frame;
    const QRectF b = stage.layout.paneOf(0)->frame;
    const QRectF between(a.topRight() + QPointF(1, 0), b.bottomLeft() - QPointF(1, 0));
    const QImage with = painted(stage);
    const QImage without = painted(wired({}));
    QVERIFY(changed(with, without, between) > between.width() * between.height() * 0.6);
    QVERIFY(changed(with, without, b) > 0); // its edges reach the cells
    QVERIFY(with.pixel(between.center().toPoint()) != without.pixel(between.center().toPoint()));
}

void TestWirePainter::strongWiresStandOut()
{
    const Stage weak = wired({{.from = 1, .to = 0}});
    const Stage strong = wired({{.from = 1, .to = 0, .strong = true}});
    const double gap = weak.layout.paneOf(0)->frame.left() - weak.layout.paneOf(1)->frame.right();
    const QPoint middle = (weak.layout.paneOf(1)->frame.center()
                           + QPointF(weak.layout.paneOf(1)->frame.width() / 2 + gap / 2, 0))
                              .toPoint();
    // On a light ground a darker line stands out.
    QVERIFY(painted(strong).pixelColor(middle).lightness() < painted(weak).pixelColor(middle).lightness());
}

void TestWirePainter::planesBelowAreTiedTopToBottom()
{
    const Stage stage =
        wired({{.from = 1, .to = 2, .fromCells = Rect{1, 1, 2, 2}, .toCells = Rect{0, 0, 4, 4}}});
    const QRectF a = stage.layout.paneOf(1)->frame;
    const QRectF b = stage.layout.paneOf(2)->frame;
    QVERIFY(a.bottom() < b.top());
    const QRectF between(QPointF(std::min(a.left(), b.left()), a.bottom() + 1),
                         QPointF(std::max(a.right(), b.right()), stage.layout.paneOf(2)->title.top() - 1));
    QVERIFY(changed(painted(stage), painted(wired({})), between) > between.height());
}

void TestWirePainter::whatIsNotOnTheStageIsNotTied()
{
    QCOMPARE(painted(wired({{.from = 1, .to = 7}, {.from = 0, .to = 0}})), painted(wired({})));
}

QTEST_MAIN(TestWirePainter)
#include "tst_wire_painter.moc"
