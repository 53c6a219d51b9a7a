#include "core/bands.h"
#include "core/thread_pool.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace convoscope;

class TestThreadPool : public QObject {
    Q_OBJECT

private slots:
    void callsTheTaskAtMostOnceAThread_data();
    void callsTheTaskAtMostOnceAThread();
    void allComeBackBeforeItReturns();
    void aWorkerTakesPart();
    void callsFromWithinStayOnTheirThread();
    void callersAtOnceShareTheWorkers();
    void noMoreThreadsThanProcessors();
    void bandsWithinBands();
    void bandsFromManyThreads();
    void servesAfterAnException();
};

namespace {

constexpr long long worthAll = 1LL << 40;

} // namespace

void TestThreadPool::callsTheTaskAtMostOnceAThread_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<int>("helpers");
    QTest::newRow("no workers") << 0 << 4;
    QTest::newRow("none wanted") << 3 << 0;
    QTest::newRow("fewer than wanted") << 2 << 5;
    QTest::newRow("more than wanted") << 5 << 2;
}

void TestThreadPool::callsTheTaskAtMostOnceAThread()
{
    QFETCH(const int, workers);
    QFETCH(const int, helpers);
    ThreadPool pool(workers);
    QCOMPARE(pool.workers(), workers);
    for (int round = 0; round < 2000; ++round) {
        std::atomic<int> calls = 0;
        pool.run(helpers, [&calls] { ++calls; });
        QVERIFY(calls >= 1);
        QVERIFY(calls <= std::min(workers, helpers) + 1);
    }
}

void TestThreadPool::allComeBackBeforeItReturns()
{
    ThreadPool pool(3);
    for (int round = 0; round < 500; ++round) {
        std::atomic<int> inside = 0;
        pool.run(3, [&inside, round] {
            ++inside;
            std::this_thread::sleep_for(std::chrono::microseconds(round % 7 * 10));
            --inside;
        });
        QCOMPARE(inside.load(), 0);
    }
}

void TestThreadPool::aWorkerTakesPart()
{
    ThreadPool pool(1);
    std::atomic<int> calls = 0;
    pool.run(1, [&calls] {
        ++calls;
        while (calls < 2)
            std::this_thread::yield(); // neither comes back before the other has begun
    });
    QCOMPARE(calls.load(), 2);
}

void TestThreadPool::callsFromWithinStayOnTheirThread()
{
    ThreadPool pool(3);
    std::atomic<int> astray = 0;
    std::atomic<int> calls = 0;
    std::atomic<int> within = 0;
    for (int round = 0; round < 200; ++round) {
        pool.run(3, [&] {
            ++calls;
            pool.run(3, [&, here = std::this_thread::get_id()] {
                ++within;
                astray += here == std::this_thread::get_id() ? 0 : 1;
            });
        });
    }
    QCOMPARE(within.load(), calls.load());
    QCOMPARE(astray.load(), 0);
}

void TestThreadPool::callersAtOnceShareTheWorkers()
{
    constexpr int callers = 3;
    ThreadPool pool(4);
    std::atomic<int> strangers = 0;
    {
        std::vector<std::jthread> threads(callers);
        for (std::jthread &thread : threads) {
            thread = std::jthread([&] {
                for (int round = 0; round < 1000; ++round) {
                    std::atomic<int> calls = 0;
                    pool.run(4, [&calls] { ++calls; });
                    strangers += calls >= 1 && calls <= 5 ? 0 : 1;
                }
            });
        }
    }
    QCOMPARE(strangers.load(), 0);
}

void TestThreadPool::noMoreThreadsThanProcessors()
{
    ThreadPool pool(2); // as on three processors: this thread, one worker and the second caller fill them
    const auto here = std::this_thread::get_id();
    std::atomic<int> calls = 0;
    pool.run(1, [&] {
        if (here != std::this_thread::get_id())
            return;
        std::jthread([&] {
            pool.run(2, [&calls] {
                ++calls;
                std::this_thread::sleep_for(std::chrono::milliseconds(5)); // time for a worker to wake up
            });
        }).join();
    });
    QCOMPARE(calls.load(), 1);
}

void TestThreadPool::bandsWithinBands()
{
    std::atomic<long long> sum = 0;
    inBands({.count = 100, .size = 3, .cost = worthAll}, [&](int first, int last) {
        for (int i = first; i < last; ++i) {
            inBands({.count = 50, .size = 7, .cost = worthAll}, [&](int from, int to) {
                for (int k = from; k < to; ++k)
                    sum += i * 50 + k;
            });
        }
    });
    QCOMPARE(sum.load(), 5000LL * 4999 / 2);
}

void TestThreadPool::bandsFromManyThreads()
{
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads(6);
        for (std::jthread &thread : threads) {
            thread = std::jthread([&wrong] {
                for (int round = 0; round < 200; ++round) {
                    std::vector<int> rows(97);
                    inBands({.count = 97, .size = 2, .cost = worthAll}, [&](int first, int last) {
                        std::iota(&rows[first], &rows[first] + (last - first), first);
                    });
                    wrong += std::ranges::is_sorted(rows) && rows.back() == 96 ? 0 : 1;
                }
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
}

void TestThreadPool::servesAfterAnException()
{
    for (int round = 0; round < 200; ++round) {
        const auto fail = [round](int first, int) {
            if (first == round)
                throw std::runtime_error("no more");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                 inBands({.count = 200, .size = 1, .cost = worthAll}, fail));
        std::atomic<int> rows = 0;
        inBands({.count = 200, .size = 1, .cost = worthAll},
                [&](int first, int last) { rows += last - first; });
        QCOMPARE(rows.load(), 200);
    }
}

QTEST_APPLESS_MAIN(TestThreadPool)
#include "tst_thread_pool.moc"
