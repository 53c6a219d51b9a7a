#include "core/highway_targets.h"

#include "core/filter_rows.h"
#include "core/rows_ahead.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter_rows_small.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// 3×3 small integers straight from the rows of bytes. Bytes at even and at odd places are taken as two
// vectors of 16-bit numbers, by a mask and a shift, and put together again in the end: so neither widening
// nor narrowing has to move a value to another place. Each loaded vector serves up to four rows of the
// result.
HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Shorts = hn::ScalableTag<std::int16_t>;
using Vector = hn::Vec<Shorts>;

struct Weights {
    std::array<Vector, 9> vectors;
    std::array<bool, 9> present{}; ///< not 0
    std::array<bool, 3> column{}; ///< any of it is
};

struct Halves {
    Vector even;
    Vector odd;
};

#if HWY_TARGET == HWY_SCALAR
// One value at a time: there a vector of bytes is not as large as one of 16-bit numbers.
HWY_INLINE Halves Loaded(const std::uint8_t *in)
{
    return {hn::Set(Shorts(), in[0]), hn::Set(Shorts(), in[1])};
}

HWY_INLINE void Store(const Halves &levels, std::uint8_t *out)
{
    out[0] = static_cast<std::uint8_t>(hn::GetLane(levels.even));
    out[1] = static_cast<std::uint8_t>(hn::GetLane(levels.odd));
}
#else
using Words = hn::RebindToUnsigned<Shorts>;
using Bytes = hn::Repartition<std::uint8_t, Shorts>;

HWY_INLINE Halves Loaded(const std::uint8_t *in)
{
    const auto both = hn::BitCast(Words(), hn::LoadU(Bytes(), in));
    return {hn::BitCast(Shorts(), hn::And(both, hn::Set(Words(), 255))),
            hn::BitCast(Shorts(), hn::ShiftRight<8>(both))};
}

HWY_INLINE void Store(const Halves &levels, std::uint8_t *out)
{
    const auto both = hn::Or(levels.even, hn::ShiftLeft<8>(levels.odd));
    hn::StoreU(hn::BitCast(Bytes(), both), Bytes(), out);
}
#endif

struct Tile {
    std::array<Vector, 4> even;
    std::array<Vector, 4> odd;
};

HWY_INLINE Weights Prepared(const std::int16_t *weights)
{
    Weights prepared;
    for (int i = 0; i < 9; ++i) {
        prepared.vectors[i] = hn::Set(Shorts(), weights[i]);
        prepared.present[i] = weights[i] != 0;
        prepared.column[i % 3] |= prepared.present[i];
    }
    return prepared;
}

HWY_INLINE Tile Empty()
{
    Tile tile;
    for (int r = 0; r < 4; ++r)
        tile.even[r] = tile.odd[r] = hn::Zero(Shorts());
    return tile;
}

/// Adds values of an input row, column `x` of the kernel, to the output rows [first, last) of the tile: it is
/// row `row - r` of the kernel for row r.
template <int row, int first, int last>
HWY_INLINE void AddColumn(const Halves &values, int x, const Weights &weights, Tile &tile)
{
    for (int r = first; r < last; ++r) {
        const int tap = (row - r) * 3 + x;
        if (!weights.present[tap])
            continue;
        tile.even[r] = hn::Add(tile.even[r], hn::Mul(values.even, weights.vectors[tap]));
        tile.odd[r] = hn::Add(tile.odd[r], hn::Mul(values.odd, weights.vectors[tap]));
    }
}

template <int row, int first, int last>
HWY_INLINE void AddRow(const std::uint8_t *HWY_RESTRICT in, int step, const Weights &weights, Tile &tile)
{
    for (int x = 0; x < 3; ++x) {
        if (weights.column[x])
            AddColumn<row, first, last>(Loaded(in + static_cast<std::ptrdiff_t>(x) * step), x, weights, tile);
    }
}

template <bool absolute>
HWY_INLINE Vector Level(Vector sum, Vector shift)
{
    const auto shifted = hn::Add(absolute ? hn::Abs(sum) : sum, shift);
    return hn::Min(hn::Max(shifted, hn::Zero(Shorts())), hn::Set(Shorts(), 255));
}

template <bool absolute>
HWY_INLINE void CorrelateTiles(const SmallRows &task)
{
    const Weights weights = Prepared(task.weights);
    const auto shift = hn::Set(Shorts(), task.scale.shift);
    constexpr int stride = static_cast<int>(2 * hn::MaxLanes(Shorts()));
    for (int next = 0; next < task.count; next += stride) {
        const int at = std::min(next, task.count - stride); // the last tile ends with the row
        askAhead<stride>(task.rows + 2, task.out, at, task.ahead);
        Tile tile = Empty();
        AddRow<0, 0, 1>(task.rows[0] + at, task.step, weights, tile);
        AddRow<1, 0, 2>(task.rows[1] + at, task.step, weights, tile);
        AddRow<2, 0, 3>(task.rows[2] + at, task.step, weights, tile);
        AddRow<3, 1, 4>(task.rows[3] + at, task.step, weights, tile);
        AddRow<4, 2, 4>(task.rows[4] + at, task.step, weights, tile);
        AddRow<5, 3, 4>(task.rows[5] + at, task.step, weights, tile);
        for (int r = 0; r < 4; ++r)
            Store({Level<absolute>(tile.even[r], shift), Level<absolute>(tile.odd[r], shift)},
                  task.out[r] + at);
    }
}

void CorrelateSmall(const SmallRows &task)
{
    if (task.scale.absolute)
        CorrelateTiles<true>(task);
    else
        CorrelateTiles<false>(task);
}

/// √(x² + y²), rounded half to even; of any sum beyond 2¹⁵ at least 255.
HWY_INLINE Vector Length(Vector x, Vector y)
{
    const hn::ScalableTag<float> floats;
    const hn::ScalableTag<std::int32_t> integers;
    // Squares add up exactly in 32 bits, and so do they in floats as far as roots below 256 go; 1.5·2²³
    // leaves the rounded root in the low bits of the sum.
    const auto root = [&](hn::Vec<decltype(integers)> squares) HWY_ATTR {
        const auto sum = hn::Add(hn::Sqrt(hn::ConvertTo(floats, squares)), hn::Set(floats, 12582912.0F));
        return hn::Sub(hn::BitCast(integers, sum), hn::Set(integers, 0x4B400000));
    };
#if HWY_TARGET == HWY_SCALAR
    const auto along = hn::PromoteTo(integers, x);
    const auto across = hn::PromoteTo(integers, y);
    return hn::DemoteTo(Shorts(), root(hn::Add(hn::Mul(along, along), hn::Mul(across, across))));
#else
    const auto lengths = [&](Vector pairs) HWY_ATTR {
        auto rest = hn::Zero(integers);
        const auto sums = hn::ReorderWidenMulAccumulate(integers, pairs, pairs, hn::Zero(integers), rest);
        return root(hn::RearrangeToOddPlusEven(sums, rest));
    };
    const Shorts shorts;
    return hn::ReorderDemote2To(shorts, lengths(hn::InterleaveLower(shorts, x, y)),
                                lengths(hn::InterleaveUpper(shorts, x, y)));
#endif
}

struct Kernels {
    Weights along;
    Weights across;
};

struct Gradient {
    Tile along;
    Tile across;
};

template <int row, int first, int last>
HWY_INLINE void AddRow(const std::uint8_t *HWY_RESTRICT in, int step, const Kernels &kernels,
                       Gradient &gradient)
{
    for (int x = 0; x < 3; ++x) {
        const Halves values = Loaded(in + static_cast<std::ptrdiff_t>(x) * step);
        AddColumn<row, first, last>(values, x, kernels.along, gradient.along);
        AddColumn<row, first, last>(values, x, kernels.across, gradient.across);
    }
}

/// Two rows of a gradient's length. It never leaves the registers, into which it doesn't fit of more rows.
HWY_INLINE void GradientTiles(const SmallGradient &task, const Kernels &kernels, int upper)
{
    const std::uint8_t *const *rows = task.rows + upper;
    const auto shift = hn::Set(Shorts(), task.shift);
    const auto level = [&](Vector x, Vector y) HWY_ATTR {
        return Level<false>(hn::Min(Length(x, y), hn::Set(Shorts(), 255)), shift);
    };
    constexpr int stride = static_cast<int>(2 * hn::MaxLanes(Shorts()));
    for (int next = 0; next < task.count; next += stride) {
        const int at = std::min(next, task.count - stride);
        if (upper == 0)
            askAhead<stride>(task.rows + 2, task.out, at, task.ahead);
        Gradient gradient{Empty(), Empty()};
        AddRow<0, 0, 1>(rows[0] + at, task.step, kernels, gradient);
        AddRow<1, 0, 2>(rows[1] + at, task.step, kernels, gradient);
        AddRow<2, 0, 2>(rows[2] + at, task.step, kernels, gradient);
        AddRow<3, 1, 2>(rows[3] + at, task.step, kernels, gradient);
        for (int r = 0; r < 2; ++r)
            Store({level(gradient.along.even[r], gradient.across.even[r]),
                   level(gradient.along.odd[r], gradient.across.odd[r])},
                  task.out[upper + r] + at);
    }
}

void GradientSmall(const SmallGradient &task)
{
    const Kernels kernels{Prepared(task.along), Prepared(task.across)};
    GradientTiles(task, kernels, 0);
    GradientTiles(task, kernels, 2);
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(CorrelateSmall);
HWY_EXPORT(GradientSmall);
} // namespace

void correlateSmall(const SmallRows &task)
{
    HWY_DYNAMIC_DISPATCH(CorrelateSmall)(task);
}

void gradientSmall(const SmallGradient &task)
{
    HWY_DYNAMIC_DISPATCH(GradientSmall)(task);
}

} // namespace convoscope
#endif
