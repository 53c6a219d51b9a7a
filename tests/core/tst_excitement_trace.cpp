#include "core/excitement_trace.h"

#include "core/network_run.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

/// The digits that excite a filter of the first layer most.
class TestExcitementTrace : public QObject {
    Q_OBJECT

private slots:
    void theStrongestComeFirst_data();
    void theStrongestComeFirst();
    void stepsAddUp();
    void nothingExcitesMore();
    void framesWhereItHappens();
    void kernelsAreChosen();
    void refusesOtherFilters_data();
    void refusesOtherFilters();
};

void TestExcitementTrace::theStrongestComeFirst_data()
{
    QTest::addColumn<int>("network");
    QTest::addColumn<int>("filters");
    QTest::newRow("LeNet style") << 0 << 32;
    QTest::newRow("LeNet-5") << 1 << 6;
}

void TestExcitementTrace::theStrongestComeFirst()
{
    QFETCH(int, network);
    QFETCH(int, filters);
    const auto which = static_cast<BundledNetwork>(network);
    for (int filter = 0; filter < filters; ++filter) {
        const auto trace = excitementTrace(which, filter);
        QVERIFY(trace);
        QCOMPARE(trace->beats(), 12);
        QCOMPARE(static_cast<int>(trace->planes().size()), filters + 1 + 2 * 12);
        float before = std::numeric_limits<float>::infinity();
        for (int beat = 0; beat < trace->beats(); ++beat) {
            const Step step = trace->at({beat, -1});
            QVERIFY(step.before <= before);
            before = step.before;
            QCOMPARE(trace->beatAt(step.plane, step.cell), std::optional(beat));
        }
    }
}

void TestExcitementTrace::stepsAddUp()
{
    const auto trace = excitementTrace(BundledNetwork::LenetStyle, 3);
    for (int beat = 0; beat < trace->beats(); ++beat) {
        const Step step = trace->at({beat, -1});
        double sum = step.bias;
        for (const Term &term : step.terms) {
            QCOMPARE(term.value, trace->plane(term.plane).at(term.from));
            QCOMPARE(term.weight, trace->plane(32).at(term.by));
            sum += static_cast<double>(term.product());
        }
        QVERIFY(std::abs(sum - step.before) < 1e-5);
        QCOMPARE(step.result, std::max(0.0F, step.before));
        QCOMPARE(step.result, trace->plane(step.plane).at(step.cell));
        QCOMPARE(trace->at({beat, trace->taps(beat) - 1}).result, step.result);
    }
}

/// None of the 1,000 digits has a larger sum anywhere than the first.
void TestExcitementTrace::nothingExcitesMore()
{
    const int filter = 7;
    const auto trace = excitementTrace(BundledNetwork::LenetStyle, filter);
    const float most = trace->at({0, -1}).before;
    const auto &network = bundledNetwork(BundledNetwork::LenetStyle);
    for (int digit = 0; digit < bundledDigits().count(); ++digit) {
        const auto run = NetworkRun::make(network, bundledDigits().picture(digit));
        QVERIFY(std::ranges::max(run->output(1).plane(0, filter)) <= most);
    }
}

void TestExcitementTrace::framesWhereItHappens()
{
    const auto trace = excitementTrace(BundledNetwork::LenetStyle, 0);
    const Step step = trace->at({2, 4});
    const auto of = [&](MarkRole role) {
        const auto found = std::ranges::find(step.marks, role, &Mark::role);
        return found == step.marks.end() ? Mark{} : *found;
    };
    QCOMPARE(of(MarkRole::Window).cells.top, step.cell.row);
    QCOMPARE(of(MarkRole::Window).cells.height, 3);
    QCOMPARE(of(MarkRole::Read).cells.top, step.cell.row + 1);
    QCOMPARE(of(MarkRole::Weight).plane, 32);
    QCOMPARE(of(MarkRole::Picked).plane, 0);
    const auto seen = trace->reach(of(MarkRole::Window).plane, {10, 10});
    QVERIFY(seen.front().cells == (Rect{8, 8, 3, 3}));
    QVERIFY(trace->made(step.plane, {20, 20}).has_value());
    QVERIFY(!trace->made(0, {0, 0}));
}

void TestExcitementTrace::kernelsAreChosen()
{
    const auto trace = excitementTrace(BundledNetwork::LenetStyle, 0);
    QVERIFY(trace->picks(21, {1, 1}) == (std::vector<Pick>{{"shown_filter", 21}}));
    QVERIFY(trace->picks(32, {1, 1}).empty());
    QVERIFY(!trace->beatAt(4, {0, 0}));
}

void TestExcitementTrace::refusesOtherFilters_data()
{
    QTest::addColumn<int>("filter");
    QTest::addColumn<long long>("works");
    QTest::newRow("below") << -1 << 0LL;
    QTest::newRow("above") << 32 << 31LL;
}

void TestExcitementTrace::refusesOtherFilters()
{
    QFETCH(int, filter);
    QFETCH(long long, works);
    const auto trace = excitementTrace(BundledNetwork::LenetStyle, filter);
    QVERIFY(!trace);
    QVERIFY(trace.refusal().field == "shown_filter");
    QCOMPARE(trace.refusal().works.value_or(-1), works);
}

QTEST_APPLESS_MAIN(TestExcitementTrace)
#include "tst_excitement_trace.moc"
