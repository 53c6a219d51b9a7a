#include "core/bands.h"

#include "core/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace convoscope {

namespace {

constexpr long long costWorthAThread = 8'000'000; // multiply-adds: a millisecond or two

/// Deals out the bands to whoever asks next.
class Dealer {
public:
    Dealer(const Bands &bands, const std::function<void(int, int)> &work)
        : m_bands(bands)
        , m_work(work)
    {
    }

    void workOff()
    {
        try {
            for (int first = take(); first < m_bands.count; first = take())
                m_work(first, first + std::min(m_bands.size, m_bands.count - first));
        } catch (...) {
            const std::scoped_lock lock(m_mutex);
            m_next = m_bands.count;
            m_failure = std::current_exception();
        }
    }

    void rethrow() const
    {
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

private:
    int take()
    {
        return static_cast<int>(std::min<long long>(m_next.fetch_add(m_bands.size), m_bands.count));
    }

    const Bands &m_bands;
    const std::function<void(int, int)> &m_work;
    std::atomic<long long> m_next = 0;
    std::mutex m_mutex;
    std::exception_ptr m_failure;
};

int processors()
{
    return static_cast<int>(std::thread::hardware_concurrency());
}

int helpers(const Bands &bands)
{
    const long long worthwhile = bands.cost / costWorthAThread;
    const int count = (bands.count - 1) / bands.size + 1;
    const int threads = bands.threads > 0 ? bands.threads : processors();
    return static_cast<int>(std::min<long long>(worthwhile, std::min(count, threads) - 1));
}

/// The one pool of the program: two of them would fight for the same processors, and no result depends on it.
ThreadPool &pool()
{
    static ThreadPool threads(processors() - 1);
    return threads;
}

} // namespace

void inBands(const Bands &bands, const std::function<void(int, int)> &work)
{
    Dealer dealer(bands, work);
    if (const int others = helpers(bands); others > 0)
        pool().run(others, [&dealer] { dealer.workOff(); });
    else
        dealer.workOff();
    dealer.rethrow();
}

} // namespace convoscope
