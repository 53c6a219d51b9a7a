#include "app/image_file.h"

#include "tests/app/image_corpus.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <span>
#include <thread>

using namespace convoscope;
using corpus::gradient;
using corpus::imageOf;
using corpus::sentenceOf;

namespace {

QImage greyRamp(QSize size)
{
    QImage image(size, QImage::Format_Grayscale8);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.scanLine(y)[x] = static_cast<uchar>((x + y) * 255 / (size.width() + size.height()));
    }
    return image;
}

} // namespace

class TestImageFile : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void opensEveryFormat_data();
    void opensEveryFormat();
    void keepsOneOfFourLayouts_data();
    void keepsOneOfFourLayouts();
    void keepsSixteenBitGrey();
    void turnsPhotosUpright_data();
    void turnsPhotosUpright();
    void readsCmyk();
    void saysWhatDiffers_data();
    void saysWhatDiffers();
    void opensFilesOfEveryName_data();
    void opensFilesOfEveryName();
    void goesByContentNotByName();
    void opensPhotosInFull();
    void scalesLargerPhotos_data();
    void scalesLargerPhotos();
    void adoptsDecodedImages();
    void worksInManyThreads();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_dir->filePath(name); }
    QString put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(in(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? in(name) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestImageFile::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false")); // complaints of the decoders
}

void TestImageFile::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestImageFile::opensEveryFormat_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QImage image = corpus::quarters({24, 16});
    for (const char *format : {"png", "jpeg", "bmp", "webp", "ppm", "tiff"})
        QTest::newRow(format) << corpus::encoded(image, format);
    QByteArray text("P3\n# a comment\n4 4 1\n");
    for (int i = 0; i < 16; ++i)
        text += i % 4 < 2 ? (i < 8 ? "1 0 0 " : "0 0 1 ") : (i < 8 ? "0 1 0 " : "1 1 1 ");
    QTest::newRow("ppm as text") << text;
    QTest::newRow("progressive jpeg") << corpus::progressiveJpeg(image);
    QTest::newRow("jpeg, quality 50") << corpus::encoded(image, "jpeg", 50);
}

void TestImageFile::opensEveryFormat()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!bytes.isEmpty());
    const QString path = put(QStringLiteral("image"), bytes);
    const LoadedImage fromFile = imageOf(loadImage(path));
    QCOMPARE(corpus::quartersSeen(fromFile.image), QByteArray("rgbw"));
    QCOMPARE(fromFile.path, path);
    QVERIFY2(fromFile.notes.isEmpty(), qPrintable(fromFile.notes.join(QChar(' '))));
    QCOMPARE(imageOf(loadImage(bytes, {})).image, fromFile.image);
}

void TestImageFile::keepsOneOfFourLayouts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QImage>("expected");
    const QSize size(37, 23);
    const auto row = [&](const char *name, const char *format, QImage::Format from, QImage::Format to) {
        const QImage image = gradient(size, from);
        QTest::newRow(name) << corpus::encoded(image, format) << image.convertToFormat(to);
    };
    row("colour", "png", QImage::Format_RGB32, QImage::Format_RGB32);
    row("alpha", "png", QImage::Format_ARGB32, QImage::Format_ARGB32);
    row("palette", "png", QImage::Format_Indexed8, QImage::Format_ARGB32);
    row("opaque palette", "bmp", QImage::Format_Indexed8, QImage::Format_RGB32);
    row("1 bit", "png", QImage::Format_Mono, QImage::Format_Grayscale8);
    row("8-bit grey", "png", QImage::Format_Grayscale8, QImage::Format_Grayscale8);
    row("16-bit grey", "png", QImage::Format_Grayscale16, QImage::Format_Grayscale16);
    row("16-bit grey TIFF", "tiff", QImage::Format_Grayscale16, QImage::Format_Grayscale16);
    row("16-bit colour", "png", QImage::Format_RGBX64, QImage::Format_RGB32);
    row("grey TIFF", "tiff", QImage::Format_Grayscale8, QImage::Format_Grayscale8);
    row("grey PNM", "pgm", QImage::Format_Grayscale8, QImage::Format_Grayscale8);
    row("1-bit PNM", "pbm", QImage::Format_Mono, QImage::Format_Grayscale8);
    row("lossless WebP", "webp", QImage::Format_RGB32, QImage::Format_RGB32);
}

void TestImageFile::keepsOneOfFourLayouts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QImage, expected);
    const QImage image = imageOf(loadImage(bytes, {})).image;
    QCOMPARE(image.format(), expected.format());
    QCOMPARE(image, expected);
}

void TestImageFile::keepsSixteenBitGrey()
{
    QImage image(3, 1, QImage::Format_Grayscale16);
    const std::array<quint16, 3> levels{0, 257, 64321};
    std::ranges::copy(levels, reinterpret_cast<quint16 *>(image.scanLine(0)));
    const QImage loaded = imageOf(loadImage(corpus::encoded(image, "png"), {})).image;
    QCOMPARE(loaded.format(), QImage::Format_Grayscale16);
    QVERIFY(
        std::ranges::equal(levels, std::span(reinterpret_cast<const quint16 *>(loaded.constScanLine(0)), 3)));
}

void TestImageFile::turnsPhotosUpright_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QByteArray>("seen");
    const std::array seen{"rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"};
    for (int i = 0; i < 8; ++i)
        QTest::addRow("EXIF orientation %d", i + 1) << i + 1 << QByteArray(seen[i]);
}

void TestImageFile::turnsPhotosUpright()
{
    QFETCH(const int, orientation);
    QFETCH(const QByteArray, seen);
    const QByteArray photo = corpus::encoded(corpus::quarters({48, 32}), "jpeg");
    const QImage image = imageOf(loadImage(corpus::withOrientation(photo, orientation), {})).image;
    QCOMPARE(image.size(), orientation < 5 ? QSize(48, 32) : QSize(32, 48));
    QCOMPARE(corpus::quartersSeen(image), seen);
}

void TestImageFile::readsCmyk()
{
    const LoadedImage loaded = imageOf(loadImage(corpus::cmykJpeg(), {}));
    QCOMPARE(loaded.image.size(), QSize(16, 16));
    const QRgb colour = loaded.image.pixel(8, 8);
    QVERIFY(qAbs(qRed(colour) - 200) < 3 && qAbs(qGreen(colour) - 100) < 3 && qAbs(qBlue(colour) - 50) < 3);
    QVERIFY(loaded.notes.isEmpty());
}

void TestImageFile::saysWhatDiffers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("note");
    const QByteArray jpeg = corpus::encoded(gradient({64, 48}, QImage::Format_RGB32), "jpeg");
    const QByteArray bmp = corpus::encoded(gradient({64, 48}, QImage::Format_RGB32), "bmp");
    QTest::newRow("cut JPEG") << jpeg.left(jpeg.size() * 2 / 3) << "cut off";
    QTest::newRow("JPEG cut after a whole preview")
        << corpus::withPreview(jpeg, corpus::encoded(corpus::quarters({8, 8}), "jpeg")).chopped(200)
        << "cut off";
    QTest::newRow("cut BMP") << bmp.left(bmp.size() / 2) << "cut off";
    QTest::newRow("cut GIF") << corpus::gif({1}).chopped(1) << "cut off";
    QTest::newRow("animated GIF") << corpus::gif({1, 0, 1}) << "first of its 3 pictures";
    QTest::newRow("TIFF of two pages")
        << corpus::withSecondPage(corpus::encoded(corpus::quarters({8, 8}), "tiff"))
        << "first of its 2 pictures";
    QTest::newRow("16-bit colour") << corpus::encoded(gradient({8, 8}, QImage::Format_RGBX64), "png")
                                   << "16 bits per channel";
    QTest::newRow("JPEG with bytes behind its end") << jpeg + "trailer" << QString();
    QTest::newRow("JPEG with a preview")
        << corpus::withPreview(jpeg, corpus::encoded(corpus::quarters({8, 8}), "jpeg")) << QString();
}

void TestImageFile::saysWhatDiffers()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, note);
    const LoadedImage loaded = imageOf(loadImage(bytes, {}));
    QVERIFY(!loaded.image.isNull());
    QCOMPARE(loaded.notes.size(), note.isEmpty() ? 0 : 1);
    QVERIFY2(loaded.notes.join(QChar(' ')).contains(note), qPrintable(loaded.notes.join(QChar(' '))));
}

void TestImageFile::opensFilesOfEveryName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shown");
    QTest::newRow("blanks") << " a  photo .png" << QString::fromUtf8("“ a  photo .png”");
    QTest::newRow("leading dash") << "-o" << QString::fromUtf8("“-o”");
    QTest::newRow("line break") << "a\nb"
                                << QString::fromUtf8("“a\xEF\xBF\xBD"
                                                     "b”");
    QTest::newRow("Chinese") << QString::fromUtf8("照片.jpg") << QString::fromUtf8("“照片.jpg”");
    QTest::newRow("writing direction")
        << QString::fromUtf8("a\xE2\x80\xAEgnp.exe") << QString::fromUtf8("“a\xEF\xBF\xBDgnp.exe”");
    QTest::newRow("placeholder") << "%1 %2.png" << QString::fromUtf8("“%1 %2.png”");
    QTest::newRow("255 bytes")
        << QString(251, QChar('n')) + ".png"
        << QString::fromUtf8("“%1…%2.png”").arg(QString(30, QChar('n')), QString(25, QChar('n')));
}

void TestImageFile::opensFilesOfEveryName()
{
    QFETCH(const QString, name);
    QFETCH(const QString, shown);
    const QString path = put(name, corpus::encoded(corpus::quarters({24, 16}), "png"));
    QCOMPARE(corpus::quartersSeen(imageOf(loadImage(path)).image), QByteArray("rgbw"));
    QVERIFY(QFile::remove(path));
    QVERIFY2(sentenceOf(loadImage(path)).startsWith(shown), qPrintable(sentenceOf(loadImage(path))));
    for (const QByteArray &bytes : {QByteArray("x"), corpus::pngClaiming(40'000, 1)})
        QVERIFY2(sentenceOf(loadImage(bytes, path)).startsWith(shown),
                 qPrintable(sentenceOf(loadImage(bytes, path))));
}

void TestImageFile::goesByContentNotByName()
{
    const QByteArray jpeg = corpus::encoded(corpus::quarters({24, 16}), "jpeg");
    for (const char *name : {"photo.png", "photo.svg", "photo.txt", "photo"})
        QCOMPARE(imageOf(loadImage(put(QString::fromLatin1(name), jpeg))).image.size(), QSize(24, 16));
}

void TestImageFile::opensPhotosInFull()
{
    const QImage photo = greyRamp({4000, 3000});
    const LoadedImage loaded = imageOf(loadImage(corpus::encoded(photo, "png", 90), {}));
    QCOMPARE(loaded.image, photo);
    QVERIFY(loaded.notes.isEmpty());
    const QByteArray claimed =
        corpus::withClaimedSize(corpus::encoded(corpus::quarters({16, 16}), "jpeg"), {8064, 6048});
    QCOMPARE(imageOf(loadImage(claimed, {})).image.size(), QSize(8064, 6048));
}

void TestImageFile::scalesLargerPhotos_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("expected");
    QTest::newRow("54 megapixels") << QSize(9001, 6001) << QSize(4501, 3001);
    QTest::newRow("108 megapixels") << QSize(12000, 9000) << QSize(6000, 4500);
    QTest::newRow("200 megapixels") << QSize(16320, 12240) << QSize(8160, 6120);
    QTest::newRow("250 megapixels") << QSize(20000, 12500) << QSize(5000, 3125);
}

void TestImageFile::scalesLargerPhotos()
{
    QFETCH(const QSize, size);
    QFETCH(const QSize, expected);
    const QByteArray photo =
        corpus::withClaimedSize(corpus::encoded(corpus::quarters({16, 16}), "jpeg"), size);
    const LoadedImage loaded = imageOf(loadImage(photo, {}));
    QCOMPARE(loaded.image.size(), expected);
    QCOMPARE(loaded.notes.size(), 1);
    const QString note = QString::fromUtf8("%1 × %2 pixels were scaled down to %3 × %4.")
                             .arg(size.width())
                             .arg(size.height())
                             .arg(expected.width())
                             .arg(expected.height());
    QCOMPARE(loaded.notes.first(), note);
}

void TestImageFile::adoptsDecodedImages()
{
    const QImage image = gradient({9, 7}, QImage::Format_ARGB32_Premultiplied);
    QCOMPARE(imageOf(adoptImage(image)).image, image.convertToFormat(QImage::Format_ARGB32));
    QVERIFY(sentenceOf(adoptImage({})).contains(QStringLiteral("no image to paste")));
    const QImage strip(maxImageSide + 1, 1, QImage::Format_Grayscale8);
    QVERIFY(
        sentenceOf(adoptImage(strip)).startsWith(QStringLiteral("The pasted image has 32769 × 1 pixels")));
    const LoadedImage halved = imageOf(adoptImage(greyRamp({9000, 6000})));
    QCOMPARE(halved.image.size(), QSize(4500, 3000));
    QCOMPARE(halved.notes.size(), 1);
}

void TestImageFile::worksInManyThreads()
{
    const QByteArray png = corpus::encoded(gradient({300, 200}, QImage::Format_RGB32), "png");
    std::array<QImage, 4> images;
    {
        std::vector<std::jthread> threads;
        threads.reserve(images.size());
        for (QImage &image : images)
            threads.emplace_back([&] { image = imageOf(loadImage(png, {})).image; });
    }
    for (const QImage &image : images)
        QCOMPARE(image, gradient({300, 200}, QImage::Format_RGB32));
}

QTEST_GUILESS_MAIN(TestImageFile)
#include "tst_image_file.moc"
