#include "core/network_experiments.h"
#include "tests/golden.h"
#include "tests/network_files.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace convoscope;

namespace {

NetworkRun runWith(Network network, const Tensor &digit)
{
    return runOn(std::make_shared<const Network>(std::move(network)), digit);
}

} // namespace

class TestNetworkExperiments : public QObject {
    Q_OBJECT

private slots:
    void turnsAQuarter();
    void turnsByDegrees();
    void noise();
    void aFilterSwitchedOff();
    void filtersSwapped();
    void anActivationLeftOut();
    void averageInsteadOfMax();
    void measuresChange();
    void refusals();
    void whatExcitesAFilter();
};

void TestNetworkExperiments::turnsAQuarter()
{
    const Tensor x = Tensor::matrix({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    const Tolerance close{.exact = false, .absolute = 1e-5};
    QCOMPARE(difference(rotated(x, 90), Tensor::matrix({{3, 6, 9}, {2, 5, 8}, {1, 4, 7}}), close), QString());
    QCOMPARE(difference(rotated(x, -180), Tensor::matrix({{9, 8, 7}, {6, 5, 4}, {3, 2, 1}}), close),
             QString());
    QCOMPARE(rotated(x, 0), x);
}

void TestNetworkExperiments::turnsByDegrees()
{
    Tensor dot({.h = 21, .w = 21});
    dot.at(10, 18) = 1.0F; // 8 to the right of the middle
    const Tensor turned = rotated(dot, 30); // to 8·cos 30° right, 8·sin 30° up
    const auto values = turned.values();
    const auto at = std::ranges::max_element(values) - values.begin();
    QCOMPARE(static_cast<int>(at), 6 * 21 + 17);
    const auto net = bundledNetwork("lenet_style");
    QCOMPARE(runOn(net, rotated(bundledDigits().picture(0), 10)).predicted(), 7);
}

void TestNetworkExperiments::noise()
{
    const Tensor grey({.h = 100, .w = 100}, 0.5F);
    const Tensor noisy = withNoise(grey, 0.1F, 7);
    QCOMPARE(withNoise(grey, 0.1F, 7), noisy);
    QVERIFY(!(withNoise(grey, 0.1F, 8) == noisy));
    QCOMPARE(withNoise(grey, 0.0F, 7), grey);
    double mean = 0.0;
    double squares = 0.0;
    for (const float value : noisy.values()) {
        mean += (static_cast<double>(value) - 0.5) / 1e4;
        squares += (static_cast<double>(value) - 0.5) * (static_cast<double>(value) - 0.5) / 1e4;
    }
    QVERIFY(std::abs(mean) < 0.005);
    QVERIFY(std::abs(std::sqrt(squares) - 0.1) < 0.005);
    const Tensor loud = withNoise(grey, 5.0F, 1);
    const auto [low, high] = std::ranges::minmax(loud.values());
    QVERIFY(low == 0.0F && high == 1.0F);
}

void TestNetworkExperiments::aFilterSwitchedOff()
{
    const Tensor digit = bundledDigits().picture(0);
    const auto net = bundledNetwork("lenet_style");
    const NetworkRun before = runOn(net, digit);
    const NetworkRun after = runWith(*withoutFilter(*net, 1, 4), digit);
    for (int channel = 0; channel < 32; ++channel) {
        const auto map = after.output(1).plane(0, channel);
        if (channel == 4)
            QVERIFY(std::ranges::all_of(map, [](float value) { return value == 0.0F; }));
        else
            QVERIFY(std::ranges::equal(map, before.output(1).plane(0, channel)));
    }
    QVERIFY(!(after.output(4) == before.output(4)));
}

void TestNetworkExperiments::filtersSwapped()
{
    const Tensor digit = bundledDigits().picture(0);
    const auto net = bundledNetwork("lenet_style");
    const NetworkRun before = runOn(net, digit);
    const Network swapped = *withSwappedFilters(*net, 4, 2, 60);
    const NetworkRun after = runWith(swapped, digit);
    QVERIFY(std::ranges::equal(after.output(4).plane(0, 2), before.output(4).plane(0, 60)));
    QVERIFY(std::ranges::equal(after.output(4).plane(0, 60), before.output(4).plane(0, 2)));
    QVERIFY(std::ranges::equal(after.output(4).plane(0, 3), before.output(4).plane(0, 3)));
    QVERIFY(*withSwappedFilters(swapped, 4, 2, 60) == *net);
    QVERIFY(*withSwappedFilters(*net, 4, 9, 9) == *net);
}

void TestNetworkExperiments::anActivationLeftOut()
{
    const auto net = bundledNetwork("lenet_style");
    const NetworkRun run = runWith(*withoutActivation(*net, 2), bundledDigits().picture(3));
    QCOMPARE(run.output(2), run.output(1));
    QVERIFY(std::ranges::any_of(run.output(3).values(), [](float value) { return value < 0.0F; }));
}

void TestNetworkExperiments::averageInsteadOfMax()
{
    const auto net = bundledNetwork("lenet_style");
    const Tensor digit = bundledDigits().picture(3);
    const NetworkRun run = runWith(withPools(*net, PoolKind::Average), digit);
    const Tensor &relu = run.output(2);
    const float mean =
        (relu.at(0, 5, 8, 8) + relu.at(0, 5, 8, 9) + relu.at(0, 5, 9, 8) + relu.at(0, 5, 9, 9)) / 4.0F;
    QVERIFY(std::abs(run.output(3).at(0, 5, 4, 4) - mean) < 1e-6F);
    QVERIFY(withPools(withPools(*net, PoolKind::Average), PoolKind::Max) == *net);
}

void TestNetworkExperiments::measuresChange()
{
    const auto network =
        std::make_shared<const Network>(Network{.name = "copy",
                                                .input = {.h = 1, .w = 4},
                                                .layers = {{"same", Activation{ActivationKind::Identity}}}});
    const NetworkRun before = *NetworkRun::make(network, Tensor::matrix({{1, -2, 3, 2}}));
    const NetworkRun after = *NetworkRun::make(network, Tensor::matrix({{1, -2, 5, 0}}));
    const auto found = changes(before, after);
    QCOMPARE(found.size(), size_t(2));
    QCOMPARE(found[1].mean, 1.0);
    QCOMPARE(found[1].largest, 2.0);
    QCOMPARE(found[1].relative, 0.5);
    const NetworkRun zero = *NetworkRun::make(network, Tensor({.h = 1, .w = 4}));
    QCOMPARE(changes(zero, after)[0].relative, 0.0);
    QCOMPARE(changes(after, after)[0].mean, 0.0);
}

void TestNetworkExperiments::refusals()
{
    const Network net = *bundledNetwork("lenet_style");
    QCOMPARE(withoutFilter(net, 2, 0).refusal().field, std::string("row"));
    QCOMPARE(withoutFilter(net, 0, 0).refusal().field, std::string("row"));
    QCOMPARE(withoutFilter(net, 10, 0).refusal().field, std::string("row"));
    QCOMPARE(withoutFilter(net, 1, 32).refusal(),
             (Refusal{.reason = Reason::OutOfRange, .field = "filter", .got = 32, .limit = 31}));
    QCOMPARE(withSwappedFilters(net, 4, 0, -1).refusal().field, std::string("filter"));
    QCOMPARE(withoutActivation(net, 1).refusal().field, std::string("row"));
    Network flat{.name = "flat", .input = {.h = 28, .w = 28}, .layers = {{"flatten", FlattenLayer{}}}};
    QCOMPARE(mostExciting(flat, bundledDigits(), 10, 3).refusal().field, std::string("row"));
    QCOMPARE(mostExciting(Network{}, bundledDigits(), 10, 3).refusal().field, std::string("row"));
}

void TestNetworkExperiments::whatExcitesAFilter()
{
    const auto net = bundledNetwork("lenet_style");
    const DigitSet digits = bundledDigits();
    const auto found = mostExciting(*net, digits, 40, 3);
    QVERIFY(found);
    QCOMPARE(found->size(), size_t(32));
    for (size_t filter = 0; filter < 32; ++filter) {
        const auto &strongest = (*found)[filter];
        QCOMPARE(strongest.size(), size_t(3));
        QVERIFY(strongest[0].value >= strongest[1].value && strongest[1].value >= strongest[2].value);
        const NetworkRun run = runOn(net, digits.picture(strongest[0].digit));
        const Cell at = strongest[0].cell;
        QVERIFY(
            std::abs(run.output(1).at(0, static_cast<int>(filter), at.row, at.column) - strongest[0].value)
            < 1e-6F);
    }
    QCOMPARE(mostExciting(*net, digits, 2, 3)->front().size(), size_t(2));
}

QTEST_APPLESS_MAIN(TestNetworkExperiments)
#include "tst_network_experiments.moc"
