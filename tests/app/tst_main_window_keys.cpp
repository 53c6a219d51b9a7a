#include "tests/app/window_fixture.h"
#include "tests/widgets/accessible_names.h"

#include "app/header_bar.h"
#include "app/inspector.h"
#include "widgets/matrix_table.h"
#include "widgets/switch.h"

#include <QComboBox>
#include <QMenu>
#include <QMenuBar>
#include <QSpinBox>
#include <QTextBrowser>

using namespace convoscope;

/// Keys: what they do, that no two want the same one, and that nothing needs a mouse.
class TestMainWindowKeys : public QObject {
    Q_OBJECT

private slots:
    void init() { m_w = std::make_unique<WindowFixture>(); }
    void cleanup() { m_w.reset(); }
    void noTwoActionsShareAKey();
    void mnemonicsAreUniqueInTheirMenu();
    void everyActionIsInAMenu();
    void lectureModeAndBack();
    void lectureKeepsAMaximisedWindow();
    void fullScreenAndLectureAgree();
    void blackScreen();
    void blackScreenIsLeftFirst();
    void keysGoOnWithoutTheMenuBar();
    void typingIsNotStolen_data();
    void typingIsNotStolen();
    void matrixIsEditedByKeys();
    void spacePressesTheButtonWithTheFocus();
    void cellCursorWalks();
    void everythingHasAName();
    void tabReachesEverything();
    void keysPageListsThem();

private:
    WindowFixture &w() { return *m_w; }
    QAction *action(Command command) { return w().window().actions()[command]; }

    std::unique_ptr<WindowFixture> m_w;
};

void TestMainWindowKeys::noTwoActionsShareAKey()
{
    QMap<QString, QString> owners;
    for (const QAction *action : w().window().findChildren<QAction *>()) {
        for (const QKeySequence &key : action->shortcuts()) {
            const QString name = key.toString(QKeySequence::PortableText);
            QVERIFY(!name.isEmpty());
            QVERIFY2(!owners.contains(name), qPrintable(name + owners.value(name) + action->text()));
            owners[name] = action->text();
        }
    }
    QVERIFY(owners.size() > 25);
}

void TestMainWindowKeys::mnemonicsAreUniqueInTheirMenu()
{
    QList<QMenu *> menus;
    QStringList bar;
    for (QAction *action : w().window().menuBar()->actions()) {
        bar += action->text();
        menus += action->menu();
    }
    const auto check = [](const QStringList &texts) {
        QStringList letters;
        for (const QString &text : texts) {
            const auto at = text.indexOf(QLatin1Char('&'));
            QVERIFY2(at >= 0, qPrintable(text));
            letters += text.mid(at + 1, 1).toLower();
        }
        QVERIFY2(letters.removeDuplicates() == 0, qPrintable(texts.join(QLatin1Char('|'))));
    };
    check(bar);
    for (const QMenu *menu : menus) {
        QStringList texts;
        for (const QAction *action : menu->actions()) {
            if (!action->isSeparator())
                texts += action->text();
        }
        check(texts);
    }
}

void TestMainWindowKeys::everyActionIsInAMenu()
{
    QList<QAction *> offered;
    for (QAction *menu : w().window().menuBar()->actions())
        offered += menu->menu()->actions();
    for (const ActionRow &row : actionRows())
        QVERIFY2(offered.contains(action(row.command)), row.text);
}

void TestMainWindowKeys::lectureModeAndBack()
{
    w().key(Qt::Key_F5);
    QVERIFY(w().window().isFullScreen());
    QVERIFY(!w().window().header().isVisible() && !w().window().inspector().isVisible());
    QVERIFY(!w().window().menuBar()->isVisible());
    QCOMPARE(w().stage().scene().theme.scale, 1.6);
    w().key(Qt::Key_PageDown);
    QCOMPARE(w().playhead().position().beat, 1);
    w().key(Qt::Key_Escape);
    QVERIFY(!w().window().isFullScreen());
    QVERIFY(w().window().header().isVisible() && w().window().inspector().isVisible());
    QVERIFY(w().window().menuBar()->isVisible());
    QCOMPARE(w().stage().scene().theme.scale, 1.0);
    QVERIFY(!action(Command::Lecture)->isChecked());
}

void TestMainWindowKeys::lectureKeepsAMaximisedWindow()
{
    w().window().showMaximized();
    w().key(Qt::Key_F5);
    w().key(Qt::Key_F5);
    QVERIFY(!w().window().isFullScreen());
    QVERIFY(w().window().isMaximized());
}

void TestMainWindowKeys::fullScreenAndLectureAgree()
{
    w().key(Qt::Key_F11);
    QVERIFY(w().window().isFullScreen() && action(Command::FullScreen)->isChecked());
    w().key(Qt::Key_Escape);
    QVERIFY(!w().window().isFullScreen() && !action(Command::FullScreen)->isChecked());
    w().key(Qt::Key_F11);
    w().key(Qt::Key_F5);
    w().key(Qt::Key_Escape);
    QVERIFY(!action(Command::Lecture)->isChecked());
    QCOMPARE(action(Command::FullScreen)->isChecked(), w().window().isFullScreen());
}

void TestMainWindowKeys::blackScreen()
{
    QWidget *centre = w().window().childAt(w().window().rect().center());
    w().key(Qt::Key_B);
    QVERIFY(w().window().childAt(w().window().rect().center()) != centre);
    QCOMPARE(w().window().grab().toImage().pixelColor(w().window().rect().center()), QColor(Qt::black));
    w().key(Qt::Key_Period);
    QCOMPARE(w().window().childAt(w().window().rect().center()), centre);
    w().key(Qt::Key_B);
    w().key(Qt::Key_Escape);
    QCOMPARE(w().window().childAt(w().window().rect().center()), centre);
    QVERIFY(!action(Command::Black)->isChecked());
}

void TestMainWindowKeys::blackScreenIsLeftFirst()
{
    w().key(Qt::Key_F5);
    w().key(Qt::Key_P); // the cell cursor wants Escape too
    w().key(Qt::Key_B);
    w().key(Qt::Key_Escape);
    QVERIFY(!action(Command::Black)->isChecked());
    QVERIFY(action(Command::Lecture)->isChecked());
}

void TestMainWindowKeys::keysGoOnWithoutTheMenuBar()
{
    w().setField("stride", Pair{2, 2});
    w().key(Qt::Key_F5);
    w().key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(w().params().stride, (Pair{1, 1}));
    w().key(Qt::Key_M);
    QVERIFY(w().playhead().byTaps());
}

void TestMainWindowKeys::typingIsNotStolen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("a minus") << QStringLiteral("-3") << -3.0;
    QTest::newRow("a point") << QStringLiteral("2.5") << 2.5;
    QTest::newRow("a plus") << QStringLiteral("+4") << 4.0;
}

void TestMainWindowKeys::typingIsNotStolen()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    w().playhead().seek({3, -1});
    auto *box = w().row("divisor")->findChild<QDoubleSpinBox *>();
    w().click(box);
    w().key(Qt::Key_A, Qt::ControlModifier);
    w().type(text);
    w().key(Qt::Key_Return);
    QCOMPARE(static_cast<double>(w().params().divisor), value);
    QCOMPARE(w().playhead().speed(), 1.0);
    QVERIFY(!action(Command::Black)->isChecked());
    QCOMPARE(w().playhead().position().beat, 3);
}

void TestMainWindowKeys::matrixIsEditedByKeys()
{
    auto *table = w().row("kernel")->findChild<MatrixTable *>();
    w().click(table->parentWidget()); // scrolls to it
    w().click(w().inWindow(table->viewport(), table->visualRect(table->model()->index(1, 1)).center()));
    QCOMPARE(table->currentIndex(), table->model()->index(1, 1));
    w().type(QStringLiteral("-7.5"));
    w().key(Qt::Key_Return);
    QCOMPARE(w().params().kernel.at(1, 1), -7.5F);
    w().key(Qt::Key_Right);
    w().key(Qt::Key_Home);
    QCOMPARE(w().playhead().position().beat, 0);
    QCOMPARE(table->currentIndex().column(), 0);
    w().trigger(Command::Undo);
    QVERIFY(w().document().params() == w().document().lesson().start());
}

void TestMainWindowKeys::spacePressesTheButtonWithTheFocus()
{
    auto *flip = w().row("flip")->findChild<Switch *>();
    flip->setFocus();
    w().key(Qt::Key_Space);
    QVERIFY(w().params().flip);
    QVERIFY(!w().playhead().playing());
}

void TestMainWindowKeys::cellCursorWalks()
{
    w().key(Qt::Key_P);
    QCOMPARE(*w().stage().hovered(), (Hit{0, 0, {0, 0}}));
    w().key(Qt::Key_Right, Qt::ShiftModifier);
    w().key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(w().stage().hovered()->cell, (Cell{1, 1}));
    for (int i = 0; i < 5; ++i)
        w().key(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(w().stage().hovered()->cell, (Cell{-1, 1})); // into the padding and no further
    w().key(Qt::Key_P);
    w().key(Qt::Key_P);
    w().key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(*w().stage().hovered(), (Hit{2, 2, {1, 0}}));
    QVERIFY(!w().stage().stage().hoverMarks.empty());
    w().key(Qt::Key_Return);
    QCOMPARE(w().playhead().position().beat, 5);
    w().key(Qt::Key_Escape);
    QVERIFY(!w().stage().hovered());
}

void TestMainWindowKeys::everythingHasAName()
{
    QCOMPARE(namelessWidgets(w().window()), QStringList());
    w().key(Qt::Key_P, Qt::ControlModifier);
    w().window().open(sampleIn(w().folder(), QStringLiteral("tiny_heart_16x16.png")));
    QVERIFY(w().settle());
    QCOMPARE(namelessWidgets(w().window()), QStringList());
}

void TestMainWindowKeys::tabReachesEverything()
{
    QSet<QWidget *> reached;
    QWidget *start = QApplication::focusWidget();
    int presses = 0;
    do {
        reached += QApplication::focusWidget();
        w().key(Qt::Key_Tab);
    } while (QApplication::focusWidget() != start && ++presses < 400);
    QCOMPARE(QApplication::focusWidget(), start);
    for (QWidget *widget : w().window().findChildren<QWidget *>()) {
        const bool wants = widget->isVisible() && widget->isEnabled() && !widget->focusProxy()
            && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
        const bool part = widget->parentWidget() && widget->parentWidget()->focusProxy() == widget;
        const bool inside = widget->parentWidget()->inherits("QAbstractSpinBox")
            || widget->inherits("QComboBoxListView") || part;
        if (wants && !inside)
            QVERIFY2(reached.contains(widget),
                     qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()),
                                                            widget->accessibleName())));
    }
}

void TestMainWindowKeys::keysPageListsThem()
{
    w().key(Qt::Key_F1);
    auto *page = QApplication::activeModalWidget()->findChild<QTextBrowser *>();
    for (const ActionRow &row : actionRows()) {
        for (const char *key : row.keys) {
            const QString native = QKeySequence(QString::fromUtf8(key), QKeySequence::PortableText)
                                       .toString(QKeySequence::NativeText);
            QVERIFY2(page->toPlainText().contains(native), key);
        }
    }
}

QTEST_MAIN(TestMainWindowKeys)
#include "tst_main_window_keys.moc"
