#include "app/command_line.h"

#include <QTest>

using namespace convoscope;

namespace {

std::variant<CommandLine, Farewell> parsed(const QString &words)
{
    return parseCommandLine(QStringList(QStringLiteral("convoscope"))
                            + words.split(u' ', Qt::SkipEmptyParts));
}

} // namespace

/// The words after the program's name.
class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void windowsAreAskedFor_data();
    void windowsAreAskedFor();
    void renderingIsAskedFor_data();
    void renderingIsAskedFor();
    void mistakesAreSaid_data();
    void mistakesAreSaid();
    void helpAndVersion_data();
    void helpAndVersion();
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
};

void TestCommandLine::windowsAreAskedFor_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<CommandLine>("line");
    QTest::newRow("nothing") << QString() << CommandLine{};
    QTest::newRow("photo") << QStringLiteral("cat.jpg") << CommandLine{.target = QStringLiteral("cat.jpg")};
    QTest::newRow("lecture") << QStringLiteral("--present --fresh")
                             << CommandLine{.lecture = true, .fresh = true};
    QTest::newRow("scheme") << QStringLiteral("--scheme dark")
                            << CommandLine{.scheme = QStringLiteral("dark")};
    QTest::newRow("scheme with =") << QStringLiteral("--scheme=high-contrast")
                                   << CommandLine{.scheme = QStringLiteral("high-contrast")};
    QTest::newRow("step") << QStringLiteral("--step 7 --tap 3") << CommandLine{.step = 7, .tap = 3};
    QTest::newRow("folder") << QStringLiteral("--config /tmp/x")
                            << CommandLine{.config = QStringLiteral("/tmp/x")};
    QTest::newRow("platform is Qt's")
        << QStringLiteral("-platform vnc a.png") << CommandLine{.target = QStringLiteral("a.png")};
}

void TestCommandLine::windowsAreAskedFor()
{
    QFETCH(QString, words);
    QFETCH(CommandLine, line);
    QCOMPARE(std::get<CommandLine>(parsed(words)), line);
}

void TestCommandLine::renderingIsAskedFor_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("milliseconds");
    const QSizeF usual(1000, 640);
    QTest::newRow("picture") << QStringLiteral("-o a.png") << QStringLiteral("a.png") << usual << 2.0 << 500;
    QTest::newRow("long option") << QStringLiteral("--output a.svg") << QStringLiteral("a.svg") << usual
                                 << 2.0 << 500;
    QTest::newRow("animation") << QStringLiteral("-o a.gif") << QStringLiteral("a.gif") << usual << 1.0
                               << 500;
    QTest::newRow("animation, large")
        << QStringLiteral("-o a.WEBP --scale 3") << QStringLiteral("a.WEBP") << usual << 3.0 << 500;
    QTest::newRow("size") << QStringLiteral("-o a.pdf --size 800x500") << QStringLiteral("a.pdf")
                          << QSizeF(800, 500) << 2.0 << 500;
    QTest::newRow("size in capitals") << QStringLiteral("-o a.pdf --size 800X500") << QStringLiteral("a.pdf")
                                      << QSizeF(800, 500) << 2.0 << 500;
    QTest::newRow("delay") << QStringLiteral("-o a.gif --delay 40") << QStringLiteral("a.gif") << usual << 1.0
                           << 40;
}

void TestCommandLine::renderingIsAskedFor()
{
    QFETCH(QString, words);
    QFETCH(QString, output);
    QFETCH(QSizeF, size);
    QFETCH(double, scale);
    QFETCH(int, milliseconds);
    for (const QString &order :
         {QStringLiteral("render convolution ") + words, words + QStringLiteral(" render convolution")}) {
        const CommandLine line = std::get<CommandLine>(parsed(order));
        QCOMPARE(line.verb, CommandLine::Verb::Render);
        QCOMPARE(line.target, QStringLiteral("convolution"));
        QCOMPARE(line.output, output);
        QCOMPARE(line.size, size);
        QCOMPARE(line.scale, scale);
        QCOMPARE(line.milliseconds, milliseconds);
    }
}

void TestCommandLine::mistakesAreSaid_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("about"); // what the sentence must mention
    const auto row = [](const char *name, const char *words, const char *about) {
        QTest::newRow(name) << QString::fromUtf8(words) << QString::fromUtf8(about);
    };
    row("unknown option", "--frobnicate", "frobnicate");
    row("option without value", "--step", "step");
    row("step zero", "--step 0", "“0”");
    row("negative step", "--step=-3", "“-3”");
    row("step in words", "--step two", "“two”");
    row("half a step", "--step 1.5", "“1.5”");
    row("tap zero", "--tap 0", "tap");
    row("size of one number", "--size 800", "“800”");
    row("size of three", "--size 800x600x3", "size");
    row("tiny", "--size 10x10", "200x150");
    row("huge", "--size 100000x100", "8000x8000");
    row("scale of zero", "--scale 0", "scale");
    row("scale in words", "--scale big", "“big”");
    row("scale that is no number", "--scale nan", "“nan”");
    row("endless scale", "--scale inf", "“inf”");
    row("no delay", "--delay 0", "delay");
    row("unknown scheme", "--scheme pink", "pink");
    row("two files", "a.png b.png", "b.png");
    row("render nothing", "render", "render");
    row("render nowhere", "render convolution", "-o");
    row("render two", "render a b -o c.png", "“b”");
}

void TestCommandLine::mistakesAreSaid()
{
    QFETCH(QString, words);
    QFETCH(QString, about);
    const auto result = parsed(words);
    QVERIFY(std::holds_alternative<Farewell>(result));
    const auto &farewell = std::get<Farewell>(result);
    QCOMPARE(farewell.status, 2);
    QVERIFY2(farewell.text.contains(about), qPrintable(farewell.text));
    QVERIFY(farewell.text.startsWith(QStringLiteral("convoscope: ")));
    QVERIFY(farewell.text.contains(QStringLiteral("--help")));
    QVERIFY(farewell.text.endsWith(u'\n'));
}

void TestCommandLine::helpAndVersion_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("begins");
    QTest::newRow("help") << QStringLiteral("--help") << QStringLiteral("Usage: convoscope");
    QTest::newRow("h") << QStringLiteral("-h") << QStringLiteral("Usage: convoscope");
    QTest::newRow("help with more") << QStringLiteral("render --help") << QStringLiteral("Usage: convoscope");
    QTest::newRow("version") << QStringLiteral("--version") << QStringLiteral("convoscope ");
    QTest::newRow("v") << QStringLiteral("-v") << QStringLiteral("convoscope ");
}

void TestCommandLine::helpAndVersion()
{
    QFETCH(QString, words);
    QFETCH(QString, begins);
    const auto farewell = std::get<Farewell>(parsed(words));
    QCOMPARE(farewell.status, 0);
    QVERIFY(farewell.text.startsWith(begins));
    QVERIFY(farewell.text.endsWith(u'\n'));
}

void TestCommandLine::helpNamesEveryOption_data()
{
    QTest::addColumn<QString>("option");
    for (const char *option : {"--help", "--version", "--output", "--step", "--tap", "--size", "--scale",
                               "--delay", "--scheme", "--present", "--fresh", "--config", "--platform"})
        QTest::newRow(option) << QString::fromLatin1(option);
}

void TestCommandLine::helpNamesEveryOption()
{
    QFETCH(QString, option);
    const QString help = std::get<Farewell>(parsed(QStringLiteral("--help"))).text;
    QVERIFY(help.contains(option));
    for (const QString &line : help.split(u'\n'))
        QVERIFY2(line.size() <= 100, qPrintable(line));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
