#include "widgets/plane_image.h"

#include <QTest>
#include <cmath>

using namespace convoscope;

namespace {

Plane planeWith(Tensor values)
{
    const Range range = rangeOf(values.values());
    return {.name = {}, .values = std::make_shared<const Tensor>(std::move(values)), .range = range};
}

Plane rampPlane(int height, int width)
{
    Tensor values({.h = height, .w = width});
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            values.at(y, x) = static_cast<float>((x * 7 + y * 13) % 256);
    }
    return planeWith(std::move(values));
}

int sideAt(int side, int level)
{
    for (int i = 0; i < level; ++i)
        side = (side + 1) / 2;
    return side;
}

} // namespace

/// The pyramid through which a large plane is seen from afar.
class TestPlaneImage : public QObject {
    Q_OBJECT

private slots:
    void levelsHalveDownToASmallOne_data();
    void levelsHalveDownToASmallOne();
    void stepsSpanTheRange();
    void valuesBeyondTheRangeTakeItsEnds();
    void everyLevelIsTheAverageOfTheOneBefore_data();
    void everyLevelIsTheAverageOfTheOneBefore();
    void levelHasAPixelForEveryDevicePixel_data();
    void levelHasAPixelForEveryDevicePixel();
    void coloursAreThoseOfTheMap();
    void showsTheChosenChannel();
};

void TestPlaneImage::levelsHalveDownToASmallOne_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("levels");
    QTest::newRow("small") << 5 << 64 << 1;
    QTest::newRow("one more") << 5 << 65 << 2;
    QTest::newRow("square") << 256 << 256 << 3;
    QTest::newRow("odd sides") << 301 << 451 << 4;
    QTest::newRow("one row") << 1 << 1000 << 5;
    QTest::newRow("one column") << 1000 << 1 << 5;
}

void TestPlaneImage::levelsHalveDownToASmallOne()
{
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, levels);
    const Plane plane = rampPlane(height, width);
    const PlaneImage image(plane, plane.range);
    QCOMPARE(image.levels(), levels);
    for (int i = 0; i < levels; ++i)
        QCOMPARE(image.level(i).size(), QSize(sideAt(width, i), sideAt(height, i)));
}

void TestPlaneImage::stepsSpanTheRange()
{
    const Plane plane = planeWith(Tensor({.h = 1, .w = 5}, {-10, -5, 0, 5, 10}));
    const PlaneImage image(plane, {-10, 10});
    const uchar *row = image.level(0).constScanLine(0);
    QCOMPARE(std::vector<int>(row, row + 5), (std::vector<int>{0, 64, 128, 191, 255}));
    const Plane flat = planeWith(Tensor({.h = 1, .w = 2}, 7.0F));
    QCOMPARE(static_cast<int>(PlaneImage(flat, flat.range).level(0).constScanLine(0)[1]), 0);
}

void TestPlaneImage::valuesBeyondTheRangeTakeItsEnds()
{
    const Plane plane = planeWith(Tensor({.h = 1, .w = 5}, {-INFINITY, -1, 300, INFINITY, NAN}));
    const PlaneImage image(plane, {0, 255});
    const uchar *row = image.level(0).constScanLine(0);
    QCOMPARE(std::vector<int>(row, row + 5), (std::vector<int>{0, 0, 255, 255, 0}));
}

void TestPlaneImage::everyLevelIsTheAverageOfTheOneBefore_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::newRow("even") << 128 << 256;
    QTest::newRow("odd") << 131 << 257;
}

void TestPlaneImage::everyLevelIsTheAverageOfTheOneBefore()
{
    QFETCH(int, height);
    QFETCH(int, width);
    const Plane plane = rampPlane(height, width);
    const PlaneImage image(plane, plane.range);
    for (int i = 1; i < image.levels(); ++i) {
        const QImage &fine = image.level(i - 1);
        const QImage &coarse = image.level(i);
        const auto at = [&](int y, int x) { // the edge is averaged with itself
            return fine.constScanLine(std::min(y, fine.height() - 1))[std::min(x, fine.width() - 1)];
        };
        for (int y = 0; y < coarse.height(); ++y) {
            for (int x = 0; x < coarse.width(); ++x) {
                const int sum =
                    at(2 * y, 2 * x) + at(2 * y, 2 * x + 1) + at(2 * y + 1, 2 * x) + at(2 * y + 1, 2 * x + 1);
                QCOMPARE(static_cast<int>(coarse.constScanLine(y)[x]), (sum + 2) / 4);
            }
        }
    }
}

void TestPlaneImage::levelHasAPixelForEveryDevicePixel_data()
{
    QTest::addColumn<double>("pixelsPerCell");
    QTest::addColumn<int>("level");
    QTest::newRow("magnified") << 3.0 << 0;
    QTest::newRow("as it is") << 1.0 << 0;
    QTest::newRow("a bit smaller") << 0.7 << 0;
    QTest::newRow("half") << 0.5 << 1;
    QTest::newRow("a third") << 0.34 << 1;
    QTest::newRow("a quarter") << 0.25 << 2;
    QTest::newRow("smaller than the smallest") << 0.001 << 3;
}

void TestPlaneImage::levelHasAPixelForEveryDevicePixel()
{
    QFETCH(double, pixelsPerCell);
    QFETCH(int, level);
    const Plane plane = rampPlane(400, 400);
    QCOMPARE(PlaneImage(plane, plane.range).levelFor(pixelsPerCell), level);
}

void TestPlaneImage::coloursAreThoseOfTheMap()
{
    const Plane plane = rampPlane(100, 100);
    const ColourMap map(MapKind::Sequential, Qt::blue, {0, 255}, Theme::light());
    PlaneImage image(plane, map.range());
    image.setColours(map);
    for (int i = 0; i < image.levels(); ++i) {
        QCOMPARE(image.level(i).colorCount(), 256);
        QCOMPARE(image.level(i).color(0), map.at(0.0));
        QCOMPARE(image.level(i).color(255), map.at(1.0));
    }
    QCOMPARE(image.level(0).pixel(0, 0), map.at(0.0));
}

void TestPlaneImage::showsTheChosenChannel()
{
    Tensor values({.c = 2, .h = 1, .w = 2}, {0, 0, 255, 0});
    Plane plane = planeWith(std::move(values));
    plane.channel = 1;
    const PlaneImage image(plane, {0, 255});
    QCOMPARE(static_cast<int>(image.level(0).constScanLine(0)[0]), 255);
}

QTEST_MAIN(TestPlaneImage)
#include "tst_plane_image.moc"
