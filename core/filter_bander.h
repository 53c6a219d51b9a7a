#pragma once

#include "core/filter_run.h"

#include <atomic>
#include <mutex>

namespace convoscope {

/// Deals out the bands of a run and tells how far it is.
class Bander {
public:
    Bander(const FilterRun &run, int passes)
        : m_run(run)
        , m_passes(passes)
    {
    }

    /// One pass over `rows` rows, `cost` multiply-adds of floats in all; false where the run was stopped.
    bool pass(int rows, int bandRows, double cost, const std::function<void(int first, int last)> &work);

private:
    void report(double share);

    const FilterRun &m_run;
    int m_passes;
    std::atomic<bool> m_stopped = false;
    std::mutex m_mutex;
    double m_done = 0.0;
};

} // namespace convoscope
