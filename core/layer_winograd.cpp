#include "core/highway_targets.h"

#include "core/layer_kernels.h"

#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layer_winograd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

constexpr int outputs = winogradTile - 2;

/// One column or row through Bᵀ.
HWY_INLINE void ToSpace(std::array<Vector, winogradTile> &d)
{
    const Floats floats;
    const auto two = hn::Set(floats, 2.0F);
    const auto four = hn::Set(floats, 4.0F);
    const auto five = hn::Set(floats, 5.0F);
    const auto even = hn::NegMulAdd(four, d[2], d[4]);
    const auto odd = hn::NegMulAdd(four, d[1], d[3]);
    const auto near = hn::Sub(d[4], d[2]);
    const auto far = hn::Mul(two, hn::Sub(d[3], d[1]));
    d[0] = hn::MulAdd(four, d[0], hn::NegMulAdd(five, d[2], d[4]));
    d[5] = hn::MulAdd(four, d[1], hn::NegMulAdd(five, d[3], d[5]));
    d[1] = hn::Add(even, odd);
    d[2] = hn::Sub(even, odd);
    d[3] = hn::Add(near, far);
    d[4] = hn::Sub(near, far);
}

/// One column or row through Aᵀ.
HWY_INLINE std::array<Vector, outputs> FromSpace(const std::array<Vector, winogradTile> &m)
{
    const Floats floats;
    const auto nearSum = hn::Add(m[1], m[2]);
    const auto nearGap = hn::Sub(m[1], m[2]);
    const auto farSum = hn::Add(m[3], m[4]);
    const auto farGap = hn::Sub(m[3], m[4]);
    return {hn::Add(hn::Add(m[0], nearSum), farSum), hn::MulAdd(hn::Set(floats, 2.0F), farGap, nearGap),
            hn::MulAdd(hn::Set(floats, 4.0F), farSum, nearSum),
            hn::Add(hn::MulAdd(hn::Set(floats, 8.0F), farGap, nearGap), m[5])};
}

void ToWinograd(const TileToSpace &task)
{
    const Floats floats;
    using Line = std::array<Vector, winogradTile>;
    for (int c = 0; c < task.channels; c += static_cast<int>(hn::Lanes(floats))) {
        std::array<Line, winogradTile> rows;
        for (int x = 0; x < winogradTile; ++x) {
            Line column;
            for (int y = 0; y < winogradTile; ++y)
                column[y] = hn::LoadU(floats, task.in + y * task.rowPitch + x * task.pixelPitch + c);
            ToSpace(column);
            for (int y = 0; y < winogradTile; ++y)
                rows[y][x] = column[y];
        }
        for (int y = 0; y < winogradTile; ++y) {
            ToSpace(rows[y]);
            for (int x = 0; x < winogradTile; ++x)
                hn::StoreU(rows[y][x], floats, task.out + (y * winogradTile + x) * task.plane + c);
        }
    }
}

void FromWinograd(const TileFromSpace &task)
{
    const Floats floats;
    using Line = std::array<Vector, winogradTile>;
    for (int c = 0; c < task.channels; c += static_cast<int>(hn::Lanes(floats))) {
        std::array<Line, outputs> rows;
        for (int x = 0; x < winogradTile; ++x) {
            Line column;
            for (int y = 0; y < winogradTile; ++y)
                column[y] = hn::LoadU(floats, task.in + (y * winogradTile + x) * task.plane + c);
            const auto sums = FromSpace(column);
            for (int y = 0; y < outputs; ++y)
                rows[y][x] = sums[y];
        }
        const auto bias = hn::LoadU(floats, task.bias + c);
        for (int y = 0; y < outputs; ++y) {
            const auto sums = FromSpace(rows[y]);
            for (int x = 0; x < outputs; ++x)
                hn::StoreU(hn::Add(sums[x], bias), floats,
                           task.out + y * task.rowPitch + x * task.pixelPitch + c);
        }
    }
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(ToWinograd);
HWY_EXPORT(FromWinograd);
} // namespace

void toWinograd(const TileToSpace &task)
{
    HWY_DYNAMIC_DISPATCH(ToWinograd)(task);
}

void fromWinograd(const TileFromSpace &task)
{
    HWY_DYNAMIC_DISPATCH(FromWinograd)(task);
}

} // namespace convoscope
#endif
