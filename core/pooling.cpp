#include "core/pooling.h"

#include "core/bands.h"
#include "core/pooling_naive.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convoscope {

namespace {

constexpr float lowest = -std::numeric_limits<float>::infinity();

/// The outputs [first, end) of a row whose tap `k` lies in the input, and where that of output 0 would lie.
struct TapRun {
    int first = 0;
    int end = 0;
    int offset = 0;
};

std::vector<TapRun> tapRuns(const Pool2d &pool, int outputs, int width)
{
    std::vector<TapRun> runs;
    const int dilation = pool.kind == PoolKind::Max ? pool.dilation.x : 1;
    const int stride = pool.stride.x;
    for (int k = 0; k < pool.kernel.x; ++k) {
        const int offset = k * dilation - pool.padding.x;
        const int first = offset < 0 ? (-offset + stride - 1) / stride : 0;
        const int end = offset < width ? std::min((width - 1 - offset) / stride + 1, outputs) : 0;
        runs.push_back({first, end, offset});
    }
    return runs;
}

/// Pools one row of outputs at a time, so that every tap is a branch-free run along an input row.
class RowPooler {
public:
    RowPooler(int width, const Pool2d &pool, const PoolWindows &windows)
        : m_width(width)
        , m_stride(pool.stride.x)
        , m_columns(windows.columns)
        , m_runs(tapRuns(pool, windows.outputs().x, width))
    {
    }

    void maxima(std::span<const float> plane, const PoolSpan &rows, float *y, int *who) const
    {
        for (size_t j = 0; j < m_columns.size(); ++j) {
            y[j] = lowest;
            who[j] = rows.first * m_width + m_columns[j].first;
        }
        eachTap(rows, [&](const TapRun &run, int at) {
            for (int j = run.first; j < run.end; ++j) {
                const float value = plane[at + j * m_stride];
                const bool wins = value > y[j] || std::isnan(value);
                who[j] = wins ? at + j * m_stride : who[j];
                y[j] = wins ? value : y[j];
            }
        });
    }

    void means(std::span<const float> plane, const PoolSpan &rows, float *y) const
    {
        eachTap(rows, [&](const TapRun &run, int at) {
            for (int j = run.first; j < run.end; ++j)
                y[j] += plane[at + j * m_stride];
        });
        for (size_t j = 0; j < m_columns.size(); ++j)
            y[j] /= static_cast<float>(rows.counted * m_columns[j].counted);
    }

private:
    /// Calls `visit` with each run of taps, row-major, and the place that its output 0 reads.
    template <typename Visit>
    void eachTap(const PoolSpan &rows, const Visit &visit) const
    {
        for (int i = 0; i < rows.count; ++i) {
            for (const TapRun &run : m_runs)
                visit(run, rows.tap(i) * m_width + run.offset);
        }
    }

    int m_width;
    int m_stride;
    std::span<const PoolSpan> m_columns;
    std::vector<TapRun> m_runs;
};

Pooled poolRowByRow(const Tensor &x, const Pool2d &pool, const PoolWindows &windows)
{
    const Shape in = x.shape();
    const Pair out = windows.outputs();
    Pooled pooled{.y = Tensor({in.n, in.c, out.y, out.x}), .indices = {}};
    if (pool.kind == PoolKind::Max)
        pooled.indices.resize(pooled.y.values().size());
    const RowPooler pooler(in.w, pool, windows);
    const auto poolRow = [&](int row) {
        const int plane = row / out.y;
        const auto input = x.plane(plane / in.c, plane % in.c);
        const PoolSpan &rows = windows.rows[static_cast<size_t>(row % out.y)];
        const size_t at = static_cast<size_t>(row) * out.x;
        if (pool.kind == PoolKind::Max)
            pooler.maxima(input, rows, &pooled.y.values()[at], &pooled.indices[at]);
        else
            pooler.means(input, rows, &pooled.y.values()[at]);
    };
    const Bands bands{.count = in.n * in.c * out.y,
                      .cost = pooled.y.shape().size() * pool.kernel.y * pool.kernel.x};
    inBands(bands, [&](int first, int last) {
        for (int row = first; row < last; ++row)
            poolRow(row);
    });
    return pooled;
}

/// Rows pay where they are long and where float sums stay exact enough.
bool worthRows(const Pool2d &pool, const PoolWindows &windows)
{
    return pool.layout == PoolLayout::Sliding && windows.columns.size() >= 8
        && static_cast<long long>(pool.kernel.y) * pool.kernel.x <= 256;
}

} // namespace

Result<Pooled> pool2d(const Tensor &x, const Pool2d &pool)
{
    const auto windows = poolWindows({x.height(), x.width()}, pool);
    if (!windows)
        return windows.refusal();
    const Pair out = windows->outputs();
    if (auto refusal = refusedShape({x.shape().n, x.shape().c, out.y, out.x}, "input"))
        return *refusal;
    return worthRows(pool, *windows) ? poolRowByRow(x, pool, *windows) : naive::pool2d(x, pool);
}

} // namespace convoscope
