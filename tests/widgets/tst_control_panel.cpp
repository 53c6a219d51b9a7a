#include "tests/widgets/panel_fixture.h"
#include "widgets/section.h"
#include "widgets/words.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace convoscope;

class TestControlPanel : public PanelFixture {
    Q_OBJECT

private slots:
    void init() { start(); }
    void showsWhatTheParamsSay();
    void settingParamsIsNoSignal();
    void everyFieldHasARow();
    void hidesWhatDoesNotApply();
    void hidesSectionsWithoutFields();
    void refusalIsSaidUnderItsField();
    void refusalOfAHiddenFieldIsSaidOnTop();
    void mendingButtonSetsTheValue();
    void sectionsFold();
    void fitsTheNarrowPanel();
    void goneMidTypingItIsSilent();
    void everyControlHasAName();
};

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

void TestControlPanel::fitsTheNarrowPanel()
{
    set("padding", 3);
    m_panel->setRefusal(Refusal{.reason = Reason::NotPositive, .field = "stride", .got = 0, .works = 1});
    QVERIFY2(m_panel->minimumSizeHint().width() <= 256,
             qPrintable(QString::number(m_panel->minimumSizeHint().width())));
}

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
