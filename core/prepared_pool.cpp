#include "core/prepared_pool.h"

#include "core/bands.h"
#include "core/layer_kernels.h"

#include <algorithm>
#include <cassert>

namespace convoscope {

namespace {

constexpr int costOfAnInput = 12; // in multiply-adds, for bringing it from memory

bool isWhole(const PoolSpan &span)
{
    return span.count == 2;
}

} // namespace

PreparedMaxPool::PreparedMaxPool(const Shape &input, const Pool2d &pool, PoolWindows windows)
    : m_input{1, input.c, input.h, input.w}
    , m_windows(std::move(windows))
    , m_isTwoByTwo(pool.layout == PoolLayout::Sliding && pool.kernel == Pair{2, 2}
                   && pool.stride == Pair{2, 2} && pool.padding == Pair{0, 0} && pool.dilation == Pair{}
                   && std::ranges::all_of(m_windows.rows, isWhole)
                   && std::ranges::all_of(m_windows.columns, isWhole))
{
}

Result<PreparedMaxPool> PreparedMaxPool::make(const Shape &input, const Pool2d &pool)
{
    if (pool.kind != PoolKind::Max)
        return Refusal{.reason = Reason::OutOfRange, .field = "kind", .got = static_cast<int>(pool.kind)};
    if (auto refusal = refusedShape({1, input.c, input.h, input.w}, "input"))
        return *refusal;
    auto windows = poolWindows({input.h, input.w}, pool);
    if (!windows)
        return windows.refusal();
    return PreparedMaxPool(input, pool, *std::move(windows));
}

Shape PreparedMaxPool::outputShape(int samples) const
{
    const Pair size = m_windows.outputs();
    return {samples, m_input.c, size.y, size.x};
}

void PreparedMaxPool::row(const ChannelsLast &x, int n, int i, ChannelsLast &out) const
{
    if (m_isTwoByTwo) {
        takeLargestOfFour({.rows = {x.pixel(n, {2 * i, 0}), x.pixel(n, {2 * i + 1, 0})},
                           .channels = m_input.c,
                           .pixelCount = out.shape().w,
                           .out = out.pixel(n, {i, 0})});
        return;
    }
    std::vector<const float *> cells;
    for (int j = 0; j < out.shape().w; ++j) {
        const PoolSpan &rows = m_windows.y({i, j});
        const PoolSpan &columns = m_windows.x({i, j});
        cells.clear();
        for (int k = 0; k < rows.count; ++k) {
            for (int l = 0; l < columns.count; ++l)
                cells.push_back(x.pixel(n, {rows.tap(k), columns.tap(l)}));
        }
        takeLargest(cells, m_input.c, out.pixel(n, {i, j}));
    }
}

void PreparedMaxPool::forward(const ChannelsLast &x, ChannelsLast &out, int threads) const
{
    const Shape shape = x.shape();
    assert((Shape{1, shape.c, shape.h, shape.w} == m_input));
    out.resize(outputShape(shape.n));
    const int height = out.shape().h;
    const Bands bands{
        .count = shape.n * height, .size = 16, .cost = shape.size() * costOfAnInput, .threads = threads};
    inBands(bands, [&](int first, int last) {
        for (int r = first; r < last; ++r)
            row(x, r / height, r % height, out);
    });
}

} // namespace convoscope
