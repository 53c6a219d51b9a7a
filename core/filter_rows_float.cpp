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

void magnitudes(const float *x, const float *y, int count, float *out)
{
    HWY_DYNAMIC_DISPATCH(Magnitudes)(x, y, count, out);
}

} // namespace convoscope
#endif
