#include "tests/widgets/accessible_names.h"
#include "tests/widgets/grid_trace.h"
#include "widgets/playhead.h"
#include "widgets/step_counter.h"
#include "widgets/transport_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace convoscope;

class TestTransportBar : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void buttonsMove_data();
    void buttonsMove();
    void buttonsThatLeadNowhereAreOff();
    void playButtonToggles();
    void keysMove_data();
    void keysMove();
    void sliderJumpsToWhereItIsPressed();
    void sliderReachesEveryStepOfAPhoto();
    void sliderLeavesPageKeysToSteps();
    void typedStepIsGoneTo_data();
    void typedStepIsGoneTo();
    void escapeLeavesTheStep();
    void counterShowsTaps();
    void counterKeepsItsWidth();
    void speedMenuSetsTheSpeed();
    void granularityFollowsBothWays();
    void predictFirstIsASignal();
    void withoutATraceNothingCanBePressed();
    void fitsBesideTheSideBar_data();
    void fitsBesideTheSideBar();
    void nothingOverlapsInASmallWindow_data();
    void nothingOverlapsInASmallWindow();
    void largeNumbersAreWhole_data();
    void largeNumbersAreWhole();
    void everyControlHasAName();
    void everyButtonSaysItsKeys();

private:
    QToolButton *button(const char *name) const;
    QSlider &slider() const { return *m_bar->findChild<QSlider *>(); }
    QLineEdit &number() const { return *m_bar->findChild<QLineEdit *>(); }
    QString text() const { return m_bar->findChild<StepCounter *>()->text(); }

    std::unique_ptr<Playhead> m_playhead;
    std::unique_ptr<TransportBar> m_bar;
};

void TestTransportBar::init()
{
    m_playhead = std::make_unique<Playhead>();
    m_playhead->setTrace(gridTrace({5, 5}));
    m_bar = std::make_unique<TransportBar>(*m_playhead);
    m_bar->resize(800, 62);
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
}

void TestTransportBar::cleanup()
{
    m_bar.reset();
    m_playhead.reset();
}

QToolButton *TestTransportBar::button(const char *name) const
{
    return named<QToolButton>(*m_bar, QString::fromUtf8(name));
}

void TestTransportBar::buttonsMove_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("beat");
    QTest::newRow("first") << QByteArray("First step") << 0;
    QTest::newRow("previous") << QByteArray("Previous step") << 6;
    QTest::newRow("next") << QByteArray("Next step") << 8;
    QTest::newRow("last") << QByteArray("Last step") << 24;
}

void TestTransportBar::buttonsMove()
{
    QFETCH(QByteArray, name);
    QFETCH(int, beat);
    m_playhead->seek({7, -1});
    QTest::mouseClick(button(name), Qt::LeftButton);
    QCOMPARE(m_playhead->position(), (Position{beat, -1}));
    QCOMPARE(slider().value(), beat);
    QCOMPARE(text(), QStringLiteral("Step %1 / 25").arg(beat + 1));
}

void TestTransportBar::buttonsThatLeadNowhereAreOff()
{
    QVERIFY(!button("First step")->isEnabled() && !button("Previous step")->isEnabled());
    QVERIFY(button("Next step")->isEnabled() && button("Last step")->isEnabled());
    m_playhead->last();
    QVERIFY(button("First step")->isEnabled() && button("Previous step")->isEnabled());
    QVERIFY(!button("Next step")->isEnabled() && !button("Last step")->isEnabled());
}

void TestTransportBar::playButtonToggles()
{
    QToolButton *play = button("Play");
    QTest::mouseClick(play, Qt::LeftButton);
    QVERIFY(m_playhead->playing());
    QCOMPARE(play->accessibleName(), QStringLiteral("Pause"));
    QTest::mouseClick(play, Qt::LeftButton);
    QVERIFY(!m_playhead->playing());
    QCOMPARE(play->accessibleName(), QStringLiteral("Play"));
}

void TestTransportBar::keysMove_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<int>("beat");
    QTest::newRow("right") << Qt::Key_Right << 8;
    QTest::newRow("page down") << Qt::Key_PageDown << 8;
    QTest::newRow("left") << Qt::Key_Left << 6;
    QTest::newRow("page up") << Qt::Key_PageUp << 6;
    QTest::newRow("home") << Qt::Key_Home << 0;
    QTest::newRow("end") << Qt::Key_End << 24;
}

void TestTransportBar::keysMove()
{
    QFETCH(Qt::Key, key);
    QFETCH(int, beat);
    m_playhead->seek({7, -1});
    slider().setFocus();
    QTest::keyClick(&slider(), key);
    QCOMPARE(m_playhead->position(), (Position{beat, -1}));
}

void TestTransportBar::sliderJumpsToWhereItIsPressed()
{
    const QRect rect = slider().rect();
    QTest::mouseClick(&slider(), Qt::LeftButton, {}, {rect.width() - 2, rect.center().y()});
    QCOMPARE(m_playhead->position().beat, 24);
    QTest::mouseClick(&slider(), Qt::LeftButton, {}, {rect.center().x(), rect.center().y()});
    QCOMPARE(m_playhead->position().beat, 12);
    QTest::mousePress(&slider(), Qt::LeftButton, {}, {rect.center().x(), rect.center().y()});
    QTest::mouseMove(&slider(), {1, rect.center().y()});
    QCOMPARE(m_playhead->position().beat, 0);
    QTest::mouseRelease(&slider(), Qt::LeftButton, {}, {1, rect.center().y()});
}

void TestTransportBar::sliderReachesEveryStepOfAPhoto()
{
    m_playhead->setTrace(gridTrace({3000, 4000}));
    QCOMPARE(slider().maximum(), 11'999'999);
    const QRect rect = slider().rect();
    QTest::mouseClick(&slider(), Qt::LeftButton, {}, {rect.center().x(), rect.center().y()});
    const int middle = m_playhead->position().beat;
    QVERIFY2(std::abs(middle - 6'000'000) < 12'000'000 / 20, qPrintable(QString::number(middle)));
    QTest::mouseClick(&slider(), Qt::LeftButton, {}, {rect.width() - 1, rect.center().y()});
    QCOMPARE(m_playhead->position().beat, 11'999'999);
    slider().setValue(7'654'321);
    QCOMPARE(m_playhead->position().beat, 7'654'321);
}

void TestTransportBar::sliderLeavesPageKeysToSteps()
{
    m_playhead->setByTaps(true);
    m_playhead->seek({7, 2});
    slider().setFocus();
    QTest::keyClick(&slider(), Qt::Key_Right);
    QCOMPARE(m_playhead->position(), (Position{7, 3}));
    QTest::keyClick(&slider(), Qt::Key_PageUp);
    QCOMPARE(m_playhead->position(), (Position{7, 2}));
}

void TestTransportBar::typedStepIsGoneTo_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("beat");
    QTest::newRow("a step") << QStringLiteral("12") << 11;
    QTest::newRow("the first") << QStringLiteral("1") << 0;
    QTest::newRow("before the first") << QStringLiteral("0") << 0;
    QTest::newRow("beyond the last") << QStringLiteral("99") << 24;
    QTest::newRow("beyond every number") << QStringLiteral("99999999999") << 24;
    QTest::newRow("with separators") << QStringLiteral("1,2") << 11;
    QTest::newRow("no number") << QStringLiteral("x") << 7;
}

void TestTransportBar::typedStepIsGoneTo()
{
    QFETCH(QString, typed);
    QFETCH(int, beat);
    m_playhead->seek({7, -1});
    QTest::mouseClick(&number(), Qt::LeftButton);
    QTest::keyClicks(&number(), typed);
    QTest::keyClick(&number(), Qt::Key_Return);
    QCOMPARE(m_playhead->position().beat, beat);
    QCOMPARE(number().text(), QString::number(beat + 1));
    QVERIFY(!number().hasFocus());
}

void TestTransportBar::escapeLeavesTheStep()
{
    m_playhead->seek({7, -1});
    QTest::mouseClick(&number(), Qt::LeftButton);
    QTest::keyClicks(&number(), QStringLiteral("12"));
    QTest::keyClick(&number(), Qt::Key_Escape);
    QCOMPARE(m_playhead->position().beat, 7);
    QCOMPARE(number().text(), QStringLiteral("8"));
}

void TestTransportBar::counterShowsTaps()
{
    m_playhead->setByTaps(true);
    m_playhead->seek({7, 2});
    QCOMPARE(text(), QStringLiteral("Step 8 / 25 · × 3 / 9"));
    m_playhead->seek({7, -1});
    QCOMPARE(text(), QStringLiteral("Step 8 / 25 · × 9 / 9"));
    m_playhead->setByTaps(false);
    QCOMPARE(text(), QStringLiteral("Step 8 / 25"));
}

void TestTransportBar::counterKeepsItsWidth()
{
    m_playhead->setTrace(gridTrace({100, 100}));
    m_playhead->first();
    const int before = m_bar->findChild<StepCounter *>()->sizeHint().width();
    m_playhead->last();
    QCOMPARE(m_bar->findChild<StepCounter *>()->sizeHint().width(), before);
}

void TestTransportBar::speedMenuSetsTheSpeed()
{
    QToolButton *speed = button("Speed 1 ×");
    QVERIFY(speed);
    const QList<QAction *> speeds = speed->menu()->actions();
    QCOMPARE(speeds.size(), 6);
    speeds.back()->trigger();
    QCOMPARE(m_playhead->speed(), 8.0);
    QCOMPARE(speed->text(), QStringLiteral("8 ×"));
    m_playhead->setSpeed(0.5);
    QVERIFY(speeds[1]->isChecked());
    m_playhead->setSpeed(3.0);
    QCOMPARE(speed->text(), QStringLiteral("3 ×"));
    slider().setFocus();
    QTest::keyClick(&slider(), Qt::Key_Plus);
    QCOMPARE(m_playhead->speed(), 4.0);
    QTest::keyClick(&slider(), Qt::Key_Minus);
    QCOMPARE(m_playhead->speed(), 2.0);
}

void TestTransportBar::granularityFollowsBothWays()
{
    QTest::mouseClick(button("Multiply by multiply"), Qt::LeftButton);
    QVERIFY(m_playhead->byTaps());
    QTest::mouseClick(button("Cell by cell"), Qt::LeftButton);
    QVERIFY(!m_playhead->byTaps());
    m_playhead->setByTaps(true);
    QVERIFY(button("Multiply by multiply")->isChecked());
    QVERIFY(!button("Cell by cell")->isChecked());
}

void TestTransportBar::predictFirstIsASignal()
{
    const QSignalSpy changed(m_bar.get(), &TransportBar::predictsFirstChanged);
    QTest::mouseClick(button("Predict first"), Qt::LeftButton);
    QVERIFY(m_bar->predictsFirst());
    m_bar->setPredictsFirst(false);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].toBool(), true);
    QCOMPARE(changed[1][0].toBool(), false);
}

void TestTransportBar::withoutATraceNothingCanBePressed()
{
    m_playhead->setTrace({});
    for (const char *name : {"First step", "Previous step", "Play", "Next step", "Last step"})
        QVERIFY2(!button(name)->isEnabled(), name);
    QVERIFY(!slider().isEnabled());
    QVERIFY(!number().isEnabled());
}

void TestTransportBar::fitsBesideTheSideBar_data()
{
    QTest::addColumn<int>("beats");
    QTest::addColumn<bool>("byTaps");
    QTest::newRow("toy") << 25 << false;
    QTest::newRow("toy by taps") << 25 << true;
    QTest::newRow("photo") << 12'000'000 << false;
}

/// The bar has 824 of 1024 pixels where the list of lessons has 200.
void TestTransportBar::fitsBesideTheSideBar()
{
    QFETCH(int, beats);
    QFETCH(bool, byTaps);
    m_playhead->setTrace(gridTrace({1, beats}));
    m_playhead->setByTaps(byTaps);
    QVERIFY2(m_bar->minimumSizeHint().width() <= 824,
             qPrintable(QString::number(m_bar->minimumSizeHint().width())));
}

void TestTransportBar::nothingOverlapsInASmallWindow_data()
{
    fitsBesideTheSideBar_data();
}

void TestTransportBar::nothingOverlapsInASmallWindow()
{
    QFETCH(int, beats);
    QFETCH(bool, byTaps);
    m_bar->setMinimumWidth(1); // as in the window, which gives it less than it wants
    m_bar->resize(438, 62);
    m_playhead->setTrace(gridTrace({1, beats}));
    m_playhead->setByTaps(byTaps);
    m_playhead->last();
    QCoreApplication::processEvents();
    QVERIFY2(m_bar->minimumSizeHint().width() <= 438,
             qPrintable(QString::number(m_bar->minimumSizeHint().width())));
    const StepCounter &counter = *m_bar->findChild<StepCounter *>();
    for (const QLabel *part : counter.findChildren<QLabel *>())
        QVERIFY(!part->isVisible() || part->x() >= number().x() + number().width()
                || part->x() < number().x());
    if (beats > 1000)
        QVERIFY(counter.toolTip().contains(QStringLiteral("12,000,000")));
}

void TestTransportBar::largeNumbersAreWhole_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("beats");
    for (const int width : {580, 600, 640, 662, 700, 759, 760, 900}) {
        for (const int beats : {9, 112'512, 12'000'000})
            QTest::addRow("%d steps in %d", beats, width) << width << beats;
    }
}

void TestTransportBar::largeNumbersAreWhole()
{
    QFETCH(int, width);
    QFETCH(int, beats);
    m_bar->setMinimumWidth(1);
    m_bar->resize(width, 62);
    m_playhead->setTrace(gridTrace({1, beats}));
    m_playhead->last();
    QCoreApplication::processEvents();
    const StepCounter &counter = *m_bar->findChild<StepCounter *>();
    for (const QLabel *part : counter.findChildren<QLabel *>()) {
        const int right = part->x() + part->fontMetrics().horizontalAdvance(part->text());
        QVERIFY2(!part->isVisible() || right <= counter.width(), qPrintable(part->text()));
    }
}

void TestTransportBar::everyControlHasAName()
{
    QCOMPARE(namelessWidgets(*m_bar), QStringList());
}

void TestTransportBar::everyButtonSaysItsKeys()
{
    for (const char *name : {"First step", "Previous step", "Play", "Next step", "Last step"})
        QVERIFY2(button(name)->toolTip().contains(u'('), name);
    for (const QToolButton *any : m_bar->findChildren<QToolButton *>())
        QVERIFY(!any->toolTip().isEmpty());
}

QTEST_MAIN(TestTransportBar)

#include "tst_transport_bar.moc"
