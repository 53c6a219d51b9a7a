#include "tests/app/window_fixture.h"

#include "app/header_bar.h"
#include "app/inspector.h"
#include "widgets/field_editor.h"
#include "widgets/number_box.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace convoscope;

namespace {

constexpr int input = 0;
constexpr int kernel = 1;
constexpr int output = 2;

QString shownProblem(const FieldRow &row)
{
    for (const QLabel *label : row.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().endsWith(QLatin1Char('.')))
            return label->text();
    }
    return {};
}

} // namespace

/// The first lesson on a toy matrix, in the hands of a learner.
class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void init() { m_w = std::make_unique<WindowFixture>(); }
    void cleanup() { m_w.reset(); }
    void keysStep_data();
    void keysStep();
    void spacePlaysAndPauses();
    void plusAndMinusChangeTheSpeed();
    void clickOnACellGoesToItsStep_data();
    void clickOnACellGoesToItsStep();
    void draggingTheWindowSteps();
    void hoveringAnInputCellMarksEveryOutput_data();
    void hoveringAnInputCellMarksEveryOutput();
    void hoveringAnOutputCellExplainsIt();
    void strideFromItsBoxKeepsTheNearestStep();
    void wrongSizeIsSaidBesideTheFieldAndMended();
    void choosingTheSameAgainIsNoStep();
    void undoAndRedoFollowTheFields();
    void undoKeysAndActions();
    void chosenSceneIsShown();
    void titleIsOwnSettingsAfterAChange();
    void viewsAreChosenInThePanel();

private:
    WindowFixture &w() { return *m_w; }
    int beat() { return w().playhead().position().beat; }
    NumberBox *box(const char *field) { return w().row(field)->findChild<NumberBox *>(); }
    void typeInto(NumberBox *box, const QString &text);
    QString sceneText() { return w().window().header().sceneButton()->accessibleName(); }

    std::unique_ptr<WindowFixture> m_w;
};

void TestMainWindow::typeInto(NumberBox *box, const QString &text)
{
    w().click(box);
    w().key(Qt::Key_A, Qt::ControlModifier);
    w().type(text);
    w().key(Qt::Key_Return);
}

void TestMainWindow::keysStep_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<int>("to");
    QTest::newRow("right") << 7 << Qt::Key_Right << 8;
    QTest::newRow("left") << 7 << Qt::Key_Left << 6;
    QTest::newRow("page down") << 7 << Qt::Key_PageDown << 8;
    QTest::newRow("page up") << 7 << Qt::Key_PageUp << 6;
    QTest::newRow("home") << 7 << Qt::Key_Home << 0;
    QTest::newRow("end") << 7 << Qt::Key_End << 24;
    QTest::newRow("right at the end") << 24 << Qt::Key_Right << 24;
    QTest::newRow("left at the start") << 0 << Qt::Key_Left << 0;
}

void TestMainWindow::keysStep()
{
    QFETCH(int, from);
    QFETCH(Qt::Key, key);
    QFETCH(int, to);
    w().playhead().seek({from, -1});
    w().key(key);
    QCOMPARE(beat(), to);
    QCOMPARE(w().stage().stage().current.cell, (Cell{to / 5, to % 5}));
}

void TestMainWindow::spacePlaysAndPauses()
{
    w().key(Qt::Key_Space);
    QVERIFY(w().playhead().playing());
    w().playhead().advance();
    QCOMPARE(beat(), 1);
    w().key(Qt::Key_Space);
    QVERIFY(!w().playhead().playing());
}

void TestMainWindow::plusAndMinusChangeTheSpeed()
{
    w().key(Qt::Key_Plus);
    QCOMPARE(w().playhead().speed(), 2.0);
    w().key(Qt::Key_Equal); // the same key without Shift
    QCOMPARE(w().playhead().speed(), 4.0);
    w().key(Qt::Key_Minus);
    w().key(Qt::Key_Minus);
    w().key(Qt::Key_Minus);
    QCOMPARE(w().playhead().speed(), 0.5);
}

void TestMainWindow::clickOnACellGoesToItsStep_data()
{
    QTest::addColumn<int>("plane");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("step");
    QTest::newRow("first output") << output << 0 << 0 << 0;
    QTest::newRow("an output") << output << 2 << 3 << 13;
    QTest::newRow("last output") << output << 4 << 4 << 24;
    QTest::newRow("an input: its window") << input << 1 << 2 << 7;
    QTest::newRow("padding: the nearest window") << input << -1 << -1 << 0;
    QTest::newRow("kernel: nowhere to go") << kernel << 1 << 1 << 3;
}

void TestMainWindow::clickOnACellGoesToItsStep()
{
    QFETCH(int, plane);
    QFETCH(int, row);
    QFETCH(int, column);
    QFETCH(int, step);
    w().playhead().seek({3, -1});
    w().clickCell(plane, {row, column});
    QCOMPARE(beat(), step);
}

void TestMainWindow::draggingTheWindowSteps()
{
    QSignalSpy moves(&w().playhead(), &Playhead::positionChanged);
    w().drag(input, {0, 0}, {4, 4});
    QCOMPARE(beat(), 24);
    QVERIFY(moves.size() >= 4); // followed all the way
    w().drag(input, {4, 4}, {2, 0});
    QCOMPARE(beat(), 10);
    const QPoint start = w().middleOf(input, {2, 0});
    w().press(start);
    w().move(start + QPoint(20, 0));
    w().move({1270, 810}); // over the panel: stays on the plane
    w().release({1270, 810});
    QCOMPARE(beat(), 24);
}

void TestMainWindow::hoveringAnInputCellMarksEveryOutput_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("outputs");
    QTest::newRow("middle") << 2 << 2 << 9;
    QTest::newRow("corner") << 0 << 0 << 4;
    QTest::newRow("edge") << 0 << 2 << 6;
    QTest::newRow("padding") << -1 << -1 << 1;
}

void TestMainWindow::hoveringAnInputCellMarksEveryOutput()
{
    QFETCH(int, row);
    QFETCH(int, column);
    QFETCH(int, outputs);
    w().hover(input, {row, column});
    QCOMPARE(w().stage().hovered()->cell, (Cell{row, column}));
    const Tensor weights = w().params().kernel;
    int marked = 0;
    for (const Mark &mark : w().stage().stage().hoverMarks) {
        if (mark.plane != output)
            continue;
        ++marked;
        // Output (i, j) reads input (r, c) with the weight at (r - i + 1, c - j + 1).
        QCOMPARE(mark.label,
                 std::optional(weights.at(row - mark.cells.top + 1, column - mark.cells.left + 1)));
    }
    QCOMPARE(marked, outputs);
    QCOMPARE(beat(), 0); // looking moves nothing
    w().move(w().inWindow(&w().stage(), {3, 3}));
    QVERIFY(w().stage().stage().hoverMarks.empty());
}

void TestMainWindow::hoveringAnOutputCellExplainsIt()
{
    w().playhead().last();
    w().hover(output, {1, 2});
    const Stage &stage = w().stage().stage();
    QCOMPARE(stage.step.cell, (Cell{1, 2}));
    QCOMPARE(stage.current.cell, (Cell{4, 4}));
    const auto window = std::ranges::find_if(stage.hoverMarks, [](const Mark &mark) {
        return mark.plane == input && mark.role == MarkRole::Window;
    });
    QVERIFY(window != stage.hoverMarks.end());
    QCOMPARE(window->cells, (Rect{0, 1, 3, 3}));
    QCOMPARE(static_cast<int>(stage.step.terms.size()), 9);
}

void TestMainWindow::strideFromItsBoxKeepsTheNearestStep()
{
    w().playhead().seek({12, -1}); // output (2, 2), the middle
    typeInto(box("stride"), QStringLiteral("2"));
    QCOMPARE(w().params().stride, (Pair{2, 2})); // both, as they are linked
    QCOMPARE(w().trace().beats(), 9);
    QCOMPARE(w().playhead().trace().at(w().playhead().position()).cell, (Cell{2, 2}));
    w().key(Qt::Key_Up);
    QCOMPARE(w().params().stride, (Pair{3, 3}));
    QCOMPARE(w().trace().beats(), 4);
    QCOMPARE(beat(), 3);
}

void TestMainWindow::wrongSizeIsSaidBesideTheFieldAndMended()
{
    w().setField("padding", 0); // valid: a 9 × 9 kernel doesn't fit into 5 × 5
    const Trace before = w().trace();
    typeInto(box("kernel_size"), QStringLiteral("9"));
    QVERIFY(w().document().refusal().has_value());
    QVERIFY(w().trace().same(before));
    FieldRow &row = *w().row(w().document().refusal()->field.c_str());
    QVERIFY(!shownProblem(row).isEmpty());
    QCOMPARE(w().message(), QString());
    auto *mend = row.findChild<QPushButton *>();
    QVERIFY(mend->isVisible());
    w().click(mend);
    QVERIFY(!w().document().refusal().has_value());
    QVERIFY(shownProblem(row).isEmpty());
    QVERIFY(!mend->isVisible());
    QVERIFY(!w().trace().same(before));
    QCOMPARE(w().params().kernel.height(), 5);
}

void TestMainWindow::choosingTheSameAgainIsNoStep()
{
    const Trace before = w().trace();
    w().setField("stride", Pair{1, 1});
    QCOMPARE(w().document().undoStack().count(), 0);
    QVERIFY(w().trace().same(before));
}

void TestMainWindow::undoAndRedoFollowTheFields()
{
    const ConvolutionParams start = w().params();
    typeInto(box("stride"), QStringLiteral("2"));
    typeInto(box("dilation"), QStringLiteral("2"));
    const ConvolutionParams changed = w().params();
    QCOMPARE(changed.dilation, (Pair{2, 2}));
    w().trigger(Command::Undo);
    QCOMPARE(w().params().dilation, (Pair{1, 1}));
    QCOMPARE(box("dilation")->value(), 1.0);
    w().trigger(Command::Undo);
    QVERIFY(w().params() == start);
    QCOMPARE(w().document().undoStack().canUndo(), false);
    w().trigger(Command::Redo);
    w().trigger(Command::Redo);
    QVERIFY(w().params() == changed);
    QCOMPARE(box("dilation")->value(), 2.0);
}

void TestMainWindow::undoKeysAndActions()
{
    Actions &actions = w().window().actions();
    QVERIFY(!actions[Command::Undo]->isEnabled() && !actions[Command::Redo]->isEnabled());
    w().setField("flip", true);
    QVERIFY(actions[Command::Undo]->isEnabled());
    w().stage().setFocus();
    w().key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!w().params().flip);
    QVERIFY(actions[Command::Redo]->isEnabled());
    w().key(Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(w().params().flip);
    w().key(Qt::Key_Z, Qt::ControlModifier);
    w().key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(w().params().flip);
}

void TestMainWindow::chosenSceneIsShown()
{
    const auto scenes = bundledScenes(w().document().lesson().id);
    QMenu *menu = w().window().header().sceneButton()->menu();
    int offered = 0;
    QAction *wanted = nullptr;
    for (const QAction *group : menu->actions()) {
        for (QAction *action : group->menu()->actions()) {
            ++offered;
            if (action->text() == scenes.at(7).title)
                wanted = action;
        }
    }
    QCOMPARE(offered, scenes.size());
    wanted->trigger();
    const Scene scene = std::get<Scene>(openScene(scenes.at(7).path));
    QVERIFY(w().document().params() == scene.params);
    QCOMPARE(sceneText(), QStringLiteral("Scene: ") + scenes.at(7).title);
    w().trigger(Command::Undo); // opening a scene can be undone
    QVERIFY(w().document().params() == w().document().lesson().start());
}

void TestMainWindow::titleIsOwnSettingsAfterAChange()
{
    QCOMPARE(sceneText(), QStringLiteral("Scene: Start"));
    w().setField("stride", Pair{2, 2});
    QCOMPARE(sceneText(), QStringLiteral("Scene: Own settings"));
    w().trigger(Command::Undo);
    QCOMPARE(sceneText(), QStringLiteral("Scene: Start"));
}

void TestMainWindow::viewsAreChosenInThePanel()
{
    auto *choice = w().row("view")->findChild<QComboBox *>();
    w().click(choice);
    w().key(Qt::Key_Escape);
    choice->setFocus();
    for (int view = 1; view < choice->count(); ++view) {
        w().key(Qt::Key_Down);
        QCOMPARE(static_cast<int>(w().params().view), view);
        QVERIFY(!w().stage().stage().layout.panes.empty());
        QVERIFY(!w().stage().grab().isNull());
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
