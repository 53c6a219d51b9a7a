#include "tests/widgets/lesson_traces.h"
#include "widgets/stage_painter.h"
#include "widgets/words.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>
#include <QTest>

using namespace convoscope;

namespace {

QImage painted(const StageScene &scene, PaintCache &cache)
{
    QImage image(scene.size.toSize(), QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    paintStage(painter, makeStage(scene), cache);
    return image;
}

/// Everything that is written on the stage, among other things.
QString svgOf(const StageScene &scene)
{
    QBuffer buffer;
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(scene.size.toSize());
    PaintCache cache;
    QPainter painter(&svg);
    paintStage(painter, makeStage(scene), cache);
    painter.end();
    return QString::fromUtf8(buffer.data());
}

int distinctColours(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours += image.pixel(x, y);
    }
    return static_cast<int>(colours.size());
}

} // namespace

/// The one painter of window, exports and command line, over every lesson.
class TestStagePainter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { loadFonts(); }
    void everyPositionPaints_data() { lessonTraceRows(); }
    void everyPositionPaints();
    void everyHoveredCellPaints_data() { lessonTraceRows(); }
    void everyHoveredCellPaints();
    void everySizeAndSchemePaints_data() { lessonTraceRows(); }
    void everySizeAndSchemePaints();
    void sameSceneSamePicture_data() { lessonTraceRows(); }
    void sameSceneSamePicture();
    void hiddenResultChangesThePicture();
    void glideMovesTheWindow();
    void hoverOfAComputedCellShowsItsStep();
    void absencesSayWhy();
    void hoverTellsTheWeights_data();
    void hoverTellsTheWeights();
    void noTracePaintsTheBackground();
};

void TestStagePainter::everyPositionPaints()
{
    const Trace trace = fetchedTrace();
    PaintCache cache;
    for (const int beat : {0, 1, trace.beats() / 2, trace.beats() - 1}) {
        for (const int tap : {-1, 0, trace.taps(beat) / 2, trace.taps(beat) - 1}) {
            const QImage image = painted(
                {.trace = trace, .position = {beat, tap}, .theme = Theme::light(), .size = {860, 640}},
                cache);
            QVERIFY(distinctColours(image) > 5);
            QVERIFY(image.pixel(0, 0) == Theme::light().window.rgb());
        }
    }
}

void TestStagePainter::everyHoveredCellPaints()
{
    const Trace trace = fetchedTrace();
    PaintCache cache;
    StageScene scene{.trace = trace,
                     .position = {trace.beats() / 2, -1},
                     .theme = Theme::dark(),
                     .size = {860, 640},
                     .hideResult = true};
    const auto panes = makeStage(scene).layout.panes;
    for (int i = 0; i < static_cast<int>(panes.size()); ++i) {
        const int plane = panes[static_cast<size_t>(i)].plane;
        const Rect all = trace.plane(plane).extent();
        const Cell last{all.top + all.height - 1, all.left + all.width - 1};
        for (const Cell cell :
             {Cell{all.top, all.left}, Cell{all.top + all.height / 2, all.left + all.width / 2}, last}) {
            scene.hover = Hit{i, plane, cell};
            QVERIFY(distinctColours(painted(scene, cache)) > 5);
        }
    }
}

void TestStagePainter::everySizeAndSchemePaints()
{
    const Trace trace = fetchedTrace();
    for (Theme theme : {Theme::light(), Theme::dark(), Theme::highContrast()}) {
        PaintCache cache;
        for (const QSizeF size : {QSizeF(360, 260), QSizeF(1600, 1000), QSizeF(120, 90)}) {
            for (const double scale : {1.0, 1.6}) {
                theme.scale = scale;
                const StageScene scene{.trace = trace, .position = {}, .theme = theme, .size = size};
                QVERIFY2(distinctColours(painted(scene, cache)) > 1,
                         qPrintable(QStringLiteral("%1 at %2").arg(size.width()).arg(scale)));
            }
        }
    }
}

void TestStagePainter::sameSceneSamePicture()
{
    const Trace trace = fetchedTrace();
    const StageScene scene{
        .trace = trace, .position = {trace.beats() - 1, -1}, .theme = Theme::light(), .size = {700, 560}};
    PaintCache used;
    painted({.trace = trace, .position = {}, .theme = Theme::dark(), .size = {500, 400}}, used);
    PaintCache fresh;
    QCOMPARE(painted(scene, used), painted(scene, fresh)); // what the cache holds makes no difference
}

void TestStagePainter::hiddenResultChangesThePicture()
{
    const Trace trace = *lessons().front().play(lessons().front().start());
    PaintCache cache;
    StageScene scene{.trace = trace, .position = {7, -1}, .theme = Theme::light(), .size = {800, 640}};
    const QImage shown = painted(scene, cache);
    scene.hideResult = true;
    const QImage hidden = painted(scene, cache);
    const QRectF cell = makeStage(scene).layout.paneOf(2)->rectOf(Cell{1, 2});
    QVERIFY(shown.copy(cell.toRect()) != hidden.copy(cell.toRect()));
    // The same picture whatever the value is: nothing of it shines through.
    ConvolutionParams other = convolutionStart();
    other.kernel = Tensor({.h = 3, .w = 3}, {-1, 0, 1, -2, 0, 2, -1, 0, 1.5F});
    scene.trace = *lessons().front().play(other);
    QCOMPARE(painted(scene, cache).copy(cell.toRect()), hidden.copy(cell.toRect()));
}

void TestStagePainter::glideMovesTheWindow()
{
    const Trace trace = *lessons().front().play(lessons().front().start());
    PaintCache cache;
    StageScene scene{.trace = trace, .position = {7, -1}, .theme = Theme::light(), .size = {800, 640}};
    const QImage rest = painted(scene, cache);
    scene.glideFrom = Position{6, -1};
    scene.glide = 1.0;
    QCOMPARE(painted(scene, cache), rest);
    scene.glide = 0.5;
    QVERIFY(painted(scene, cache) != rest);
}

void TestStagePainter::hoverOfAComputedCellShowsItsStep()
{
    const Trace trace = *lessons().front().play(lessons().front().start());
    StageScene scene{.trace = trace, .position = {7, -1}, .theme = Theme::light(), .size = {800, 640}};
    scene.hover = Hit{2, 2, {0, 3}};
    Stage stage = makeStage(scene);
    QCOMPARE(stage.step.cell, (Cell{0, 3}));
    QCOMPARE(stage.current.cell, (Cell{1, 2}));
    QVERIFY(!stage.hidesResult);
    scene.hideResult = true;
    QVERIFY(!makeStage(scene).hidesResult); // was predicted before
    scene.hover->cell = {1, 3};
    QVERIFY(makeStage(scene).hidesResult); // is still to come
    scene.hover = Hit{0, 0, {2, 2}};
    QCOMPARE(makeStage(scene).step.cell, (Cell{1, 2}));
}

void TestStagePainter::absencesSayWhy()
{
    PaddingParams params = paddingStart();
    params.sides = {3, 3, 3, 3};
    const QString text =
        svgOf({.trace = *playPadding(params), .position = {}, .theme = Theme::light(), .size = {860, 740}});
    QVERIFY(text.contains(planeTitle("pad-reflect")));
    QVERIFY(text.contains("Reflect padding of 3 needs"));
}

void TestStagePainter::hoverTellsTheWeights_data()
{
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<int>("labels");
    QTest::newRow("beside the numbers") << QSizeF(1900, 1500) << 9;
    QTest::newRow("in their place") << QSizeF(900, 700) << 9;
    QTest::newRow("no room") << QSizeF(240, 330) << 0;
}

/// Over the middle of an input that a constant surrounds: it has each weight once.
void TestStagePainter::hoverTellsTheWeights()
{
    QFETCH(QSizeF, size);
    QFETCH(int, labels);
    ConvolutionParams params = convolutionStart();
    params.kernel = Tensor::matrix({{11, 12, 13}, {14, 15, 16}, {17, 18, 19}});
    params.kernelSpec.preset = KernelPreset::Custom;
    StageScene scene{
        .trace = *playConvolution(params), .position = {}, .theme = Theme::light(), .size = size};
    const auto written = [&] { return svgOf(scene).count(QStringLiteral("×1")); };
    const auto before = written(); // those of the step
    scene.hover = Hit{0, 0, {2, 2}};
    QCOMPARE(static_cast<int>(written() - before), labels);
}

void TestStagePainter::noTracePaintsTheBackground()
{
    PaintCache cache;
    const QImage image =
        painted({.trace = {}, .position = {}, .theme = Theme::dark(), .size = {100, 80}}, cache);
    QCOMPARE(distinctColours(image), 1);
    QCOMPARE(image.pixel(50, 40), Theme::dark().window.rgb());
}

QTEST_MAIN(TestStagePainter)
#include "tst_stage_painter.moc"
