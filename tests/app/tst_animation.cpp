#include "app/animation.h"

#include <QColor>
#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

namespace {

/// A drawing of few colours in which a bar walks to the right.
QImage walkingBar(int step)
{
    QImage image(60, 40, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(y / 4 * 20, 30, 200));
        for (int x = step * 3; x < step * 3 + 3; ++x)
            image.setPixel(x, y, qRgb(250, 250, 10 * step));
    }
    return image;
}

/// As many colours as pixels.
QImage manyColours(int shift)
{
    QImage image(64, 64, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * 4, y * 4, (x + y + shift) * 2 % 256));
    }
    return image;
}

std::unique_ptr<AnimationWriter> writerFor(const QString &path, QSize size)
{
    AnimationResult result = makeAnimationWriter(path, size);
    auto *writer = std::get_if<std::unique_ptr<AnimationWriter>>(&result);
    return writer != nullptr ? std::move(*writer) : nullptr;
}

/// Empty when all went well.
QString written(const QString &path, const QList<Frame> &frames)
{
    const auto writer = writerFor(path, frames.first().image.size());
    for (const Frame &frame : frames) {
        if (const auto sentence = writer->add(frame))
            return *sentence;
    }
    return writer->finish().value_or(QString());
}

QList<Frame> readBack(const QString &path)
{
    QImageReader reader(path);
    QList<Frame> frames;
    for (QImage image = reader.read(); !image.isNull(); image = reader.read())
        frames += Frame{image.convertToFormat(QImage::Format_RGB32), reader.nextImageDelay()};
    return frames;
}

int largestDifference(const QImage &a, const QImage &b)
{
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            largest = std::max(
                {largest, qAbs(qRed(p) - qRed(q)), qAbs(qGreen(p) - qGreen(q)), qAbs(qBlue(p) - qBlue(q))});
        }
    }
    return largest;
}

} // namespace

class TestAnimation : public QObject {
    Q_OBJECT

private slots:
    void init();
    void readsBackExactly_data();
    void readsBackExactly();
    void keepsTime_data();
    void keepsTime();
    void repeatsForEver_data();
    void repeatsForEver();
    void approximatesManyColours();
    void keepsFlatColoursAmongMany();
    void storesOnlyWhatChanges();
    void keepsEqualFramesOfAGif();
    void putsTransparencyOnWhite_data();
    void putsTransparencyOnWhite();
    void numbersFrames();
    void namesFrames_data();
    void namesFrames();
    void writesNothingWhenStopped_data();
    void writesNothingWhenStopped();
    void refuses_data();
    void refuses();
    void refusesFramesOfAnotherSize();
    void saysThatItCannotSave_data();
    void saysThatItCannotSave();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_dir->filePath(name); }
    [[nodiscard]] qint64 sizeOf(const QList<Frame> &frames) const
    {
        return written(in(QStringLiteral("size.gif")), frames).isEmpty()
            ? QFileInfo(in(QStringLiteral("size.gif"))).size()
            : -1;
    }
    static void eachKind()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("GIF") << "run.gif";
        QTest::newRow("WebP") << "run.webp";
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestAnimation::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestAnimation::readsBackExactly_data()
{
    eachKind();
}

void TestAnimation::readsBackExactly()
{
    QFETCH(const QString, name);
    QList<Frame> frames;
    for (int step = 0; step < 20; ++step)
        frames += Frame{walkingBar(step), 120};
    QCOMPARE(written(in(name), frames), QString());
    const QList<Frame> found = readBack(in(name));
    QCOMPARE(found.size(), frames.size());
    for (int step = 0; step < 20; ++step) {
        QCOMPARE(found[step].milliseconds, 120);
        QCOMPARE(found[step].image, frames[step].image);
    }
}

void TestAnimation::keepsTime_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("GIF, hundredths") << "run.gif" << 250 << QList<int>{250, 250, 250, 250};
    QTest::newRow("GIF, rounding made up for") << "run.gif" << 33 << QList<int>{30, 40, 30, 30};
    QTest::newRow("GIF, not below two hundredths") << "run.gif" << 1 << QList<int>{20, 20, 20, 20};
    QTest::newRow("GIF, a long stay") << "run.gif" << 60'000 << QList<int>{60'000, 60'000, 60'000, 60'000};
    QTest::newRow("WebP") << "run.webp" << 33 << QList<int>{33, 33, 33, 33};
}

void TestAnimation::keepsTime()
{
    QFETCH(const QString, name);
    QFETCH(const int, milliseconds);
    QFETCH(const QList<int>, expected);
    QList<Frame> frames;
    for (int step = 0; step < 4; ++step)
        frames += Frame{walkingBar(step), milliseconds};
    QCOMPARE(written(in(name), frames), QString());
    QList<int> found;
    for (const Frame &frame : readBack(in(name)))
        found += frame.milliseconds;
    QCOMPARE(found, expected);
}

void TestAnimation::repeatsForEver_data()
{
    eachKind();
}

void TestAnimation::repeatsForEver()
{
    QFETCH(const QString, name);
    QCOMPARE(written(in(name), {{walkingBar(0), 100}, {walkingBar(1), 100}}), QString());
    QImageReader reader(in(name));
    QVERIFY(reader.supportsAnimation());
    while (!reader.read().isNull()) { } // Qt knows it only behind the first frame
    QCOMPARE(reader.loopCount(), -1);
}

void TestAnimation::approximatesManyColours()
{
    const QList<Frame> frames{{manyColours(0), 100}, {manyColours(40), 100}};
    QCOMPARE(written(in(QStringLiteral("run.webp")), frames), QString());
    QCOMPARE(readBack(in(QStringLiteral("run.webp"))).last().image, frames.last().image);
    QCOMPARE(written(in(QStringLiteral("run.gif")), frames), QString());
    const QList<Frame> found = readBack(in(QStringLiteral("run.gif")));
    QCOMPARE(found.size(), 2);
    for (int i = 0; i < 2; ++i) {
        const int difference = largestDifference(found[i].image, frames[i].image);
        QVERIFY2(difference < 32, qPrintable(QString::number(difference)));
    }
}

void TestAnimation::keepsFlatColoursAmongMany()
{
    QImage image = manyColours(0).scaled(64, 128);
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x)
            image.setPixel(x, y, x % 16 == 0 ? qRgb(91, 17, 203) : qRgb(250, 251, 249));
    }
    QCOMPARE(written(in(QStringLiteral("run.gif")), {{image, 100}}), QString());
    const QImage found = readBack(in(QStringLiteral("run.gif"))).first().image;
    QCOMPARE(found.copy(0, 0, 64, 64), image.copy(0, 0, 64, 64));
}

void TestAnimation::storesOnlyWhatChanges()
{
    QImage noise = manyColours(0);
    const qint64 one = sizeOf({{noise, 100}});
    QImage corners = noise;
    corners.setPixel(0, 0, qRgb(1, 2, 3));
    corners.setPixel(63, 63, qRgb(3, 2, 1));
    QVERIFY(one > 3000);
    const qint64 two = sizeOf({{noise, 100}, {corners, 100}});
    QVERIFY2(two - one < 200, qPrintable(QString::number(two - one)));
    const QList<Frame> found = readBack(in(QStringLiteral("size.gif")));
    QCOMPARE(found[1].image.pixel(63, 63), qRgb(3, 2, 1));
    QCOMPARE(found[1].image.copy(1, 0, 62, 64), found[0].image.copy(1, 0, 62, 64));
}

void TestAnimation::keepsEqualFramesOfAGif()
{
    QCOMPARE(written(in(QStringLiteral("run.gif")), {{walkingBar(3), 100}, {walkingBar(3), 200}}), QString());
    const QList<Frame> found = readBack(in(QStringLiteral("run.gif")));
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[1].image, walkingBar(3));
    QCOMPARE(found[1].milliseconds, 200);
}

void TestAnimation::putsTransparencyOnWhite_data()
{
    eachKind();
    QTest::newRow("PNG") << "run.png";
}

void TestAnimation::putsTransparencyOnWhite()
{
    QFETCH(const QString, name);
    QImage image(8, 8, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    image.setPixel(3, 3, qRgb(9, 8, 7));
    QCOMPARE(written(in(name), {{image, 100}}), QString());
    const QString path = name.endsWith(QStringLiteral("png")) ? numberedName(in(name), 1) : in(name);
    const QImage found = readBack(path).first().image;
    QCOMPARE(found.pixel(0, 0), qRgb(255, 255, 255));
    QCOMPARE(found.pixel(3, 3), qRgb(9, 8, 7));
}

void TestAnimation::numbersFrames()
{
    QList<Frame> frames;
    for (int step = 0; step < 12; ++step)
        frames += Frame{walkingBar(step), 100};
    QCOMPARE(written(in(QStringLiteral("run.png")), frames), QString());
    const QStringList names = QDir(m_dir->path()).entryList(QDir::Files, QDir::Name);
    QCOMPARE(names.size(), 12);
    QCOMPARE(names.first(), QStringLiteral("run-0001.png"));
    QCOMPARE(names.last(), QStringLiteral("run-0012.png"));
    for (int step = 0; step < 12; ++step)
        QCOMPARE(readBack(in(names[step])).first().image, walkingBar(step));
}

void TestAnimation::namesFrames_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("name");
    QTest::newRow("first") << "run.png" << 1 << "run-0001.png";
    QTest::newRow("dots") << "a.b/run.2.PNG" << 42 << "a.b/run.2-0042.PNG";
    QTest::newRow("over four digits") << "run.png" << 12345 << "run-12345.png";
    QTest::newRow("placeholder") << "%1.png" << 7 << "%1-0007.png";
}

void TestAnimation::namesFrames()
{
    QFETCH(const QString, path);
    QFETCH(const int, number);
    QFETCH(const QString, name);
    QCOMPARE(numberedName(path, number), name);
}

void TestAnimation::writesNothingWhenStopped_data()
{
    eachKind();
}

void TestAnimation::writesNothingWhenStopped()
{
    QFETCH(const QString, name);
    {
        const auto writer = writerFor(in(name), walkingBar(0).size());
        QVERIFY(!writer->add({walkingBar(0), 100}));
        QVERIFY(!writer->add({walkingBar(1), 100}));
        QCOMPARE(writer->frames(), 2);
    }
    QVERIFY(!QFile::exists(in(name)));
}

void TestAnimation::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("words");
    QTest::newRow("film") << "run.mp4" << QSize(8, 8) << "Use .gif, .webp, or .png";
    QTest::newRow("no ending") << "run" << QSize(8, 8) << "Use .gif, .webp, or .png";
    QTest::newRow("wide WebP") << "run.webp" << QSize(16384, 8) << "16383 a side is the most";
    QTest::newRow("high GIF") << "run.gif" << QSize(8, 65536) << "65535 a side is the most";
}

void TestAnimation::refuses()
{
    QFETCH(const QString, name);
    QFETCH(const QSize, size);
    QFETCH(const QString, words);
    const AnimationResult result = makeAnimationWriter(in(name), size);
    QVERIFY(std::holds_alternative<QString>(result));
    QVERIFY2(std::get<QString>(result).contains(words), qPrintable(std::get<QString>(result)));
}

void TestAnimation::refusesFramesOfAnotherSize()
{
    const auto writer = writerFor(in(QStringLiteral("run.gif")), {60, 40});
    QVERIFY(!writer->add({walkingBar(0), 100}));
    const QString sentence = writer->add({manyColours(0), 100}).value_or(QString());
    QVERIFY2(sentence.contains(QStringLiteral("differ in size")), qPrintable(sentence));
    QVERIFY(writer->add({QImage(), 100}));
    QCOMPARE(writer->frames(), 1);
}

void TestAnimation::saysThatItCannotSave_data()
{
    eachKind();
    QTest::newRow("PNG") << "run.png";
}

void TestAnimation::saysThatItCannotSave()
{
    QFETCH(const QString, name);
    const QString sentence = written(in(QStringLiteral("gone/") + name), {{walkingBar(0), 100}});
    QVERIFY2(sentence.contains(QStringLiteral("was not saved: ")), qPrintable(sentence));
    const auto empty = writerFor(in(name), {60, 40});
    const QString emptySentence = empty->finish().value_or(QString());
    QCOMPARE(emptySentence.isEmpty(), name.endsWith(QStringLiteral("png")));
    QVERIFY(!QFile::exists(in(name)));
}

QTEST_GUILESS_MAIN(TestAnimation)
#include "tst_animation.moc"
