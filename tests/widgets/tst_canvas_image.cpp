#include "widgets/canvas_image.h"

#include <QTest>
#include <cmath>

using namespace convoscope;

class TestCanvasImage : public QObject {
    Q_OBJECT

private slots:
    void enlargedCellsAreSquares_data();
    void enlargedCellsAreSquares();
    void reducedPixelsAreMeans_data();
    void reducedPixelsAreMeans();
    void finePatternsDontShimmer();
    void partsAreThePictureInPlace_data();
    void partsAreThePictureInPlace();
    void opacityShowsTheChecks();
    void coloursOfATable();
    void coversItsPicture();
    void cacheIsTheSameAsNone();
    void colourOfOneCell();
};

namespace {

Mipmap noisy(Pair size, int channels)
{
    auto raster = std::make_shared<ByteRaster>(size, channels);
    unsigned state = 99;
    for (auto &value : raster->values) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<std::uint8_t>(state >> 24U);
    }
    return Mipmap(raster);
}

constexpr Checks checks{0xff404040U, 0xff808080U, 4};

/// The mean over the area of a pixel, straight from the picture.
double areaMean(const ByteRaster &raster, QPoint pixel, double scale, int channel)
{
    const auto overlap = [&](int at, int cell) {
        return std::max(0.0, std::min((at + 1) / scale, cell + 1.0) - std::max(at / scale, 1.0 * cell));
    };
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < raster.size.y; ++row)
        for (int column = 0; column < raster.size.x; ++column) {
            const double weight = overlap(pixel.y(), row) * overlap(pixel.x(), column);
            sum += weight * raster.view().at({row, column}, channel);
            weights += weight;
        }
    return sum / weights;
}

int component(QRgb colour, int channel)
{
    return channel == 0 ? qRed(colour) : channel == 1 ? qGreen(colour) : qBlue(colour);
}

} // namespace

void TestCanvasImage::enlargedCellsAreSquares_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<double>("scale");
    for (const int channels : {1, 2, 3, 4})
        for (const double scale : {1.0, 2.0, 3.7, 12.0})
            QTest::addRow("%d channels, %.1f pixels", channels, scale) << channels << scale;
}

void TestCanvasImage::enlargedCellsAreSquares()
{
    QFETCH(int, channels);
    QFETCH(double, scale);
    const CanvasLook look{.picture = noisy({5, 7}, channels),
                          .scale = scale,
                          .origin = {3, 2},
                          .checks = {checks.one, checks.one, 4}};
    const QRect part = canvasRect(look);
    const QImage image = canvasImage(look, part);
    QCOMPARE(image.format(), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const Cell cell{static_cast<int>((y + 0.5) / scale), static_cast<int>((x + 0.5) / scale)};
            QCOMPARE(image.pixel(x, y), canvasColour(look, cell));
        }
}

void TestCanvasImage::reducedPixelsAreMeans_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<double>("scale");
    for (const int channels : {1, 3})
        for (const double scale : {1.5, 0.9, 0.75, 0.6, 0.5, 0.3, 0.25, 0.11})
            QTest::addRow("%d channels at %.2f", channels, scale) << channels << scale;
}

void TestCanvasImage::reducedPixelsAreMeans()
{
    QFETCH(int, channels);
    QFETCH(double, scale);
    const CanvasLook look{.picture = noisy({64, 96}, channels), .scale = scale, .origin = {0, 0}};
    const QImage image =
        canvasImage(look, QRect(0, 0, static_cast<int>(96 * scale), static_cast<int>(64 * scale)));
    const ByteRaster &level = look.picture.level(look.picture.levelFor(scale));
    const double levelScale = scale * 64 / level.size.y;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            for (int c = 0; c < channels; ++c)
                QVERIFY(std::abs(component(image.pixel(x, y), c) - areaMean(level, {x, y}, levelScale, c))
                        < 2.5);
}

void TestCanvasImage::finePatternsDontShimmer()
{
    auto raster = std::make_shared<ByteRaster>(Pair{200, 200}, 1);
    for (int y = 0; y < 200; ++y)
        for (int x = 0; x < 200; ++x)
            raster->edit().at({y, x}, 0) = (x + y) % 2 == 0 ? 255 : 0;
    const Mipmap map(raster);
    for (const double scale : {0.5, 0.41, 0.3, 0.2}) {
        const int side = static_cast<int>(200 * scale);
        const QImage image = canvasImage({.picture = map, .scale = scale}, QRect(0, 0, side, side));
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                QVERIFY(std::abs(qGreen(image.pixel(x, y)) - 128) <= 2);
    }
}

void TestCanvasImage::partsAreThePictureInPlace_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("channels");
    for (const double scale : {0.17, 0.5, 0.8, 1.0, 1.3, 4.0, 9.5})
        for (const int channels : {1, 3, 4})
            QTest::addRow("%.2f, %d channels", scale, channels) << scale << channels;
}

void TestCanvasImage::partsAreThePictureInPlace()
{
    QFETCH(double, scale);
    QFETCH(int, channels);
    const CanvasLook look{
        .picture = noisy({90, 120}, channels), .scale = scale, .origin = {-5, 8}, .checks = checks};
    const QRect all = canvasRect(look);
    const QImage whole = canvasImage(look, all);
    const QRect part = QRect(all.left() + 7, all.top() + 3, all.width() / 2, all.height() / 3);
    QCOMPARE(canvasImage(look, part), whole.copy(part.translated(-all.topLeft())));
    CanvasLook moved = look;
    moved.origin += QPoint(13, -4);
    QCOMPARE(canvasImage(moved, all.translated(13, -4)), whole);
}

void TestCanvasImage::opacityShowsTheChecks()
{
    auto raster = std::make_shared<ByteRaster>(Pair{8, 8}, 4);
    for (size_t i = 0; i < raster->values.size(); ++i)
        raster->values[i] = i % 4 == 0 ? 255 : 0; // invisible red
    CanvasLook look{.picture = Mipmap(raster), .scale = 2.0, .checks = checks};
    const QImage image = canvasImage(look, QRect(0, 0, 16, 16));
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 16; ++x)
            QCOMPARE(image.pixel(x, y), (x / 4 + y / 4) % 2 == 0 ? checks.one : checks.other);
    for (size_t i = 3; i < raster->values.size(); i += 4)
        raster->values[i] = 128;
    look.picture = Mipmap(std::make_shared<ByteRaster>(*raster));
    QCOMPARE(canvasImage(look, QRect(0, 0, 16, 16)).pixel(0, 0), qRgb(128 + 32, 32, 32));
    look.scale = 0.5; // means of colours that are half there
    QCOMPARE(canvasImage(look, QRect(0, 0, 4, 4)).pixel(0, 0), qRgb(128 + 32, 32, 32));
}

void TestCanvasImage::coloursOfATable()
{
    std::vector<QRgb> colours(256);
    for (int i = 0; i < 256; ++i)
        colours[static_cast<size_t>(i)] = qRgb(255 - i, i, 7);
    CanvasLook look{.picture = noisy({30, 40}, 1), .scale = 3.0, .colours = colours};
    const ByteRaster &raster = look.picture.level(0);
    const QImage image = canvasImage(look, QRect(0, 0, 120, 90));
    QCOMPARE(image.pixel(50, 40), colours[raster.view().at({13, 16}, 0)]);
    QCOMPARE(canvasColour(look, {13, 16}), image.pixel(50, 40));
    look.scale = 0.5;
    const QImage half = canvasImage(look, QRect(0, 0, 20, 15));
    for (int x = 0; x < 20; ++x) {
        QCOMPARE(qBlue(half.pixel(x, 7)), 7);
        QVERIFY(std::abs(qRed(half.pixel(x, 7)) + qGreen(half.pixel(x, 7)) - 255) <= 1);
    }
}

void TestCanvasImage::coversItsPicture()
{
    QCOMPARE(canvasRect({.picture = noisy({30, 40}, 1), .scale = 2.0, .origin = {5, -6}}),
             QRect(5, -6, 80, 60));
    QCOMPARE(canvasRect({.picture = noisy({30, 40}, 1), .scale = 0.001}), QRect(0, 0, 1, 1));
    QVERIFY(canvasRect({}).isEmpty());
    QVERIFY(canvasImage({}, QRect(0, 0, 5, 5)).isNull());
}

void TestCanvasImage::cacheIsTheSameAsNone()
{
    CanvasImageCache cache;
    CanvasLook look{.picture = noisy({300, 400}, 4), .scale = 0.7, .checks = checks};
    const QRect pane(0, 0, 150, 100);
    for (const QPoint origin :
         {QPoint(0, 0), QPoint(-20, -30), QPoint(-15, -60), QPoint(-100, -90), QPoint(10, 20)}) {
        look.origin = origin;
        const QRect part = pane.intersected(canvasRect(look));
        QCOMPARE(cache.image(look, part), canvasImage(look, part));
    }
    look.scale = 3.0;
    QCOMPARE(cache.image(look, pane), canvasImage(look, pane));
    look.picture = noisy({300, 400}, 1);
    QCOMPARE(cache.image(look, pane), canvasImage(look, pane));
}

void TestCanvasImage::colourOfOneCell()
{
    auto raster = std::make_shared<ByteRaster>(Pair{1, 1}, 3);
    raster->values = {10, 20, 30};
    QCOMPARE(canvasColour({.picture = Mipmap(raster)}, {0, 0}), qRgb(10, 20, 30));
    auto grey = std::make_shared<ByteRaster>(Pair{1, 1}, 2);
    grey->values = {100, 255};
    QCOMPARE(canvasColour({.picture = Mipmap(grey)}, {0, 0}), qRgb(100, 100, 100));
}

QTEST_APPLESS_MAIN(TestCanvasImage)
#include "tst_canvas_image.moc"
