#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace convoscope {

/// Threads that wait for work, so that none must be started for it. They cost nothing while there is none.
/// It may be called from several threads at once and from within what it runs.
class ThreadPool {
public:
    /// Fewer workers where the system gives no more.
    explicit ThreadPool(int workers);
    ~ThreadPool();
    ThreadPool(const ThreadPool &) = delete;
    ThreadPool &operator=(const ThreadPool &) = delete;

    [[nodiscard]] int workers() const { return static_cast<int>(m_desks.size()); }

    /// Calls `task`, which must not throw, on this thread and at the same time on up to `helpers` others;
    /// returns when all have come back from it. A worker that hasn't begun when this thread is through is no
    /// longer wanted, so `task` must do all the work if it is called once. From within a task it is called
    /// once. Workers are only taken while no more threads than workers() + 1 compute here.
    void run(int helpers, const std::function<void()> &task);

private:
    /// Where one worker sits and is handed its task.
    struct Desk {
        std::atomic<std::uint32_t> state = 0; ///< the phase in the lowest bits, above it the tasks so far
        const std::function<void()> *task = nullptr; ///< of the caller who has claimed the desk; none: leave
        std::jthread worker{}; // last, so that it ends before the rest
    };
    /// A desk that a task has been laid on, and in which state.
    struct Offer {
        Desk *desk;
        std::uint32_t state;
    };

    static void serve(Desk &desk);
    static void takeBack(const Offer &offer);
    int reserve(int helpers);
    std::vector<Offer> offered(const std::function<void()> *task, int count);

    std::vector<std::unique_ptr<Desk>> m_desks;
    std::atomic<int> m_computing = 0; ///< threads that run a task or have been promised to one
};

} // namespace convoscope
