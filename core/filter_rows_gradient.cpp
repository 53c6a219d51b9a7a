#include "core/highway_targets.h"

#include "core/filter_rows.h"
#include "core/rows_ahead.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter_rows_gradient.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/filter_vectors.h"

// The magnitude of two correlations with 3×3, straight from the rows of a picture.
HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

/// One vector of four rows of two correlations.
struct GradientTile {
    std::array<Vector, 4> along;
    std::array<Vector, 4> across;
};

using Weights = std::array<Vector, 9>;

template <int first, int last, typename In>
HWY_INLINE void AddGradientRow(const In *HWY_RESTRICT in, int step, const Weights &along,
                               const Weights &across, int row, GradientTile &tile)
{
    for (int x = 0; x < 3; ++x) {
        const auto value = Loaded(in + static_cast<std::ptrdiff_t>(x) * step);
        for (int r = first; r < last; ++r) {
            tile.along[r] = hn::MulAdd(along[(row - r) * 3 + x], value, tile.along[r]);
            tile.across[r] = hn::MulAdd(across[(row - r) * 3 + x], value, tile.across[r]);
        }
    }
}

/// Both gradients of a tile and their length never leave the registers.
template <typename In, typename Out>
HWY_INLINE void GradientAny(const GradientRows<In, Out> &task)
{
    const Floats floats;
    Weights along;
    Weights across;
    for (int i = 0; i < 9; ++i) {
        along[i] = hn::Set(floats, task.along[i]);
        across[i] = hn::Set(floats, task.across[i]);
    }
    for (int next = 0; next < task.count; next += Lanes()) {
        const int at = std::min(next, task.count - Lanes());
        askAhead<Lanes()>(task.rows + 2, task.out, at, task.ahead);
        GradientTile tile;
        for (int r = 0; r < 4; ++r)
            tile.along[r] = tile.across[r] = hn::Zero(floats);
        AddGradientRow<0, 1>(task.rows[0] + at, task.step, along, across, 0, tile);
        AddGradientRow<0, 2>(task.rows[1] + at, task.step, along, across, 1, tile);
        AddGradientRow<0, 3>(task.rows[2] + at, task.step, along, across, 2, tile);
        AddGradientRow<1, 4>(task.rows[3] + at, task.step, along, across, 3, tile);
        AddGradientRow<2, 4>(task.rows[4] + at, task.step, along, across, 4, tile);
        AddGradientRow<3, 4>(task.rows[5] + at, task.step, along, across, 5, tile);
        for (int r = 0; r < 4; ++r) {
            const auto squares =
                hn::MulAdd(tile.along[r], tile.along[r], hn::Mul(tile.across[r], tile.across[r]));
            Store(hn::Add(hn::Sqrt(squares), hn::Set(floats, task.shift)), task.out[r] + at);
        }
    }
}

void FloatGradient(const GradientRows<float, float> &task)
{
    GradientAny(task);
}

void ByteGradientInFloats(const GradientRows<std::uint8_t, float> &task)
{
    GradientAny(task);
}

void ByteGradient(const GradientRows<std::uint8_t, std::uint8_t> &task)
{
    GradientAny(task);
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(FloatGradient);
HWY_EXPORT(ByteGradientInFloats);
HWY_EXPORT(ByteGradient);
} // namespace

void gradientDirectly(const GradientRows<float, float> &task)
{
    HWY_DYNAMIC_DISPATCH(FloatGradient)(task);
}

void gradientDirectly(const GradientRows<std::uint8_t, float> &task)
{
    HWY_DYNAMIC_DISPATCH(ByteGradientInFloats)(task);
}

void gradientDirectly(const GradientRows<std::uint8_t, std::uint8_t> &task)
{
    HWY_DYNAMIC_DISPATCH(ByteGradient)(task);
}

} // namespace convoscope
#endif
