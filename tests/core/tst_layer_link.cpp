#include "core/layer_link.h"

#include <QTest>

#include <algorithm>

using namespace convoscope;

class TestLayerLink : public QObject {
    Q_OBJECT

private slots:
    void readsMirrorReaders_data();
    void readsMirrorReaders();
    void aTransposedUnitMayReadNothing();
    void refusals_data();
    void refusals();
};

void TestLayerLink::readsMirrorReaders_data()
{
    QTest::addColumn<LayerSpec>("layer");
    QTest::addColumn<int>("outputs");
    QTest::newRow("conv") << LayerSpec{.padding = {0, 1}} << 9;
    QTest::newRow("strided, dilated")
        << LayerSpec{.stride = {1, 3}, .padding = {0, 4}, .dilation = {1, 2}} << 5;
    QTest::newRow("max pool, ceil mode")
        << LayerSpec{.kind = LayerKind::MaxPool, .kernel = {1, 2}, .stride = {1, 2}, .ceilMode = true} << 5;
    QTest::newRow("mean ignores dilation")
        << LayerSpec{.kind = LayerKind::AveragePool, .kernel = {1, 3}, .stride = {1, 3}, .dilation = {1, 4}}
        << 3;
    QTest::newRow("transposed") << LayerSpec{.kind = LayerKind::Transposed,
                                             .stride = {1, 2},
                                             .padding = {0, 1},
                                             .outputPadding = {0, 1}}
                                << 18;
    QTest::newRow("transposed, dilated")
        << LayerSpec{.kind = LayerKind::Transposed, .stride = {1, 3}, .dilation = {1, 2}} << 29;
}

void TestLayerLink::readsMirrorReaders()
{
    QFETCH(LayerSpec, layer);
    QFETCH(int, outputs);
    const auto link = AxisLink::make(layer, 9, 'x');
    QVERIFY(link);
    QCOMPARE(link->inputs(), 9);
    QCOMPARE(link->outputs(), outputs);
    std::vector<std::vector<int>> readers(9);
    for (int output = 0; output < outputs; ++output) {
        const std::vector<int> reads = link->reads(output);
        QVERIFY(std::ranges::is_sorted(reads));
        for (const int input : reads) {
            if (input >= 0 && input < 9)
                readers[static_cast<size_t>(input)].push_back(output);
        }
    }
    for (int input = 0; input < 9; ++input)
        QVERIFY(link->readers(input) == readers[static_cast<size_t>(input)]);
}

void TestLayerLink::aTransposedUnitMayReadNothing()
{
    const auto link =
        AxisLink::make({.kind = LayerKind::Transposed, .kernel = {1, 1}, .stride = {2, 2}}, 4, 'y');
    QVERIFY(link);
    QVERIFY(link->reads(2) == std::vector{1});
    QVERIFY(link->reads(3).empty());
    QVERIFY(link->reads(-2) == std::vector{-1});
}

void TestLayerLink::refusals_data()
{
    QTest::addColumn<LayerSpec>("layer");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("field");
    QTest::newRow("kernel") << LayerSpec{.kernel = {9, 3}} << Reason::KernelExceedsInput << "kernel";
    QTest::newRow("stride") << LayerSpec{.stride = {0, 1}} << Reason::NotPositive << "stride";
    QTest::newRow("pool padding") << LayerSpec{.kind = LayerKind::MaxPool, .padding = {2, 0}}
                                  << Reason::PaddingOverHalfKernel << "padding";
    QTest::newRow("transposed stride")
        << LayerSpec{.kind = LayerKind::Transposed, .stride = {0, 1}} << Reason::NotPositive << "stride";
    QTest::newRow("output padding") << LayerSpec{.kind = LayerKind::Transposed, .outputPadding = {1, 0}}
                                    << Reason::OutputPaddingTooLarge << "output_padding";
    QTest::newRow("nothing left") << LayerSpec{.kind = LayerKind::Transposed, .padding = {5, 0}}
                                  << Reason::EmptyOutput << "padding";
}

void TestLayerLink::refusals()
{
    QFETCH(LayerSpec, layer);
    QFETCH(Reason, reason);
    QFETCH(QString, field);
    const auto link = AxisLink::make(layer, 7, 'y');
    QVERIFY(!link);
    QCOMPARE(link.refusal().reason, reason);
    QCOMPARE(QString::fromStdString(link.refusal().field), field);
    QCOMPARE(link.refusal().axis, 'y');
}

QTEST_APPLESS_MAIN(TestLayerLink)
#include "tst_layer_link.moc"
