#include "tests/widgets/grid_trace.h"
#include "widgets/playhead.h"

#include <QSignalSpy>
#include <QTest>

using namespace convoscope;

class TestPlayhead : public QObject {
    Q_OBJECT

private slots:
    void seekGoesToTheNearestPosition_data();
    void seekGoesToTheNearestPosition();
    void seekTellsOnlyOfChanges();
    void stepsByCells();
    void stepsByTaps();
    void changingTheGranularityKeepsTheCell();
    void anotherTraceKeepsTheNearestStep_data();
    void anotherTraceKeepsTheNearestStep();
    void withoutATraceNothingMoves();
    void playStopsAtTheEnd();
    void playStartsAgainAtTheEnd();
    void aRunLastsAtMostAMinute_data();
    void aRunLastsAtMostAMinute();
    void playingALongTraceEndsOnTheLastCell();
    void speedStaysInRange();
    void theTimerPlays();
};

void TestPlayhead::seekGoesToTheNearestPosition_data()
{
    QTest::addColumn<Position>("wanted");
    QTest::addColumn<Position>("got");
    QTest::newRow("inside") << Position{7, -1} << Position{7, -1};
    QTest::newRow("inside a beat") << Position{7, 3} << Position{7, 3};
    QTest::newRow("before the first") << Position{-5, -1} << Position{0, -1};
    QTest::newRow("after the last") << Position{99, -1} << Position{24, -1};
    QTest::newRow("after the last tap") << Position{7, 9} << Position{7, 8};
    QTest::newRow("below no tap") << Position{7, -4} << Position{7, -1};
}

void TestPlayhead::seekGoesToTheNearestPosition()
{
    QFETCH(Position, wanted);
    QFETCH(Position, got);
    Playhead playhead;
    playhead.setTrace(gridTrace({5, 5}));
    playhead.seek(wanted);
    QCOMPARE(playhead.position(), got);
}

void TestPlayhead::seekTellsOnlyOfChanges()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({5, 5}));
    const QSignalSpy moved(&playhead, &Playhead::positionChanged);
    playhead.seek({3, -1});
    playhead.seek({3, -1});
    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved[0][0].value<Position>(), (Position{3, -1}));
}

void TestPlayhead::stepsByCells()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({5, 5}));
    QVERIFY(playhead.atFirst());
    playhead.previous();
    QCOMPARE(playhead.position(), (Position{0, -1}));
    playhead.next();
    QCOMPARE(playhead.position(), (Position{1, -1}));
    QVERIFY(!playhead.atFirst() && !playhead.atLast());
    playhead.last();
    QCOMPARE(playhead.position(), (Position{24, -1}));
    QVERIFY(playhead.atLast());
    playhead.next();
    QCOMPARE(playhead.position(), (Position{24, -1}));
    playhead.first();
    QCOMPARE(playhead.position(), (Position{0, -1}));
}

void TestPlayhead::stepsByTaps()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({5, 5}, 4));
    playhead.setByTaps(true);
    playhead.first();
    QVERIFY(playhead.atFirst());
    for (const Position want : {Position{0, 1}, {0, 2}, {0, 3}, {1, 0}}) {
        playhead.next();
        QCOMPARE(playhead.position(), want);
    }
    playhead.previous();
    QCOMPARE(playhead.position(), (Position{0, 3}));
    playhead.seek({24, 3});
    QVERIFY(playhead.atLast());
}

void TestPlayhead::changingTheGranularityKeepsTheCell()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({5, 5}));
    playhead.seek({7, -1});
    const QSignalSpy changed(&playhead, &Playhead::byTapsChanged);
    playhead.setByTaps(true);
    QCOMPARE(playhead.position(), (Position{7, 0}));
    playhead.next();
    playhead.setByTaps(false);
    QCOMPARE(playhead.position(), (Position{7, -1}));
    QCOMPARE(changed.size(), 2);
}

void TestPlayhead::anotherTraceKeepsTheNearestStep_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<Position>("before");
    QTest::addColumn<Position>("after");
    QTest::newRow("larger: the same cell") << 7 << 7 << Position{7, -1} << Position{9, -1};
    QTest::newRow("smaller: the nearest cell") << 2 << 2 << Position{13, -1} << Position{3, -1};
    QTest::newRow("the end stays the end") << 7 << 7 << Position{24, -1} << Position{48, -1};
    QTest::newRow("the start stays the start") << 7 << 7 << Position{0, -1} << Position{0, -1};
    QTest::newRow("the tap stays") << 5 << 7 << Position{5, 2} << Position{7, 2};
    QTest::newRow("the last tap there is") << 5 << 5 << Position{7, 8} << Position{7, 3};
}

void TestPlayhead::anotherTraceKeepsTheNearestStep()
{
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(Position, before);
    QFETCH(Position, after);
    Playhead playhead;
    playhead.setTrace(gridTrace({5, 5}, 9));
    playhead.seek(before);
    const QSignalSpy traces(&playhead, &Playhead::traceChanged);
    const QSignalSpy moved(&playhead, &Playhead::positionChanged);
    playhead.setTrace(gridTrace({height, width}, 4));
    QCOMPARE(playhead.position(), after);
    QCOMPARE(traces.size(), 1);
    QCOMPARE(moved.size(), before == after ? 0 : 1);
}

void TestPlayhead::withoutATraceNothingMoves()
{
    Playhead playhead;
    const QSignalSpy moved(&playhead, &Playhead::positionChanged);
    playhead.next();
    playhead.previous();
    playhead.last();
    playhead.seek({3, 3});
    playhead.play();
    playhead.advance();
    QVERIFY(!playhead.playing());
    QVERIFY(playhead.atFirst() && playhead.atLast());
    QCOMPARE(moved.size(), 0);
    playhead.setTrace(gridTrace({2, 2}));
    playhead.play();
    playhead.setTrace({});
    QVERIFY(!playhead.playing());
    QCOMPARE(playhead.position(), Position{});
}

void TestPlayhead::playStopsAtTheEnd()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({2, 2}));
    const QSignalSpy playing(&playhead, &Playhead::playingChanged);
    playhead.play();
    for (int beat = 1; beat <= 3; ++beat) {
        QVERIFY(playhead.playing());
        playhead.advance();
        QCOMPARE(playhead.position(), (Position{beat, -1}));
    }
    QVERIFY(!playhead.playing());
    QCOMPARE(playing.size(), 2);
}

void TestPlayhead::playStartsAgainAtTheEnd()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({2, 2}));
    playhead.last();
    playhead.toggle();
    QCOMPARE(playhead.position(), (Position{0, -1}));
    QVERIFY(playhead.playing());
    playhead.toggle();
    QVERIFY(!playhead.playing());
}

void TestPlayhead::aRunLastsAtMostAMinute_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<double>("speed");
    QTest::addColumn<double>("mostSeconds");
    QTest::newRow("5x5") << 5 << 1.0 << 60.0;
    QTest::newRow("14x14") << 14 << 1.0 << 61.0;
    QTest::newRow("64x64") << 64 << 1.0 << 66.0;
    QTest::newRow("64x64 at 8") << 64 << 8.0 << 9.0;
    QTest::newRow("a photo") << 3464 << 1.0 << 61.0;
    QTest::newRow("a photo at a quarter") << 3464 << 0.25 << 242.0;
}

void TestPlayhead::aRunLastsAtMostAMinute()
{
    QFETCH(int, side);
    QFETCH(double, speed);
    QFETCH(double, mostSeconds);
    Playhead playhead;
    playhead.setTrace(gridTrace({side, side}));
    playhead.setSpeed(speed);
    QVERIFY(playhead.interval() >= 15);
    const double ticks = static_cast<double>(side) * side / playhead.beatsPerTick();
    QVERIFY(ticks * playhead.interval() / 1000.0 <= mostSeconds);
}

void TestPlayhead::playingALongTraceEndsOnTheLastCell()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({1000, 1000}));
    QVERIFY(playhead.beatsPerTick() > 1);
    playhead.next();
    QCOMPARE(playhead.position(), (Position{1, -1})); // stepping stays one by one
    playhead.seek({999'990, -1});
    playhead.play();
    playhead.advance();
    QCOMPARE(playhead.position(), (Position{999'999, -1}));
    QVERIFY(!playhead.playing());
    playhead.setByTaps(true);
    QCOMPARE(playhead.beatsPerTick(), 1);
}

void TestPlayhead::speedStaysInRange()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({5, 5}));
    const int unhurried = playhead.interval();
    const QSignalSpy changed(&playhead, &Playhead::speedChanged);
    playhead.faster();
    QCOMPARE(playhead.speed(), 2.0);
    QCOMPARE(playhead.interval(), unhurried / 2);
    playhead.setSpeed(100.0);
    QCOMPARE(playhead.speed(), 8.0);
    playhead.faster();
    QCOMPARE(playhead.speed(), 8.0);
    playhead.setSpeed(0.0);
    QCOMPARE(playhead.speed(), 0.25);
    playhead.slower();
    QCOMPARE(playhead.speed(), 0.25);
    playhead.setSpeed(3.0);
    playhead.slower();
    QCOMPARE(playhead.speed(), 2.0);
    QCOMPARE(changed.size(), 5);
}

void TestPlayhead::theTimerPlays()
{
    Playhead playhead;
    playhead.setTrace(gridTrace({1, 3}));
    playhead.setSpeed(8.0);
    playhead.play();
    QTRY_COMPARE(playhead.position(), (Position{2, -1}));
    QTRY_VERIFY(!playhead.playing());
}

QTEST_GUILESS_MAIN(TestPlayhead)

#include "tst_playhead.moc"
