#include "core/facts.h"

#include <QTest>

using namespace convoscope;

class TestFacts : public QObject {
    Q_OBJECT

private slots:
    void rowOfABeat_data();
    void rowOfABeat();
    void noRowWithoutBeats();
};

void TestFacts::rowOfABeat_data()
{
    QTest::addColumn<int>("beat");
    QTest::addColumn<int>("row");
    QTest::newRow("before the first") << 1 << -1;
    QTest::newRow("the first") << 2 << 0;
    QTest::newRow("still the first") << 4 << 0;
    QTest::newRow("the second") << 5 << 2;
    QTest::newRow("long after") << 500 << 2;
}

void TestFacts::rowOfABeat()
{
    QFETCH(const int, beat);
    QFETCH(const int, row);
    const FactsTable table{.name = "layers",
                           .rows = {{.label = "a", .beat = 2}, {.label = "b"}, {.label = "c", .beat = 5}}};
    QCOMPARE(rowAt(table, beat).value_or(-1), row);
}

void TestFacts::noRowWithoutBeats()
{
    const FactsTable table{.name = "layers", .rows = {{.label = "a"}, {.label = "b"}}};
    QVERIFY(!rowAt(table, 3));
}

QTEST_APPLESS_MAIN(TestFacts)
#include "tst_facts.moc"
