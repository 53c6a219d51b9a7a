#include "app/image_file.h"

#include "tests/app/image_corpus.h"
#include "tests/child_process.h"

#include <QDir>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <random>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace convoscope;
using corpus::gradient;
using corpus::imageOf;
using corpus::sentenceOf;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool sanitized = true; // its own memory makes limits on memory meaningless
#else
constexpr bool sanitized = false;
#endif

/// Memory of this process that the kernel reserved, in bytes.
rlim_t reservedMemory()
{
    std::ifstream statistics("/proc/self/statm");
    rlim_t pages = 0;
    statistics >> pages;
    return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

/// What loadImage must not open, and what must not hurt it.
class TestImageFileRefusals : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void refusesWhatIsNoImage_data();
    void refusesWhatIsNoImage();
    void refusesBombsWithoutMemory_data();
    void refusesBombsWithoutMemory();
    void opensWhatOnlyLooksLikeABomb_data();
    void opensWhatOnlyLooksLikeABomb();
    void refusesWhatIsNoFile();
    void refusesHugeFiles();
    void refusesWithoutPermission();
    void saysWhenMemoryIsShort();
    void survivesDamage_data();
    void survivesDamage();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_dir->filePath(name); }
    QString put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(in(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? in(name) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestImageFileRefusals::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false")); // complaints of the decoders
}

void TestImageFileRefusals::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestImageFileRefusals::refusesWhatIsNoImage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    const QByteArray png = corpus::encoded(corpus::quarters({24, 16}), "png");
    QByteArray badChecksum = png;
    badChecksum[badChecksum.indexOf("IDAT") + 9] ^= '\x55';
    const auto row = [](const char *name, const QByteArray &bytes, const char *words) {
        QTest::newRow(name) << bytes << QString::fromLatin1(words);
    };
    row("empty", {}, "is empty");
    row("8 bytes", png.left(8), "damaged or incomplete PNG");
    row("8 other bytes", "abcdefgh", "PNG, JPEG, GIF, BMP, WebP, PNM and TIFF work");
    row("text", "Dear all,\n", "is not an image");
    row("bad checksum", badChecksum, "damaged or incomplete PNG");
    row("no pixels", corpus::pngClaiming(0, 7), "damaged or incomplete PNG");
    row("sides of 2^31", corpus::pngClaiming(0x80000000U, 0x80000000U), "damaged or incomplete PNG");
    row("BMP of negative width", corpus::bmpClaiming(-5, 5), "damaged or incomplete BMP");
    for (const char *format : {"png", "jpeg", "ppm", "webp", "tiff"}) {
        const QByteArray whole = corpus::encoded(corpus::quarters({24, 16}), format);
        QTest::addRow("%s cut in its header", format)
            << whole.left(20) << QStringLiteral("damaged or incomplete");
    }
    for (const char *format : {"png", "ppm", "webp", "tiff"}) {
        const QByteArray whole = corpus::encoded(gradient({24, 16}, QImage::Format_RGB32), format);
        QTest::addRow("%s cut in half", format)
            << whole.left(whole.size() / 2) << QStringLiteral("damaged or incomplete");
    }
    row("SVG", R"(<svg xmlns="http://www.w3.org/2000/svg"><image href="self.svg"/></svg>)", "vector drawing");
    row("SVG with a prologue",
        "\n<?xml version=\"1.0\"?>\n<!DOCTYPE svg [<!ENTITY e SYSTEM "
        "\"file:///etc/passwd\">]>\n<svg>&e;</svg>",
        "vector drawing");
    row("packed SVG", QByteArray("\x1F\x8B\x08\0", 4), "vector drawing");
    row("SVG behind a PNG's first bytes", png.left(8) + "<svg/>", "damaged or incomplete PNG");
    row("PDF", "%PDF-1.7\n", "PDF document");
    row("HEIF",
        QByteArray("\0\0\0\x18"
                   "ftypheic",
                   12),
        "HEIF");
    row("XBM", "#define x_width 32000\n#define x_height 32000\n", "is not an image");
    row("MNG", QByteArray("\x8AMNG\r\n\x1A\n"), "is not an image");
    row("icon", QByteArray("\0\0\1\0\1\0", 6), "is not an image");
    row("word with P1", "P1anet", "is not an image");
}

void TestImageFileRefusals::refusesWhatIsNoImage()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, words);
    const QString sentence = sentenceOf(loadImage(put(QStringLiteral("photo.png"), bytes)));
    QVERIFY2(sentence.startsWith(QString::fromUtf8("“photo.png” ")), qPrintable(sentence));
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    const QString pasted = sentenceOf(loadImage(bytes, {}));
    QVERIFY2(pasted.startsWith(QStringLiteral("The pasted image ")), qPrintable(pasted));
}

void TestImageFileRefusals::refusesBombsWithoutMemory_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray jpeg = corpus::encoded(corpus::quarters({16, 16}), "jpeg");
    const QByteArray progressive = corpus::progressiveJpeg(corpus::quarters({16, 16}));
    QTest::newRow("PNG 30000x30000") << corpus::pngClaiming(30000, 30000);
    QTest::newRow("PNG 1x8000000") << corpus::pngClaiming(1, 8'000'000);
    QTest::newRow("PNG 40000x1") << corpus::pngClaiming(40'000, 1);
    QTest::newRow("PNG 9999x9999, 8 bytes a pixel") << corpus::pngClaiming(9999, 9999, 16, 6);
    QTest::newRow("PNG 9999x9999, no pixels in it") << corpus::pngClaiming(9999, 9999, 8, 2);
    QTest::newRow("GIF 65535x65535") << corpus::gif({1}, 65535);
    QTest::newRow("PPM 100000x100000") << QByteArray("P6 100000 100000 255\n");
    QTest::newRow("PPM of overflowing size") << QByteArray("P6 99999999999 99999999999 255\n");
    QTest::newRow("BMP 100000x100000") << corpus::bmpClaiming(100'000, 100'000);
    QTest::newRow("BMP of largest sides") << corpus::bmpClaiming(0x7FFFFFFF, 0x7FFFFFFF);
    QTest::newRow("TIFF 60000x60000") << corpus::tiffClaiming(60'000, 60'000);
    QTest::newRow("TIFF of largest sides") << corpus::tiffClaiming(0xFFFFFFFFU, 0xFFFFFFFFU);
    QTest::newRow("TIFF 9999x9999, no pixels in it") << corpus::tiffClaiming(9999, 9999);
    QTest::newRow("TIFF with tiles of 1 GB") << corpus::tiffClaiming(16, 16, 32768);
    QTest::newRow("JPEG 65500x65500") << corpus::withClaimedSize(jpeg, {65500, 65500});
    QTest::newRow("JPEG 30000x20000") << corpus::withClaimedSize(jpeg, {30000, 20000});
    QTest::newRow("progressive JPEG 12000x9000") << corpus::withClaimedSize(progressive, {12000, 9000});
    QTest::newRow("WebP 16384x16384")
        << QByteArray("RIFF\x1E\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\xFF\x3F\0\xFF\x3F\0"
                      "VP8L\0\0\0\0",
                      38);
}

void TestImageFileRefusals::refusesBombsWithoutMemory()
{
    QFETCH(const QByteArray, bytes);
    const QString path = put(QStringLiteral("bomb"), bytes);
    const ChildEnd idle = inChild([] { return 0; });
    const ChildEnd end = inChild([&] { return std::holds_alternative<QString>(loadImage(path)) ? 7 : 1; });
    QVERIFY(end.exited);
    QCOMPARE(end.code, 7);
    const long spentMiB = (end.peakKiB - idle.peakKiB) / 1024;
    QVERIFY2(spentMiB < 100, qPrintable(QStringLiteral("%1 MiB").arg(spentMiB)));
}

void TestImageFileRefusals::opensWhatOnlyLooksLikeABomb_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray png = corpus::encoded(corpus::quarters({24, 16}), "png");
    const QByteArray text = QByteArray("Comment\0\0", 9) + qCompress(QByteArray(64 << 20, 'x')).mid(4);
    QTest::newRow("64 MB of packed text") << corpus::withChunks(png, corpus::pngChunk("zTXt", text));
    QTest::newRow("200000 chunks of text")
        << corpus::withChunks(png, corpus::pngChunk("tEXt", QByteArray("a\0b", 3)).repeated(200'000));
    QTest::newRow("20000 frames") << corpus::gif(QList<int>(20'000, 1));
}

void TestImageFileRefusals::opensWhatOnlyLooksLikeABomb()
{
    QFETCH(const QByteArray, bytes);
    const ChildEnd idle = inChild([] { return 0; });
    const ChildEnd end =
        inChild([&] { return std::holds_alternative<LoadedImage>(loadImage(bytes, {})) ? 7 : 1; });
    QVERIFY(end.exited);
    QCOMPARE(end.code, 7);
    const long spentMiB = (end.peakKiB - idle.peakKiB) / 1024;
    QVERIFY2(spentMiB < 100, qPrintable(QStringLiteral("%1 MiB").arg(spentMiB)));
}

void TestImageFileRefusals::refusesWhatIsNoFile()
{
    const auto refusal = [&](const QString &name) { return sentenceOf(loadImage(in(name))); };
    const auto check = [&](const QString &name, const char *words) {
        const QString sentence = refusal(name);
        QVERIFY2(sentence.contains(QLatin1String(words)), qPrintable(sentence));
    };
    check(QStringLiteral("gone.png"), "was not found");
    check(QString(), "is a folder");
    QCOMPARE(mkfifo(QFile::encodeName(in(QStringLiteral("pipe"))).constData(), 0600), 0);
    check(QStringLiteral("pipe"), "is a device or a pipe");
    QVERIFY(QFile::link(QStringLiteral("/dev/zero"), in(QStringLiteral("zero.png"))));
    check(QStringLiteral("zero.png"), "is a device or a pipe");
    QVERIFY(QFile::link(in(QStringLiteral("nothing")), in(QStringLiteral("dangling.png"))));
    check(QStringLiteral("dangling.png"), "is a link to a file that is no longer there");
    QVERIFY(QFile::link(in(QStringLiteral("loop.png")), in(QStringLiteral("loop.png"))));
    check(QStringLiteral("loop.png"), "can't be opened: ");

    const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    QVERIFY(listener >= 0);
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    const QByteArray socketPath = QFile::encodeName(in(QStringLiteral("s")));
    QVERIFY(size_t(socketPath.size()) < sizeof address.sun_path);
    std::ranges::copy(socketPath, address.sun_path);
    QCOMPARE(bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    check(QStringLiteral("s"), "is a device or a pipe");
    close(listener);

    const QString notUtf8 =
        QFile::decodeName(QByteArray(QFile::encodeName(in(QStringLiteral("a"))) + "\xFF.png"));
    QVERIFY(sentenceOf(loadImage(notUtf8)).contains(QStringLiteral("was not found")));
    QVERIFY(sentenceOf(loadImage(QString())).contains(QStringLiteral("was not found")));
}

void TestImageFileRefusals::refusesHugeFiles()
{
    QFile file(put(QStringLiteral("sparse.png"), corpus::encoded(corpus::quarters({8, 8}), "png")));
    QVERIFY(file.resize(qint64(1) << 30U));
    const QString sentence = sentenceOf(loadImage(file.fileName()));
    QVERIFY2(sentence.contains(QStringLiteral("has 1024 MB. Files up to 256 MB")), qPrintable(sentence));
    QVERIFY(file.resize(maxImageBytes));
    QCOMPARE(imageOf(loadImage(file.fileName())).image.size(), QSize(8, 8));
}

void TestImageFileRefusals::refusesWithoutPermission()
{
    QCOMPARE(chmod(QFile::encodeName(m_dir->path()).constData(), 0755), 0);
    const QString path = put(QStringLiteral("shut.png"), corpus::encoded(corpus::quarters({8, 8}), "png"));
    QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("shut")));
    const QString inside = put(QStringLiteral("shut/inside.png"), "x");
    QCOMPARE(chmod(QFile::encodeName(path).constData(), 0), 0);
    QCOMPARE(chmod(QFile::encodeName(in(QStringLiteral("shut"))).constData(), 0), 0);
    const ChildEnd end = inChild([&] {
        dropRights();
        const bool file = sentenceOf(loadImage(path)).contains(QStringLiteral("Check its permissions"));
        const bool folder = sentenceOf(loadImage(inside)).contains(QStringLiteral("Check its permissions"));
        return file && folder ? 7 : file ? 1 : 2;
    });
    QCOMPARE(chmod(QFile::encodeName(in(QStringLiteral("shut"))).constData(), 0755), 0);
    QVERIFY(end.exited);
    QCOMPARE(end.code, 7);
}

void TestImageFileRefusals::saysWhenMemoryIsShort()
{
    const QByteArray photo =
        corpus::withClaimedSize(corpus::encoded(corpus::quarters({16, 16}), "jpeg"), {8064, 6048});
    const ChildEnd end = inChild([&] {
        const rlim_t most = reservedMemory() + (80U << 20U);
        const rlimit limit{most, most};
        if (!sanitized)
            setrlimit(RLIMIT_AS, &limit);
        const ImageResult result = loadImage(photo, {});
        const bool short_ = sentenceOf(result).contains(QStringLiteral("needs more memory than there is"));
        return std::holds_alternative<LoadedImage>(result) ? 3 : short_ ? 7 : 1;
    });
    QVERIFY(end.exited);
    QCOMPARE(end.code, sanitized ? 3 : 7);
}

void TestImageFileRefusals::survivesDamage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QImage image = gradient({40, 30}, QImage::Format_RGB32);
    for (const char *format : {"png", "jpeg", "bmp", "webp", "ppm", "tiff"})
        QTest::newRow(format) << corpus::encoded(image, format);
    QTest::newRow("gif") << corpus::gif({0, 1, 0});
    QTest::newRow("jpeg with metadata") << corpus::withOrientation(corpus::encoded(image, "jpeg"), 6);
    QTest::newRow("progressive jpeg") << corpus::progressiveJpeg(image);
}

/// Whatever bytes are changed: an image or a sentence, no crash, no hang, no exception.
void TestImageFileRefusals::survivesDamage()
{
    QFETCH(const QByteArray, bytes);
    const ChildEnd end = inChild([&] {
        // silent about what the decoders complain of
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
        if (std::freopen("/dev/null", "w", stderr) == nullptr)
            return 2;
        std::mt19937 random(11);
        for (int round = 0; round < 300; ++round) {
            QByteArray damagedBytes =
                bytes.left(round % 4 == 0 ? static_cast<qsizetype>(random() % bytes.size()) : bytes.size());
            for (auto changes = random() % 6; changes > 0 && !damagedBytes.isEmpty(); --changes)
                damagedBytes[static_cast<qsizetype>(random() % damagedBytes.size())] =
                    static_cast<char>(random());
            const ImageResult result = loadImage(damagedBytes, {});
            const auto *loaded = std::get_if<LoadedImage>(&result);
            if (loaded != nullptr ? loaded->image.isNull() : std::get<QString>(result).isEmpty())
                return 1;
        }
        return 7;
    });
    QVERIFY2(end.exited, qPrintable(QStringLiteral("signal %1").arg(end.code)));
    QCOMPARE(end.code, 7);
}

QTEST_GUILESS_MAIN(TestImageFileRefusals)
#include "tst_image_file_refusals.moc"
