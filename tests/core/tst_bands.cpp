#include "core/bands.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <vector>

using namespace convoscope;

class TestBands : public QObject {
    Q_OBJECT

private slots:
    void coverEveryRowOnce_data();
    void coverEveryRowOnce();
    void cutsDontDependOnTheCost();
    void smallWorkStaysOnThisThread();
    void passExceptionsOn();
};

void TestBands::coverEveryRowOnce_data()
{
    QTest::addColumn<Bands>("bands");
    QTest::newRow("nothing") << Bands{.count = 0};
    QTest::newRow("one row") << Bands{.count = 1};
    QTest::newRow("whole bands") << Bands{.count = 128, .size = 32};
    QTest::newRow("a rest") << Bands{.count = 130, .size = 32};
    QTest::newRow("threads") << Bands{.count = 1000, .size = 7, .cost = 1LL << 40};
    QTest::newRow("up to the last int") << Bands{.count = 2147483647, .size = 1 << 30, .cost = 1LL << 40};
}

void TestBands::coverEveryRowOnce()
{
    QFETCH(const Bands, bands);
    std::mutex mutex;
    std::set<std::pair<int, int>> parts;
    inBands(bands, [&](int first, int last) {
        const std::scoped_lock lock(mutex);
        parts.insert({first, last});
    });
    int next = 0;
    for (const auto &[first, last] : parts) {
        QCOMPARE(first, next);
        QVERIFY(last > first);
        QVERIFY(last - first <= bands.size);
        next = last;
    }
    QCOMPARE(next, bands.count);
}

void TestBands::cutsDontDependOnTheCost()
{
    const auto cuts = [](long long cost) {
        std::mutex mutex;
        std::set<int> firsts;
        inBands({.count = 500, .size = 64, .cost = cost}, [&](int first, int) {
            const std::scoped_lock lock(mutex);
            firsts.insert(first);
        });
        return firsts;
    };
    QVERIFY(cuts(0) == cuts(1LL << 40));
}

void TestBands::smallWorkStaysOnThisThread()
{
    const auto here = std::this_thread::get_id();
    inBands({.count = 1000, .size = 1, .cost = 1000},
            [&](int, int) { QVERIFY(std::this_thread::get_id() == here); });
}

void TestBands::passExceptionsOn()
{
    // Going through all bands in spite of it would make thousands of millions of calls.
    const int many = 2147483647;
    for (const long long cost : {0LL, 1LL << 40}) {
        std::atomic<int> calls = 0;
        const auto fail = [&calls](int first, int) {
            ++calls;
            if (first == 300)
                throw std::runtime_error("no more");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, inBands({.count = many, .size = 1, .cost = cost}, fail));
        QVERIFY(calls > 300);
        QVERIFY(calls < many / 4);
    }
}

QTEST_APPLESS_MAIN(TestBands)
#include "tst_bands.moc"
