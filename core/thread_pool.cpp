#include "core/thread_pool.h"

#include <algorithm>
#include <system_error>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace convoscope {

namespace {

/// What goes on at a desk. Only the caller who has claimed it lays a task on it; only the worker runs it;
/// and whoever is first ends an offer: the worker by running it or the caller by taking it back.
enum Phase : std::uint32_t { Idle, Claimed, Offered, Running };

Phase phase(std::uint32_t state)
{
    return static_cast<Phase>(state % 4);
}

/// Idle again, with one more task counted: nobody takes this state for an earlier one.
std::uint32_t next(std::uint32_t state)
{
    return state - phase(state) + 4;
}

/// Whether this thread runs a task of a pool.
thread_local bool computing = false;

void pause()
{
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

/// The state once `wanted` holds of it. At first by looking again and again, for some fifty microseconds, as
/// waking up a thread takes longer than most pauses between two tasks.
template <typename Wanted>
std::uint32_t awaited(const std::atomic<std::uint32_t> &state, const Wanted &wanted)
{
    constexpr int looks = 4000;
    for (int i = 0; i < looks; ++i) {
        const std::uint32_t now = state;
        if (wanted(now))
            return now;
        pause();
    }
    std::uint32_t now = state;
    while (!wanted(now)) {
        state.wait(now);
        now = state;
    }
    return now;
}

} // namespace

ThreadPool::ThreadPool(int workers)
{
    try {
        while (static_cast<int>(m_desks.size()) < workers) {
            auto desk = std::make_unique<Desk>();
            desk->worker = std::jthread([&place = *desk] { serve(place); });
            m_desks.push_back(std::move(desk));
        }
    } catch (const std::system_error &) {
        return; // as many as could be had
    }
}

ThreadPool::~ThreadPool()
{
    offered(nullptr, workers());
}

void ThreadPool::serve(Desk &desk)
{
    computing = true;
    for (;;) {
        std::uint32_t state = awaited(desk.state, [](std::uint32_t now) { return phase(now) == Offered; });
        if (!desk.state.compare_exchange_strong(state, state - Offered + Running))
            continue;
        if (!desk.task)
            return;
        (*desk.task)();
        desk.state = next(state);
        desk.state.notify_all();
    }
}

void ThreadPool::run(int helpers, const std::function<void()> &task)
{
    if (helpers <= 0 || computing) {
        task();
        return;
    }
    const int promised = reserve(helpers);
    const std::vector<Offer> offers = offered(&task, promised);
    computing = true;
    task();
    computing = false;
    std::ranges::for_each(offers, takeBack);
    m_computing -= promised + 1;
}

/// Counts this thread and up to `helpers` workers as computing; how many of the latter.
int ThreadPool::reserve(int helpers)
{
    int busy = m_computing;
    int promised = 0;
    do
        promised = std::clamp(workers() - busy, 0, helpers);
    while (!m_computing.compare_exchange_weak(busy, busy + promised + 1));
    return promised;
}

/// Lays the task on up to `count` free desks.
std::vector<ThreadPool::Offer> ThreadPool::offered(const std::function<void()> *task, int count)
{
    std::vector<Offer> offers;
    offers.reserve(static_cast<size_t>(count));
    for (const auto &desk : m_desks) {
        if (static_cast<int>(offers.size()) >= count)
            break;
        std::uint32_t state = desk->state;
        if (phase(state) != Idle || !desk->state.compare_exchange_strong(state, state + Claimed))
            continue;
        desk->task = task;
        desk->state = state + Offered;
        desk->state.notify_all();
        offers.push_back({desk.get(), state + Offered});
    }
    return offers;
}

/// When this returns, the task isn't run at that desk and won't be.
void ThreadPool::takeBack(const Offer &offer)
{
    std::uint32_t state = offer.state;
    if (offer.desk->state.compare_exchange_strong(state, next(offer.state)))
        return;
    awaited(offer.desk->state,
            [running = offer.state - Offered + Running](std::uint32_t now) { return now != running; });
}

} // namespace convoscope
