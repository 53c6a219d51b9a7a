#include "core/pooling_naive.h"
#include "tests/golden.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace convoscope;

class TestPooling : public QObject {
    Q_OBJECT

private slots:
    void matchesPyTorch_data();
    void matchesPyTorch();
    void rowsAgreeWithTheLoops_data();
    void rowsAgreeWithTheLoops();
    void largeMapsAgreeWithTheLoops();
    void nanWins_data();
    void nanWins();
    void minusInfinityStillHasAWinner();
    void averagesAPhotoExactly();
};

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

Pool2d settings(const GoldenCase &golden)
{
    Pool2d pool{.kind = golden.op.contains("max") ? PoolKind::Max : PoolKind::Average};
    if (golden.op.startsWith("global")) {
        pool.layout = PoolLayout::Global;
        return pool;
    }
    if (golden.op.startsWith("adaptive")) {
        pool.layout = PoolLayout::Adaptive;
        pool.output = golden.pair("output_size");
        return pool;
    }
    pool.kernel = golden.pair("kernel");
    pool.stride = golden.pair("stride");
    pool.padding = golden.pair("padding");
    pool.ceilMode = golden.params["ceil_mode"].toBool();
    pool.countIncludePad = golden.params["count_include_pad"].toBool(true);
    if (golden.params.contains("dilation"))
        pool.dilation = golden.pair("dilation");
    return pool;
}

/// Whole numbers from few, so that there are equals, in planes large enough for the fast path.
Tensor crowdedNumbers(const Shape &shape)
{
    std::mt19937 random(7);
    Tensor t(shape);
    for (float &value : t.values())
        value = static_cast<float>(static_cast<int>(random() % 7) - 3);
    return t;
}

} // namespace

void TestPooling::matchesPyTorch_data()
{
    addGoldenRows("pool");
}

void TestPooling::matchesPyTorch()
{
    QFETCH(GoldenCase, golden);
    const Pool2d pool = settings(golden);
    for (const auto &pooled : {pool2d(golden.input("x"), pool), naive::pool2d(golden.input("x"), pool)}) {
        QCOMPARE(!pooled, golden.error);
        if (golden.error)
            continue;
        QCOMPARE(difference(pooled->y, golden.output("y"), golden.tolerance), QString());
        const QJsonArray indices = golden.outputs["indices"].toObject()["data"].toArray();
        QCOMPARE(pooled->indices.empty(), pool.kind == PoolKind::Average);
        for (qsizetype i = 0; i < indices.size(); ++i)
            QCOMPARE(pooled->indices[static_cast<size_t>(i)], indices[i].toInt());
    }
}

void TestPooling::rowsAgreeWithTheLoops_data()
{
    QTest::addColumn<Pool2d>("pool");
    QTest::newRow("max 2×2") << Pool2d{};
    QTest::newRow("max 3×3 stride 1 padded") << Pool2d{.kernel = {3, 3}, .stride = {1, 1}, .padding = {1, 1}};
    QTest::newRow("max dilated") << Pool2d{
        .kernel = {3, 4}, .stride = {2, 1}, .padding = {1, 2}, .dilation = {2, 3}, .ceilMode = true};
    QTest::newRow("max stride over kernel") << Pool2d{.kernel = {2, 2}, .stride = {3, 5}, .ceilMode = true};
    for (const bool countIncludePad : {false, true}) {
        QTest::addRow("mean %s padding", countIncludePad ? "with" : "without")
            << Pool2d{.kind = PoolKind::Average,
                      .kernel = {4, 4},
                      .stride = {1, 3},
                      .padding = {2, 2},
                      .ceilMode = true,
                      .countIncludePad = countIncludePad};
    }
    QTest::newRow("mean ignores dilation")
        << Pool2d{.kind = PoolKind::Average, .kernel = {2, 2}, .stride = {2, 2}, .dilation = {3, 3}};
}

void TestPooling::rowsAgreeWithTheLoops()
{
    QFETCH(Pool2d, pool);
    const Tensor x = crowdedNumbers({2, 3, 71, 64});
    const auto rows = pool2d(x, pool);
    const auto loops = naive::pool2d(x, pool);
    QVERIFY(rows && loops);
    QCOMPARE(difference(rows->y, loops->y, {.exact = false, .absolute = 1e-6}), QString());
    QVERIFY(rows->indices == loops->indices);
}

/// Large enough to be dealt out to threads.
void TestPooling::largeMapsAgreeWithTheLoops()
{
    const Tensor x = crowdedNumbers({1, 3, 1100, 1001});
    const Pool2d pool{.kernel = {3, 3}, .stride = {1, 1}, .padding = {1, 1}};
    const auto rows = pool2d(x, pool);
    const auto loops = naive::pool2d(x, pool);
    QVERIFY(rows->y == loops->y);
    QVERIFY(rows->indices == loops->indices);
}

void TestPooling::nanWins_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("loops") << 4;
    QTest::newRow("rows") << 32;
}

void TestPooling::nanWins()
{
    QFETCH(int, width);
    Tensor x({.h = 2, .w = width}, 1.0F);
    x.at(0, 1) = notANumber;
    x.at(1, 0) = 9.0F;
    x.at(1, 3) = notANumber;
    const auto pooled = pool2d(x, {});
    QVERIFY(pooled);
    QVERIFY(std::isnan(pooled->y.at(0, 0)));
    QCOMPARE(pooled->indices[0], 1);
    QVERIFY(std::isnan(pooled->y.at(0, 1)));
    QCOMPARE(pooled->indices[1], width + 3);
}

void TestPooling::minusInfinityStillHasAWinner()
{
    const Tensor x({.h = 2, .w = 32}, -std::numeric_limits<float>::infinity());
    const auto pooled = pool2d(x, {});
    QVERIFY(pooled);
    QCOMPARE(pooled->indices[3], 6);
    QVERIFY(pooled->indices == naive::pool2d(x, {})->indices);
}

void TestPooling::averagesAPhotoExactly()
{
    const Tensor x({.h = 3000, .w = 4000}, 255.0F);
    const auto pooled = pool2d(x, {.kind = PoolKind::Average, .layout = PoolLayout::Global});
    QVERIFY(pooled);
    QCOMPARE(pooled->y.at(0, 0), 255.0F);
}

QTEST_APPLESS_MAIN(TestPooling)
#include "tst_pooling.moc"
