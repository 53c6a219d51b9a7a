#include "core/highway_targets.h"

#include "core/filter_rows.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter_rows_float.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;
using Bytes = hn::Rebind<std::uint8_t, Floats>;
using Integers = hn::Rebind<std::int32_t, Floats>;

void ToFloats(const std::uint8_t *HWY_RESTRICT in, int count, float *HWY_RESTRICT out)
{
    const Floats floats;
    const int lanes = static_cast<int>(hn::Lanes(floats));
    const auto convert = [&](const std::uint8_t *from, int at) HWY_ATTR {
        const auto wide = hn::PromoteTo(Integers(), hn::LoadU(Bytes(), from));
        hn::StoreU(hn::ConvertTo(floats, wide), floats, out + at);
    };
    int i = 0;
    for (; i + lanes <= count; i += lanes)
        convert(in + i, i);
    if (i < count) {
        std::array<std::uint8_t, 64> rest{}; // the bytes have no slack
        std::copy_n(in + i, count - i, rest.begin());
        convert(rest.data(), i);
    }
}

/// Adding 1.5·2²³ leaves whole numbers, rounded half to even, in the low bits of the sum.
HWY_INLINE hn::Vec<Bytes> Rounded(Vector value)
{
    const Floats floats;
    const Integers integers;
    const auto clamped = hn::Min(hn::Max(value, hn::Zero(floats)), hn::Set(floats, 255.0F));
    const auto bits = hn::BitCast(integers, hn::Add(clamped, hn::Set(floats, 12582912.0F)));
    return hn::DemoteTo(Bytes(), hn::And(bits, hn::Set(integers, 255)));
}

template <bool absolute>
void ToBytes(const float *HWY_RESTRICT in, int count, const ByteScale &scale, std::uint8_t *HWY_RESTRICT out)
{
    const Floats floats;
    const int lanes = static_cast<int>(hn::Lanes(floats));
    const auto factor = hn::Set(floats, scale.factor);
    const auto shift = hn::Set(floats, scale.shift);
    const auto convert = [&](int at) HWY_ATTR {
        const auto value = hn::LoadU(floats, in + at);
        return Rounded(hn::MulAdd(absolute ? hn::Abs(value) : value, factor, shift));
    };
    int i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(convert(i), Bytes(), out + i);
    if (i < count) {
        std::array<std::uint8_t, 64> rest; // NOLINT(cppcoreguidelines-pro-type-member-init): written next
        hn::StoreU(convert(i), Bytes(), rest.data());
        std::copy_n(rest.begin(), count - i, out + i);
    }
}

void FloatsToBytes(const float *in, int count, const ByteScale &scale, std::uint8_t *out)
{
    if (scale.absolute)
        ToBytes<true>(in, count, scale, out);
    else
        ToBytes<false>(in, count, scale, out);
}

/// Two vectors of each of four rows, which stay in registers while all taps are added.
struct Tile {
    std::array<Vector, 4> left;
    std::array<Vector, 4> right;
};

/// Adds input row `row` to the output rows [first, last) of the tile: it is row `row - r` of the kernel for
/// row r.
template <int first, int last, int knownWidth>
HWY_INLINE void AddRow(const DirectRows &task, int row, int at, Tile &tile)
{
    const Floats floats;
    const int width = knownWidth > 0 ? knownWidth : task.kernel.x;
    const float *HWY_RESTRICT in = task.rows[row] + at;
    const float *HWY_RESTRICT weights = task.weights + static_cast<std::ptrdiff_t>(row) * width;
    for (int x = 0; x < width; ++x, in += task.step, ++weights) {
        const auto left = hn::LoadU(floats, in);
        const auto right = hn::LoadU(floats, in + hn::Lanes(floats));
        for (int r = first; r < last; ++r) {
            const auto weight = hn::Set(floats, weights[-static_cast<std::ptrdiff_t>(r) * width]);
            tile.left[r] = hn::MulAdd(weight, left, tile.left[r]);
            tile.right[r] = hn::MulAdd(weight, right, tile.right[r]);
        }
    }
}

HWY_INLINE Tile Started(const DirectRows &task, int at)
{
    const Floats floats;
    Tile tile;
    for (int r = 0; r < 4; ++r) {
        const auto offset = hn::Set(floats, task.offset);
        tile.left[r] = task.accumulate ? hn::LoadU(floats, task.out[r] + at) : offset;
        tile.right[r] = task.accumulate ? hn::LoadU(floats, task.out[r] + at + hn::Lanes(floats)) : offset;
    }
    return tile;
}

HWY_INLINE void Store(const Tile &tile, const DirectRows &task, int at)
{
    const Floats floats;
    for (int r = 0; r < 4; ++r) {
        hn::StoreU(tile.left[r], floats, task.out[r] + at);
        hn::StoreU(tile.right[r], floats, task.out[r] + at + hn::Lanes(floats));
    }
}

/// A kernel of three rows or more: each loaded vector serves up to four output rows. Usual widths are known
/// to the compiler, so that it can unroll them.
template <int knownHeight, int knownWidth>
HWY_INLINE void CorrelateTall(const DirectRows &task)
{
    const int height = knownHeight > 0 ? knownHeight : task.kernel.y;
    const int stride = 2 * static_cast<int>(hn::Lanes(Floats()));
    for (int at = 0; at < task.count; at += stride) {
        Tile tile = Started(task, at);
        AddRow<0, 1, knownWidth>(task, 0, at, tile);
        AddRow<0, 2, knownWidth>(task, 1, at, tile);
        AddRow<0, 3, knownWidth>(task, 2, at, tile);
        for (int row = 3; row < height; ++row)
            AddRow<0, 4, knownWidth>(task, row, at, tile);
        AddRow<1, 4, knownWidth>(task, height, at, tile);
        AddRow<2, 4, knownWidth>(task, height + 1, at, tile);
        AddRow<3, 4, knownWidth>(task, height + 2, at, tile);
        Store(tile, task, at);
    }
}

/// A kernel of one or two rows: nothing to share, all four rows alone.
void CorrelateFlat(const DirectRows &task)
{
    const Floats floats;
    const int stride = 2 * static_cast<int>(hn::Lanes(floats));
    for (int at = 0; at < task.count; at += stride) {
        Tile tile = Started(task, at);
        for (int y = 0; y < task.kernel.y; ++y) {
            const float *HWY_RESTRICT weights = task.weights + static_cast<std::ptrdiff_t>(y) * task.kernel.x;
            for (int x = 0; x < task.kernel.x; ++x) {
                const auto weight = hn::Set(floats, weights[x]);
                const int from = at + x * task.step;
                for (int r = 0; r < 4; ++r) {
                    const float *HWY_RESTRICT in = task.rows[r + y] + from;
                    tile.left[r] = hn::MulAdd(weight, hn::LoadU(floats, in), tile.left[r]);
                    tile.right[r] =
                        hn::MulAdd(weight, hn::LoadU(floats, in + hn::Lanes(floats)), tile.right[r]);
                }
            }
        }
        Store(tile, task, at);
    }
}

void Correlate(const DirectRows &task)
{
    if (task.kernel.y < 3) {
        CorrelateFlat(task);
        return;
    }
    if (task.kernel == Pair{3, 3}) {
        // Weights of its own, which no store can change, may stay in registers.
        std::array<float, 9> weights{};
        std::copy_n(task.weights, weights.size(), weights.begin());
        DirectRows own = task;
        own.weights = weights.data();
        CorrelateTall<3, 3>(own);
        return;
    }
    switch (task.kernel.x) {
    case 1: CorrelateTall<0, 1>(task); break;
    case 3: CorrelateTall<0, 3>(task); break;
    default: CorrelateTall<0, 0>(task); break;
    }
}

void Magnitudes(const float *HWY_RESTRICT x, const float *HWY_RESTRICT y, int count, float *HWY_RESTRICT out)
{
    const Floats floats;
    for (int i = 0; i < count; i += static_cast<int>(hn::Lanes(floats))) {
        const auto along = hn::LoadU(floats, x + i);
        const auto across = hn::LoadU(floats, y + i);
        hn::StoreU(hn::Sqrt(hn::MulAdd(along, along, hn::Mul(across, across))), floats, out + i);
    }
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(ToFloats);
HWY_EXPORT(FloatsToBytes);
HWY_EXPORT(Correlate);
HWY_EXPORT(Magnitudes);
} // namespace

void bytesToFloats(const std::uint8_t *in, int count, float *out)
{
    HWY_DYNAMIC_DISPATCH(ToFloats)(in, count, out);
}

void floatsToBytes(const float *in, int count, const ByteScale &scale, std::uint8_t *out)
{
    HWY_DYNAMIC_DISPATCH(FloatsToBytes)(in, count, scale, out);
}

void correlateDirectly(const DirectRows &task)
{
    HWY_DYNAMIC_DISPATCH(Correlate)(task);
}

void magnitudes(const float *x, const float *y, int count, float *out)
{
    HWY_DYNAMIC_DISPATCH(Magnitudes)(x, y, count, out);
}

} // namespace convoscope
#endif
