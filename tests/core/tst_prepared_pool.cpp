#include "core/prepared_pool.h"

#include "core/instruction_sets.h"
#include "core/pooling_naive.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace convoscope;

class TestPreparedPool : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { useBestInstructionSet(); }
    void matchesPyTorch_data();
    void matchesPyTorch();
    void everyNumberOfChannels_data() { sets(); }
    void everyNumberOfChannels();
    void everySize_data() { sets(); }
    void everySize();
    void nanWins_data() { sets(); }
    void nanWins();
    void infinities_data() { sets(); }
    void infinities();
    void threadsDontMatter();
    void refuses();

private:
    static void sets();
};

namespace {

void use(const QString &set)
{
    for (const InstructionSet &present : instructionSets()) {
        if (set == QLatin1String(present.name.data()))
            useInstructionSet(present);
    }
}

Tensor numbers(const Shape &shape)
{
    Tensor t(shape);
    std::minstd_rand random(4);
    for (float &value : t.values())
        value = static_cast<float>(static_cast<int>(random() % 2001) - 1000) / 8;
    return t;
}

Tensor pooled(const Tensor &x, const Pool2d &pool)
{
    const auto prepared = PreparedMaxPool::make(x.shape(), pool);
    if (!prepared)
        return {};
    ChannelsLast out;
    prepared->forward(channelsLast(x), out);
    return channelsFirst(out);
}

QString fault(const Tensor &x, const Pool2d &pool)
{
    return difference(pooled(x, pool), naive::pool2d(x, pool)->y);
}

} // namespace

void TestPreparedPool::sets()
{
    QTest::addColumn<QString>("set");
    for (const InstructionSet &set : instructionSets())
        QTest::newRow(set.name.data()) << QString::fromLatin1(set.name.data());
}

void TestPreparedPool::matchesPyTorch_data()
{
    QTest::addColumn<GoldenCase>("golden");
    for (const GoldenCase &golden : goldenCases("pool")) {
        if (golden.op == "max_pool2d")
            QTest::newRow(qPrintable(golden.name)) << golden;
    }
}

void TestPreparedPool::matchesPyTorch()
{
    QFETCH(const GoldenCase, golden);
    Pool2d pool{.kernel = golden.pair("kernel"),
                .stride = golden.pair("stride"),
                .padding = golden.pair("padding"),
                .ceilMode = golden.params["ceil_mode"].toBool()};
    if (golden.params.contains("dilation"))
        pool.dilation = golden.pair("dilation");
    const Tensor x = golden.input("x");
    QCOMPARE(bool(PreparedMaxPool::make(x.shape(), pool)), !golden.error);
    if (!golden.error)
        QCOMPARE(difference(pooled(x, pool), golden.output("y"), golden.tolerance), QString());
}

void TestPreparedPool::everyNumberOfChannels()
{
    QFETCH(const QString, set);
    use(set);
    for (int channels = 1; channels <= 70; ++channels) {
        QCOMPARE(fault(numbers({1, channels, 4, 6}), {}), QString());
        QCOMPARE(fault(numbers({2, channels, 5, 5}), {.kernel = {3, 3}, .padding = {1, 1}}), QString());
    }
}

void TestPreparedPool::everySize()
{
    QFETCH(const QString, set);
    use(set);
    for (int width = 2; width <= 40; ++width) {
        QCOMPARE(fault(numbers({2, 3, 7, width}), {}), QString());
        QCOMPARE(fault(numbers({2, 3, 7, width}), {.ceilMode = true}), QString());
        QCOMPARE(fault(numbers({1, 3, width, 9}), {.layout = PoolLayout::Adaptive, .output = {3, 4}}),
                 QString());
        QCOMPARE(fault(numbers({1, 3, width, 9}), {.layout = PoolLayout::Global}), QString());
    }
}

void TestPreparedPool::nanWins()
{
    QFETCH(const QString, set);
    use(set);
    for (const Pool2d &pool : {Pool2d{}, Pool2d{.kernel = {2, 2}, .stride = {2, 1}}}) {
        for (int cell = 0; cell < 4; ++cell) {
            for (int channel = 0; channel < 17; ++channel) {
                Tensor x = numbers({1, 17, 2, 2});
                x.at(0, channel, cell / 2, cell % 2) = std::numeric_limits<float>::quiet_NaN();
                const Tensor y = pooled(x, pool);
                for (int c = 0; c < 17; ++c)
                    QCOMPARE(std::isnan(y.at(0, c, 0, 0)), c == channel);
            }
        }
    }
}

void TestPreparedPool::infinities()
{
    QFETCH(const QString, set);
    use(set);
    constexpr float infinity = std::numeric_limits<float>::infinity();
    QCOMPARE(pooled(Tensor::matrix({{-infinity, infinity}, {1, 2}}), {}).at(0, 0), infinity);
    QCOMPARE(pooled(Tensor::matrix({{-infinity, -infinity}, {-infinity, -infinity}}), {}).at(0, 0),
             -infinity);
}

void TestPreparedPool::threadsDontMatter()
{
    const ChannelsLast x = channelsLast(numbers({4, 64, 200, 200}));
    const auto prepared = PreparedMaxPool::make(x.shape(), {});
    QVERIFY(prepared);
    ChannelsLast one;
    ChannelsLast two;
    prepared->forward(x, one, 1);
    prepared->forward(x, two, 2);
    QVERIFY(one.values() == two.values());
}

void TestPreparedPool::refuses()
{
    const auto average = PreparedMaxPool::make({1, 1, 4, 4}, {.kind = PoolKind::Average});
    QCOMPARE(QString::fromStdString(average.refusal().field), QStringLiteral("kind"));
    QCOMPARE(PreparedMaxPool::make({1, 1, 4, 4}, {.kernel = {5, 5}}).refusal().reason,
             Reason::KernelExceedsInput);
    QCOMPARE(PreparedMaxPool::make({1, 0, 4, 4}, {}).refusal().reason, Reason::EmptyInput);
}

QTEST_APPLESS_MAIN(TestPreparedPool)
#include "tst_prepared_pool.moc"
