#include "tests/app/window_fixture.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/chain_editor.h"
#include "widgets/number_slider.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

using namespace convoscope;

using Chain = std::vector<ChainStep>;

/// A chain of filters in the panel of the window.
class TestMainWindowChain : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_w.reset(); }
    void draggingASliderIsOneStepOfUndo();
    void foldedAndOpenStaySo();
    void kernelGoesToAFileAndBack();
    void wrongKernelFilesChangeNothing();
    void refusalIsSaidAtItsStep();
    void undoBringsAStepBack();

private:
    [[nodiscard]] WindowFixture &w() const { return *m_w; }
    [[nodiscard]] Chain chain() const
    {
        const Field &field = *findField(w().document().lesson().fields, "chain");
        return std::get<Chain>(field.get(w().document().params()));
    }
    [[nodiscard]] ChainEditor &editor() const
    {
        return *qobject_cast<ChainEditor *>(&w().row("chain")->editor());
    }
    template <typename Widget>
    Widget *part(const char *name) const
    {
        return named<Widget>(editor(), QString::fromUtf8(name));
    }
    void press(const char *name) const
    {
        auto *button = part<QAbstractButton>(name);
        QVERIFY2(button, name);
        w().click(button);
        rest();
    }
    /// Until values and places are what they will be.
    void rest() const
    {
        QVERIFY(w().settle());
        for (int round = 0; round < 10; ++round) // what is new is shown, then laid out, level by level
            QCoreApplication::processEvents();
    }

    std::unique_ptr<WindowFixture> m_w;
};

void TestMainWindowChain::init()
{
    m_w = std::make_unique<WindowFixture>(QSize(1280, 1000));
    const Lesson *lesson = findLesson("image_lab");
    w().document().reset(*lesson, lesson->start(), {});
    rest();
}

void TestMainWindowChain::draggingASliderIsOneStepOfUndo()
{
    const Chain before = chain();
    auto *slider = part<QSlider>("Step 1: Sigma σ, slider");
    QVERIFY(slider);
    w().click(slider); // scrolls to it, and jumps to its middle
    rest();
    const Chain middle = chain();
    QVERIFY(middle != before);
    const int steps = w().document().undoStack().count();
    const QPoint from = w().inWindow(slider, slider->rect().center());
    w().press(from);
    for (int x = 2; x <= 20; x += 2)
        w().move(from + QPoint(x, 0));
    w().release(from + QPoint(20, 0));
    QVERIFY(w().settle());
    QVERIFY(chain()[0].spec.sigma > middle[0].spec.sigma);
    QCOMPARE(w().document().undoStack().count(), steps + 1);
    w().document().undoStack().undo();
    QVERIFY(chain() == middle);
    QCOMPARE(part<NumberBox>("Step 1: Sigma σ")->value(), middle[0].spec.sigma);
}

void TestMainWindowChain::foldedAndOpenStaySo()
{
    press("Step 1: Show divisor, offset and kernel");
    press("Step 2: Fold the numbers away");
    const auto cards = editor().cards();
    auto *sigma = part<NumberBox>("Step 1: Sigma σ");
    sigma->setFocus();
    sigma->selectAll();
    w().type(QStringLiteral("2.5"));
    w().key(Qt::Key_Return);
    QVERIFY(w().settle());
    QCOMPARE(chain()[0].spec.sigma, 2.5);
    QVERIFY(editor().cards() == cards);
    QVERIFY(cards[1]->isFolded() && part<NumberBox>("Step 1: Divisor")->isVisible());
    QCOMPARE(QApplication::focusWidget(), sigma);
}

void TestMainWindowChain::kernelGoesToAFileAndBack()
{
    const Chain before = chain();
    press("Step 1: Show divisor, offset and kernel");
    answerDialog(w().pathOf(QStringLiteral("bell")));
    press("Step 1: Save kernel");
    QVERIFY2(w().message().contains(QStringLiteral("bell.txt")), qPrintable(w().message()));
    press("Step 2: Show divisor, offset and kernel");
    answerDialog(w().pathOf(QStringLiteral("bell.txt")));
    press("Step 2: Open kernel");
    QVERIFY(chain()[1] == asOwn(before[0]));
    QVERIFY(chain()[0] == before[0]);
    QVERIFY(!w().document().refusal());
    w().document().undoStack().undo();
    QVERIFY(chain() == before);
}

void TestMainWindowChain::wrongKernelFilesChangeNothing()
{
    const Chain before = chain();
    putFile(w().pathOf(QStringLiteral("wrong.json")), R"({"kernel": [[1], []]})");
    press("Step 1: Show divisor, offset and kernel");
    answerDialog(w().pathOf(QStringLiteral("wrong.json")));
    press("Step 1: Open kernel");
    QVERIFY(w().message().contains(QStringLiteral("wrong.json")));
    QVERIFY(chain() == before);
}

void TestMainWindowChain::refusalIsSaidAtItsStep()
{
    Chain wrong = chain();
    wrong[0].spec.sigma = 0;
    w().setField("chain", wrong);
    rest();
    QVERIFY(w().document().refusal());
    const auto buttons = editor().cards()[0]->findChildren<QPushButton *>();
    const auto mend = std::ranges::find_if(buttons, [](const QPushButton *b) { return b->isVisible(); });
    QVERIFY(mend != buttons.end());
    w().click(*mend);
    QVERIFY(w().settle());
    QVERIFY(!w().document().refusal());
    QCOMPARE(chain()[0].spec.sigma, 1.0);
}

void TestMainWindowChain::undoBringsAStepBack()
{
    const Chain before = chain();
    press("Step 1: Fold the numbers away");
    press("Step 2: Remove");
    QCOMPARE(chain().size(), before.size() - 1);
    w().document().undoStack().undo();
    QVERIFY(w().settle());
    QVERIFY(chain() == before);
    QCOMPARE(editor().cards().size(), before.size());
    QVERIFY(editor().cards()[0]->isFolded() && !editor().cards()[1]->isFolded());
}

QTEST_MAIN(TestMainWindowChain)
#include "tst_main_window_chain.moc"
