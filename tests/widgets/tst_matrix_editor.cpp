#include "core/input_presets.h"
#include "tests/widgets/accessible_names.h"
#include "tests/widgets/typing.h"
#include "widgets/matrix_editor.h"
#include "widgets/matrix_model.h"
#include "widgets/matrix_table.h"
#include "widgets/number_box.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Tensor)

namespace {

Tensor sobel()
{
    return Tensor::matrix({{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}});
}

} // namespace

class TestMatrixEditor : public QObject {
    Q_OBJECT

private slots:
    void init();
    void typingAndEnterCommits_data();
    void typingAndEnterCommits();
    void wrongNumbersAreRefusedWithASentence_data();
    void wrongNumbersAreRefusedWithASentence();
    void escapeKeepsTheOldNumber();
    void arrowsAndTabMove();
    void tabLeavesAtTheEnds();
    void typedKeysDoNotReachShortcuts();
    void deleteClearsTheSelection();
    void pastes_data();
    void pastes();
    void pastesAtTheCursor();
    void pasteThatCannotBeReadChangesNothing_data();
    void pasteThatCannotBeReadChangesNothing();
    void copiesAllOrTheSelection();
    void fillings_data();
    void fillings();
    void resizingKeepsWhatFits();
    void typingASizeResizesOnlyAtTheEnd();
    void impossibleSizeIsExplained();
    void oneSignalForEachEdit();
    void settingIsNoSignal();
    void largeMatrixScrollsWithoutWidgets();
    void modelKeepsItsPromises();
    void everyControlHasAName();

private:
    MatrixTable &table() const { return *m_editor->findChild<MatrixTable *>(); }
    void goTo(int row, int column);
    void type(const QString &text);
    QToolButton *button(const char *name) const
    {
        return named<QToolButton>(*m_editor, QString::fromUtf8(name));
    }

    std::unique_ptr<MatrixEditor> m_editor;
};

void TestMatrixEditor::init()
{
    m_editor = std::make_unique<MatrixEditor>();
    m_editor->setMatrix(sobel());
    m_editor->resize(264, 300);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
}

void TestMatrixEditor::goTo(int row, int column)
{
    const QRect cell = table().visualRect(table().model()->index(row, column));
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, cell.center());
}

/// Into the current cell, the way a learner does, and Enter.
void TestMatrixEditor::type(const QString &text)
{
    typeText(table(), text.left(1));
    auto *editor = table().viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    typeText(*editor, text.mid(1));
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::processEvents(); // commits
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void TestMatrixEditor::typingAndEnterCommits_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<float>("value");
    QTest::newRow("digit") << QStringLiteral("7") << 7.0F;
    QTest::newRow("negative") << QStringLiteral("-2.5") << -2.5F;
    QTest::newRow("true minus") << QStringLiteral("−3") << -3.0F;
    QTest::newRow("decimal comma") << QStringLiteral("0,25") << 0.25F;
    QTest::newRow("fraction") << QStringLiteral("1/9") << 1.0F / 9.0F;
    QTest::newRow("negative fraction") << QStringLiteral("-1/8") << -0.125F;
    QTest::newRow("exponent") << QStringLiteral("1e-3") << 1e-3F;
}

void TestMatrixEditor::typingAndEnterCommits()
{
    QFETCH(QString, typed);
    QFETCH(float, value);
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    goTo(1, 2);
    type(typed);
    QCOMPARE(m_editor->matrix().at(1, 2), value);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(m_editor->matrix().at(1, 1), 0.0F);
    QVERIFY(m_editor->problem().isEmpty());
}

void TestMatrixEditor::wrongNumbersAreRefusedWithASentence_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("word") << QStringLiteral("abc");
    QTest::newRow("not finite") << QStringLiteral("inf");
    QTest::newRow("too large") << QStringLiteral("1e99");
    QTest::newRow("divided by zero") << QStringLiteral("1/0");
    QTest::newRow("two points") << QStringLiteral("1.2.3");
}

void TestMatrixEditor::wrongNumbersAreRefusedWithASentence()
{
    QFETCH(QString, typed);
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    goTo(0, 0);
    type(typed);
    QCOMPARE(m_editor->matrix(), sobel());
    QCOMPARE(edited.size(), 0);
    QVERIFY(m_editor->problem().contains(typed));
    type(QStringLiteral("5"));
    QVERIFY(m_editor->problem().isEmpty());
    QCOMPARE(m_editor->matrix().at(0, 0), 5.0F);
}

void TestMatrixEditor::escapeKeepsTheOldNumber()
{
    goTo(0, 0);
    QTest::keyClick(&table(), Qt::Key_8);
    QTest::keyClick(table().viewport()->findChild<QLineEdit *>(), Qt::Key_Escape);
    QCOMPARE(m_editor->matrix(), sobel());
}

void TestMatrixEditor::arrowsAndTabMove()
{
    goTo(0, 0);
    QTest::keyClick(&table(), Qt::Key_Right);
    QTest::keyClick(&table(), Qt::Key_Down);
    QCOMPARE(table().currentIndex(), table().model()->index(1, 1));
    QTest::keyClick(&table(), Qt::Key_Tab);
    QTest::keyClick(&table(), Qt::Key_Tab);
    QCOMPARE(table().currentIndex(), table().model()->index(2, 0));
    QTest::keyClick(&table(), Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(table().currentIndex(), table().model()->index(1, 2));
}

void TestMatrixEditor::tabLeavesAtTheEnds()
{
    goTo(2, 2);
    QTest::keyClick(&table(), Qt::Key_Tab);
    QVERIFY(!table().hasFocus());
    goTo(0, 0);
    QTest::keyClick(&table(), Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(!table().hasFocus());
}

void TestMatrixEditor::typedKeysDoNotReachShortcuts()
{
    goTo(0, 0);
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Home, Qt::Key_PageDown, Qt::Key_Delete}) {
        QKeyEvent event(QEvent::ShortcutOverride, key, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(&table(), &event);
        QVERIFY(event.isAccepted());
    }
    QKeyEvent minus(QEvent::ShortcutOverride, Qt::Key_Minus, Qt::NoModifier, QStringLiteral("-"));
    minus.ignore();
    QCoreApplication::sendEvent(&table(), &minus);
    QVERIFY(minus.isAccepted());
    QKeyEvent full(QEvent::ShortcutOverride, Qt::Key_F5, Qt::NoModifier);
    full.ignore();
    QCoreApplication::sendEvent(&table(), &full);
    QVERIFY(!full.isAccepted());
}

void TestMatrixEditor::deleteClearsTheSelection()
{
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    goTo(0, 0);
    table().selectAll();
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(m_editor->matrix(), Tensor({.h = 3, .w = 3}));
    QCOMPARE(edited.size(), 1);
}

void TestMatrixEditor::pastes_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("spreadsheet") << QStringLiteral("1\t2\t3\r\n4\t5\t6\r\n7\t8\t9\r\n");
    QTest::newRow("comma separated") << QStringLiteral("1,2,3\n4,5,6\n7,8,9\n");
    QTest::newRow("blanks") << QStringLiteral("1 2 3\n4 5 6\n7 8 9");
    QTest::newRow("NumPy") << QStringLiteral("array([[1, 2, 3],\n       [4, 5, 6],\n       [7, 8, 9]])");
}

void TestMatrixEditor::pastes()
{
    QFETCH(QString, text);
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    QGuiApplication::clipboard()->setText(text);
    goTo(0, 0);
    QTest::keyClick(&table(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_editor->matrix(), Tensor::matrix({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}));
    QCOMPARE(edited.size(), 1);
}

void TestMatrixEditor::pastesAtTheCursor()
{
    goTo(1, 1);
    m_editor->pasteText(QStringLiteral("7 8\n9 10"));
    QCOMPARE(m_editor->matrix(), Tensor::matrix({{-1, 0, 1}, {-2, 7, 8}, {-1, 9, 10}}));
    // What does not fit from there takes the place of all.
    m_editor->pasteText(QStringLiteral("1 2 3 4"));
    QCOMPARE(m_editor->matrix(), Tensor::matrix({{1, 2, 3, 4}}));
}

void TestMatrixEditor::pasteThatCannotBeReadChangesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing") << QString() << QStringLiteral("no number");
    QTest::newRow("ragged") << QStringLiteral("1 2 3\n4 5") << QStringLiteral("row 2");
    QTest::newRow("a word") << QStringLiteral("1 2\n3 x") << QStringLiteral("“x” (row 2, column 2)");
    QTest::newRow("not finite") << QStringLiteral("1 nan") << QStringLiteral("“nan”");
    QTest::newRow("too large for the editor")
        << QStringLiteral("1 2 3 4 5 6 7 8 9 10 11 12") << QStringLiteral("1 × 12");
    QTest::newRow("a sign of the sentence itself") << QStringLiteral("1 %2") << QStringLiteral("“%2”");
}

void TestMatrixEditor::pasteThatCannotBeReadChangesNothing()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    m_editor->setLimits(1, 11);
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    m_editor->pasteText(text);
    QCOMPARE(m_editor->matrix(), sobel());
    QCOMPARE(edited.size(), 0);
    QVERIFY2(m_editor->problem().contains(said), qPrintable(m_editor->problem()));
}

void TestMatrixEditor::copiesAllOrTheSelection()
{
    QTest::mouseClick(button("Copy as rows of numbers"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("-1\t0\t1\n-2\t0\t2\n-1\t0\t1\n"));
    goTo(0, 1);
    const QRect last = table().visualRect(table().model()->index(1, 2));
    QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::ShiftModifier, last.center());
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("0\t1\n0\t2\n"));
}

void TestMatrixEditor::fillings_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<Tensor>("matrix");
    QTest::newRow("random") << 0 << randomMatrix({3, 3}, 1);
    QTest::newRow("ramp") << 1 << ramp({3, 3});
    QTest::newRow("checker") << 2 << checker({3, 3});
    QTest::newRow("impulse") << 3 << impulse({3, 3});
    QTest::newRow("zeros") << 4 << Tensor({.h = 3, .w = 3});
}

void TestMatrixEditor::fillings()
{
    QFETCH(int, row);
    QFETCH(Tensor, matrix);
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    button("Fill with…")->menu()->actions()[row]->trigger();
    QCOMPARE(m_editor->matrix(), matrix);
    QCOMPARE(edited.size(), 1);
}

void TestMatrixEditor::resizingKeepsWhatFits()
{
    auto *height = named<NumberBox>(*m_editor, QStringLiteral("Matrix: size, height"));
    QVERIFY(height);
    height->setFocus();
    QTest::keyClick(height, Qt::Key_Down);
    QCOMPARE(m_editor->matrix(), Tensor::matrix({{-1, 0}, {-2, 0}}));
    QTest::keyClick(height, Qt::Key_Up);
    QCOMPARE(m_editor->matrix(), Tensor::matrix({{-1, 0, 0}, {-2, 0, 0}, {0, 0, 0}}));
}

void TestMatrixEditor::typingASizeResizesOnlyAtTheEnd()
{
    auto *height = named<NumberBox>(*m_editor, QStringLiteral("Matrix: size, height"));
    height->setFocus();
    height->selectAll();
    QTest::keyClicks(height, QStringLiteral("11"));
    QCOMPARE(m_editor->matrix(), sobel());
    QTest::keyClick(height, Qt::Key_Return);
    QCOMPARE(m_editor->matrix().shape(), (Shape{1, 1, 11, 11}));
    QCOMPARE(m_editor->matrix().at(2, 2), 1.0F);
}

void TestMatrixEditor::impossibleSizeIsExplained()
{
    m_editor->setLimits(1, 11);
    auto *width = named<NumberBox>(*m_editor, QStringLiteral("Matrix: size, width"));
    width->setFocus();
    width->selectAll();
    QTest::keyClicks(width, QStringLiteral("40"));
    QTest::keyClick(width, Qt::Key_Return);
    QCOMPARE(m_editor->matrix(), sobel());
    QVERIFY(m_editor->problem().contains(QStringLiteral("1 to 11")));
}

void TestMatrixEditor::oneSignalForEachEdit()
{
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    goTo(0, 0);
    type(QStringLiteral("-1")); // the same number
    QCOMPARE(edited.size(), 0);
    type(QStringLiteral("12"));
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited[0][0].value<Tensor>(), m_editor->matrix());
    button("Fill with…")->menu()->actions()[4]->trigger();
    button("Fill with…")->menu()->actions()[4]->trigger();
    QCOMPARE(edited.size(), 2);
}

void TestMatrixEditor::settingIsNoSignal()
{
    const QSignalSpy edited(m_editor.get(), &MatrixEditor::edited);
    m_editor->setMatrix(ramp({5, 4}));
    QCOMPARE(edited.size(), 0);
    QCOMPARE(named<NumberBox>(*m_editor, QStringLiteral("Matrix: size, height"))->value(), 5.0);
    QCOMPARE(named<NumberBox>(*m_editor, QStringLiteral("Matrix: size, width"))->value(), 4.0);
    m_editor->setMatrix(Tensor());
    QCOMPARE(m_editor->matrix(), ramp({5, 4}));
}

void TestMatrixEditor::largeMatrixScrollsWithoutWidgets()
{
    m_editor->setMatrix(ramp({64, 64}));
    QVERIFY(m_editor->findChildren<QWidget *>().size() < 60);
    QVERIFY(m_editor->sizeHint().height() < 420);
    goTo(0, 0);
    QTest::keyClick(&table(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(table().currentIndex(), table().model()->index(63, 63));
    QVERIFY(table().viewport()->rect().contains(table().visualRect(table().currentIndex()).center()));
}

void TestMatrixEditor::modelKeepsItsPromises()
{
    MatrixModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMatrix(sobel());
    QVERIFY(model.setData(model.index(0, 0), QStringLiteral("4")));
    QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("four")));
    model.setMatrix(ramp({7, 2}));
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.data(model.index(6, 1)).toString(), QStringLiteral("14"));
}

void TestMatrixEditor::everyControlHasAName()
{
    m_editor->setName(QStringLiteral("Weights"));
    QCOMPARE(table().accessibleName(), QStringLiteral("Weights"));
    QCOMPARE(namelessWidgets(*m_editor), QStringList());
    goTo(0, 0);
    QTest::keyClick(&table(), Qt::Key_F2);
    QVERIFY(table().viewport()->findChild<QLineEdit *>());
    QCOMPARE(namelessWidgets(*m_editor), QStringList());
}

QTEST_MAIN(TestMatrixEditor)

#include "tst_matrix_editor.moc"
