#include "core/pooling_naive.h"

#include <cmath>
#include <limits>

namespace convoscope::naive {

namespace {

/// The largest candidate so far; a NaN beats every number, the first of equals stays.
struct Best {
    float value = -std::numeric_limits<float>::infinity();
    int index = 0;

    void offer(float candidate, int at)
    {
        if (candidate > value || std::isnan(candidate)) {
            value = candidate;
            index = at;
        }
    }
};

Best maximum(std::span<const float> plane, int width, const PoolSpan &rows, const PoolSpan &columns)
{
    Best best{.index = rows.first * width + columns.first};
    for (int i = 0; i < rows.count; ++i) {
        for (int j = 0; j < columns.count; ++j) {
            const int at = rows.tap(i) * width + columns.tap(j);
            best.offer(plane[static_cast<size_t>(at)], at);
        }
    }
    return best;
}

float mean(std::span<const float> plane, int width, const PoolSpan &rows, const PoolSpan &columns)
{
    double sum = 0.0; // a window may be a whole photo
    for (int i = 0; i < rows.count; ++i) {
        for (int j = 0; j < columns.count; ++j)
            sum += plane[static_cast<size_t>(rows.tap(i)) * width + columns.tap(j)];
    }
    return static_cast<float>(sum / (static_cast<double>(rows.counted) * columns.counted));
}

} // namespace

Result<Pooled> pool2d(const Tensor &x, const Pool2d &pool)
{
    const auto windows = poolWindows({x.height(), x.width()}, pool);
    if (!windows)
        return windows.refusal();
    const Shape in = x.shape();
    Pooled pooled{.y = Tensor({in.n, in.c, windows->outputs().y, windows->outputs().x}), .indices = {}};
    size_t at = 0;
    for (int n = 0; n < in.n; ++n) {
        for (int c = 0; c < in.c; ++c) {
            for (const PoolSpan &rows : windows->rows) {
                for (const PoolSpan &columns : windows->columns) {
                    float &y = pooled.y.values()[at++];
                    if (pool.kind == PoolKind::Max) {
                        const Best best = maximum(x.plane(n, c), in.w, rows, columns);
                        y = best.value;
                        pooled.indices.push_back(best.index);
                    } else {
                        y = mean(x.plane(n, c), in.w, rows, columns);
                    }
                }
            }
        }
    }
    return pooled;
}

} // namespace convoscope::naive
