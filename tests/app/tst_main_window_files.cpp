#include "tests/app/window_fixture.h"

#include "app/header_bar.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>

using namespace convoscope;

namespace {

constexpr int input = 0;

} // namespace

/// Files and the session, through the window.
class TestMainWindowFiles : public QObject {
    Q_OBJECT

private slots:
    void init() { m_w = std::make_unique<WindowFixture>(); }
    void cleanup() { m_w.reset(); }
    void savedSceneOpensIdentical();
    void sessionGoesOnInTheNextWindow();
    void sessionOfAPhotoGoesOn();
    void sessionForgetsTheTitleOfAChangedScene();
    void damagedSessionStartsFresh();
    void sceneWhosePhotoIsGone();
    void photoFillsTheStage();
    void channelIsChosen();
    void cropIsDraggedAndUndone();
    void escapeEndsPickingACrop();
    void badFileChangesNothing_data();
    void badFileChangesNothing();
    void badSceneChangesNothing();
    void recentFilesAreOffered();
    void pictureIsExported();

private:
    WindowFixture &w() { return *m_w; }
    PhotoBar &photoBar() { return *w().window().findChild<PhotoBar *>(); }
    void openSample(const QString &name);
    QString sceneText() { return w().window().header().sceneButton()->accessibleName(); }

    std::unique_ptr<WindowFixture> m_w;
};

void TestMainWindowFiles::openSample(const QString &name)
{
    w().window().open(sampleIn(w().folder(), name));
    QVERIFY(w().settle());
}

void TestMainWindowFiles::savedSceneOpensIdentical()
{
    w().setField("stride", Pair{2, 1});
    w().setField("flip", true);
    w().setField("kernel", Tensor({.h = 2, .w = 3}, {0.1F, -2, 3, 4, 5.25F, -6}));
    w().playhead().seek({5, 2});
    const Params saved = w().document().params();
    answerDialog(w().pathOf(QStringLiteral("mine")));
    w().trigger(Command::SaveScene);
    const QString path = w().pathOf(QStringLiteral("mine.convoscope.json"));
    QVERIFY(QFile::exists(path));
    QCOMPARE(sceneText(), QStringLiteral("Scene: mine"));
    w().setField("stride", Pair{1, 1});
    w().playhead().first();
    answerDialog(path);
    w().trigger(Command::OpenScene);
    QVERIFY(w().document().params() == saved);
    QCOMPARE(w().playhead().position(), (Position{5, 2}));
    QCOMPARE(sceneText(), QStringLiteral("Scene: mine"));
}

void TestMainWindowFiles::sessionGoesOnInTheNextWindow()
{
    w().setField("dilation", Pair{2, 2});
    w().setField("padding", 2);
    w().playhead().seek({11, 4});
    const Params before = w().document().params();
    w().restart();
    QVERIFY(!(w().document().params() == before));
    w().window().restoreSession();
    QVERIFY(w().document().params() == before);
    QCOMPARE(w().playhead().position(), (Position{11, 4}));
    QVERIFY(!w().document().undoStack().canUndo()); // it is where this session starts
}

void TestMainWindowFiles::sessionOfAPhotoGoesOn()
{
    openSample(QStringLiteral("shapes.png"));
    w().setField("stride", Pair{3, 3});
    w().playhead().seek({777, -1});
    const Params before = w().document().params();
    w().restart();
    w().window().restoreSession();
    QVERIFY(w().settle());
    QVERIFY(w().document().params() == before);
    QCOMPARE(w().playhead().position(), (Position{777, -1}));
    QVERIFY(!w().document().undoStack().canUndo());
    QVERIFY(photoBar().isVisible());
}

void TestMainWindowFiles::sessionForgetsTheTitleOfAChangedScene()
{
    const SceneEntry entry = bundledScenes("convolution").at(5);
    Scene scene = std::get<Scene>(openScene(entry.path));
    scene.title = entry.title;
    w().window().showScene(scene);
    QCOMPARE(sceneText(), QStringLiteral("Scene: ") + entry.title);
    w().setField("flip", true);
    w().restart();
    w().window().restoreSession();
    QCOMPARE(sceneText(), QStringLiteral("Scene: Own settings"));
}

void TestMainWindowFiles::damagedSessionStartsFresh()
{
    w().restart();
    putFile(w().pathOf(QStringLiteral("session.convoscope.json")), "{\"format\": \"convoscope-sc");
    w().window().restoreSession();
    QVERIFY(w().document().params() == w().document().lesson().start());
    QVERIFY2(w().message().contains(QStringLiteral("last session")), qPrintable(w().message()));
}

void TestMainWindowFiles::sceneWhosePhotoIsGone()
{
    openSample(QStringLiteral("shapes.png"));
    w().setField("stride", Pair{2, 2});
    answerDialog(w().pathOf(QStringLiteral("mine")));
    w().trigger(Command::SaveScene);
    QFile::remove(w().pathOf(QStringLiteral("shapes.png")));
    w().restart();
    w().window().open(w().pathOf(QStringLiteral("mine.convoscope.json")));
    QVERIFY(w().settle());
    QVERIFY(w().message().contains(QStringLiteral("shapes.png")));
    QCOMPARE(w().params().stride, (Pair{2, 2})); // the rest of the scene is there
    QVERIFY(!w().params().input.isPhoto());
}

void TestMainWindowFiles::photoFillsTheStage()
{
    QVERIFY(!photoBar().isVisible());
    openSample(QStringLiteral("cat.jpg"));
    QVERIFY(photoBar().isVisible());
    QCOMPARE(w().trace().plane(input).size(), (Pair{300, 451}));
    QVERIFY(w().playhead().atLast()); // the whole result at once
    QCOMPARE(w().message(), QString());
    w().clickCell(input, {150, 200});
    const Cell cell = w().trace().at(w().playhead().position()).cell;
    QVERIFY(std::abs(cell.row - 150) <= 2 && std::abs(cell.column - 200) <= 2);
}

void TestMainWindowFiles::channelIsChosen()
{
    openSample(QStringLiteral("cat.jpg"));
    const Picture luma = w().params().input;
    auto *channel = photoBar().findChild<QComboBox *>();
    channel->setFocus();
    w().key(Qt::Key_Down);
    QVERIFY(w().settle());
    QCOMPARE(w().params().input.channel, std::string("red"));
    QVERIFY(w().params().input.tensor() != luma.tensor());
    QCOMPARE(w().params().input.path, luma.path);
    w().trigger(Command::Undo);
    QVERIFY(w().settle());
    QVERIFY(w().params().input == luma);
    QCOMPARE(channel->currentIndex(), 0);
}

void TestMainWindowFiles::cropIsDraggedAndUndone()
{
    openSample(QStringLiteral("cat.jpg"));
    const Tensor whole = w().params().input.tensor();
    QToolButton *crop = photoBar().findChildren<QToolButton *>().at(0);
    QToolButton *all = photoBar().findChildren<QToolButton *>().at(1);
    QVERIFY(!all->isVisible());
    w().click(crop);
    QVERIFY(w().stage().pickingCrop());
    w().drag(input, {100, 200}, {130, 220});
    QVERIFY(w().settle());
    QVERIFY(!w().stage().pickingCrop() && !crop->isChecked());
    const Picture part = w().params().input;
    QVERIFY(part.crop.has_value());
    const Rect r = *part.crop;
    QVERIFY(std::abs(r.top - 100) <= 2 && std::abs(r.left - 200) <= 2);
    QCOMPARE((Pair{part.tensor().height(), part.tensor().width()}), (Pair{r.height, r.width}));
    for (int y = 0; y < r.height; ++y)
        QCOMPARE(part.tensor().at(y, y % r.width), whole.at(r.top + y, r.left + y % r.width));
    w().click(all);
    QVERIFY(w().settle());
    QVERIFY(!w().params().input.crop && w().params().input.tensor() == whole);
    w().trigger(Command::Undo);
    QVERIFY(w().settle());
    QVERIFY(w().params().input == part);
}

void TestMainWindowFiles::escapeEndsPickingACrop()
{
    openSample(QStringLiteral("cat.jpg"));
    QToolButton *crop = photoBar().findChildren<QToolButton *>().at(0);
    w().click(crop);
    w().stage().setFocus();
    w().key(Qt::Key_Escape);
    QVERIFY(!w().stage().pickingCrop());
    QVERIFY(!crop->isChecked());
}

void TestMainWindowFiles::badFileChangesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QStringLiteral("empty.png") << QByteArray();
    QTest::newRow("text") << QStringLiteral("notes.png") << QByteArray("Dear reader");
    QTest::newRow("cut off") << QStringLiteral("cut.png") << QByteArray("\x89PNG\r\n\x1a\n\0\0", 10);
    QTest::newRow("svg") << QStringLiteral("a.svg")
                         << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>");
    QTest::newRow("missing") << QStringLiteral("not-there.jpg") << QByteArray("-");
}

void TestMainWindowFiles::badFileChangesNothing()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    if (bytes != "-")
        putFile(w().pathOf(name), bytes);
    const Trace before = w().trace();
    const Params params = w().document().params();
    w().playhead().seek({6, -1});
    w().window().open(w().pathOf(name));
    QVERIFY(w().settle());
    QVERIFY2(w().message().contains(name), qPrintable(w().message()));
    QVERIFY(w().trace().same(before));
    QVERIFY(w().document().params() == params);
    QCOMPARE(w().playhead().position(), (Position{6, -1}));
    QVERIFY(!w().document().undoStack().canUndo());
}

void TestMainWindowFiles::badSceneChangesNothing()
{
    putFile(w().pathOf(QStringLiteral("bad.json")), "[1, 2");
    const Trace before = w().trace();
    w().window().open(w().pathOf(QStringLiteral("bad.json")));
    QVERIFY(!w().message().isEmpty());
    QVERIFY(w().trace().same(before));
    QVERIFY(!w().document().undoStack().canUndo());
}

void TestMainWindowFiles::recentFilesAreOffered()
{
    openSample(QStringLiteral("tiny_heart_16x16.png"));
    w().window().open(w().pathOf(QStringLiteral("missing.png")));
    QVERIFY(w().settle());
    Settings settings(w().folder());
    QCOMPARE(settings.recentFiles(), QStringList(w().pathOf(QStringLiteral("tiny_heart_16x16.png"))));
}

void TestMainWindowFiles::pictureIsExported()
{
    const QSize size = w().stage().size(); // before the note of success takes some of it
    answerDialog(w().pathOf(QStringLiteral("picture")));
    w().trigger(Command::ExportPicture);
    const QImage image(w().pathOf(QStringLiteral("picture.png")));
    QCOMPARE(image.size(), size * 2);
}

QTEST_MAIN(TestMainWindowFiles)
#include "tst_main_window_files.moc"
