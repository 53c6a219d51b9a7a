#include "app/picture_export.h"
#include "app/run_export.h"
#include "core/lesson.h"
#include "widgets/message_bar.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace convoscope;

namespace {

Trace startTrace(Pair size = {5, 5})
{
    ConvolutionParams params = convolutionStart();
    params.input = makePicture(Tensor({.h = size.y, .w = size.x}, 3.0F));
    return *lessons().front().play(params);
}

StageScene startScene()
{
    return {.trace = startTrace(), .position = {}, .theme = Theme::light(), .size = {320, 240}};
}

} // namespace

/// A whole run as frames.
class TestRunExport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void namesThatAskForARun_data();
    void namesThatAskForARun();
    void everyStepIsAFrame();
    void everyTapIsAFrame();
    void longRunsAreThinnedOut_data();
    void longRunsAreThinnedOut();
    void progressIsTold();
    void givingUpLeavesNoFile();
    void framesAreThePictures();
    void windowSaysHowItWent();
    void windowCanGiveUp();
    void windowSaysWhyItFailed();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunExport::namesThatAskForARun_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("run");
    QTest::newRow("gif") << QStringLiteral("a.gif") << true;
    QTest::newRow("GIF") << QStringLiteral("/x/A.GIF") << true;
    QTest::newRow("webp") << QStringLiteral("a.webp") << true;
    QTest::newRow("numbered") << QStringLiteral("a-%d.png") << true;
    QTest::newRow("one picture") << QStringLiteral("a.png") << false;
    QTest::newRow("no suffix") << QStringLiteral("gif") << false;
}

void TestRunExport::namesThatAskForARun()
{
    QFETCH(QString, name);
    QFETCH(bool, run);
    QCOMPARE(isRunTarget(name), run);
}

void TestRunExport::everyStepIsAFrame()
{
    const auto positions = runPositions(startTrace(), false);
    QCOMPARE(positions.size(), size_t(25));
    for (int i = 0; i < 25; ++i)
        QCOMPARE(positions[static_cast<size_t>(i)], (Position{i, -1}));
}

void TestRunExport::everyTapIsAFrame()
{
    const auto positions = runPositions(startTrace(), true);
    QCOMPARE(positions.size(), size_t(25 * 9));
    QCOMPARE(positions[0], (Position{0, 0}));
    QCOMPARE(positions[7], (Position{0, 7}));
    QCOMPARE(positions[8], (Position{0, -1})); // the ninth finishes the cell
    QCOMPARE(positions.back(), (Position{24, -1}));
}

void TestRunExport::longRunsAreThinnedOut_data()
{
    QTest::addColumn<int>("side");
    QTest::newRow("20 × 20") << 20;
    QTest::newRow("21 × 21") << 21;
    QTest::newRow("64 × 64") << 64;
    QTest::newRow("photo") << 500;
}

void TestRunExport::longRunsAreThinnedOut()
{
    QFETCH(int, side);
    const Trace trace = startTrace({side, side});
    for (const bool byTaps : {false, true}) {
        const auto positions = runPositions(trace, byTaps);
        QCOMPARE(positions.front().beat, 0);
        QCOMPARE(positions.back(), (Position{trace.beats() - 1, -1}));
        QVERIFY(side <= 20 || positions.size() <= 401);
        for (size_t i = 1; i < positions.size(); ++i)
            QVERIFY(positions[i].beat >= positions[i - 1].beat);
    }
}

void TestRunExport::progressIsTold()
{
    std::vector<int> told;
    const auto failure = exportRun(startScene(), {}, path("a.gif"), [&](int done, int total) {
        told.push_back(done);
        return total == 25;
    });
    QVERIFY(!failure);
    QCOMPARE(told.size(), size_t(25));
    QVERIFY(std::ranges::is_sorted(told));
    QVERIFY(QFile::exists(path("a.gif")));
}

void TestRunExport::givingUpLeavesNoFile()
{
    const auto failure = exportRun(startScene(), {}, path("a.gif"), [](int done, int) { return done < 5; });
    QVERIFY(!failure);
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestRunExport::framesAreThePictures()
{
    StageScene scene = startScene();
    QVERIFY(!exportRun(scene, {.scale = 2.0}, path("run-%d.png"), {}));
    scene.position = {12, -1};
    PaintCache cache;
    QImage expected = pictureImage(makeStage(scene), cache, 2.0);
    expected.setDevicePixelRatio(1.0); // a file knows pixels only
    QCOMPARE(QImage(path("run-0013.png")).convertToFormat(QImage::Format_RGB32), expected);
}

void TestRunExport::windowSaysHowItWent()
{
    QWidget window;
    MessageBar messages(&window);
    RunExport run(&window);
    run.write(startScene(), {}, path("a.gif"), messages);
    QVERIFY(!run.running());
    QVERIFY(messages.text().contains(path("a.gif")));
    QVERIFY(QFile::exists(path("a.gif")));
}

void TestRunExport::windowCanGiveUp()
{
    QWidget window;
    MessageBar messages(&window);
    RunExport run(&window);
    QTimer::singleShot(0, &messages, &MessageBar::cancelled);
    run.write(startScene(), {}, path("a.gif"), messages);
    QVERIFY(!run.running());
    QVERIFY(!QFile::exists(path("a.gif")));
    QVERIFY(!messages.text().contains(path("a.gif")));
}

void TestRunExport::windowSaysWhyItFailed()
{
    QWidget window;
    MessageBar messages(&window);
    RunExport run(&window);
    run.write(startScene(), {}, path("no/where/a.gif"), messages);
    QVERIFY(!run.running());
    QVERIFY2(messages.text().contains(QStringLiteral("a.gif")), qPrintable(messages.text()));
}

QTEST_MAIN(TestRunExport)
#include "tst_run_export.moc"
