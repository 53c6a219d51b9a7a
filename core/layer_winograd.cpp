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

/// F(4×4, 3×3): one column or row through Bᵀ, or through Aᵀ.
struct Large {
    static constexpr int tile = 6;
    static constexpr int outputs = 4;

    static HWY_INLINE void ToSpace(std::array<Vector, tile> &d)
    {
        const Floats floats;
        const auto four = hn::Set(floats, 4.0F);
        const auto five = hn::Set(floats, 5.0F);
        const auto even = hn::NegMulAdd(four, d[2], d[4]);
        const auto odd = hn::NegMulAdd(four, d[1], d[3]);
        const auto near = hn::Sub(d[4], d[2]);
        const auto far = hn::Mul(hn::Set(floats, 2.0F), hn::Sub(d[3], d[1]));
        d[0] = hn::MulAdd(four, d[0], hn::NegMulAdd(five, d[2], d[4]));
        d[5] = hn::MulAdd(four, d[1], hn::NegMulAdd(five, d[3], d[5]));
        d[1] = hn::Add(even, odd);
        d[2] = hn::Sub(even, odd);
        d[3] = hn::Add(near, far);
        d[4] = hn::Sub(near, far);
    }

    static HWY_INLINE std::array<Vector, outputs> FromSpace(const std::array<Vector, tile> &m)
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
};

/// F(2×2, 3×3).
struct Small {
    static constexpr int tile = 4;
    static constexpr int outputs = 2;

    static HWY_INLINE void ToSpace(std::array<Vector, tile> &d)
    {
        d[0] = hn::Sub(d[0], d[2]);
        d[3] = hn::Sub(d[1], d[3]);
        const auto middle = d[1];
        d[1] = hn::Add(middle, d[2]);
        d[2] = hn::Sub(d[2], middle);
    }

    static HWY_INLINE std::array<Vector, outputs> FromSpace(const std::array<Vector, tile> &m)
    {
        return {hn::Add(hn::Add(m[0], m[1]), m[2]), hn::Sub(hn::Sub(m[1], m[2]), m[3])};
    }
};

template <typename Form>
HWY_INLINE void ToSpace(const TileToSpace &task)
{
    const Floats floats;
    using Line = std::array<Vector, Form::tile>;
    for (int c = 0; c < task.channels; c += static_cast<int>(hn::Lanes(floats))) {
        std::array<Line, Form::tile> rows;
        for (int x = 0; x < Form::tile; ++x) {
            Line column;
            for (int y = 0; y < Form::tile; ++y)
                column[y] = hn::LoadU(floats, task.in + y * task.rowPitch + x * task.pixelPitch + c);
            Form::ToSpace(column);
            for (int y = 0; y < Form::tile; ++y)
                rows[y][x] = column[y];
        }
        for (int y = 0; y < Form::tile; ++y) {
            Form::ToSpace(rows[y]);
            for (int x = 0; x < Form::tile; ++x)
                hn::StoreU(rows[y][x], floats, task.out + (y * Form::tile + x) * task.plane + c);
        }
    }
}

/// Calls take(c, outputs) for the outputs of every vector of channels, without their bias.
template <typename Form, typename Take>
HWY_INLINE void FromSpace(const TileFromSpace &task, const Take &take)
{
    const Floats floats;
    std::array<std::array<Vector, Form::tile>, Form::outputs> rows;
    std::array<std::array<Vector, Form::outputs>, Form::outputs> sums;
    for (int c = 0; c < task.channels; c += static_cast<int>(hn::Lanes(floats))) {
        for (int x = 0; x < Form::tile; ++x) {
            std::array<Vector, Form::tile> column;
            for (int y = 0; y < Form::tile; ++y)
                column[y] = hn::LoadU(floats, task.in + (y * Form::tile + x) * task.plane + c);
            const auto made = Form::FromSpace(column);
            for (int y = 0; y < Form::outputs; ++y)
                rows[y][x] = made[y];
        }
        for (int y = 0; y < Form::outputs; ++y)
            sums[y] = Form::FromSpace(rows[y]);
        take(c, sums);
    }
}

void ToWinograd(const TileToSpace &task)
{
    ToSpace<Large>(task);
}

void FromWinograd(const TileFromSpace &task)
{
    FromSpace<Large>(task, [&](int c, const auto &sums) HWY_ATTR {
        const Floats floats;
        const auto bias = hn::LoadU(floats, task.bias + c);
        for (int y = 0; y < Large::outputs; ++y) {
            for (int x = 0; x < Large::outputs; ++x)
                hn::StoreU(hn::Add(sums[y][x], bias), floats,
                           task.out + y * task.rowPitch + x * task.pixelPitch + c);
        }
    });
}

void ToSmallWinograd(const TileToSpace &task)
{
    ToSpace<Small>(task);
}

void PoolFromSmallWinograd(const TileFromSpace &task)
{
    FromSpace<Small>(task, [&](int c, const auto &sums) HWY_ATTR {
        const Floats floats;
        const auto largest = hn::Max(hn::Max(sums[0][0], sums[0][1]), hn::Max(sums[1][0], sums[1][1]));
        const auto value = hn::Add(largest, hn::LoadU(floats, task.bias + c));
        hn::StoreU(hn::Max(value, hn::Set(floats, task.least)), floats, task.out + c);
    });
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(ToWinograd);
HWY_EXPORT(FromWinograd);
HWY_EXPORT(ToSmallWinograd);
HWY_EXPORT(PoolFromSmallWinograd);
} // namespace

void toWinograd(const TileToSpace &task)
{
    HWY_DYNAMIC_DISPATCH(ToWinograd)(task);
}

void fromWinograd(const TileFromSpace &task)
{
    HWY_DYNAMIC_DISPATCH(FromWinograd)(task);
}

void toSmallWinograd(const TileToSpace &task)
{
    HWY_DYNAMIC_DISPATCH(ToSmallWinograd)(task);
}

void poolFromSmallWinograd(const TileFromSpace &task)
{
    HWY_DYNAMIC_DISPATCH(PoolFromSmallWinograd)(task);
}

} // namespace convoscope
#endif
