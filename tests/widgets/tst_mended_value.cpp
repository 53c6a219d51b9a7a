#include "widgets/mended_value.h"

#include <QTest>

using namespace convoscope;

class TestMendedValue : public QObject {
    Q_OBJECT

private slots:
    void mends_data();
    void mends();
    void mendsAStepOfAChain_data();
    void mendsAStepOfAChain();
};

void TestMendedValue::mends_data()
{
    QTest::addColumn<FieldValue>("value");
    QTest::addColumn<char>("axis");
    QTest::addColumn<int>("got");
    QTest::addColumn<FieldValue>("mended");
    QTest::newRow("whole") << FieldValue(9) << '\0' << 9 << FieldValue(3);
    QTest::newRow("real") << FieldValue(9.5) << '\0' << 9 << FieldValue(3.0);
    QTest::newRow("both of a pair") << FieldValue(Pair{9, 8}) << '\0' << 9 << FieldValue(Pair{3, 3});
    QTest::newRow("a square stays square") << FieldValue(Pair{9, 9}) << 'y' << 9 << FieldValue(Pair{3, 3});
    QTest::newRow("height of a pair") << FieldValue(Pair{9, 8}) << 'y' << 9 << FieldValue(Pair{3, 8});
    QTest::newRow("width of a pair") << FieldValue(Pair{9, 8}) << 'x' << 8 << FieldValue(Pair{9, 3});
    QTest::newRow("the side that goes too far")
        << FieldValue(Sides{9, 1, 9, 9}) << 'x' << 9 << FieldValue(Sides{3, 1, 9, 9});
    QTest::newRow("all sides") << FieldValue(Sides{9, 1, 9, 4}) << '\0' << 9 << FieldValue(Sides{3, 1, 3, 3});
    QTest::newRow("negative side") << FieldValue(Sides{0, 5, -2, 7}) << 'y' << -2
                                   << FieldValue(Sides{0, 5, 3, 7});
}

void TestMendedValue::mends()
{
    QFETCH(FieldValue, value);
    QFETCH(char, axis);
    QFETCH(int, got);
    QFETCH(FieldValue, mended);
    const Refusal refusal{.reason = Reason::OutOfRange, .field = "any", .axis = axis, .got = got, .works = 3};
    QVERIFY(mendedValue(value, refusal) == mended);
    QVERIFY(!mendedValue(value, {.reason = Reason::OutOfRange, .field = "any", .got = got}));
    QVERIFY(!mendedValue(FieldValue(true), refusal));
}

void TestMendedValue::mendsAStepOfAChain_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("got");
    QTest::addColumn<FilterSpec>("spec");
    QTest::addColumn<bool>("mendable");
    const FilterSpec usual{.name = "gabor", .size = {4, 7}};
    const auto row = [](const char *name, const char *field, int got, const FilterSpec &spec) {
        QTest::newRow(name) << field << got << spec << true;
    };
    row("sigma", "chain[1].sigma", 0, {.name = "gabor", .size = {4, 7}, .sigma = 3});
    row("of the other chain", "rival[1].sigma", 0, {.name = "gabor", .size = {4, 7}, .sigma = 3});
    row("angle", "chain[1].angle", 400, {.name = "gabor", .size = {4, 7}, .angle = 3});
    row("wavelength", "chain[1].wavelength", 0, {.name = "gabor", .size = {4, 7}, .wavelength = 3});
    row("height", "chain[1].kernel", 4, {.name = "gabor", .size = {3, 7}});
    QTest::newRow("no such step") << "chain[9].sigma" << 0 << usual << false;
    QTest::newRow("name") << "chain[1].name" << 0 << usual << false;
}

void TestMendedValue::mendsAStepOfAChain()
{
    QFETCH(const QString, field);
    QFETCH(const int, got);
    QFETCH(const FilterSpec, spec);
    QFETCH(const bool, mendable);
    std::vector<ChainStep> chain(2);
    chain[1].spec = {.name = "gabor", .size = {4, 7}};
    const auto mended = mendedValue(
        chain, {.reason = Reason::OutOfRange, .field = field.toStdString(), .got = got, .works = 3});
    QCOMPARE(mended.has_value(), mendable);
    chain[1].spec = spec;
    QVERIFY(!mended || *mended == FieldValue(chain));
}

QTEST_GUILESS_MAIN(TestMendedValue)

#include "tst_mended_value.moc"
