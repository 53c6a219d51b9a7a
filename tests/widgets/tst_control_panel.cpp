#include "core/lesson.h"
#include "tests/widgets/accessible_names.h"
#include "tests/widgets/typing.h"
#include "widgets/choice_box.h"
#include "widgets/control_panel.h"
#include "widgets/field_row.h"
#include "widgets/matrix_editor.h"
#include "widgets/mended_value.h"
#include "widgets/number_box.h"
#include "widgets/section.h"
#include "widgets/switch.h"
#include "widgets/words.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace convoscope;

class TestControlPanel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsWhatTheParamsSay();
    void settingParamsIsNoSignal();
    void everyFieldHasARow();
    void hidesWhatDoesNotApply();
    void hidesSectionsWithoutFields();
    void typingTellsOfEveryValue();
    void valuesOutOfRangeCanBeTyped_data();
    void valuesOutOfRangeCanBeTyped();
    void lettersCannotBeTyped();
    void arrowsStayInRange();
    void arrowFromOutsideGoesToTheBound();
    void unfinishedTypingSurvivesTheRoundTrip();
    void linkKeepsBothTheSame();
    void unlinkedSidesDiffer();
    void linkingTakesTheHeight();
    void foursidesFollowTheLink();
    void realNumbersTakePointAndComma_data();
    void realNumbersTakePointAndComma();
    void flagIsASwitch();
    void choiceIsMadeByKey();
    void wheelChangesOnlyWhatHasTheKeyboard();
    void kernelIsEditedInPlace();
    void inputIsChosenByName();
    void refusalIsSaidUnderItsField();
    void refusalOfAHiddenFieldIsSaidOnTop();
    void mendingButtonSetsTheValue();
    void mends_data();
    void mends();
    void sectionsFold();
    void fitsTheNarrowPanel();
    void goneMidTypingItIsSilent();
    void everyControlHasAName();

private:
    NumberBox &box(const char *name) const;
    FieldRow &row(const char *key) const { return *m_panel->row(key); }
    void typeInto(NumberBox &box, const QString &text);
    const ConvolutionParams &params() const { return std::get<ConvolutionParams>(m_params); }
    void set(const char *key, const FieldValue &value);

    const Lesson *m_lesson = findLesson("convolution");
    Params m_params;
    std::unique_ptr<ControlPanel> m_panel;
    std::vector<bool> m_finished; ///< of each edit so far
};

void TestControlPanel::init()
{
    m_params = m_lesson->start();
    m_finished.clear();
    m_panel = std::make_unique<ControlPanel>(m_lesson->fields);
    m_panel->setParams(m_params);
    m_panel->resize(264, 1400);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    connect(m_panel.get(), &ControlPanel::edited, this,
            [this](const Field &field, const FieldValue &value, bool finished) {
                field.set(m_params, value);
                m_finished.push_back(finished);
                m_panel->setParams(m_params);
            });
}

NumberBox &TestControlPanel::box(const char *name) const
{
    return *named<NumberBox>(*m_panel, QString::fromUtf8(name));
}

void TestControlPanel::typeInto(NumberBox &box, const QString &text)
{
    box.setFocus();
    box.selectAll();
    typeText(box, text);
}

void TestControlPanel::set(const char *key, const FieldValue &value)
{
    findField(m_lesson->fields, key)->set(m_params, value);
    m_panel->setParams(m_params);
}

void TestControlPanel::showsWhatTheParamsSay()
{
    set("stride", Pair{2, 3});
    set("flip", true);
    set("kernel_preset", 2);
    for (const Field &field : m_lesson->fields)
        QVERIFY2(m_panel->row(field.key)->editor().value() == field.get(m_params), field.key.data());
}

void TestControlPanel::settingParamsIsNoSignal()
{
    for (int preset = 0; preset < 10; ++preset)
        set("kernel_preset", preset);
    set("dilation", Pair{2, 2});
    set("padding", 3);
    set("pad", Sides{1, 2, 3, 4});
    QVERIFY(m_finished.empty());
}

void TestControlPanel::everyFieldHasARow()
{
    for (const Field &field : m_lesson->fields) {
        QVERIFY2(m_panel->row(field.key), field.key.data());
        QVERIFY2(!fieldTitle(field.key).isEmpty(), field.key.data());
    }
    QVERIFY(!m_panel->row("no_such_field"));
}

void TestControlPanel::hidesWhatDoesNotApply()
{
    for (int view = 0; view < 5; ++view) {
        set("view", view);
        for (const Field &field : m_lesson->fields)
            QVERIFY2(m_panel->row(field.key)->isVisible() == field.active(m_params), field.key.data());
    }
}

void TestControlPanel::hidesSectionsWithoutFields()
{
    static bool shown = true;
    std::vector<Field> fields{*findField(m_lesson->fields, "stride"), *findField(m_lesson->fields, "flip")};
    fields[0].applies = [](const Params &) { return shown; };
    ControlPanel panel(fields);
    panel.setParams(m_params);
    const auto sections = panel.findChildren<Section *>();
    QCOMPARE(sections.size(), 2);
    QVERIFY(!sections[0]->isHidden());
    shown = false;
    panel.setParams(m_params);
    QVERIFY(sections[0]->isHidden() && !sections[1]->isHidden());
}

void TestControlPanel::typingTellsOfEveryValue()
{
    NumberBox &height = box("Stride, height");
    typeInto(height, QStringLiteral("23"));
    QCOMPARE(m_finished, (std::vector<bool>{false, false}));
    QCOMPARE(params().stride, (Pair{23, 23}));
    QTest::keyClick(&height, Qt::Key_Return);
    QCOMPARE(m_finished, (std::vector<bool>{false, false, true}));
    QTest::keyClick(&height, Qt::Key_Return);
    QCOMPARE(m_finished.size(), 3U);
    QTest::keyClick(&height, Qt::Key_Up);
    QCOMPARE(params().stride, (Pair{24, 24}));
    QCOMPARE(m_finished.back(), true);
}

void TestControlPanel::valuesOutOfRangeCanBeTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("value");
    QTest::newRow("zero") << QStringLiteral("0") << 0;
    QTest::newRow("negative") << QStringLiteral("-3") << -3;
    QTest::newRow("beyond the range") << QStringLiteral("500") << 500;
}

void TestControlPanel::valuesOutOfRangeCanBeTyped()
{
    QFETCH(QString, typed);
    QFETCH(int, value);
    NumberBox &height = box("Stride, height");
    typeInto(height, typed);
    QTest::keyClick(&height, Qt::Key_Return);
    QCOMPARE(params().stride, (Pair{value, value}));
    QCOMPARE(height.value(), static_cast<double>(value));
}

void TestControlPanel::lettersCannotBeTyped()
{
    NumberBox &height = box("Stride, height");
    typeInto(height, QStringLiteral("2x.e5"));
    QCOMPARE(params().stride, (Pair{25, 25}));
    height.selectAll();
    QTest::keyClick(&height, Qt::Key_Delete);
    QTest::keyClick(&height, Qt::Key_Tab);
    QCOMPARE(height.text(), QStringLiteral("25"));
}

void TestControlPanel::arrowsStayInRange()
{
    NumberBox &height = box("Stride, height");
    height.setFocus();
    QTest::keyClick(&height, Qt::Key_Down);
    QCOMPARE(params().stride, (Pair{1, 1}));
    QTest::keyClick(&height, Qt::Key_PageUp);
    QCOMPARE(params().stride, (Pair{11, 11}));
    typeInto(height, QStringLiteral("63"));
    QTest::keyClick(&height, Qt::Key_PageUp);
    QCOMPARE(params().stride, (Pair{64, 64}));
}

void TestControlPanel::arrowFromOutsideGoesToTheBound()
{
    NumberBox &height = box("Stride, height");
    typeInto(height, QStringLiteral("-5"));
    QTest::keyClick(&height, Qt::Key_Up);
    QCOMPARE(params().stride, (Pair{1, 1}));
}

void TestControlPanel::unfinishedTypingSurvivesTheRoundTrip()
{
    NumberBox &divisor = box("Divisor");
    typeInto(divisor, QStringLiteral("2."));
    QCOMPARE(divisor.text(), QStringLiteral("2."));
    QTest::keyClicks(&divisor, QStringLiteral("50"));
    QCOMPARE(divisor.text(), QStringLiteral("2.50"));
    QCOMPARE(params().divisor, 2.5F);
    QTest::keyClick(&divisor, Qt::Key_Return);
    QCOMPARE(divisor.text(), QStringLiteral("2.5"));
}

void TestControlPanel::linkKeepsBothTheSame()
{
    QVERIFY(named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same"))->isChecked());
    typeInto(box("Stride, width"), QStringLiteral("3"));
    QCOMPARE(params().stride, (Pair{3, 3}));
    QCOMPARE(box("Stride, height").value(), 3.0);
    set("stride", Pair{1, 2});
    QVERIFY(!named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same"))->isChecked());
}

void TestControlPanel::unlinkedSidesDiffer()
{
    QTest::mouseClick(named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same")),
                      Qt::LeftButton);
    typeInto(box("Stride, width"), QStringLiteral("3"));
    QCOMPARE(params().stride, (Pair{1, 3}));
    typeInto(box("Stride, width"), QStringLiteral("1"));
    typeInto(box("Stride, height"), QStringLiteral("4"));
    QCOMPARE(params().stride, (Pair{4, 1}));
}

void TestControlPanel::linkingTakesTheHeight()
{
    set("stride", Pair{2, 5});
    QTest::mouseClick(named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same")),
                      Qt::LeftButton);
    QCOMPARE(params().stride, (Pair{2, 2}));
    QCOMPARE(m_finished, std::vector<bool>{true});
}

void TestControlPanel::foursidesFollowTheLink()
{
    set("padding", 3);
    const QString name = fieldTitle("pad");
    NumberBox &left = *named<NumberBox>(*m_panel, name + QStringLiteral(", left"));
    auto &link = *named<QToolButton>(*m_panel, name + QStringLiteral(", all sides the same"));
    QVERIFY(link.isVisible());
    typeInto(left, QStringLiteral("2"));
    QCOMPARE(params().sides, (Sides{2, 2, 2, 2}));
    QTest::mouseClick(&link, Qt::LeftButton);
    typeInto(left, QStringLiteral("1"));
    QCOMPARE(params().sides, (Sides{1, 2, 2, 2}));
    QTest::mouseClick(&link, Qt::LeftButton);
    QCOMPARE(params().sides, (Sides{2, 2, 2, 2}));
}

void TestControlPanel::realNumbersTakePointAndComma_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    QTest::newRow("point") << QStringLiteral("0.25") << 0.25;
    QTest::newRow("comma") << QStringLiteral("0,25") << 0.25;
    QTest::newRow("whole") << QStringLiteral("16") << 16.0;
    QTest::newRow("negative") << QStringLiteral("-1.5") << -1.5;
    QTest::newRow("true minus") << QStringLiteral("−1.5") << -1.5;
}

void TestControlPanel::realNumbersTakePointAndComma()
{
    QFETCH(QString, typed);
    QFETCH(double, value);
    NumberBox &divisor = box("Divisor");
    typeInto(divisor, typed);
    QTest::keyClick(&divisor, Qt::Key_Return);
    QCOMPARE(static_cast<double>(params().divisor), value);
}

void TestControlPanel::flagIsASwitch()
{
    auto &flip = *row("flip").findChild<Switch *>();
    QTest::mouseClick(&flip, Qt::LeftButton);
    QVERIFY(params().flip);
    flip.setFocus();
    QTest::keyClick(&flip, Qt::Key_Space);
    QVERIFY(!params().flip);
    QCOMPARE(m_finished, (std::vector<bool>{true, true}));
}

void TestControlPanel::choiceIsMadeByKey()
{
    auto &padding = *row("padding").findChild<ChoiceBox *>();
    QCOMPARE(padding.currentText(), choiceTitle("padding", "same"));
    padding.setFocus();
    QTest::keyClick(&padding, Qt::Key_Down);
    QCOMPARE(params().padding, PaddingKind::Full);
    QCOMPARE(m_finished, std::vector<bool>{true});
}

void TestControlPanel::wheelChangesOnlyWhatHasTheKeyboard()
{
    const auto turn = [](QWidget &widget) {
        const QPointF at = QRectF(widget.rect()).center();
        QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&widget, &event);
    };
    auto &padding = *row("padding").findChild<ChoiceBox *>();
    NumberBox &height = box("Kernel size, height");
    turn(padding);
    turn(height);
    QVERIFY(m_finished.empty());
    height.setFocus();
    turn(height);
    QCOMPARE(params().kernelSpec.size, (Pair{2, 2}));
    padding.setFocus();
    turn(padding);
    QCOMPARE(params().padding, PaddingKind::Full);
}

void TestControlPanel::kernelIsEditedInPlace()
{
    auto &editor = *row("kernel").findChild<MatrixEditor *>();
    editor.pasteText(QStringLiteral("1 2 3\n4 5 6\n7 8 9"));
    QCOMPARE(params().kernel, Tensor::matrix({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}));
    QCOMPARE(params().kernelSpec.preset, KernelPreset::Custom);
    QCOMPARE(row("kernel_preset").findChild<ChoiceBox *>()->currentText(), kernelTitle(KernelPreset::Custom));
}

void TestControlPanel::inputIsChosenByName()
{
    auto &preset = *row("input").findChild<ChoiceBox *>();
    auto &editor = *row("input").findChild<MatrixEditor *>();
    preset.setFocus();
    QTest::keyClick(&preset, Qt::Key_Down);
    QVERIFY(params().input.preset != "gradient-5x5");
    QCOMPARE(editor.matrix(), params().input.tensor());
    editor.pasteText(QStringLiteral("1 2\n3 4"));
    QVERIFY(params().input.preset.empty());
    QCOMPARE(params().input.tensor().at(1, 1), 4.0F);
    Picture photo = makePicture(Tensor({.h = 300, .w = 400}));
    photo.path = "/pictures/cat.jpg";
    set("input", photo);
    QVERIFY(!editor.isVisible());
    bool named = false;
    for (const QLabel *label : row("input").findChildren<QLabel *>())
        named = named || (label->isVisible() && label->text() == QStringLiteral("cat.jpg, 400 × 300 pixels"));
    QVERIFY(named);
}

void TestControlPanel::refusalIsSaidUnderItsField()
{
    const Refusal refusal{.reason = Reason::NotPositive, .field = "stride", .got = 0, .works = 1};
    m_panel->setRefusal(refusal);
    int said = 0;
    for (const QLabel *label : m_panel->findChildren<QLabel *>())
        said += label->isVisible() && label->text() == refusalSentence(refusal) ? 1 : 0;
    QCOMPARE(said, 1);
    QCOMPARE(row("stride").findChild<QPushButton *>()->text(), QStringLiteral("Use 1"));
    m_panel->setRefusal({});
    QVERIFY(!row("stride").findChild<QPushButton *>()->isVisible());
}

void TestControlPanel::refusalOfAHiddenFieldIsSaidOnTop()
{
    const Refusal refusal{.reason = Reason::Negative, .field = "output_padding", .got = -1, .works = 0};
    m_panel->setRefusal(refusal);
    QVERIFY(!row("output_padding").isVisible());
    int said = 0;
    for (const QLabel *label : m_panel->findChildren<QLabel *>())
        said += label->isVisible() && label->text() == refusalSentence(refusal) ? 1 : 0;
    QCOMPARE(said, 1);
}

void TestControlPanel::mendingButtonSetsTheValue()
{
    set("kernel_size", Pair{12, 3});
    const auto played = m_lesson->play(m_params);
    QVERIFY(!played);
    m_panel->setRefusal(played.refusal());
    auto &mend = *row("kernel_size").findChild<QPushButton *>();
    QVERIFY(mend.isVisible());
    QTest::mouseClick(&mend, Qt::LeftButton);
    QVERIFY(m_lesson->play(m_params));
    QCOMPARE(m_finished, std::vector<bool>{true});
}

void TestControlPanel::mends_data()
{
    QTest::addColumn<FieldValue>("value");
    QTest::addColumn<char>("axis");
    QTest::addColumn<int>("got");
    QTest::addColumn<FieldValue>("mended");
    QTest::newRow("whole") << FieldValue(9) << '\0' << 9 << FieldValue(3);
    QTest::newRow("real") << FieldValue(9.5) << '\0' << 9 << FieldValue(3.0);
    QTest::newRow("both of a pair") << FieldValue(Pair{9, 8}) << '\0' << 9 << FieldValue(Pair{3, 3});
    QTest::newRow("height of a pair") << FieldValue(Pair{9, 8}) << 'y' << 9 << FieldValue(Pair{3, 8});
    QTest::newRow("width of a pair") << FieldValue(Pair{9, 8}) << 'x' << 8 << FieldValue(Pair{9, 3});
    QTest::newRow("the side that goes too far")
        << FieldValue(Sides{9, 1, 9, 9}) << 'x' << 9 << FieldValue(Sides{3, 1, 9, 9});
    QTest::newRow("all sides") << FieldValue(Sides{9, 1, 9, 4}) << '\0' << 9 << FieldValue(Sides{3, 1, 3, 3});
    QTest::newRow("negative side") << FieldValue(Sides{0, 5, -2, 7}) << 'y' << -2
                                   << FieldValue(Sides{0, 5, 3, 7});
}

void TestControlPanel::mends()
{
    QFETCH(FieldValue, value);
    QFETCH(char, axis);
    QFETCH(int, got);
    QFETCH(FieldValue, mended);
    const Refusal refusal{.reason = Reason::OutOfRange, .field = "any", .axis = axis, .got = got, .works = 3};
    QVERIFY(mendedValue(value, refusal) == mended);
    QVERIFY(!mendedValue(value, {.reason = Reason::OutOfRange, .field = "any", .got = got}));
    QVERIFY(!mendedValue(FieldValue(true), refusal));
}

void TestControlPanel::sectionsFold()
{
    auto *section = m_panel->findChildren<Section *>().front();
    auto *heading = section->findChild<SectionHeading *>();
    QTest::mouseClick(heading, Qt::LeftButton);
    QVERIFY(!section->content()->isVisible());
    heading->setFocus();
    QTest::keyClick(heading, Qt::Key_Space);
    QVERIFY(section->content()->isVisible());
}

/// A panel of 300 pixels with margins and a scroll bar leaves 256.
void TestControlPanel::fitsTheNarrowPanel()
{
    set("padding", 3);
    m_panel->setRefusal(Refusal{.reason = Reason::NotPositive, .field = "stride", .got = 0, .works = 1});
    QVERIFY2(m_panel->minimumSizeHint().width() <= 256,
             qPrintable(QString::number(m_panel->minimumSizeHint().width())));
}

/// Another lesson's panel takes its place while a box is typed into: the edit must not reach that lesson.
void TestControlPanel::goneMidTypingItIsSilent()
{
    typeInto(box("Stride, height"), QStringLiteral("3"));
    QCOMPARE(m_finished.size(), 1U);
    m_panel.reset();
    QCOMPARE(m_finished.size(), 1U);
}

void TestControlPanel::everyControlHasAName()
{
    for (int view = 0; view < 5; ++view) {
        set("view", view);
        set("padding", 3);
        m_panel->setRefusal(Refusal{.reason = Reason::NotPositive, .field = "stride", .got = 0, .works = 1});
        QCOMPARE(namelessWidgets(*m_panel), QStringList());
    }
}

QTEST_MAIN(TestControlPanel)

#include "tst_control_panel.moc"
