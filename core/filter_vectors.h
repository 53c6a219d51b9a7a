// Vectors of floats from and to the values of a picture, for the vectorised sources of filters: to be
// included after Highway, once for each instruction set, as its toggle says.
#if defined(CONVOSCOPE_FILTER_VECTORS) == defined(HWY_TARGET_TOGGLE)
#ifdef CONVOSCOPE_FILTER_VECTORS
#undef CONVOSCOPE_FILTER_VECTORS
#else
#define CONVOSCOPE_FILTER_VECTORS
#endif

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;
using Bytes = hn::Rebind<std::uint8_t, Floats>;
using Integers = hn::Rebind<std::int32_t, Floats>;

HWY_INLINE Vector Loaded(const float *in)
{
    return hn::LoadU(Floats(), in);
}

HWY_INLINE Vector Loaded(const std::uint8_t *in)
{
    return hn::ConvertTo(Floats(), hn::PromoteTo(Integers(), hn::LoadU(Bytes(), in)));
}

HWY_INLINE void Store(Vector value, float *out)
{
    hn::StoreU(value, Floats(), out);
}

/// Rounded half to even and clamped: adding 1.5·2²³ leaves whole numbers in the low bits of the sum.
HWY_INLINE void Store(Vector value, std::uint8_t *out)
{
    const Floats floats;
    const Integers integers;
    const auto clamped = hn::Min(hn::Max(value, hn::Zero(floats)), hn::Set(floats, 255.0F));
    const auto bits = hn::BitCast(integers, hn::Add(clamped, hn::Set(floats, 12582912.0F)));
    hn::StoreU(hn::DemoteTo(Bytes(), hn::And(bits, hn::Set(integers, 255))), Bytes(), out);
}

constexpr int Lanes()
{
    return static_cast<int>(hn::MaxLanes(Floats())); // no vectors here whose length is found at run time
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
