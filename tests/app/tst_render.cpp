#include "app/photo.h"
#include "app/render.h"
#include "app/scene_file.h"
#include "app/scene_index.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImageReader>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace convoscope;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All text of an SVG; empty if it isn't well-formed.
QString textOf(const QByteArray &svg)
{
    QXmlStreamReader xml(svg);
    QString text;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::Characters)
            text += xml.text();
    }
    return xml.hasError() ? QString() : text;
}

} // namespace

/// "convoscope render", from what was asked for to the file.
class TestRender : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void everyTargetBecomesAPicture_data();
    void everyTargetBecomesAPicture();
    void pngHasTheSizeAskedFor();
    void svgIsWellFormedWithTextAsText();
    void pdfEmbedsItsFonts();
    void gifHasAFrameForEveryStep();
    void webpIsAnAnimation();
    void numberedPicturesAreWritten();
    void stepAndTapChangeThePicture();
    void schemesChangeThePicture();
    void sameLineSameBytes_data();
    void sameLineSameBytes();
    void sceneFilesAreRead();
    void photosOfAScene();
    void failuresAreSentences_data();
    void failuresAreSentences();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] CommandLine line(const char *output) const
    {
        return {.verb = CommandLine::Verb::Render,
                .target = QStringLiteral("convolution"),
                .output = path(output),
                .size = {640, 480},
                .scale = 1.0};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRender::everyTargetBecomesAPicture_data()
{
    QTest::addColumn<QString>("target");
    for (const Lesson &lesson : lessons()) {
        const auto id = QString::fromUtf8(lesson.id.data(), static_cast<qsizetype>(lesson.id.size()));
        QTest::newRow(qPrintable(id)) << id;
        for (const SceneEntry &entry : bundledScenes(lesson.id))
            QTest::newRow(qPrintable(id + u'/' + entry.key)) << id + u'/' + entry.key;
    }
}

void TestRender::everyTargetBecomesAPicture()
{
    QFETCH(QString, target);
    CommandLine asked = line("a.png");
    asked.target = target;
    const auto failure = render(asked);
    QVERIFY2(!failure, qPrintable(failure.value_or(QString())));
    QCOMPARE(QImage(asked.output).size(), QSize(640, 480));
}

void TestRender::pngHasTheSizeAskedFor()
{
    CommandLine asked = line("a.png");
    asked.scale = 2.5;
    QVERIFY(!render(asked));
    QCOMPARE(QImage(asked.output).size(), QSize(1600, 1200));
}

void TestRender::svgIsWellFormedWithTextAsText()
{
    CommandLine asked = line("a.svg");
    asked.step = 8;
    QVERIFY(!render(asked));
    const QString text = textOf(bytesOf(asked.output));
    QVERIFY(!text.isEmpty());
    for (const char *word : {"Input", "Kernel", "Output", "= "})
        QVERIFY2(text.contains(QString::fromLatin1(word)), word);
    QVERIFY(text.contains(QChar(0x2212))); // a true minus sign
}

void TestRender::pdfEmbedsItsFonts()
{
    const CommandLine asked = line("a.pdf");
    QVERIFY(!render(asked));
    const QByteArray pdf = bytesOf(asked.output);
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.contains("/FontFile"));
    QVERIFY(pdf.contains("Inter"));
    QVERIFY(pdf.contains("JetBrainsMono"));
    QVERIFY(pdf.contains("[0 0 480 360]") || pdf.contains("480")); // points of 640 × 480 pixels
}

void TestRender::gifHasAFrameForEveryStep()
{
    CommandLine asked = line("a.gif");
    asked.size = {320, 240};
    asked.milliseconds = 200;
    QVERIFY(!render(asked));
    QImageReader gif(asked.output, "gif");
    int frames = 0;
    QImage first;
    QImage image;
    while (gif.canRead()) {
        image = gif.read();
        QCOMPARE(image.size(), QSize(320, 240));
        QCOMPARE(gif.nextImageDelay(), frames == 24 ? 600 : 200); // the last one stays
        first = frames++ == 0 ? image : first;
    }
    QCOMPARE(frames, 25);
    QVERIFY(first != image);
    QCOMPARE(gif.loopCount(), -1);
}

void TestRender::webpIsAnAnimation()
{
    CommandLine asked = line("a.webp");
    asked.size = {320, 240};
    QVERIFY(!render(asked));
    const QByteArray webp = bytesOf(asked.output);
    QVERIFY(webp.startsWith("RIFF"));
    QCOMPARE(webp.mid(8, 4), QByteArray("WEBP"));
    QVERIFY(webp.contains("ANIM"));
    QVERIFY(webp.count("ANMF") > 20);
}

void TestRender::numberedPicturesAreWritten()
{
    QVERIFY(!render(line("step-%d.png")));
    const QStringList names = QDir(m_folder->path()).entryList(QDir::Files, QDir::Name);
    QCOMPARE(names.size(), 25);
    QCOMPARE(names.first(), QStringLiteral("step-0001.png"));
    QCOMPARE(names.last(), QStringLiteral("step-0025.png"));
    CommandLine one = line("seventh.png");
    one.step = 7;
    QVERIFY(!render(one));
    QCOMPARE(QImage(path("step-0007.png")), QImage(one.output));
}

void TestRender::stepAndTapChangeThePicture()
{
    CommandLine asked = line("a.png");
    QVERIFY(!render(asked));
    const QImage last(asked.output);
    asked.step = 25;
    QVERIFY(!render(asked));
    QCOMPARE(QImage(asked.output), last); // the last one unless said
    CommandLine scene = line("b.png");
    scene.target = QStringLiteral("convolution/sobel-gradient"); // what the lesson starts with
    QVERIFY(!render(scene));
    QCOMPARE(QImage(scene.output), last);
    asked.step = 7;
    QVERIFY(!render(asked));
    const QImage seventh(asked.output);
    QVERIFY(seventh != last);
    asked.tap = 3;
    QVERIFY(!render(asked));
    QVERIFY(QImage(asked.output) != seventh);
}

void TestRender::schemesChangeThePicture()
{
    QList<QRgb> backgrounds;
    for (const char *scheme : {"light", "dark", "high-contrast"}) {
        CommandLine asked = line("a.png");
        asked.scheme = QString::fromLatin1(scheme);
        QVERIFY(!render(asked));
        backgrounds += QImage(asked.output).pixel(1, 1);
    }
    QCOMPARE(backgrounds,
             (QList<QRgb>{Theme::light().window.rgb(), Theme::dark().window.rgb(),
                          Theme::highContrast().window.rgb()}));
}

void TestRender::sameLineSameBytes_data()
{
    QTest::addColumn<QByteArray>("suffix");
    QTest::newRow("png") << QByteArray("png");
    QTest::newRow("svg") << QByteArray("svg");
    QTest::newRow("gif") << QByteArray("gif");
}

void TestRender::sameLineSameBytes()
{
    QFETCH(QByteArray, suffix);
    QVERIFY(!render(line("a." + suffix)));
    QVERIFY(!render(line("b." + suffix)));
    QVERIFY(!bytesOf(path("a." + suffix)).isEmpty());
    QCOMPARE(bytesOf(path("a." + suffix)), bytesOf(path("b." + suffix)));
}

void TestRender::sceneFilesAreRead()
{
    ConvolutionParams params = convolutionStart();
    params.stride = {2, 2};
    QFile file(path("mine.convoscope.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(sceneOf(lessons().front(), params, {4, -1}, {})).toJson());
    file.close();
    CommandLine asked = line("a.png");
    asked.target = file.fileName();
    QVERIFY(!render(asked));
    const QImage saved(asked.output);
    asked.step = 5; // where it was saved
    QVERIFY(!render(asked));
    QCOMPARE(QImage(asked.output), saved);
    asked.step = 9;
    QVERIFY(!render(asked));
    QVERIFY(QImage(asked.output) != saved);
    asked.step = 10; // there are 3 × 3
    QVERIFY(render(asked).has_value());
}

void TestRender::photosOfAScene()
{
    const QString photo = path("heart.png");
    QVERIFY(QFile::copy(QStringLiteral(":/samples/tiny_heart_16x16.png"), photo));
    ConvolutionParams params = convolutionStart();
    params.input = pictureOf({QImage(photo), photo}, QStringLiteral("red"));
    QFile file(path("mine.convoscope.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(sceneOf(lessons().front(), params, {}, {})).toJson());
    file.close();
    CommandLine asked = line("a.svg");
    asked.target = file.fileName();
    asked.step = 256;
    QVERIFY(!render(asked));
    QFile::remove(photo);
    const auto failure = render(asked);
    QVERIFY(failure && failure->contains(QStringLiteral("heart.png")));
}

void TestRender::failuresAreSentences_data()
{
    QTest::addColumn<CommandLine>("asked");
    QTest::addColumn<QString>("about");
    const auto row = [](const char *name, CommandLine line, const char *about) {
        line.verb = CommandLine::Verb::Render;
        QTest::newRow(name) << line << QString::fromLatin1(about);
    };
    const QString lesson = QStringLiteral("convolution");
    const QString png = QStringLiteral("a.png");
    row("unknown scene", {.target = QStringLiteral("convolution/no-such"), .output = png}, "no-such");
    row("unknown lesson", {.target = QStringLiteral("astrology"), .output = png}, "astrology");
    row("missing file", {.target = QStringLiteral("gone.convoscope.json"), .output = png}, "gone");
    row("unknown format", {.target = lesson, .output = QStringLiteral("a.xcf")}, "xcf");
    row("no suffix", {.target = lesson, .output = QStringLiteral("a")}, "PNG");
    row("no such step", {.target = lesson, .output = png, .step = 26}, "25");
    row("no such tap", {.target = lesson, .output = png, .step = 1, .tap = 10}, "9");
    row("no such folder", {.target = lesson, .output = QStringLiteral("no/where/a.png")}, "a.png");
    row("animation into no folder",
        {.target = lesson, .output = QStringLiteral("no/where/a.gif"), .size = {200, 150}}, "a.gif");
}

void TestRender::failuresAreSentences()
{
    QFETCH(CommandLine, asked);
    QFETCH(QString, about);
    asked.output = m_folder->filePath(asked.output);
    const auto failure = render(asked);
    QVERIFY(failure.has_value());
    QVERIFY2(failure->contains(about), qPrintable(*failure));
    QVERIFY2(failure->endsWith(u'.'), qPrintable(*failure));
    QVERIFY(QDir(m_folder->path()).isEmpty()); // and no half of a file
}

QTEST_MAIN(TestRender)
#include "tst_render.moc"
