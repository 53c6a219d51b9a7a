#include "core/highway_targets.h"

#include "core/filter_rows.h"
#include "core/rows_ahead.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter_rows_direct.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/filter_vectors.h"

// Correlations straight from the rows of a picture. Bytes become floats in registers, each time they are
// read: measured, that takes half the time of reading floats that were converted once, as most of these lie
// across two lines of the cache.
HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

/// Two vectors of each of four rows, which stay in registers while all taps are added.
struct Tile {
    std::array<Vector, 4> left;
    std::array<Vector, 4> right;
};

/// Adds input row `row` to the output rows [first, last) of the tile: it is row `row - r` of the kernel for
/// row r.
template <int first, int last, int knownWidth, typename Task>
HWY_INLINE void AddRow(const Task &task, int row, int at, Tile &tile)
{
    const Floats floats;
    const int width = knownWidth > 0 ? knownWidth : task.kernel.x;
    const auto *HWY_RESTRICT in = task.rows[row] + at;
    const float *HWY_RESTRICT weights = task.weights + static_cast<std::ptrdiff_t>(row) * width;
    for (int x = 0; x < width; ++x, in += task.step, ++weights) {
        const auto left = Loaded(in);
        const auto right = Loaded(in + Lanes());
        for (int r = first; r < last; ++r) {
            const auto weight = hn::Set(floats, weights[-static_cast<std::ptrdiff_t>(r) * width]);
            tile.left[r] = hn::MulAdd(weight, left, tile.left[r]);
            tile.right[r] = hn::MulAdd(weight, right, tile.right[r]);
        }
    }
}

template <typename In, typename Out>
HWY_INLINE Tile Started(const DirectRows<In, Out> &task, int at)
{
    Tile tile;
    for (int r = 0; r < 4; ++r) {
        tile.left[r] = tile.right[r] = hn::Set(Floats(), task.offset);
        if constexpr (std::is_same_v<Out, float>) {
            if (task.accumulate) {
                tile.left[r] = Loaded(task.out[r] + at);
                tile.right[r] = Loaded(task.out[r] + at + Lanes());
            }
        }
    }
    return tile;
}

template <typename Task>
HWY_INLINE void Finish(const Tile &tile, const Task &task, int at)
{
    for (int r = 0; r < 4; ++r) {
        Store(task.absolute ? hn::Abs(tile.left[r]) : tile.left[r], task.out[r] + at);
        Store(task.absolute ? hn::Abs(tile.right[r]) : tile.right[r], task.out[r] + at + Lanes());
    }
}

/// A kernel of three rows or more: each loaded vector serves up to four output rows. Usual widths are known
/// to the compiler, so that it can unroll them. The last tile is moved back to end with the row.
template <int knownHeight, int knownWidth, typename Task>
HWY_INLINE void CorrelateTall(const Task &task)
{
    const int height = knownHeight > 0 ? knownHeight : task.kernel.y;
    constexpr int stride = 2 * Lanes();
    for (int next = 0; next < task.count; next += stride) {
        const int at = std::min(next, task.count - stride);
        askAhead<stride>(task.rows + task.kernel.y - 1, task.out, at, task.ahead);
        Tile tile = Started(task, at);
        AddRow<0, 1, knownWidth>(task, 0, at, tile);
        AddRow<0, 2, knownWidth>(task, 1, at, tile);
        AddRow<0, 3, knownWidth>(task, 2, at, tile);
        for (int row = 3; row < height; ++row)
            AddRow<0, 4, knownWidth>(task, row, at, tile);
        AddRow<1, 4, knownWidth>(task, height, at, tile);
        AddRow<2, 4, knownWidth>(task, height + 1, at, tile);
        AddRow<3, 4, knownWidth>(task, height + 2, at, tile);
        Finish(tile, task, at);
    }
}

/// A kernel of one or two rows: nothing to share, all four rows alone.
template <typename Task>
void CorrelateFlat(const Task &task)
{
    const Floats floats;
    constexpr int stride = 2 * Lanes();
    for (int next = 0; next < task.count; next += stride) {
        const int at = std::min(next, task.count - stride);
        askAhead<stride>(task.rows + task.kernel.y - 1, task.out, at, task.ahead);
        Tile tile = Started(task, at);
        for (int y = 0; y < task.kernel.y; ++y) {
            const float *HWY_RESTRICT weights = task.weights + static_cast<std::ptrdiff_t>(y) * task.kernel.x;
            for (int x = 0; x < task.kernel.x; ++x) {
                const auto weight = hn::Set(floats, weights[x]);
                for (int r = 0; r < 4; ++r) {
                    const auto *HWY_RESTRICT in = task.rows[r + y] + at + x * task.step;
                    tile.left[r] = hn::MulAdd(weight, Loaded(in), tile.left[r]);
                    tile.right[r] = hn::MulAdd(weight, Loaded(in + Lanes()), tile.right[r]);
                }
            }
        }
        Finish(tile, task, at);
    }
}

template <typename In, typename Out>
HWY_INLINE void CorrelateAny(const DirectRows<In, Out> &task)
{
    if (task.kernel.y < 3) {
        CorrelateFlat(task);
        return;
    }
    if (task.kernel == Pair{3, 3}) {
        // Weights of its own, which no store can change, may stay in registers.
        std::array<float, 9> weights{};
        std::copy_n(task.weights, weights.size(), weights.begin());
        DirectRows<In, Out> own = task;
        own.weights = weights.data();
        CorrelateTall<3, 3>(own);
        return;
    }
    switch (task.kernel.x) {
    case 1: CorrelateTall<0, 1>(task); break;
    case 3: CorrelateTall<0, 3>(task); break;
    case 5: CorrelateTall<0, 5>(task); break;
    case 7: CorrelateTall<0, 7>(task); break;
    default: CorrelateTall<0, 0>(task); break;
    }
}

void FloatsToFloats(const DirectRows<float, float> &task)
{
    CorrelateAny(task);
}

void FloatsToBytes(const DirectRows<float, std::uint8_t> &task)
{
    CorrelateAny(task);
}

void BytesToFloats(const DirectRows<std::uint8_t, float> &task)
{
    CorrelateAny(task);
}

void BytesToBytes(const DirectRows<std::uint8_t, std::uint8_t> &task)
{
    CorrelateAny(task);
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(FloatsToFloats);
HWY_EXPORT(FloatsToBytes);
HWY_EXPORT(BytesToFloats);
HWY_EXPORT(BytesToBytes);
} // namespace

void correlateDirectly(const DirectRows<float, float> &task)
{
    HWY_DYNAMIC_DISPATCH(FloatsToFloats)(task);
}

void correlateDirectly(const DirectRows<float, std::uint8_t> &task)
{
    HWY_DYNAMIC_DISPATCH(FloatsToBytes)(task);
}

void correlateDirectly(const DirectRows<std::uint8_t, float> &task)
{
    HWY_DYNAMIC_DISPATCH(BytesToFloats)(task);
}

void correlateDirectly(const DirectRows<std::uint8_t, std::uint8_t> &task)
{
    HWY_DYNAMIC_DISPATCH(BytesToBytes)(task);
}

} // namespace convoscope
#endif
