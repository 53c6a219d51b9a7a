#include "tests/app/window_fixture.h"

#include "widgets/pair_editor.h"

#include <QUndoStack>

using namespace convoscope;

/// Cells that choose: clicks and drags on the stage set the lesson's parameters through the document.
class TestMainWindowPicks : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_w.reset(); }
    void clickChoosesUnitAndLayer();
    void clickOnTheLastMapFollowsTheLast();
    void clickOnTheInputMovesTheField();
    void draggingIsOneStepOfUndo();
    void enterChoosesTheCellOfTheKeyboard();
    void clickOnATableMovesThePlayhead();
    void hoveringShowsWhoSeesAPixel();
    void hoveringAUnitDrawsItsCone();
    void panelSaysWhatWasChosen();

private:
    [[nodiscard]] ReceptiveFieldParams params()
    {
        return std::get<ReceptiveFieldParams>(m_w->document().params());
    }
    [[nodiscard]] int steps() { return m_w->document().undoStack().count(); }

    std::unique_ptr<WindowFixture> m_w;
};

void TestMainWindowPicks::init()
{
    m_w = std::make_unique<WindowFixture>();
    const Lesson &lesson = *findLesson("receptive_field");
    m_w->document().reset(lesson, lesson.start(), {1, -1}); // two 3×3 on 9×9: maps of 7×7 and 5×5
    QVERIFY(m_w->settle());
    QCOMPARE(m_w->trace().beats(), 2);
}

void TestMainWindowPicks::clickChoosesUnitAndLayer()
{
    m_w->clickCell(1, {0, 6});
    QVERIFY(m_w->settle());
    QCOMPARE(params().layer, 1);
    QVERIFY((params().unit == Pair{0, 6}));
    QCOMPARE(m_w->trace().beats(), 1);
    const Step step = m_w->trace().at(m_w->playhead().position());
    const auto frame = std::ranges::find(step.marks, MarkRole::Window, &Mark::role);
    QVERIFY((frame->cells == Rect{0, 6, 3, 3}));
    m_w->document().undoStack().undo();
    QCOMPARE(params().layer, 0);
    QVERIFY((params().unit == Pair{-1, -1}));
}

void TestMainWindowPicks::clickOnTheLastMapFollowsTheLast()
{
    m_w->playhead().seekBeat(0);
    m_w->clickCell(2, {4, 0});
    QVERIFY(m_w->settle());
    QCOMPARE(params().layer, 0);
    QVERIFY((params().unit == Pair{4, 0}));
    QCOMPARE(m_w->playhead().position().beat, 1); // with its whole field
}

void TestMainWindowPicks::clickOnTheInputMovesTheField()
{
    m_w->clickCell(0, {2, 6});
    QVERIFY(m_w->settle());
    QVERIFY((params().unit == Pair{0, 4})); // whose 5×5 have their middle there
    m_w->clickCell(0, {0, 0});
    QVERIFY((params().unit == Pair{0, 0})); // the nearest there is
}

void TestMainWindowPicks::draggingIsOneStepOfUndo()
{
    m_w->drag(0, {2, 2}, {6, 6});
    QVERIFY(m_w->settle());
    QVERIFY((params().unit == Pair{4, 4}));
    QCOMPARE(steps(), 1);
    m_w->drag(0, {6, 6}, {2, 2});
    QCOMPARE(steps(), 2);
    m_w->document().undoStack().undo();
    QVERIFY((params().unit == Pair{4, 4}));
    m_w->document().undoStack().undo();
    QVERIFY((params().unit == Pair{-1, -1}));
}

void TestMainWindowPicks::enterChoosesTheCellOfTheKeyboard()
{
    m_w->stage().setFocus();
    m_w->key(Qt::Key_P);
    m_w->key(Qt::Key_P); // the first map
    m_w->key(Qt::Key_Down, Qt::ShiftModifier);
    m_w->key(Qt::Key_Return);
    QVERIFY(m_w->settle());
    QCOMPARE(params().layer, 1);
    QVERIFY((params().unit == Pair{1, 0}));
}

void TestMainWindowPicks::clickOnATableMovesThePlayhead()
{
    const int field = static_cast<int>(m_w->trace().planes().size()) - 1;
    m_w->clickCell(field, {0, 1});
    QCOMPARE(m_w->playhead().position().beat, 0);
    QCOMPARE(steps(), 0);
}

void TestMainWindowPicks::hoveringShowsWhoSeesAPixel()
{
    m_w->hover(0, {4, 4});
    const auto &marks = m_w->stage().stage().hoverMarks;
    const auto reached = [&](int plane) {
        const auto found = std::ranges::find_if(
            marks, [&](const Mark &m) { return m.plane == plane && m.role == MarkRole::Reach; });
        return found == marks.end() ? Rect{0, 0, 0, 0} : found->cells;
    };
    QVERIFY((reached(1) == Rect{2, 2, 3, 3}));
    QVERIFY((reached(2) == Rect{0, 0, 5, 5}));
}

void TestMainWindowPicks::hoveringAUnitDrawsItsCone()
{
    m_w->hover(2, {0, 0});
    const auto &wires = m_w->stage().stage().wires;
    QCOMPARE(wires.size(), size_t(2));
    QVERIFY((wires[0].fromCells == Rect{0, 0, 3, 3} && wires[0].toCells == Rect{0, 0, 1, 1}));
    QVERIFY((wires[1].fromCells == Rect{0, 0, 5, 5} && wires[1].toCells == Rect{0, 0, 3, 3}));
}

void TestMainWindowPicks::panelSaysWhatWasChosen()
{
    m_w->clickCell(1, {3, 5});
    QVERIFY(m_w->settle());
    QVERIFY((std::get<Pair>(m_w->row("unit")->editor().value()) == Pair{3, 5}));
    QCOMPARE(std::get<int>(m_w->row("layer")->editor().value()), 1);
}

QTEST_MAIN(TestMainWindowPicks)
#include "tst_main_window_picks.moc"
