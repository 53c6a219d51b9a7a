#include "tests/widgets/accessible_names.h"
#include "widgets/formula_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTest>

using namespace convoscope;

namespace {

Formula outputSize()
{
    return {{{"O", PlaneRole::Output},
             {" = ⌊("},
             {"I", PlaneRole::Input},
             {" − "},
             {"K", PlaneRole::Kernel},
             {" + 2P) / S⌋ + 1"}},
            {{"= ⌊("},
             {"5", PlaneRole::Input},
             {" − "},
             {"3", PlaneRole::Kernel},
             {" + 2·1) / 1⌋ + 1 = "},
             {"5", PlaneRole::Output}}};
}

} // namespace

class TestFormulaView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void equalsSignsStandUnderEachOther();
    void linesGoOnBehindTheEqualsSign();
    void colourSaysTheRole();
    void colourFollowsTheTheme();
    void signsOfMarkupAreShown();
    void wrapsInANarrowPanel();
    void canBeSelectedAndCopied();
    void emptyFormulaTakesNoRoom();
    void hasAName();

private:
    QLabel &label() { return *m_view->findChild<QLabel *>(); }

    std::unique_ptr<FormulaView> m_view;
};

void TestFormulaView::init()
{
    m_view = std::make_unique<FormulaView>();
    m_view->resize(264, 80);
    m_view->setFormula(outputSize());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestFormulaView::equalsSignsStandUnderEachOther()
{
    QCOMPARE(m_view->plainText(),
             QStringLiteral("O = ⌊(I − K + 2P) / S⌋ + 1\n"
                            "  = ⌊(5 − 3 + 2·1) / 1⌋ + 1 = 5"));
}

void TestFormulaView::linesGoOnBehindTheEqualsSign()
{
    m_view->setFormula(
        {{{"R = 1 + 2"}}, {{"   "}, {" + 3 = 6"}}, {{"MAC = 9·5"}}, {{"= 45"}}, {{"without"}}});
    QCOMPARE(m_view->plainText(),
             QStringLiteral("  R = 1 + 2\n"
                            "      + 3 = 6\n"
                            "MAC = 9·5\n"
                            "    = 45\n"
                            "without"));
}

void TestFormulaView::colourSaysTheRole()
{
    const Theme theme = Theme::light();
    m_view->setTheme(theme);
    for (const PlaneRole role : {PlaneRole::Input, PlaneRole::Kernel, PlaneRole::Output})
        QVERIFY(label().text().contains(theme.role(role).name()));
    QVERIFY(!label().text().contains(theme.role(PlaneRole::Difference).name()));
}

void TestFormulaView::colourFollowsTheTheme()
{
    m_view->setTheme(Theme::dark());
    QVERIFY(label().text().contains(Theme::dark().role(PlaneRole::Input).name()));
    QVERIFY(!label().text().contains(Theme::light().role(PlaneRole::Input).name()));
}

void TestFormulaView::signsOfMarkupAreShown()
{
    m_view->setFormula({{{"a < b & c"}}});
    label().setSelection(0, 9);
    QCOMPARE(label().selectedText(), QStringLiteral("a < b & c"));
}

void TestFormulaView::wrapsInANarrowPanel()
{
    const int wide = m_view->heightForWidth(600);
    const int narrow = m_view->heightForWidth(140);
    QVERIFY(narrow > wide);
    QVERIFY(m_view->minimumSizeHint().width() <= 264);
}

void TestFormulaView::canBeSelectedAndCopied()
{
    QTest::mouseClick(&label(), Qt::LeftButton);
    QTest::keyClick(&label(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&label(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("⌊(5 − 3 + 2·1) / 1⌋ + 1 = 5")));
}

void TestFormulaView::emptyFormulaTakesNoRoom()
{
    m_view->setFormula({});
    QVERIFY(m_view->isHidden());
    m_view->setFormula(outputSize());
    QVERIFY(!m_view->isHidden());
}

void TestFormulaView::hasAName()
{
    QCOMPARE(label().accessibleName(), m_view->plainText());
    QCOMPARE(namelessWidgets(*m_view), QStringList());
}

QTEST_MAIN(TestFormulaView)

#include "tst_formula_view.moc"
