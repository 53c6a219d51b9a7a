#include "core/filter_bander.h"

#include "core/bands.h"

#include <algorithm>

namespace convoscope {

bool Bander::pass(int rows, int bandRows, double cost, const std::function<void(int, int)> &work)
{
    const Bands bands{.count = rows,
                      .size = bandRows,
                      .cost = static_cast<long long>(cost / 4.0), // vectors do many at once
                      .threads = m_run.threads};
    inBands(bands, [&](int first, int last) {
        if (m_stopped)
            return;
        work(first, last);
        report(static_cast<double>(last - first) / rows / m_passes);
    });
    return !m_stopped;
}

void Bander::report(double share)
{
    if (!m_run.progress)
        return;
    const std::scoped_lock lock(m_mutex);
    m_done += share;
    if (!m_stopped && !m_run.progress(std::min(m_done, 1.0)))
        m_stopped = true;
}

} // namespace convoscope
