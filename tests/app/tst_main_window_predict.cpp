#include "tests/app/window_fixture.h"

#include "app/inspector.h"
#include "widgets/number_text.h"
#include "widgets/predict_bar.h"
#include "widgets/variable_table.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace convoscope;

/// Predict first: the next value stays hidden, everywhere, until it was typed or given up.
class TestMainWindowPredict : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_w.reset(); }
    void valueIsHiddenEverywhere_data();
    void valueIsHiddenEverywhere();
    void hoveringAheadGivesNothingAway();
    void theWholeArithmeticHidesItToo();
    void goingOnIsBlocked_data();
    void goingOnIsBlocked();
    void rightGuessGoesOn();
    void wrongGuessStays();
    void showItRevealsIt();
    void changedParametersAskAgainAtTheSamePlace();
    void changedParametersAtTheEndStayThere();
    void stampsAskForNothing();
    void switchedOffShowsTheValue();
    void isRememberedForTheNextStart();

private:
    WindowFixture &w() { return *m_w; }
    PredictBar &bar() { return w().window().predictions(); }
    int beat() { return w().playhead().position().beat; }
    float answer() { return w().trace().at({beat(), -1}).result; }
    bool hidden() { return w().stage().scene().hideResult; }
    void guess(const QString &text);

    std::unique_ptr<WindowFixture> m_w;
};

void TestMainWindowPredict::init()
{
    m_w = std::make_unique<WindowFixture>();
    w().playhead().seek({6, -1});
    w().key(Qt::Key_P, Qt::ControlModifier);
    QVERIFY(bar().isVisible() && bar().asking());
    QCOMPARE(bar().cell(), (Cell{1, 1}));
}

void TestMainWindowPredict::guess(const QString &text)
{
    bar().findChild<QLineEdit *>()->clear();
    w().type(text);
    w().key(Qt::Key_Return);
}

void TestMainWindowPredict::valueIsHiddenEverywhere_data()
{
    QTest::addColumn<int>("dialect");
    for (int i = 0; i <= static_cast<int>(Dialect::Onnx); ++i)
        QTest::newRow(qPrintable(QStringLiteral("dialect %1").arg(i))) << i;
}

void TestMainWindowPredict::valueIsHiddenEverywhere()
{
    QFETCH(int, dialect);
    w().window().inspector().setDialect(static_cast<Dialect>(dialect));
    const QString value = cellText(answer());
    QVERIFY(value.size() >= 2);
    QVERIFY(hidden());
    QCOMPARE(w().stage().stage().arithmetic.resultText, QStringLiteral("= ?"));
    QVERIFY(!w().stage().accessibleDescription().contains(QStringLiteral("= ") + value));
    const auto *variables = w().window().findChild<VariableTable *>();
    QVERIFY2(!variables->text().contains(QStringLiteral("out")), qPrintable(variables->text()));
    QVERIFY2(!variables->text().contains(QStringLiteral("acc")), qPrintable(variables->text()));
}

void TestMainWindowPredict::hoveringAheadGivesNothingAway()
{
    w().hover(2, {3, 3});
    QCOMPARE(w().stage().stage().step.cell, (Cell{3, 3}));
    QCOMPARE(w().stage().stage().arithmetic.resultText, QStringLiteral("= ?"));
    w().hover(2, {0, 4}); // was computed before
    QVERIFY(w().stage().stage().arithmetic.resultText != QStringLiteral("= ?"));
}

void TestMainWindowPredict::theWholeArithmeticHidesItToo()
{
    const QRectF result = w().stage().stage().arithmetic.result;
    w().click(w().inWindow(&w().stage(), result.center().toPoint()));
    auto *text = w().window().findChild<QPlainTextEdit *>();
    QVERIFY(text);
    QVERIFY2(text->toPlainText().endsWith(QStringLiteral("= ?")), qPrintable(text->toPlainText()));
}

void TestMainWindowPredict::goingOnIsBlocked_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("right") << Qt::Key_Right;
    QTest::newRow("page down") << Qt::Key_PageDown;
    QTest::newRow("end") << Qt::Key_End;
}

void TestMainWindowPredict::goingOnIsBlocked()
{
    QFETCH(Qt::Key, key);
    w().stage().setFocus();
    w().key(key);
    QCOMPARE(beat(), 6);
    QVERIFY(bar().asking() && hidden());
    w().playhead().play();
    w().playhead().advance();
    QVERIFY(!w().playhead().playing());
    QCOMPARE(beat(), 6);
    w().clickCell(2, {4, 4});
    QCOMPARE(beat(), 6);
    QCOMPARE(bar().cell(), (Cell{1, 1}));
}

void TestMainWindowPredict::rightGuessGoesOn()
{
    guess(cellText(answer()).replace(QChar(0x2212), QLatin1Char('-')));
    QVERIFY(!bar().asking());
    QVERIFY(!hidden());
    w().key(Qt::Key_Right); // the keys are the stage's again
    QCOMPARE(beat(), 7);
    QVERIFY(bar().asking() && hidden());
    QCOMPARE(bar().cell(), (Cell{1, 2}));
}

void TestMainWindowPredict::wrongGuessStays()
{
    guess(QString::number(static_cast<double>(answer()) + 1));
    QVERIFY(bar().asking() && hidden());
    guess(QStringLiteral("what"));
    QVERIFY(bar().asking() && hidden());
    guess(QString::number(static_cast<double>(answer())));
    QVERIFY(!bar().asking() && !hidden());
}

void TestMainWindowPredict::showItRevealsIt()
{
    for (QPushButton *button : bar().findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Show it"))
            w().click(button);
    }
    QVERIFY(!bar().asking() && !hidden());
    QVERIFY(w().stage().stage().arithmetic.resultText.contains(cellText(answer())));
}

void TestMainWindowPredict::changedParametersAskAgainAtTheSamePlace()
{
    guess(QString::number(static_cast<double>(answer())));
    w().playhead().seek({7, -1});
    guess(QString::number(static_cast<double>(answer())));
    w().playhead().seek({8, -1}); // asked for (1, 3)
    w().setField("stride", Pair{1, 2}); // 5 × 3: (1, 3) is no more, the nearest is (1, 2)
    QCOMPARE(w().trace().beats(), 15);
    QCOMPARE(beat(), 5);
    QCOMPARE(bar().cell(), (Cell{1, 2}));
    QVERIFY(bar().asking() && hidden());
}

void TestMainWindowPredict::changedParametersAtTheEndStayThere()
{
    w().key(Qt::Key_P, Qt::ControlModifier);
    w().playhead().last();
    w().key(Qt::Key_P, Qt::ControlModifier);
    QCOMPARE(bar().cell(), (Cell{4, 4}));
    w().setField("stride", Pair{2, 2});
    QCOMPARE(beat(), 8);
    QCOMPARE(bar().cell(), (Cell{2, 2}));
}

void TestMainWindowPredict::stampsAskForNothing()
{
    w().setField("view", static_cast<int>(ConvolutionView::Transposed));
    QVERIFY(!bar().isVisible());
    QVERIFY(!hidden());
    w().playhead().next();
    w().playhead().next();
    const int there = beat();
    w().setField("reading", static_cast<int>(TransposedReading::Direct));
    QVERIFY(bar().isVisible() && bar().asking() && hidden());
    QVERIFY(there >= 2);
}

void TestMainWindowPredict::switchedOffShowsTheValue()
{
    w().key(Qt::Key_P, Qt::ControlModifier);
    QVERIFY(!bar().isVisible());
    QVERIFY(!hidden());
    w().stage().setFocus();
    w().key(Qt::Key_Right);
    QCOMPARE(beat(), 7);
}

void TestMainWindowPredict::isRememberedForTheNextStart()
{
    w().restart();
    QVERIFY(bar().isVisible() && bar().asking() && hidden());
    QVERIFY(w().window().actions()[Command::PredictFirst]->isChecked());
}

QTEST_MAIN(TestMainWindowPredict)
#include "tst_main_window_predict.moc"
