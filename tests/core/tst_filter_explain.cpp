#include "core/filter_explain.h"

#include "core/filter_naive.h"
#include "core/filter_presets.h"
#include "tests/filter_cases.h"

#include <QTest>

#include <cmath>

using namespace convoscope;

class TestFilterExplain : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheReference_data();
    void agreesWithTheReference();
    void showsTheBorder();
    void showsRoundingAndClamping();
};

namespace {

FilterStep named(const char *name)
{
    const auto step = makeFilterStep({.name = name});
    return step ? *step : FilterStep();
}

} // namespace

void TestFilterExplain::agreesWithTheReference_data()
{
    QTest::addColumn<std::vector<FilterStep>>("steps");
    for (const char *name : {"sobel-x", "roberts-y", "median", "sobel", "sobel-direction", "unsharp"})
        QTest::newRow(name) << std::vector{named(name)};
    QTest::newRow("chain") << std::vector{named("box"), named("median"), named("sobel")};
}

void TestFilterExplain::agreesWithTheReference()
{
    QFETCH(const std::vector<FilterStep>, steps);
    for (const FilterBorder border : filterBorders()) {
        for (const int mode : {0, 1, 2, 3}) {
            const Filter filter{.steps = steps,
                                .border = border,
                                .constant = 77.0,
                                .colour = static_cast<ColourMode>(mode),
                                .mapping = ResultMapping::Absolute};
            const ByteRaster in = samplePicture({5, 6}, 4);
            const Raster<double> values = valuesNaively(in.view(), filter);
            const ByteRaster bytes = filteredNaively(in.view(), filter);
            for (const Cell cell : {Cell{0, 0}, Cell{2, 3}, Cell{4, 5}}) {
                for (int channel = 0; channel < bytes.channels; ++channel) {
                    const ExplainedValue got = explain(in.view(), filter, {.cell = cell, .channel = channel});
                    QVERIFY(std::abs(got.value - values.view().at(cell, channel)) < 1e-9);
                    QCOMPARE(got.result, bytes.view().at(cell, channel));
                }
            }
        }
    }
}

void TestFilterExplain::showsTheBorder()
{
    ByteRaster in({2, 2}, 1);
    in.values = {10, 20, 30, 40};
    Filter filter{.steps = {{.kernel = Tensor::matrix({{1, 2, 3}}), .offset = 5.0}}};
    const ExplainedSum sum = explain(in.view(), filter, {.cell = {1, 0}}).steps.front().sums.front();
    QVERIFY(sum.size == (Pair{1, 3}));
    QVERIFY(sum.taps[0].cell == (Cell{1, -1}));
    QVERIFY(sum.taps[0].source == (Cell{1, 1}));
    QCOMPARE(sum.taps[0].product(), 40.0);
    QCOMPARE(sum.value, 40.0 + 60.0 + 120.0 + 5.0);
    filter.border = FilterBorder::Constant;
    filter.constant = 7.0;
    const ExplainedTap outside =
        explain(in.view(), filter, {.cell = {1, 0}}).steps.front().sums.front().taps[0];
    QVERIFY(!outside.source);
    QCOMPARE(outside.value, 7.0);
}

void TestFilterExplain::showsRoundingAndClamping()
{
    ByteRaster in({1, 1}, 1);
    in.values = {101};
    Filter filter{.steps = {{.kernel = Tensor::matrix({{1}}), .divisor = 2.0}}};
    const ExplainedValue half = explain(in.view(), filter, {});
    QCOMPARE(half.mapped, 50.5);
    QCOMPARE(half.rounded, 50.0);
    QVERIFY(!half.isClamped());
    filter.steps.front().divisor = -1.0;
    const ExplainedValue below = explain(in.view(), filter, {});
    QCOMPARE(below.rounded, -101.0);
    QVERIFY(below.isClamped() && below.result == 0);
    filter.mapping = ResultMapping::AutoScaled;
    QCOMPARE(explain(in.view(), filter, {.range = {-201.0, -1.0}}).mapped, 127.5);
}

QTEST_APPLESS_MAIN(TestFilterExplain)
#include "tst_filter_explain.moc"
