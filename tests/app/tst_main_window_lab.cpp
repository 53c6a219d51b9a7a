#include "app/photo_stage.h"
#include "app/picture_saver.h"
#include "app/raster_image.h"
#include "core/filter_run.h"
#include "core/hand_over.h"
#include "core/image_lab_lesson.h"
#include "tests/app/window_fixture.h"
#include "widgets/image_canvas.h"
#include "widgets/side_list.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImageReader>
#include <QMenu>
#include <QTimer>

#include <utility>

using namespace convoscope;

/// The image lab in the window: photos come in, are filtered, looked at, handed on and saved.
class TestMainWindowLab : public QObject {
    Q_OBJECT

private slots:
    void beginsWithAPhoto();
    void thePointerIsTheLoupe();
    void lookingIsNoChange();
    void aClickHoldsThePlace();
    void opensAFileAtFullSize();
    void aSliderChangesThePicture();
    void twoChainsAreCompared();
    void noiseIsMeasured();
    void aRegionGoesToALesson();
    void aLessonsInputComesIn();
    void otherLessonsHaveNoPhoto();
    void theResultIsCopied();
    void savesInEveryFormat_data();
    void savesInEveryFormat();
    void invisibleColoursStayInvisible();
    void stopsWhenAsked();
};

namespace {

const ImageLabParams &labParams(WindowFixture &w)
{
    return std::get<ImageLabParams>(w.document().params());
}

/// A cell of the photo, in the coordinates of the window.
QPoint pointOf(WindowFixture &w, Cell cell)
{
    ImageCanvas &canvas = w.window().photoStage().canvas();
    const CanvasScene &scene = canvas.scene();
    const QRect rect = scene.rectOf(scene.panes.front(), Rect::of(cell));
    return w.inWindow(&canvas, rect.center() / canvas.devicePixelRatioF());
}

void enterLab(WindowFixture &w)
{
    const Lesson &lesson = *findLesson("image_lab");
    w.document().reset(lesson, lesson.start(), {});
    QVERIFY(w.settle());
    w.window().photoStage().filter().wait();
    const ImageCanvas &canvas = w.window().photoStage().canvas();
    QSize size;
    while (std::exchange(size, canvas.size()) != canvas.size() || !canvas.view().isFit())
        QCoreApplication::processEvents(); // until the panels have found their place
}

ByteRaster wantedResult(WindowFixture &w)
{
    const auto work = imageLabPhoto(labParams(w));
    return work ? filtered(work->photo.raster->view(), work->filter).value_or(ByteRaster()) : ByteRaster();
}

} // namespace

void TestMainWindowLab::beginsWithAPhoto()
{
    WindowFixture w;
    QVERIFY(!w.window().photoStage().isVisible());
    emit w.window().findChild<SideList *>()->chosen(static_cast<int>(lessons().size()) - 1);
    QVERIFY(w.settle());
    QVERIFY(w.window().photoStage().isVisible());
    QCOMPARE(labParams(w).photo.path, std::string(":/samples/cat.jpg"));
    QVERIFY(!w.trace().empty());
}

void TestMainWindowLab::thePointerIsTheLoupe()
{
    WindowFixture w;
    enterLab(w);
    w.move(pointOf(w, {10, 10})); // the first one only enters the canvas
    w.move(pointOf(w, {100, 90}));
    QCOMPARE(labParams(w).focus, (Pair{100, 90}));
    const Step step = w.trace().at(w.playhead().position());
    const Plane &made = w.trace().plane(step.plane);
    QCOMPARE(made.place(step.cell), (Cell{100, 90}));
    QCOMPARE(static_cast<int>(step.result), static_cast<int>(wantedResult(w).view().at({100, 90}, 0)));
}

void TestMainWindowLab::lookingIsNoChange()
{
    WindowFixture w;
    enterLab(w);
    w.move(pointOf(w, {30, 30}));
    w.move(pointOf(w, {130, 140}));
    QVERIFY(!w.document().undoStack().canUndo());
}

void TestMainWindowLab::aClickHoldsThePlace()
{
    WindowFixture w;
    enterLab(w);
    w.move(pointOf(w, {50, 60}));
    w.click(pointOf(w, {50, 60}));
    QVERIFY(w.window().photoStage().canvas().held());
    w.move(pointOf(w, {120, 20}));
    QCOMPARE(labParams(w).focus, (Pair{50, 60}));
    w.click(pointOf(w, {50, 60}));
    QVERIFY(!w.window().photoStage().canvas().held());
}

void TestMainWindowLab::opensAFileAtFullSize()
{
    WindowFixture w;
    enterLab(w);
    const QString path = sampleIn(w.folder(), QStringLiteral("raccoon.jpg"));
    w.window().open(path);
    QVERIFY(w.settle());
    w.window().photoStage().filter().wait();
    QCOMPARE(labParams(w).photo.path, path.toStdString());
    QCOMPARE(labParams(w).photo.raster->channels, 3);
    const QSize size = QImageReader(path).size();
    QCOMPARE(w.window().photoStage().resultImage().size(), size);
    w.trigger(Command::Undo);
    QVERIFY(w.settle());
    QCOMPARE(labParams(w).photo.preset, std::string("chart"));
}

void TestMainWindowLab::aSliderChangesThePicture()
{
    WindowFixture w;
    enterLab(w);
    const QImage before = w.window().photoStage().resultImage();
    auto chain = labParams(w).chain;
    for (int i = 1; i <= 20; ++i) {
        chain[0].spec.sigma = 1.0 + 0.1 * i;
        w.document().edit(*findField(w.document().lesson().fields, "chain"), chain, i == 20, {});
        QCoreApplication::processEvents();
    }
    QVERIFY(w.settle());
    w.window().photoStage().filter().wait();
    QCOMPARE(rasterOf(w.window().photoStage().resultImage()), wantedResult(w));
    QVERIFY(w.window().photoStage().resultImage() != before);
    w.trigger(Command::Undo); // all moves are one
    w.window().photoStage().filter().wait();
    QCOMPARE(w.window().photoStage().resultImage(), before);
}

void TestMainWindowLab::twoChainsAreCompared()
{
    WindowFixture w;
    enterLab(w);
    w.setField("view", static_cast<int>(ImageLabView::Versus));
    w.setField("rival", std::vector<ChainStep>{{.spec = {.name = "box", .size = {5, 5}}}});
    w.window().photoStage().filter().wait();
    const auto &result = w.window().photoStage().filter().result();
    QVERIFY(result && !result->rival.empty());
    QCOMPARE(w.window().photoStage().canvas().scene().compare, CanvasCompare::Three);
    w.setField("view", static_cast<int>(ImageLabView::Filter));
    w.window().photoStage().filter().wait();
    QVERIFY(w.window().photoStage().filter().result()->rival.empty());
}

void TestMainWindowLab::noiseIsMeasured()
{
    WindowFixture w;
    enterLab(w);
    w.setField("chain", std::vector<ChainStep>{{.spec = {.name = "gaussian"}}});
    w.setField("noise", static_cast<int>(LabNoise::Gaussian));
    QTRY_VERIFY(w.window().photoStage().measures().noise.has_value());
    const PhotoMeasures &measures = w.window().photoStage().measures();
    QCOMPARE(measures.before.size(), size_t{3});
    // 20 grey levels, some of them clamped at black and white.
    QVERIFY(*measures.noise > 21.0 && *measures.noise < 26.0);
    QVERIFY(measures.result.has_value());
}

void TestMainWindowLab::aRegionGoesToALesson()
{
    WindowFixture w;
    enterLab(w);
    const ByteRaster want = w.window().photoStage().region({20, 30, 12, 10});
    QTimer::singleShot(0, &w.window(), [] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text().contains(QStringLiteral("Pooling")))
                action->trigger();
        }
        menu->close();
    });
    emit w.window().photoStage().regionMenuWanted({20, 30, 12, 10}, {});
    QVERIFY(w.settle());
    QCOMPARE(w.document().lesson().id, std::string_view("pooling"));
    const Picture &input = std::get<PoolingParams>(w.document().params()).input;
    const ByteRaster luma = lumaOf(want.view());
    QCOMPARE((Pair{input.tensor().height(), input.tensor().width()}), (Pair{12, 10}));
    for (int y = 0; y < 12; ++y) {
        for (int x = 0; x < 10; ++x)
            QCOMPARE(static_cast<int>(input.tensor().at(y, x)), static_cast<int>(luma.view().at({y, x}, 0)));
    }
}

void TestMainWindowLab::aLessonsInputComesIn()
{
    const Lesson &lab = *findLesson("image_lab");
    const Field &field = *inputFieldOf(lab);
    const Picture levels = fittingInto(field, makePicture(Tensor::matrix({{0, 128, 255}, {7, 9, 11}})));
    QCOMPARE(levels.raster->values, (std::vector<std::uint8_t>{0, 128, 255, 7, 9, 11}));
    const Picture stretched = fittingInto(field, makePicture(Tensor::matrix({{-1, 0, 1}})));
    QCOMPARE(stretched.raster->values, (std::vector<std::uint8_t>{0, 128, 255}));
}

void TestMainWindowLab::otherLessonsHaveNoPhoto()
{
    WindowFixture w;
    enterLab(w);
    QVERIFY(w.window().actions()[Command::SaveResult]->isVisible());
    const Lesson &padding = *findLesson("padding");
    w.document().replace(padding, padding.start(), {}, {});
    QVERIFY(w.settle());
    QVERIFY(!w.window().photoStage().isVisible());
    QVERIFY(!w.window().actions()[Command::SaveResult]->isVisible());
    w.trigger(Command::Undo);
    w.window().photoStage().filter().wait();
    QVERIFY(w.window().photoStage().isVisible());
    QVERIFY(w.window().photoStage().filter().result().has_value());
}

void TestMainWindowLab::theResultIsCopied()
{
    WindowFixture w;
    enterLab(w);
    w.trigger(Command::CopyResult);
    QCOMPARE(rasterOf(QGuiApplication::clipboard()->image().convertToFormat(QImage::Format_RGB32)),
             wantedResult(w));
}

void TestMainWindowLab::savesInEveryFormat_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("exact");
    QTest::newRow("PNG") << "png" << true;
    QTest::newRow("TIFF") << "tiff" << true;
    QTest::newRow("TIFF, short") << "tif" << true;
    QTest::newRow("BMP") << "bmp" << true;
    QTest::newRow("JPEG") << "jpg" << false;
    QTest::newRow("WebP") << "webp" << false;
}

void TestMainWindowLab::savesInEveryFormat()
{
    QFETCH(const QString, suffix);
    QFETCH(const bool, exact);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("result.") + suffix);
    ByteRaster raster({20, 30}, 3);
    for (size_t i = 0; i < raster.values.size(); ++i)
        raster.values[i] = static_cast<std::uint8_t>(i / 9);
    QCOMPARE(savePicture(imageOf(raster), path, 95), std::optional<QString>());
    const QImage read(path);
    QCOMPARE(read.size(), QSize(30, 20));
    if (exact)
        QCOMPARE(rasterOf(read.convertToFormat(QImage::Format_RGB32)), raster);
}

void TestMainWindowLab::invisibleColoursStayInvisible()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("clear.jpg"));
    QImage clear(8, 8, QImage::Format_RGBA8888);
    clear.fill(QColor(0, 0, 255, 0));
    QCOMPARE(savePicture(clear, path, 100), std::optional<QString>());
    QCOMPARE(QImage(path).pixelColor(4, 4), QColor(Qt::white));
}

void TestMainWindowLab::stopsWhenAsked()
{
    WindowFixture w;
    enterLab(w);
    QVERIFY(!w.window().actions()[Command::CancelWork]->isEnabled()); // nothing to cancel
    const QImage before = w.window().photoStage().resultImage();
    w.setField("chain", std::vector<ChainStep>{{.spec = {.name = "median", .size = {127, 127}}}});
    w.trigger(Command::CancelWork);
    w.window().photoStage().filter().wait();
    QCOMPARE(w.window().photoStage().resultImage(), before);
    QVERIFY(!w.window().photoStage().isCurrent());

    w.setField("focus", Pair{5, 5}); // the same work: it stays given up
    QVERIFY(!w.window().photoStage().filter().busy());
    w.trigger(Command::CopyResult); // what is copied is what was set
    QVERIFY(w.window().photoStage().filter().busy());
    w.trigger(Command::CancelWork);
    w.window().photoStage().filter().wait();
    QVERIFY(!w.window().photoStage().isCurrent());
}

QTEST_MAIN(TestMainWindowLab)
#include "tst_main_window_lab.moc"
