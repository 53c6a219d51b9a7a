#include "core/pooling.h"

#include "core/bands.h"
#include "core/pooling_naive.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

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

/// Calls run(stride), the common ones as constants: a fixed distance lets the compiler load vectors.
template <typename Run>
void withStride(int stride, const Run &run)
{
    switch (stride) {
    case 1: run(std::integral_constant<int, 1>()); break;
    case 2: run(std::integral_constant<int, 2>()); break;
    default: run(stride);
    }
}

/// Pools one row of outputs at a time, so that every tap is a branch-free run along an input row.
class RowPooler {
public:
    RowPooler(int width, const Pool2d &pool, const PoolWindows &windows)
        : m_width(width)
        , m_stride(pool.stride.x)
        , m_runs(tapRuns(pool, windows.outputs().x, width))
    {
        for (const PoolSpan &columns : windows.columns) {
            m_firsts.push_back(columns.first);
            m_counted.push_back(static_cast<float>(columns.counted));
        }
    }

    void maxima(std::span<const float> plane, const PoolSpan &rows, float *y, int *who) const
    {
        const int row = rows.first * m_width;
        std::fill_n(y, m_firsts.size(), lowest);
        std::ranges::transform(m_firsts, who, [row](int first) { return row + first; });
        eachTap(rows, [&plane, y, who](const TapRun &run, int start, auto stride) {
            const int count = run.end - run.first;
            const int at = start + run.offset + run.first * stride;
            for (int j = 0; j < count; ++j) {
                const float value = plane[at + j * stride];
                const float best = y[run.first + j];
                const int winner = who[run.first + j];
                const int wins = static_cast<int>(value > best) | static_cast<int>(std::isnan(value));
                y[run.first + j] = wins != 0 ? value : best;
                who[run.first + j] = wins != 0 ? at + j * stride : winner;
            }
        });
    }

    void means(std::span<const float> plane, const PoolSpan &rows, float *y) const
    {
        eachTap(rows, [&plane, y](const TapRun &run, int start, auto stride) {
            const int count = run.end - run.first;
            const int at = start + run.offset + run.first * stride;
            for (int j = 0; j < count; ++j)
                y[run.first + j] += plane[at + j * stride];
        });
        const auto counted = static_cast<float>(rows.counted);
        std::transform(y, y + m_counted.size(), m_counted.begin(), y,
                       [counted](float sum, float columns) { return sum / (counted * columns); });
    }

private:
    /// Calls visit(run, start of the input row, stride) for each run of taps, row-major.
    template <typename Visit>
    void eachTap(const PoolSpan &rows, const Visit &visit) const
    {
        withStride(m_stride, [&](auto stride) {
            for (int i = 0; i < rows.count; ++i) {
                for (const TapRun run : m_runs)
                    visit(run, rows.tap(i) * m_width, stride);
            }
        });
    }

    int m_width;
    int m_stride;
    std::vector<TapRun> m_runs;
    std::vector<int> m_firsts; ///< per output, the first column that it reads
    std::vector<float> m_counted; ///< per output, the columns that a mean counts
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
