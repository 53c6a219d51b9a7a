#include "tests/widgets/accessible_names.h"
#include "widgets/number_text.h"
#include "widgets/predict_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace convoscope;

/// Asking for a value, and judging the answer.
class TestPredictBar : public QObject {
    Q_OBJECT

private slots:
    void init();
    void guessesAreJudged_data();
    void guessesAreJudged();
    void whatTheCellShowsIsRight_data();
    void whatTheCellShowsIsRight();
    void asksForTheCell();
    void rightAnswerRevealsAndCounts();
    void wrongAnswerMayBeMended();
    void givingUpShowsTheValue();
    void anEmptyAnswerIsNone();
    void checkButtonDoesTheSame();
    void everythingHasAName();

private:
    QLineEdit &guess() { return *m_bar->findChild<QLineEdit *>(); }
    QPushButton &button(const QString &text);
    void answer(const QString &text);
    bool says(const QString &text);

    std::unique_ptr<PredictBar> m_bar;
};

void TestPredictBar::init()
{
    m_bar = std::make_unique<PredictBar>();
    m_bar->setTheme(Theme::light());
    m_bar->resize(900, 60);
    m_bar->show();
    m_bar->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
}

QPushButton &TestPredictBar::button(const QString &text)
{
    for (QPushButton *button : m_bar->findChildren<QPushButton *>()) {
        if (button->text() == text)
            return *button;
    }
    qFatal("no such button");
}

void TestPredictBar::answer(const QString &text)
{
    guess().clear();
    QTest::keyClicks(&guess(), text);
    QTest::keyClick(&guess(), Qt::Key_Return);
}

bool TestPredictBar::says(const QString &text)
{
    return std::ranges::any_of(m_bar->findChildren<QLabel *>(),
                               [&](const QLabel *label) { return label->text().contains(text); });
}

void TestPredictBar::guessesAreJudged_data()
{
    QTest::addColumn<QString>("guess");
    QTest::addColumn<float>("answer");
    QTest::addColumn<bool>("right");
    const auto row = [](const char *name, const QString &guess, float answer, bool right) {
        QTest::newRow(name) << guess << answer << right;
    };
    row("integer", QStringLiteral("160"), 160.0F, true);
    row("spaces around", QStringLiteral("  160 "), 160.0F, true);
    row("one off", QStringLiteral("161"), 160.0F, false);
    row("a half off", QStringLiteral("160.4"), 160.0F, false);
    row("one off among thousands", QStringLiteral("1021"), 1020.0F, false);
    row("one off among a hundred thousand", QStringLiteral("123457"), 123456.0F, false);
    row("minus sign", QStringLiteral("-40"), -40.0F, true);
    row("true minus sign", QString(QChar(0x2212)) + QStringLiteral("40"), -40.0F, true);
    row("wrong sign", QStringLiteral("40"), -40.0F, false);
    row("zero", QStringLiteral("0"), 0.0F, true);
    row("not zero", QStringLiteral("0.01"), 0.0F, false);
    row("almost zero by rounding", QStringLiteral("0"), 1e-7F, true);
    row("three digits", QStringLiteral("12.3"), 12.3456F, true);
    row("more digits", QStringLiteral("12.346"), 12.3456F, true);
    row("wrong third digit", QStringLiteral("12.4"), 12.3456F, false);
    row("two digits are not enough", QStringLiteral("0.33"), 1.0F / 3, false);
    row("integer but for rounding", QStringLiteral("160"), 159.99998F, true);
    row("words", QStringLiteral("many"), 3.0F, false);
    row("nothing", QString(), 0.0F, false);
    row("not a number", QStringLiteral("nan"), 0.0F, false);
}

void TestPredictBar::guessesAreJudged()
{
    QFETCH(QString, guess);
    QFETCH(float, answer);
    QFETCH(bool, right);
    QCOMPARE(PredictBar::isRight(guess, answer), right);
}

void TestPredictBar::whatTheCellShowsIsRight_data()
{
    QTest::addColumn<float>("answer");
    for (const float value : {0.0F, 1.0F, -3.0F, 0.5F, 0.333333F, -12.3456F, 99.95F, 1020.0F, 123456.0F,
                              1.5e7F, 0.00012F, 6.02e23F, 254.996F})
        QTest::newRow(qPrintable(cellText(value))) << value;
}

void TestPredictBar::whatTheCellShowsIsRight()
{
    QFETCH(float, answer);
    QVERIFY(PredictBar::isRight(cellText(answer), answer));
    QVERIFY(PredictBar::isRight(fullText(answer), answer));
}

void TestPredictBar::asksForTheCell()
{
    QVERIFY(!m_bar->asking());
    m_bar->ask({2, 3}, 7.0F);
    QVERIFY(m_bar->asking());
    QCOMPARE(m_bar->cell(), (Cell{2, 3}));
    QVERIFY(says(QStringLiteral("(2, 3)")));
    QVERIFY(!says(QStringLiteral("7")));
    QVERIFY(guess().hasFocus());
}

void TestPredictBar::rightAnswerRevealsAndCounts()
{
    QSignalSpy revealed(m_bar.get(), &PredictBar::revealed);
    m_bar->ask({0, 0}, 40.0F);
    answer(QStringLiteral("40"));
    QCOMPARE(revealed.size(), 1);
    QCOMPARE(revealed.front().front().toBool(), true);
    QVERIFY(!m_bar->asking());
    QVERIFY(!guess().isEnabled());
    QVERIFY(says(QStringLiteral("1 of 1")));
    m_bar->ask({0, 1}, 50.0F);
    QVERIFY(m_bar->asking() && guess().isEnabled() && guess().text().isEmpty());
}

void TestPredictBar::wrongAnswerMayBeMended()
{
    QSignalSpy revealed(m_bar.get(), &PredictBar::revealed);
    m_bar->ask({0, 0}, 40.0F);
    answer(QStringLiteral("41"));
    QVERIFY(m_bar->asking());
    QCOMPARE(revealed.size(), 0);
    QVERIFY(says(QStringLiteral("41")));
    QVERIFY(!says(QStringLiteral("40")));
    answer(QStringLiteral("40"));
    QCOMPARE(revealed.size(), 1);
    QCOMPARE(revealed.front().front().toBool(), false); // not at the first try
    QVERIFY(says(QStringLiteral("0 of 1")));
}

void TestPredictBar::givingUpShowsTheValue()
{
    QSignalSpy revealed(m_bar.get(), &PredictBar::revealed);
    m_bar->ask({0, 0}, -40.0F);
    QTest::mouseClick(&button(QStringLiteral("Show it")), Qt::LeftButton);
    QCOMPARE(revealed.size(), 1);
    QVERIFY(says(cellText(-40.0F)));
    QVERIFY(says(QStringLiteral("0 of 1")));
    QTest::mouseClick(&button(QStringLiteral("Show it")), Qt::LeftButton);
    QCOMPARE(revealed.size(), 1);
}

void TestPredictBar::anEmptyAnswerIsNone()
{
    QSignalSpy revealed(m_bar.get(), &PredictBar::revealed);
    m_bar->ask({0, 0}, 0.0F);
    answer(QStringLiteral("  "));
    QVERIFY(m_bar->asking());
    answer(QStringLiteral("0"));
    QCOMPARE(revealed.front().front().toBool(), true); // the empty one was no try
}

void TestPredictBar::checkButtonDoesTheSame()
{
    m_bar->ask({0, 0}, 2.0F);
    QTest::keyClicks(&guess(), QStringLiteral("2"));
    QTest::mouseClick(&button(QStringLiteral("Check")), Qt::LeftButton);
    QVERIFY(!m_bar->asking());
}

void TestPredictBar::everythingHasAName()
{
    m_bar->ask({0, 0}, 2.0F);
    QCOMPARE(namelessWidgets(*m_bar), QStringList());
}

QTEST_MAIN(TestPredictBar)
#include "tst_predict_bar.moc"
