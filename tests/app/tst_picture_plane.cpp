#include "app/picture_plane.h"

#include <QColor>
#include <QTest>
#include <cmath>
#include <limits>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Channel)

namespace {

QImage twoByTwo(QImage::Format format)
{
    QImage image(2, 2, QImage::Format_ARGB32);
    image.setPixel(0, 0, qRgba(255, 0, 0, 255));
    image.setPixel(1, 0, qRgba(0, 255, 0, 128));
    image.setPixel(0, 1, qRgba(0, 0, 255, 255));
    image.setPixel(1, 1, qRgba(10, 20, 30, 255));
    return image.convertToFormat(format);
}

/// Every cell tells its place.
QImage numbered(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(y, x, 0));
    }
    return image;
}

} // namespace

class TestPicturePlane : public QObject {
    Q_OBJECT

private slots:
    void readsAChannel_data();
    void readsAChannel();
    void readsGrey_data();
    void readsGrey();
    void readsACrop_data();
    void readsACrop();
    void readsThreeChannels();
    void roundsLumaAsOpenCvDoes();
    void writesGrey_data();
    void writesGrey();
    void readsBackWhatItWrites();
};

void TestPicturePlane::readsAChannel_data()
{
    QTest::addColumn<QImage>("image");
    QTest::addColumn<Channel>("channel");
    QTest::addColumn<Tensor>("expected");
    const QImage colour = twoByTwo(QImage::Format_ARGB32);
    QTest::newRow("luma") << colour << Channel::Luma << Tensor::matrix({{76, 150}, {29, 18}});
    QTest::newRow("red") << colour << Channel::Red << Tensor::matrix({{255, 0}, {0, 10}});
    QTest::newRow("green") << colour << Channel::Green << Tensor::matrix({{0, 255}, {0, 20}});
    QTest::newRow("blue") << colour << Channel::Blue << Tensor::matrix({{0, 0}, {255, 30}});
    QTest::newRow("alpha") << colour << Channel::Alpha << Tensor::matrix({{255, 128}, {255, 255}});
    QTest::newRow("alpha of none") << twoByTwo(QImage::Format_RGB32) << Channel::Alpha
                                   << Tensor::matrix({{255, 255}, {255, 255}});
    QTest::newRow("premultiplied") << twoByTwo(QImage::Format_ARGB32_Premultiplied) << Channel::Green
                                   << Tensor::matrix({{0, 255}, {0, 20}});
    QTest::newRow("three bytes") << twoByTwo(QImage::Format_RGB888) << Channel::Luma
                                 << Tensor::matrix({{76, 150}, {29, 18}});
    QTest::newRow("nothing") << QImage() << Channel::Luma << Tensor();
}

void TestPicturePlane::readsAChannel()
{
    QFETCH(const QImage, image);
    QFETCH(const Channel, channel);
    QFETCH(const Tensor, expected);
    QVERIFY(planeOf(image, channel) == expected);
}

void TestPicturePlane::readsGrey_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("8 bits") << static_cast<int>(QImage::Format_Grayscale8);
    QTest::newRow("16 bits") << static_cast<int>(QImage::Format_Grayscale16);
}

void TestPicturePlane::readsGrey()
{
    QFETCH(const int, format);
    QImage image(3, 1, static_cast<QImage::Format>(format));
    const bool wide = format == QImage::Format_Grayscale16;
    const std::vector<int> levels = wide ? std::vector{0, 65535, 1000} : std::vector{0, 255, 77};
    for (int x = 0; x < 3; ++x) {
        if (wide)
            reinterpret_cast<quint16 *>(image.scanLine(0))[x] = static_cast<quint16>(levels[x]);
        else
            image.scanLine(0)[x] = static_cast<uchar>(levels[x]);
    }
    const Tensor expected = Tensor::matrix({{0, 255, wide ? 1000.0F / 257.0F : 77}});
    for (const Channel channel : {Channel::Luma, Channel::Red, Channel::Green, Channel::Blue})
        QVERIFY(planeOf(image, channel) == expected);
    QVERIFY(planeOf(image, Channel::Alpha) == Tensor::matrix({{255, 255, 255}}));
}

void TestPicturePlane::readsACrop_data()
{
    QTest::addColumn<QRect>("crop");
    QTest::addColumn<Tensor>("rows"); // what red, the row number, must be
    QTest::newRow("all") << QRect() << Tensor::matrix({{0, 0, 0}, {1, 1, 1}, {2, 2, 2}, {3, 3, 3}});
    QTest::newRow("inside") << QRect(1, 2, 2, 1) << Tensor::matrix({{2, 2}});
    QTest::newRow("over the edge") << QRect(2, 3, 9, 9) << Tensor::matrix({{3}});
    QTest::newRow("from before") << QRect(-5, -5, 6, 7) << Tensor::matrix({{0}, {1}});
    QTest::newRow("outside") << QRect(3, 0, 2, 2) << Tensor();
}

void TestPicturePlane::readsACrop()
{
    QFETCH(const QRect, crop);
    QFETCH(const Tensor, rows);
    QVERIFY(planeOf(numbered({3, 4}), Channel::Red, crop) == rows);
}

void TestPicturePlane::readsThreeChannels()
{
    const Tensor planes = rgbPlanes(twoByTwo(QImage::Format_ARGB32));
    QVERIFY(planes == Tensor({.c = 3, .h = 2, .w = 2}, {255, 0, 0, 10, 0, 255, 0, 20, 0, 0, 255, 30}));
}

/// Within half a level of the formula, and its three weights add up to one.
void TestPicturePlane::roundsLumaAsOpenCvDoes()
{
    QImage image(256, 1, QImage::Format_RGB32);
    for (int red = 0; red < 256; red += 5) {
        for (int green = 0; green < 256; green += 3) {
            for (int blue = 0; blue < 256; ++blue)
                image.setPixel(blue, 0, qRgb(red, green, blue));
            const Tensor luma = planeOf(image, Channel::Luma);
            for (int blue = 0; blue < 256; ++blue) {
                const double exact = 0.299 * red + 0.587 * green + 0.114 * blue;
                QVERIFY(std::abs(static_cast<double>(luma.at(0, blue)) - exact) < 0.505);
            }
        }
    }
    image.fill(qRgb(201, 201, 201));
    QCOMPARE(planeOf(image, Channel::Luma).at(0, 0), 201.0F);
}

void TestPicturePlane::writesGrey_data()
{
    QTest::addColumn<Tensor>("values");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::addColumn<QList<int>>("levels");
    constexpr float inf = std::numeric_limits<float>::infinity();
    QTest::newRow("bytes") << Tensor::matrix({{0, 1, 254.6F, 255}}) << 0.0F << 255.0F
                           << QList<int>{0, 1, 255, 255};
    QTest::newRow("clamped") << Tensor::matrix({{-9, 300, -inf, inf}}) << 0.0F << 255.0F
                             << QList<int>{0, 255, 0, 255};
    QTest::newRow("signed") << Tensor::matrix({{-1, 0, 0.5F, 1}}) << -1.0F << 1.0F
                            << QList<int>{0, 128, 191, 255};
    QTest::newRow("one value") << Tensor::matrix({{3, 3, 3, 3}}) << 3.0F << 3.0F << QList<int>{0, 0, 0, 0};
    QTest::newRow("NaN") << Tensor::matrix({{std::nanf(""), 1, 0, 0}}) << 0.0F << 1.0F
                         << QList<int>{0, 255, 0, 0};
}

void TestPicturePlane::writesGrey()
{
    QFETCH(const Tensor, values);
    QFETCH(const float, low);
    QFETCH(const float, high);
    QFETCH(const QList<int>, levels);
    const QImage image = greyImage(values, low, high);
    QCOMPARE(image.format(), QImage::Format_Grayscale8);
    QCOMPARE(image.size(), QSize(4, 1));
    for (int x = 0; x < 4; ++x)
        QCOMPARE(int(image.constScanLine(0)[x]), levels[x]);
}

void TestPicturePlane::readsBackWhatItWrites()
{
    Tensor bytes({.h = 16, .w = 16});
    for (size_t i = 0; i < 256; ++i)
        bytes.values()[i] = static_cast<float>(i);
    QVERIFY(planeOf(greyImage(bytes, 0, 255), Channel::Luma) == bytes);
}

QTEST_GUILESS_MAIN(TestPicturePlane)
#include "tst_picture_plane.moc"
