#include "core/bands.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

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

int helpers(const Bands &bands)
{
    const long long worthwhile = bands.cost / costWorthAThread;
    const int count = (bands.count - 1) / bands.size + 1;
    const auto processors =
        bands.threads > 0 ? bands.threads : static_cast<int>(std::thread::hardware_concurrency());
    return static_cast<int>(std::min<long long>(worthwhile, std::min(count, processors) - 1));
}

/// As many threads as can be had, up to `count`; they end by themselves.
std::vector<std::jthread> started(int count, Dealer &dealer)
{
    std::vector<std::jthread> threads;
    try {
        while (static_cast<int>(threads.size()) < count)
            threads.emplace_back([&dealer] { dealer.workOff(); });
    } catch (const std::system_error &) {
        return threads;
    }
    return threads;
}

} // namespace

void inBands(const Bands &bands, const std::function<void(int, int)> &work)
{
    Dealer dealer(bands, work);
    {
        const auto threads = started(helpers(bands), dealer);
        dealer.workOff();
    }
    dealer.rethrow();
}

} // namespace convoscope
