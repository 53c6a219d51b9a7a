#include "tests/widgets/panel_fixture.h"
#include "widgets/choice_box.h"
#include "widgets/matrix_editor.h"
#include "widgets/switch.h"
#include "widgets/words.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace convoscope;

class TestFieldEditor : public PanelFixture {
    Q_OBJECT

private slots:
    void init() { start(); }
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
};

void TestFieldEditor::typingTellsOfEveryValue()
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

void TestFieldEditor::valuesOutOfRangeCanBeTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("value");
    QTest::newRow("zero") << QStringLiteral("0") << 0;
    QTest::newRow("negative") << QStringLiteral("-3") << -3;
    QTest::newRow("beyond the range") << QStringLiteral("500") << 500;
}

void TestFieldEditor::valuesOutOfRangeCanBeTyped()
{
    QFETCH(QString, typed);
    QFETCH(int, value);
    NumberBox &height = box("Stride, height");
    typeInto(height, typed);
    QTest::keyClick(&height, Qt::Key_Return);
    QCOMPARE(params().stride, (Pair{value, value}));
    QCOMPARE(height.value(), static_cast<double>(value));
}

void TestFieldEditor::lettersCannotBeTyped()
{
    NumberBox &height = box("Stride, height");
    typeInto(height, QStringLiteral("2x.e5"));
    QCOMPARE(params().stride, (Pair{25, 25}));
    height.selectAll();
    QTest::keyClick(&height, Qt::Key_Delete);
    QTest::keyClick(&height, Qt::Key_Tab);
    QCOMPARE(height.text(), QStringLiteral("25"));
}

void TestFieldEditor::arrowsStayInRange()
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

void TestFieldEditor::arrowFromOutsideGoesToTheBound()
{
    NumberBox &height = box("Stride, height");
    typeInto(height, QStringLiteral("-5"));
    QTest::keyClick(&height, Qt::Key_Up);
    QCOMPARE(params().stride, (Pair{1, 1}));
}

void TestFieldEditor::unfinishedTypingSurvivesTheRoundTrip()
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

void TestFieldEditor::linkKeepsBothTheSame()
{
    QVERIFY(named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same"))->isChecked());
    typeInto(box("Stride, width"), QStringLiteral("3"));
    QCOMPARE(params().stride, (Pair{3, 3}));
    QCOMPARE(box("Stride, height").value(), 3.0);
    set("stride", Pair{1, 2});
    QVERIFY(!named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same"))->isChecked());
}

void TestFieldEditor::unlinkedSidesDiffer()
{
    QTest::mouseClick(named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same")),
                      Qt::LeftButton);
    typeInto(box("Stride, width"), QStringLiteral("3"));
    QCOMPARE(params().stride, (Pair{1, 3}));
    typeInto(box("Stride, width"), QStringLiteral("1"));
    typeInto(box("Stride, height"), QStringLiteral("4"));
    QCOMPARE(params().stride, (Pair{4, 1}));
}

void TestFieldEditor::linkingTakesTheHeight()
{
    set("stride", Pair{2, 5});
    QTest::mouseClick(named<QToolButton>(*m_panel, QStringLiteral("Stride, height and width the same")),
                      Qt::LeftButton);
    QCOMPARE(params().stride, (Pair{2, 2}));
    QCOMPARE(m_finished, std::vector<bool>{true});
}

void TestFieldEditor::foursidesFollowTheLink()
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

void TestFieldEditor::realNumbersTakePointAndComma_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    QTest::newRow("point") << QStringLiteral("0.25") << 0.25;
    QTest::newRow("comma") << QStringLiteral("0,25") << 0.25;
    QTest::newRow("whole") << QStringLiteral("16") << 16.0;
    QTest::newRow("negative") << QStringLiteral("-1.5") << -1.5;
    QTest::newRow("true minus") << QStringLiteral("−1.5") << -1.5;
}

void TestFieldEditor::realNumbersTakePointAndComma()
{
    QFETCH(QString, typed);
    QFETCH(double, value);
    NumberBox &divisor = box("Divisor");
    typeInto(divisor, typed);
    QTest::keyClick(&divisor, Qt::Key_Return);
    QCOMPARE(static_cast<double>(params().divisor), value);
}

void TestFieldEditor::flagIsASwitch()
{
    auto &flip = *row("flip").findChild<Switch *>();
    QTest::mouseClick(&flip, Qt::LeftButton);
    QVERIFY(params().flip);
    flip.setFocus();
    QTest::keyClick(&flip, Qt::Key_Space);
    QVERIFY(!params().flip);
    QCOMPARE(m_finished, (std::vector<bool>{true, true}));
}

void TestFieldEditor::choiceIsMadeByKey()
{
    auto &padding = *row("padding").findChild<ChoiceBox *>();
    QCOMPARE(padding.currentText(), choiceTitle("padding", "same"));
    padding.setFocus();
    QTest::keyClick(&padding, Qt::Key_Down);
    QCOMPARE(params().padding, PaddingKind::Full);
    QCOMPARE(m_finished, std::vector<bool>{true});
}

void TestFieldEditor::wheelChangesOnlyWhatHasTheKeyboard()
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

void TestFieldEditor::kernelIsEditedInPlace()
{
    auto &editor = *row("kernel").findChild<MatrixEditor *>();
    editor.pasteText(QStringLiteral("1 2 3\n4 5 6\n7 8 9"));
    QCOMPARE(params().kernel, Tensor::matrix({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}));
    QCOMPARE(params().kernelSpec.preset, KernelPreset::Custom);
    QCOMPARE(row("kernel_preset").findChild<ChoiceBox *>()->currentText(), kernelTitle(KernelPreset::Custom));
}

void TestFieldEditor::inputIsChosenByName()
{
    auto &preset = *row("input").findChild<ChoiceBox *>();
    auto &editor = *row("input").findChild<MatrixEditor *>();
    QVERIFY(!editor.isVisible());
    QTest::mouseClick(named<QToolButton>(*m_panel, QStringLiteral("Edit the numbers")), Qt::LeftButton);
    QVERIFY(editor.isVisible());
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
    bool said = false;
    for (const QLabel *label : row("input").findChildren<QLabel *>())
        said = said || (label->isVisible() && label->text() == QStringLiteral("cat.jpg, 400 × 300 pixels"));
    QVERIFY(said);
}

QTEST_MAIN(TestFieldEditor)

#include "tst_field_editor.moc"
