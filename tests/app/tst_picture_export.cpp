#include "app/picture_export.h"
#include "core/lesson.h"

#include <QTest>
#include <QXmlStreamReader>

#include <numeric>

using namespace convoscope;

namespace {

StageScene startScene()
{
    return {.trace = *lessons().front().play(lessons().front().start()),
            .position = {12, -1},
            .theme = Theme::light(),
            .size = {800, 600}};
}

QByteArray bytesOf(const StageScene &scene, const char *suffix, double scale = 2.0)
{
    return std::get<QByteArray>(pictureBytes(makeStage(scene), QString::fromLatin1(suffix), scale));
}

/// Names of the elements of an SVG and how often they occur; empty if it isn't well-formed.
QMap<QString, int> elementsOf(const QByteArray &svg)
{
    QXmlStreamReader xml(svg);
    QMap<QString, int> elements;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement)
            ++elements[xml.name().toString()];
    }
    return xml.hasError() ? QMap<QString, int>() : elements;
}

} // namespace

/// One picture as an image and as files.
class TestPictureExport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void imageHasItsScale_data();
    void imageHasItsScale();
    void pngIsTheImage();
    void everySuffixThatIsOffered_data();
    void everySuffixThatIsOffered();
    void otherSuffixesAreRefused_data();
    void otherSuffixesAreRefused();
    void svgHasVectorsAndText();
    void photosAreImagesInVectorFormats_data();
    void photosAreImagesInVectorFormats();
    void hiddenValueIsNotInTheSvg();
};

void TestPictureExport::imageHasItsScale_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<QSize>("size");
    QTest::newRow("1") << 1.0 << QSize(800, 600);
    QTest::newRow("2") << 2.0 << QSize(1600, 1200);
    QTest::newRow("a quarter") << 0.25 << QSize(200, 150);
    QTest::newRow("1.5") << 1.5 << QSize(1200, 900);
}

void TestPictureExport::imageHasItsScale()
{
    QFETCH(double, scale);
    QFETCH(QSize, size);
    PaintCache cache;
    const QImage image = pictureImage(makeStage(startScene()), cache, scale);
    QCOMPARE(image.size(), size);
    const QRgb background = Theme::light().window.rgb();
    for (const QPoint corner : {QPoint(0, 0), QPoint(size.width() - 1, size.height() - 1)})
        QCOMPARE(image.pixel(corner), background); // painted to its edges
}

void TestPictureExport::pngIsTheImage()
{
    PaintCache cache;
    QImage png;
    QVERIFY(png.loadFromData(bytesOf(startScene(), "png", 1.5), "PNG"));
    QImage image = pictureImage(makeStage(startScene()), cache, 1.5);
    image.setDevicePixelRatio(1.0); // a file knows pixels only
    QCOMPARE(png.convertToFormat(QImage::Format_RGB32), image);
}

void TestPictureExport::everySuffixThatIsOffered_data()
{
    QTest::addColumn<QString>("suffix");
    for (const QString &suffix : pictureSuffixes()) {
        QTest::newRow(qPrintable(suffix)) << suffix;
        QTest::newRow(qPrintable(suffix.toUpper())) << suffix.toUpper();
    }
}

void TestPictureExport::everySuffixThatIsOffered()
{
    QFETCH(QString, suffix);
    const auto bytes = pictureBytes(makeStage(startScene()), suffix);
    QVERIFY(std::holds_alternative<QByteArray>(bytes));
    QVERIFY(std::get<QByteArray>(bytes).size() > 1000);
}

void TestPictureExport::otherSuffixesAreRefused_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("jpg") << QStringLiteral("jpg");
    QTest::newRow("none") << QString();
    QTest::newRow("eps") << QStringLiteral("eps");
}

void TestPictureExport::otherSuffixesAreRefused()
{
    QFETCH(QString, suffix);
    const auto bytes = pictureBytes(makeStage(startScene()), suffix);
    QVERIFY(std::holds_alternative<QString>(bytes));
    QVERIFY(std::get<QString>(bytes).contains(QStringLiteral("PNG, SVG and PDF")));
}

void TestPictureExport::svgHasVectorsAndText()
{
    const auto elements = elementsOf(bytesOf(startScene(), "svg"));
    QVERIFY(elements.value(QStringLiteral("text")) > 50);
    QVERIFY(elements.value(QStringLiteral("rect")) + elements.value(QStringLiteral("path"))
                + elements.value(QStringLiteral("polyline"))
            > 50);
    QCOMPARE(elements.value(QStringLiteral("image")), 0); // toys need no pixels
}

void TestPictureExport::photosAreImagesInVectorFormats_data()
{
    QTest::addColumn<QByteArray>("suffix");
    QTest::newRow("svg") << QByteArray("svg");
    QTest::newRow("pdf") << QByteArray("pdf");
}

void TestPictureExport::photosAreImagesInVectorFormats()
{
    QFETCH(QByteArray, suffix);
    ConvolutionParams params = convolutionStart();
    Tensor values({.h = 300, .w = 400});
    for (size_t i = 0; i < values.values().size(); ++i)
        values.values()[i] = static_cast<float>(i % 251);
    params.input = makePicture(std::move(values));
    params.input.path = "photo.png";
    StageScene scene = startScene();
    scene.trace = *lessons().front().play(params);
    const QByteArray bytes = bytesOf(scene, suffix.constData());
    QVERIFY(bytes.size() < 4'000'000);
    if (suffix == "svg")
        QVERIFY(elementsOf(bytes).value(QStringLiteral("image")) >= 1);
    else
        QVERIFY(bytes.contains("/Subtype /Image"));
}

void TestPictureExport::hiddenValueIsNotInTheSvg()
{
    ConvolutionParams params = convolutionStart();
    Tensor counted({.h = 5, .w = 5});
    std::iota(counted.values().begin(), counted.values().end(), 1.0F);
    params.input = makePicture(std::move(counted));
    params.kernel = Tensor({.h = 3, .w = 3}, {1, 0, 0, 0, 3, 0, 0, 0, 1000}); // results that occur once
    StageScene scene = startScene();
    scene.trace = *lessons().front().play(params);
    const QByteArray value = QByteArray::number(static_cast<double>(scene.trace.at(scene.position).result));
    const QByteArray shown = bytesOf(scene, "svg");
    QVERIFY2(shown.contains(value), value);
    scene.hideResult = true;
    const QByteArray hidden = bytesOf(scene, "svg");
    QVERIFY2(!hidden.contains(value), value);
    QVERIFY(hidden.contains("= ?"));
}

QTEST_MAIN(TestPictureExport)
#include "tst_picture_export.moc"
