#include "app/drawing_json.h"
#include "core/bundle.h"
#include "core/digit_picture.h"
#include "tests/app/window_fixture.h"
#include "tests/golden.h"
#include "widgets/drawing_editor.h"

#include <QClipboard>
#include <QPainter>
#include <QScrollArea>
#include <QSlider>

using namespace convoscope;

/// The lesson on a network that reads digits, drawn, pasted and photographed in the window.
class TestDrawingWindow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_w.reset(); }
    void drawsTheGoldenDigits();
    void undoTakesStrokesBack();
    void eraserAndUndo();
    void keysDraw();
    void everyMoveReachesTheNetwork();
    void photoOfADigit_data();
    void photoOfADigit();
    void photoWithoutADigit();
    void pastedPhoto();
    void sessionKeepsTheDrawing();
    void preparationFollowsThePen();
    void preparationOfATestDigit();

private:
    WindowFixture &w() { return *m_w; }
    [[nodiscard]] DrawingPad &pad() { return *m_w->window().findChild<DrawingPad *>(); }
    [[nodiscard]] PipelineParams params() { return std::get<PipelineParams>(w().document().params()); }
    [[nodiscard]] int answer();
    /// A place on the drawing in the coordinates of the window.
    [[nodiscard]] QPoint at(QPointF point);
    void stroke(const QList<QPointF> &points, Qt::MouseButton button = Qt::LeftButton);
    void draw(const QJsonObject &golden);
    void enter();

    std::unique_ptr<WindowFixture> m_w;
};

void TestDrawingWindow::init()
{
    m_w = std::make_unique<WindowFixture>(QSize(1600, 1000));
    enter();
}

void TestDrawingWindow::enter()
{
    const Lesson &lesson = *findLesson("pipeline");
    w().document().reset(lesson, lesson.start(), {});
    QVERIFY(w().settle());
    for (QWidget *parent = pad().parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(parent))
            area->ensureWidgetVisible(&pad(), 0, 0);
    }
    QCoreApplication::processEvents();
}

int TestDrawingWindow::answer()
{
    const auto run = runPipeline(std::get<PipelineParams>(w().document().playedParams()));
    return run ? run->predicted() : -1;
}

QPoint TestDrawingWindow::at(QPointF point)
{
    const double scale = std::min(pad().width(), pad().height()) / 280.0;
    return w().inWindow(&pad(), (point * scale).toPoint());
}

void TestDrawingWindow::stroke(const QList<QPointF> &points, Qt::MouseButton button)
{
    QWindow *window = w().window().windowHandle();
    QTest::mousePress(window, button, {}, at(points.first()));
    for (const QPointF &point : points)
        QTest::mouseMove(window, at(point));
    QTest::mouseRelease(window, button, {}, at(points.last()));
}

void TestDrawingWindow::draw(const QJsonObject &golden)
{
    pad().clear();
    w().window().findChild<DrawingEditor *>()->findChild<QSlider *>()->setValue(golden["pen_radius"].toInt());
    for (const auto line : golden["strokes"].toArray()) {
        QList<QPointF> points;
        for (const auto point : line.toArray())
            points << QPointF(point[0].toDouble(), point[1].toDouble());
        stroke(points);
    }
}

void TestDrawingWindow::drawsTheGoldenDigits()
{
    const QJsonArray cases = goldenDocument("mouse_digits")["cases"].toArray();
    QCOMPARE(cases.size(), 45);
    QStringList wrong;
    w().window().setUpdatesEnabled(false); // thousands of frames that nobody sees
    for (const auto value : cases) {
        const QJsonObject golden = value.toObject();
        draw(golden);
        QCOMPARE(static_cast<qsizetype>(pad().drawing().strokes.size()), golden["strokes"].toArray().size());
        if (answer() != golden["digit"].toInt())
            wrong << QStringLiteral("%1: %2").arg(golden["name"].toString()).arg(answer());
    }
    QVERIFY2(wrong.size() <= 1, qPrintable(wrong.join(QStringLiteral(", "))));
}

void TestDrawingWindow::undoTakesStrokesBack()
{
    const Picture start = params().input;
    stroke({{100, 60}, {140, 60}, {140, 200}});
    const Picture first = params().input;
    stroke({{60, 220}, {220, 220}});
    const Picture second = params().input;
    QCOMPARE(w().document().undoStack().count(), 2);
    w().trigger(Command::Undo);
    QVERIFY(params().input == first);
    QVERIFY(pad().drawing() == *first.drawing);
    w().trigger(Command::Undo);
    QVERIFY(params().input == start);
    QVERIFY(pad().hasPicture());
    w().trigger(Command::Redo);
    w().trigger(Command::Redo);
    QVERIFY(params().input == second);
    QCOMPARE(pad().drawing().strokes.size(), 2U);
}

void TestDrawingWindow::eraserAndUndo()
{
    stroke({{100, 60}, {140, 200}});
    const Picture drawn = params().input;
    stroke({{100, 60}, {140, 200}}, Qt::RightButton);
    QCOMPARE(params().input.tensor(), Tensor({.h = 28, .w = 28}));
    w().trigger(Command::Undo);
    QVERIFY(params().input == drawn);
}

void TestDrawingWindow::keysDraw()
{
    pad().clear();
    pad().setFocus();
    const Position before = w().playhead().position();
    w().key(Qt::Key_Space);
    for (int i = 0; i < 4; ++i)
        w().key(Qt::Key_Down, Qt::ShiftModifier);
    w().key(Qt::Key_Space);
    QCOMPARE(pad().drawing().strokes.size(), 1U);
    QVERIFY(params().input.drawing && *params().input.drawing == pad().drawing());
    QCOMPARE(w().playhead().position(), before); // the keys were the pad's, not the playhead's
    QVERIFY(!w().playhead().playing());
    w().trigger(Command::Undo);
    QVERIFY(pad().drawing().empty());
}

/// While the pen is down, too.
void TestDrawingWindow::everyMoveReachesTheNetwork()
{
    pad().clear();
    w().press(at({100, 60}));
    Tensor before;
    for (int i = 1; i <= 5; ++i) {
        w().move(at({100.0 + 10 * i, 60.0 + 20 * i}));
        QVERIFY(!w().document().busy());
        const Trace &trace = w().trace();
        const auto digit = std::get<PipelineParams>(w().document().playedParams()).input;
        QVERIFY(digit == params().input && digit.tensor() != before);
        QCOMPARE(trace.plane(0).at({14, 14}), digit.tensor().at(14, 14));
        before = digit.tensor();
    }
    w().release(at({150, 160}));
}

namespace {

/// A digit of the test set as a camera sees it.
QImage photographed(int index, QColor paper, QColor ink)
{
    const Tensor digit = bundledDigits().picture(index);
    QImage small(28, 28, QImage::Format_RGB32);
    const auto mixed = [](int from, int to, float share) {
        return from + qRound(static_cast<float>(to - from) * share);
    };
    for (int y = 0; y < 28; ++y) {
        for (int x = 0; x < 28; ++x) {
            const float share = digit.at(y, x);
            small.setPixelColor(x, y,
                                QColor(mixed(paper.red(), ink.red(), share),
                                       mixed(paper.green(), ink.green(), share),
                                       mixed(paper.blue(), ink.blue(), share)));
        }
    }
    QImage photo(640, 480, QImage::Format_RGB32);
    photo.fill(paper);
    QPainter painter(&photo);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(220, 120, 250, 250), small);
    return photo;
}

} // namespace

void TestDrawingWindow::photoOfADigit_data()
{
    QTest::addColumn<QColor>("paper");
    QTest::addColumn<QColor>("ink");
    QTest::newRow("blue on white") << QColor(230, 228, 220) << QColor(30, 40, 120);
    QTest::newRow("chalk") << QColor(40, 60, 50) << QColor(235, 235, 225);
}

void TestDrawingWindow::photoOfADigit()
{
    QFETCH(QColor, paper);
    QFETCH(QColor, ink);
    const QString path = w().pathOf(QStringLiteral("digit.png"));
    QVERIFY(photographed(2, paper, ink).save(path));
    w().window().open(path);
    QVERIFY(w().settle());
    const Picture input = params().input;
    QCOMPARE(input.path, path.toStdString());
    QCOMPARE(input.channel, std::string(digitChannel));
    QVERIFY(pad().hasPicture());
    QCOMPARE(answer(), bundledDigits().label(2));
    // Into a scene, to a file and back, with the photo found again.
    const QJsonObject object = sceneOf(w().document().lesson(), w().document().params(), {}, {});
    auto scene = readScene(object);
    QVERIFY(std::holds_alternative<Scene>(scene));
    QVERIFY(!loadPhotos(std::get<Scene>(scene)));
    QVERIFY(std::get<Scene>(scene).params == w().document().params());
    w().trigger(Command::Undo);
    QVERIFY(w().document().params() == w().document().lesson().start());
}

void TestDrawingWindow::photoWithoutADigit()
{
    const QString path = w().pathOf(QStringLiteral("blank.png"));
    QImage blank(200, 100, QImage::Format_RGB32);
    blank.fill(Qt::white);
    QVERIFY(blank.save(path));
    w().window().open(path);
    QVERIFY(w().settle());
    QVERIFY2(w().message().contains(QStringLiteral("No digit was found in “blank.png”")),
             qPrintable(w().message()));
    QVERIFY(w().document().params() == w().document().lesson().start());
}

void TestDrawingWindow::pastedPhoto()
{
    QGuiApplication::clipboard()->setImage(photographed(4, QColor(240, 240, 240), QColor(20, 20, 20)));
    w().trigger(Command::PasteInput);
    QVERIFY(w().settle());
    QCOMPARE(params().input.channel, std::string(digitChannel));
    QCOMPARE(answer(), bundledDigits().label(4));
}

void TestDrawingWindow::sessionKeepsTheDrawing()
{
    stroke({{100, 60}, {140, 60}, {140, 200}});
    stroke({{60, 220}, {220, 220}});
    const Params drawn = w().document().params();
    w().restart();
    w().window().restoreSession();
    QVERIFY(w().settle());
    QVERIFY(w().document().params() == drawn);
    QCOMPARE(pad().drawing().strokes.size(), 2U);
}

void TestDrawingWindow::preparationFollowsThePen()
{
    stroke({{100, 60}, {140, 60}, {140, 200}});
    w().setField("view", 1);
    QVERIFY(!w().document().refusal());
    QCOMPARE(w().trace().plane(0).name, "ink");
    QCOMPARE(*w().trace().plane(0).values, inkOf(pad().drawing()));
    stroke({{60, 220}, {220, 220}});
    QCOMPARE(*w().trace().plane(0).values, inkOf(pad().drawing()));
    QCOMPARE(*w().trace().planes().back().values, params().input.tensor());
}

void TestDrawingWindow::preparationOfATestDigit()
{
    w().setField("view", 1);
    const auto refusal = w().document().refusal();
    QVERIFY(refusal.has_value());
    QCOMPARE(refusal->field, "input[drawing]");
    QVERIFY(!w().trace().empty()); // the network stays
    stroke({{100, 60}, {140, 60}, {140, 200}});
    QVERIFY(!w().document().refusal());
    QCOMPARE(w().trace().plane(0).name, "ink");
}

QTEST_MAIN(TestDrawingWindow)
#include "tst_drawing_window.moc"
