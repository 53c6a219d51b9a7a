#include "app/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace convoscope;

namespace {

const QList<QRect> screens{{0, 0, 1920, 1080}, {1920, 0, 1280, 1024}};
constexpr QSize least(800, 520);

bool liesOnAScreen(const QRect &rect)
{
    return std::ranges::any_of(screens, [&](const QRect &screen) { return screen.contains(rect); });
}

} // namespace

/// What is remembered between two starts, from sound and from damaged files.
class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void firstStart();
    void damagedFilesGiveDefaults_data();
    void damagedFilesGiveDefaults();
    void geometryIsMended_data();
    void geometryIsMended();
    void geometryFitsWhateverScreensThereAre_data();
    void geometryFitsWhateverScreensThereAre();
    void maximisedKeepsTheOldSize();
    void valuesComeBack();
    void recentFilesAreNewestFirst();
    void sessionHasItsFolder();

private:
    void write(const QByteArray &text);
    [[nodiscard]] Settings settings() const { return Settings(m_folder->path()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSettings::write(const QByteArray &text)
{
    QFile file(m_folder->filePath(QStringLiteral("convoscope.conf")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

void TestSettings::firstStart()
{
    const Settings s = settings();
    QCOMPARE(s.scheme(), QStringLiteral("system"));
    QVERIFY(s.motion() && !s.predictFirst() && !s.windowMaximised());
    QVERIFY(s.recentFiles().isEmpty());
    QVERIFY(liesOnAScreen(s.windowGeometry(screens, least)));
}

void TestSettings::damagedFilesGiveDefaults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("garbage") << QByteArray("\x00\xff\x12%%%[[[]]==\x01\n\n;;;", 20);
    QTest::newRow("truncated") << QByteArray("[window]\nwidth=12");
    QTest::newRow("truncated escape") << QByteArray("[General]\nrecent-files=@Variant(\\0\\0\\0");
    QTest::newRow("another program's") << QByteArray("{\"window\": {\"width\": 900}}");
    QTest::newRow("wrong types") << QByteArray(
        "[General]\nscheme=@Size(3 4)\nmotion=perhaps\npredict-first=7\n"
        "recent-files=@Rect(1 2 3 4)\ndialect=@ByteArray(x)\n"
        "[window]\nmaximised=maybe\nx=left\ny=@Point(1 2)\nwidth=wide\n"
        "height=tall\n");
    QTest::newRow("unknown scheme") << QByteArray("[General]\nscheme=pink\n");
    QTest::newRow("no variant") << QByteArray("[General]\nmotion=@Invalid()\nscheme=@Invalid()\n");
}

void TestSettings::damagedFilesGiveDefaults()
{
    QFETCH(QByteArray, text);
    write(text);
    const Settings s = settings();
    QCOMPARE(s.scheme(), QStringLiteral("system"));
    QVERIFY(s.motion());
    QVERIFY(!s.predictFirst());
    QVERIFY(!s.windowMaximised());
    QVERIFY(s.recentFiles().size() <= 10);
    const QRect geometry = s.windowGeometry(screens, least);
    QVERIFY(liesOnAScreen(geometry));
    QVERIFY(geometry.width() >= least.width() && geometry.height() >= least.height());
}

void TestSettings::geometryIsMended_data()
{
    QTest::addColumn<QString>("x");
    QTest::addColumn<QString>("y");
    QTest::addColumn<QString>("width");
    QTest::addColumn<QString>("height");
    QTest::addColumn<QRect>("expected"); // null: the usual place
    const auto row = [](const char *name, const char *x, const char *y, const char *width, const char *height,
                        const QRect &expected = {}) {
        QTest::newRow(name) << QString::fromLatin1(x) << QString::fromLatin1(y) << QString::fromLatin1(width)
                            << QString::fromLatin1(height) << expected;
    };
    row("as it was", "100", "50", "1000", "700", {100, 50, 1000, 700});
    row("on the second screen", "2000", "100", "1000", "700", {2000, 100, 1000, 700});
    row("over the right edge", "1400", "100", "1000", "700", {920, 100, 1000, 700});
    row("above", "100", "-300", "1000", "700", {100, 0, 1000, 700});
    row("off every screen", "-9000", "-9000", "1000", "700");
    row("too small", "100", "50", "30", "20", {100, 50, 800, 520});
    row("negative", "100", "100", "-400", "-300");
    row("larger than the screen", "0", "0", "1900", "2000", {0, 0, 1900, 1080});
    row("16 777 215 pixels", "0", "0", "16777215", "16777215");
    row("beyond int", "0", "0", "99999999999999999999", "700");
    row("least int", "-2147483648", "0", "1000", "700");
    row("greatest int", "2147483647", "2147483647", "2147483647", "2147483647");
    row("fractions", "1.5", "2.5", "1000.7", "700");
    row("nan", "nan", "nan", "nan", "nan");
    row("nothing", "", "", "", "");
}

void TestSettings::geometryIsMended()
{
    QFETCH(QString, x);
    QFETCH(QString, y);
    QFETCH(QString, width);
    QFETCH(QString, height);
    QFETCH(QRect, expected);
    const QRect usual = settings().windowGeometry(screens, least);
    write(QStringLiteral("[window]\nx=%1\ny=%2\nwidth=%3\nheight=%4\n").arg(x, y, width, height).toUtf8());
    const QRect geometry = settings().windowGeometry(screens, least);
    QVERIFY(liesOnAScreen(geometry));
    QCOMPARE(geometry, expected.isNull() ? usual : expected);
}

void TestSettings::geometryFitsWhateverScreensThereAre_data()
{
    QTest::addColumn<QRect>("screen");
    QTest::newRow("small") << QRect(0, 0, 640, 480);
    QTest::newRow("4K") << QRect(0, 0, 3840, 2160);
    QTest::newRow("elsewhere") << QRect(-1920, 300, 1920, 1080);
}

void TestSettings::geometryFitsWhateverScreensThereAre()
{
    QFETCH(QRect, screen);
    QVERIFY(screen.contains(settings().windowGeometry({screen}, QSize(100, 100))));
    Settings s = settings();
    s.setWindowGeometry({100, 50, 1000, 700}, false);
    QVERIFY(screen.contains(s.windowGeometry({screen}, least)));
    QVERIFY(!s.windowGeometry({}, least).isEmpty());
}

void TestSettings::maximisedKeepsTheOldSize()
{
    Settings s = settings();
    s.setWindowGeometry({100, 50, 1000, 700}, false);
    s.setWindowGeometry({0, 0, 1920, 1080}, true);
    QVERIFY(s.windowMaximised());
    QCOMPARE(s.windowGeometry(screens, least), QRect(100, 50, 1000, 700));
}

void TestSettings::valuesComeBack()
{
    {
        Settings s = settings();
        s.setScheme(QStringLiteral("dark"));
        s.setMotion(false);
        s.setPredictFirst(true);
        s.setDialect(QStringLiteral("2"));
        s.setWindowGeometry({10, 20, 900, 600}, true);
        s.addRecentFile(QStringLiteral("/a, b; \"c\" ü.png"));
    }
    const Settings s = settings();
    QCOMPARE(s.scheme(), QStringLiteral("dark"));
    QVERIFY(!s.motion() && s.predictFirst() && s.windowMaximised());
    QCOMPARE(s.dialect(), QStringLiteral("2"));
    QCOMPARE(s.recentFiles(), QStringList(QStringLiteral("/a, b; \"c\" ü.png")));
}

void TestSettings::recentFilesAreNewestFirst()
{
    Settings s = settings();
    for (int i = 0; i < 14; ++i)
        s.addRecentFile(QStringLiteral("/f%1.png").arg(i));
    QCOMPARE(s.recentFiles().size(), 10);
    QCOMPARE(s.recentFiles().first(), QStringLiteral("/f13.png"));
    s.addRecentFile(QStringLiteral("/x/../f7.png"));
    s.addRecentFile(QStringLiteral("/f7.png"));
    QCOMPARE(s.recentFiles().first(), QStringLiteral("/f7.png"));
    QCOMPARE(s.recentFiles().count(QStringLiteral("/f7.png")), 1);
    s.clearRecentFiles();
    QVERIFY(s.recentFiles().isEmpty());
}

void TestSettings::sessionHasItsFolder()
{
    const QString folder = m_folder->filePath(QStringLiteral("new/one"));
    const Settings s(folder);
    QVERIFY(s.sessionPath().startsWith(folder));
    QVERIFY(QFileInfo(QFileInfo(s.sessionPath()).path()).isDir());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
