#include "tests/widgets/accessible_names.h"
#include "tests/widgets/typing.h"
#include "widgets/chain_editor.h"
#include "widgets/field_row.h"
#include "widgets/filter_choice.h"
#include "widgets/matrix_table.h"
#include "widgets/number_slider.h"
#include "widgets/switch.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QTest>
#include <QToolButton>

using namespace convoscope;

using Chain = std::vector<ChainStep>;

namespace {

const Field field{.key = "chain", .kind = FieldKind::Chain, .high = 4, .section = "chain"};

ChainStep filter(const std::string &name)
{
    ChainStep step;
    step.spec.name = name;
    return step;
}

Chain chainOf(const std::vector<std::string> &names)
{
    Chain chain;
    for (const std::string &name : names)
        chain.push_back(filter(name));
    return chain;
}

std::vector<std::string> namesOf(const Chain &chain)
{
    std::vector<std::string> names;
    for (const ChainStep &step : chain)
        names.push_back(step.spec.name);
    return names;
}

QRect handleOf(QSlider &slider)
{
    QStyleOptionSlider option;
    option.initFrom(&slider);
    option.orientation = slider.orientation();
    option.minimum = slider.minimum();
    option.maximum = slider.maximum();
    option.sliderPosition = slider.sliderPosition();
    option.sliderValue = slider.value();
    option.subControls = QStyle::SC_All;
    return slider.style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, &slider);
}

} // namespace

/// The editor of a chain of filters, in its row of a panel, with real keys and a real pointer.
class TestChainEditor : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_row.reset(); }
    void draggingTellsEachValueAndTheEnd();
    void draggingRebuildsNothing();
    void keysMoveASlider();
    void typingANumber();
    void onlyWhatTheFilterTakesIsShown_data();
    void onlyWhatTheFilterTakesIsShown();
    void sizeFollowsSigmaUntilItIsSet();
    void anotherWidthIsNoSquare();
    void filterIsChosenByKeys();
    void anotherFilterKeepsItsNumbers();
    void ownKernelBeginsWithTheWeights();
    void editingAWeightMakesItOwn();
    void normaliseSwitchesTheDivisorOff();
    void stepIsSwitchedOff();
    void buttonsMoveDuplicateAndRemove();
    void foldedStaysFolded();
    void filtersAreAddedFromTheMenu();
    void noMoreThanFit();
    void longChainsComeFolded();
    void refusalMarksItsStep();
    void mendingChangesTheStep();
    void kernelsAreForTheProgramToOpen();
    void everyPartHasAName();
    void tabReachesEverything();

private:
    void set(const Chain &chain)
    {
        m_row->editor().setValue(chain);
        m_edits.clear();
        m_finished.clear();
    }
    [[nodiscard]] ChainEditor &editor() const { return *qobject_cast<ChainEditor *>(&m_row->editor()); }
    [[nodiscard]] Chain chain() const { return std::get<Chain>(m_row->editor().value()); }
    template <typename Widget>
    Widget &part(const char *name) const
    {
        auto *widget = named<Widget>(*m_row, QString::fromUtf8(name));
        if (!widget)
            qFatal("There is no %s.", name);
        return *widget;
    }
    void press(const char *name) const
    {
        QTest::mouseClick(&part<QToolButton>(name), Qt::LeftButton);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // cards of steps that are gone
    }
    void type(const char *name, const QString &text) const
    {
        auto &box = part<NumberBox>(name);
        box.setFocus();
        box.selectAll();
        typeText(box, text);
        QTest::keyClick(&box, Qt::Key_Return);
    }
    [[nodiscard]] bool shows(const char *name) const
    {
        const auto *widget = named<QWidget>(*m_row, QString::fromUtf8(name));
        return widget && widget->isVisible();
    }

    std::unique_ptr<FieldRow> m_row;
    std::vector<Chain> m_edits;
    std::vector<bool> m_finished;
};

void TestChainEditor::init()
{
    m_row = std::make_unique<FieldRow>(field);
    m_row->setTheme(Theme::light());
    connect(m_row.get(), &FieldRow::edited, this, [this](const FieldValue &value, bool finished) {
        m_edits.push_back(std::get<Chain>(value));
        m_finished.push_back(finished);
        m_row->editor().setValue(value); // as the panel does
    });
    set(chainOf({"gaussian", "sobel"}));
    m_row->resize(260, 1200);
    m_row->show();
    QVERIFY(QTest::qWaitForWindowActive(m_row.get()));
}

void TestChainEditor::draggingTellsEachValueAndTheEnd()
{
    auto &slider = part<QSlider>("Step 1: Sigma σ, slider");
    const QPoint from = handleOf(slider).center();
    QTest::mousePress(&slider, Qt::LeftButton, {}, from);
    for (int x = 4; x <= 24; x += 4)
        QTest::mouseMove(&slider, from + QPoint(x, 0));
    QVERIFY(m_edits.size() >= 3);
    QVERIFY(std::ranges::none_of(m_finished, [](bool finished) { return finished; }));
    for (size_t i = 1; i < m_edits.size(); ++i)
        QVERIFY(m_edits[i][0].spec.sigma > m_edits[i - 1][0].spec.sigma);
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, from + QPoint(24, 0));
    QCOMPARE(std::ranges::count(m_finished, true), 1);
    QVERIFY(m_finished.back());
    QVERIFY(chain()[0].spec.sigma > 1.0);
    QCOMPARE(chain()[0].spec.sigma, part<NumberBox>("Step 1: Sigma σ").value());
    QVERIFY(chain()[1] == filter("sobel"));
}

void TestChainEditor::draggingRebuildsNothing()
{
    const auto widgets = m_row->findChildren<QWidget *>();
    const auto cards = editor().cards();
    draggingTellsEachValueAndTheEnd();
    QVERIFY(editor().cards() == cards);
    QCOMPARE(m_row->findChildren<QWidget *>(), widgets);
}

void TestChainEditor::keysMoveASlider()
{
    auto &slider = part<QSlider>("Step 2: Strength, %, slider");
    slider.setFocus();
    QTest::keyPress(&slider, Qt::Key_Left);
    QCOMPARE(m_finished, std::vector<bool>{false});
    QTest::keyRelease(&slider, Qt::Key_Left);
    QCOMPARE(m_finished, (std::vector<bool>{false, true}));
    QCOMPARE(chain()[1].strength, 0.99);
    QTest::keyClick(&slider, Qt::Key_Home);
    QCOMPARE(chain()[1].strength, 0.0);
    QTest::keyClick(&slider, Qt::Key_End);
    QCOMPARE(chain()[1].strength, mostStrength);
}

void TestChainEditor::typingANumber()
{
    type("Step 1: Sigma σ", "2.35");
    QCOMPARE(chain()[0].spec.sigma, 2.35);
    QVERIFY(m_finished.back());
    type("Step 1: Sigma σ", "99"); // for the lesson to refuse
    QCOMPARE(chain()[0].spec.sigma, 99.0);
    type("Step 2: Strength, %", "150");
    QCOMPARE(chain()[1].strength, 1.5);
}

void TestChainEditor::onlyWhatTheFilterTakesIsShown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("shown");
    const QStringList all{"Size", "Sigma σ", "Angle", "Wavelength", "Amount", "Strength, %"};
    QTest::newRow("gaussian") << "gaussian" << QStringList{all[0], all[1], all[5]};
    QTest::newRow("gabor") << "gabor" << QStringList{all[0], all[1], all[2], all[3], all[5]};
    QTest::newRow("motion-blur") << "motion-blur" << QStringList{all[0], all[2], all[5]};
    QTest::newRow("unsharp") << "unsharp" << QStringList{all[0], all[1], all[4], all[5]};
    QTest::newRow("sobel") << "sobel" << QStringList{all[5]};
    QTest::newRow("median") << "median" << QStringList{all[0]};
    QTest::newRow("sobel-direction") << "sobel-direction" << QStringList();
}

void TestChainEditor::onlyWhatTheFilterTakesIsShown()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, shown);
    set(chainOf({name.toStdString()}));
    QStringList found;
    for (const NumberBox *box : m_row->findChildren<NumberBox *>()) {
        if (box->isVisible())
            found.append(box->accessibleName().mid(QStringLiteral("Step 1: ").size()));
    }
    QCOMPARE(found, shown);
}

void TestChainEditor::sizeFollowsSigmaUntilItIsSet()
{
    QCOMPARE(part<NumberBox>("Step 1: Size").text(), QStringLiteral("auto"));
    type("Step 1: Size", "5");
    QVERIFY((chain()[0].spec.size == Pair{5, 5}));
    auto &box = part<NumberBox>("Step 1: Size");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Up);
    QVERIFY((chain()[0].spec.size == Pair{7, 7}));
    type("Step 1: Size", "auto");
    QVERIFY((chain()[0].spec.size == Pair{0, 0}));
    QCOMPARE(box.text(), QStringLiteral("auto"));
    auto &slider = part<QSlider>("Step 1: Size, slider");
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Right);
    QVERIFY((chain()[0].spec.size == Pair{1, 1}));
    set(chainOf({"box"})); // without a sigma there is nothing to follow
    QCOMPARE(part<NumberBox>("Step 1: Size").text(), QStringLiteral("3"));
}

void TestChainEditor::anotherWidthIsNoSquare()
{
    set(chainOf({"box"}));
    press("Step 1: Show divisor, offset and kernel");
    type("Step 1: Width", "9");
    QVERIFY((chain()[0].spec.size == Pair{0, 9}));
    type("Step 1: Size", "5");
    QVERIFY((chain()[0].spec.size == Pair{5, 9}));
    set(chainOf({"median"}));
    QVERIFY(!shows("Step 1: Width"));
}

void TestChainEditor::filterIsChosenByKeys()
{
    auto &choice = part<FilterChoice>("Step 1: filter");
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Down);
    QCOMPARE(chain()[0].spec.name, std::string("box"));
    QTest::keyClick(&choice, Qt::Key_Down);
    QTest::keyClick(&choice, Qt::Key_Down);
    QTest::keyClick(&choice, Qt::Key_Down); // over the heading of the next group
    QCOMPARE(chain()[0].spec.name, std::string("sharpen"));
    QCOMPARE(m_finished, std::vector<bool>(4, true));
}

void TestChainEditor::anotherFilterKeepsItsNumbers()
{
    Chain start = chainOf({"gaussian"});
    start[0].spec.sigma = 3;
    start[0].spec.size = {7, 7};
    start[0].divisor = 4;
    set(start);
    auto &choice = part<FilterChoice>("Step 1: filter");
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Down);
    QTest::keyClick(&choice, Qt::Key_Up);
    QCOMPARE(chain()[0].spec.sigma, 3.0);
    QVERIFY((chain()[0].spec.size == Pair{7, 7}));
    QCOMPARE(chain()[0].divisor, 1.0); // it belonged to other weights
}

void TestChainEditor::ownKernelBeginsWithTheWeights()
{
    set(chainOf({"sobel-x", "median"}));
    for (const char *name : {"Step 1: filter", "Step 2: filter"}) {
        auto &choice = part<FilterChoice>(name);
        choice.setFocus();
        QTest::keyClick(&choice, Qt::Key_End);
    }
    QCOMPARE(namesOf(chain()), (std::vector<std::string>{"own", "own"}));
    QVERIFY(chain()[0].kernel == Tensor::matrix({{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}}));
    QVERIFY(chain()[1].kernel == Tensor::matrix({{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}));
    QVERIFY(shows("Step 1: Weights"));
}

void TestChainEditor::editingAWeightMakesItOwn()
{
    set(chainOf({"gaussian", "sobel-x"}));
    press("Step 2: Show divisor, offset and kernel");
    auto &table = part<MatrixTable>("Step 2: Weights");
    table.setFocus();
    table.setCurrentIndex(table.model()->index(1, 1));
    QTest::keyClicks(&table, "7");
    auto *line = table.viewport()->findChild<QLineEdit *>();
    QVERIFY(line);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(chain()[1].spec.name, std::string(ownKernel));
    QVERIFY(chain()[1].kernel == Tensor::matrix({{-1, 0, 1}, {-2, 7, 2}, {-1, 0, 1}}));
    QVERIFY(m_finished.back());
    QVERIFY(chain()[0] == filter("gaussian"));
    set(chainOf({"gaussian", "sobel"})); // two kernels: nothing to edit
    QVERIFY(!shows("Step 2: Weights"));
}

void TestChainEditor::normaliseSwitchesTheDivisorOff()
{
    press("Step 1: Show divisor, offset and kernel");
    type("Step 1: Divisor", "2.5");
    type("Step 1: Offset", "-10");
    QTest::mouseClick(&part<Switch>("Step 1: Normalise"), Qt::LeftButton);
    QCOMPARE(chain()[0].divisor, 2.5);
    QCOMPARE(chain()[0].offset, -10.0);
    QVERIFY(chain()[0].normalise);
    QVERIFY(!part<NumberBox>("Step 1: Divisor").isEnabled());
}

void TestChainEditor::stepIsSwitchedOff()
{
    QTest::mouseClick(&part<Switch>("Step 2: on"), Qt::LeftButton);
    QVERIFY(!chain()[1].on && chain()[0].on);
    part<Switch>("Step 2: on").setFocus();
    QTest::keyClick(&part<Switch>("Step 2: on"), Qt::Key_Space);
    QVERIFY(chain()[1].on);
}

void TestChainEditor::buttonsMoveDuplicateAndRemove()
{
    press("Step 1: Move down");
    QCOMPARE(namesOf(chain()), (std::vector<std::string>{"sobel", "gaussian"}));
    press("Step 2: Move down"); // it is the last
    press("Step 2: Duplicate");
    QCOMPARE(namesOf(chain()), (std::vector<std::string>{"sobel", "gaussian", "gaussian"}));
    press("Step 1: Remove");
    QCOMPARE(namesOf(chain()), (std::vector<std::string>{"gaussian", "gaussian"}));
    press("Step 2: Remove");
    press("Step 1: Remove");
    QVERIFY(chain().empty());
    QCOMPARE(m_finished, std::vector<bool>(5, true));
}

void TestChainEditor::foldedStaysFolded()
{
    press("Step 2: Fold the numbers away");
    QVERIFY(!shows("Step 2: Strength, %"));
    QVERIFY(shows("Step 1: Strength, %"));
    type("Step 1: Sigma σ", "4");
    QVERIFY(editor().cards()[1]->isFolded());
    press("Step 1: Move down");
    QVERIFY(editor().cards()[0]->isFolded() && !editor().cards()[1]->isFolded());
    m_row->editor().setValue(chainOf({"median", "sobel", "gaussian"})); // as undo would
    QVERIFY(editor().cards().size() == 3);
    set(chainOf({"sobel"}));
    press("Step 1: Fold the numbers away");
    QTest::keyClick(&part<QToolButton>("Step 1: Show the numbers"), Qt::Key_Space);
    QVERIFY(!editor().cards()[0]->isFolded());
}

void TestChainEditor::filtersAreAddedFromTheMenu()
{
    auto &add = part<QPushButton>("Filters: add a filter");
    QMenu *blur = add.menu()->actions().front()->menu();
    QVERIFY(blur);
    blur->actions().at(1)->trigger();
    add.menu()->actions().back()->trigger();
    QCOMPARE(namesOf(chain()), (std::vector<std::string>{"gaussian", "sobel", "box", "own"}));
    QVERIFY(std::ranges::all_of(chain(), [](const ChainStep &step) { return bool(filterStepOf(step)); }));
    QCOMPARE(m_finished, std::vector<bool>(2, true));
}

void TestChainEditor::noMoreThanFit()
{
    set(chainOf({"box", "box", "box", "box"}));
    QVERIFY(!part<QPushButton>("Filters: add a filter").isEnabled());
    QVERIFY(!part<QToolButton>("Step 1: Duplicate").isEnabled());
    editor().cards()[0]->setFolded(false);
    press("Step 1: Remove");
    QVERIFY(part<QPushButton>("Filters: add a filter").isEnabled());
}

void TestChainEditor::longChainsComeFolded()
{
    ChainEditor fresh(4);
    fresh.setValue(chainOf({"box", "box", "box", "box"}));
    QVERIFY(std::ranges::all_of(fresh.cards(), &ChainCard::isFolded));
    ChainEditor shorter(4);
    shorter.setValue(chainOf({"box", "box", "box"}));
    QVERIFY(std::ranges::none_of(shorter.cards(), &ChainCard::isFolded));
}

void TestChainEditor::refusalMarksItsStep()
{
    Chain wrong = chainOf({"box", "gaussian"});
    wrong[1].spec.sigma = 0;
    set(wrong);
    const auto refused = filterStepsOf(wrong, "chain");
    QVERIFY(!refused);
    m_row->setRefusal(refused.refusal());
    const auto labels = m_row->findChildren<QLabel *>();
    const auto told = [&labels](const QString &text) {
        return std::ranges::count_if(labels, [&text](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    };
    QCOMPARE(told(QStringLiteral("Step 2: Sigma")), 1); // on the card, and not below the list too
    QVERIFY(part<NumberBox>("Step 2: Sigma σ").property("convoscopeFaulty").toBool());
    QVERIFY(!part<NumberBox>("Step 2: Size").property("convoscopeFaulty").toBool());
    m_row->setRefusal({});
    QCOMPARE(told(QStringLiteral("Step 2: Sigma")), 0);
    QVERIFY(!part<NumberBox>("Step 2: Sigma σ").property("convoscopeFaulty").toBool());
}

void TestChainEditor::mendingChangesTheStep()
{
    Chain wrong = chainOf({"box", "gaussian"});
    wrong[0].spec.size = {4, 4};
    set(wrong);
    m_row->setRefusal(filterStepsOf(wrong, "chain").refusal());
    const auto buttons = editor().cards()[0]->findChildren<QPushButton *>();
    const auto mend = std::ranges::find_if(buttons, [](const QPushButton *b) { return b->isVisible(); });
    QVERIFY(mend != buttons.end());
    QTest::mouseClick(*mend, Qt::LeftButton);
    QVERIFY((chain()[0].spec.size == Pair{5, 5}));
    QCOMPARE(m_finished, std::vector<bool>{true});
}

void TestChainEditor::kernelsAreForTheProgramToOpen()
{
    QSignalSpy wishes(m_row.get(), &FieldRow::fileWanted);
    press("Step 2: Show divisor, offset and kernel");
    QTest::mouseClick(&part<QPushButton>("Step 2: Open kernel"), Qt::LeftButton);
    QCOMPARE(wishes.size(), 1);
    QVERIFY((wishes[0][0].value<FileWish>() == FileWish{.part = 1, .save = false}));
    QVERIFY(!part<QPushButton>("Step 2: Save kernel").isEnabled()); // two kernels
    press("Step 1: Show divisor, offset and kernel");
    QTest::mouseClick(&part<QPushButton>("Step 1: Save kernel"), Qt::LeftButton);
    QCOMPARE(wishes.size(), 2);
    QVERIFY((wishes[1][0].value<FileWish>() == FileWish{.part = 0, .save = true}));
    QVERIFY(m_edits.empty());
}

void TestChainEditor::everyPartHasAName()
{
    press("Step 1: Show divisor, offset and kernel");
    QCOMPARE(namelessWidgets(*m_row), QStringList());
}

void TestChainEditor::tabReachesEverything()
{
    press("Step 1: Show divisor, offset and kernel");
    QSet<QWidget *> missing;
    for (QWidget *widget : m_row->findChildren<QWidget *>()) {
        const bool own = !widget->focusProxy() && !qobject_cast<QLineEdit *>(widget);
        if (own && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus))
            missing.insert(widget);
    }
    QVERIFY(missing.size() > 20);
    part<Switch>("Step 1: on").setFocus(Qt::TabFocusReason);
    for (int i = 0; i < 120 && !missing.isEmpty(); ++i) {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        missing.remove(focus);
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    QStringList names;
    for (const QWidget *widget : missing)
        names.append(widget->accessibleName());
    QCOMPARE(names, QStringList());
}

QTEST_MAIN(TestChainEditor)
#include "tst_chain_editor.moc"
