#include "core/counts.h"
#include "tests/golden.h"

#include <QTest>

using namespace convoscope;

class TestCounts : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void networks();
    void wellKnownComparisons();
    void refusals_data();
    void refusals();
};

void TestCounts::matchesPyTorch_data()
{
    QTest::addColumn<QJsonArray>("row");
    int number = 0;
    for (const auto &row : goldenDocument("parameter_counts")["rows"].toArray())
        QTest::addRow("row %d", number++) << row.toArray();
}

void TestCounts::matchesPyTorch()
{
    QFETCH(QJsonArray, row);
    const auto cost = convCost({.in = row[0].toInt(),
                                .out = row[1].toInt(),
                                .kernel = {row[2].toInt(), row[3].toInt()},
                                .groups = row[4].toInt(),
                                .bias = row[5].toInt() == 1},
                               {row[7].toInt(), row[8].toInt()});
    QVERIFY(cost);
    QCOMPARE(cost->parameters, row[6].toInteger());
    QCOMPARE(cost->macs, row[9].toInteger());
}

void TestCounts::networks()
{
    const QJsonObject expected = goldenDocument("parameter_counts")["networks"].toObject();
    QCOMPARE(expected.size(), 3);
    const Cost style = *convCost({.in = 1, .out = 32}, {26, 26}) + *convCost({.in = 32, .out = 64}, {11, 11})
        + linearCost(1600, 10);
    QCOMPARE(style.parameters, expected["lenet_style network"].toInteger());

    const Pair five{5, 5};
    const Cost first = *convCost({.in = 1, .out = 6, .kernel = five}, {28, 28});
    const Cost classifier = linearCost(120, 84);
    const Cost modern = first + *convCost({.in = 6, .out = 16, .kernel = five}, {10, 10})
        + linearCost(400, 120) + classifier + linearCost(84, 10);
    QCOMPARE(modern.parameters, expected["LeNet-5 (full C3 table)"].toInteger());

    const std::vector<int> table{3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6};
    const Cost third = tabledConvCost(table, five, {10, 10});
    QCOMPARE(third, (Cost{1516, 150'000}));
    const Cost original = first + affineCost(6) + third + affineCost(16)
        + *convCost({.in = 16, .out = 120, .kernel = five}, {1, 1}) + classifier;
    QCOMPARE(original.parameters,
             expected["LeNet-5 of 1998 (C3 partial table 1516, S2 12, S4 32; without the fixed RBF output)"]
                 .toInteger());
}

void TestCounts::wellKnownComparisons()
{
    const Pair map{32, 32};
    const auto weights = [map](int in, int out, int kernel) {
        return convCost({.in = in, .out = out, .kernel = {kernel, kernel}, .bias = false}, map)->parameters;
    };
    QCOMPARE(weights(3, 64, 1), 192);
    QCOMPARE(weights(3, 64, 3), 1'728);
    QCOMPARE(weights(3, 64, 5), 4'800);
    QCOMPARE(weights(3, 64, 7), 9'408);
    QCOMPARE(weights(64, 64, 5), 102'400);
    QCOMPARE(2 * weights(64, 64, 3), 73'728);

    // A layer of MobileNet: 14×14, 512 channels to 512.
    const ConvSize mobile{.in = 512, .out = 512, .bias = false};
    QCOMPARE(convCost(mobile, {14, 14})->macs, 462'422'016);
    QCOMPARE(separableCost(mobile, {14, 14})->macs, 52'283'392);

    QCOMPARE(bottleneckCost({.norms = false}, {56, 56})->parameters, 69'632);
    QCOMPARE(bottleneckCost({}, {56, 56})->parameters, 70'400);
    QCOMPARE(2 * weights(256, 256, 3), 1'179'648);
}

void TestCounts::refusals_data()
{
    QTest::addColumn<ConvSize>("conv");
    QTest::addColumn<QString>("field");
    QTest::newRow("channels") << ConvSize{.in = 0} << "in_channels";
    QTest::newRow("filters") << ConvSize{.out = -1} << "out_channels";
    QTest::newRow("kernel") << ConvSize{.kernel = {3, 0}} << "kernel";
    QTest::newRow("no groups") << ConvSize{.groups = 0} << "groups";
    QTest::newRow("groups") << ConvSize{.in = 6, .out = 9, .groups = 2} << "groups";
}

void TestCounts::refusals()
{
    QFETCH(ConvSize, conv);
    QFETCH(QString, field);
    const auto cost = convCost(conv, {4, 4});
    QVERIFY(!cost);
    QCOMPARE(QString::fromStdString(cost.refusal().field), field);
    QCOMPARE(convCost({}, {4, 0}).refusal().field, std::string("output"));
}

QTEST_APPLESS_MAIN(TestCounts)
#include "tst_counts.moc"
