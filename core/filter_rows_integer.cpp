#include "core/highway_targets.h"

#include "core/filter_rows.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter_rows_integer.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Shorts = hn::ScalableTag<std::int16_t>;
using Words = hn::ScalableTag<std::uint16_t>;
using Bytes = hn::Rebind<std::uint8_t, Shorts>;

/// Stores the sums as they are.
struct KeepShorts {
    std::int16_t *out;
    HWY_INLINE void operator()(hn::Vec<Shorts> sum, int at, int /*count*/) const
    {
        hn::StoreU(sum, Shorts(), out + at);
    }
};

/// `vector` to out[at, count), which has no slack.
HWY_INLINE void StoreBytes(hn::Vec<Bytes> vector, std::uint8_t *out, int at, int count)
{
    const int lanes = static_cast<int>(hn::Lanes(Bytes()));
    if (HWY_LIKELY(at + lanes <= count)) {
        hn::StoreU(vector, Bytes(), out + at);
        return;
    }
    if (at >= count)
        return;
    std::array<std::uint8_t, 64> rest; // NOLINT(cppcoreguidelines-pro-type-member-init): written next
    hn::StoreU(vector, Bytes(), rest.data());
    std::copy_n(rest.begin(), count - at, out + at);
}

template <bool absolute>
struct ToBytes {
    std::int16_t shift;
    std::uint8_t *out;
    HWY_INLINE void operator()(hn::Vec<Shorts> sum, int at, int count) const
    {
        const auto shifted = hn::SaturatedAdd(absolute ? hn::Abs(sum) : sum, hn::Set(Shorts(), shift));
        StoreBytes(hn::DemoteTo(Bytes(), shifted), out, at, count);
    }
};

/// Four vectors at a time, so that a weight is loaded once for all of them; the last ones may lie in the
/// slack.
template <typename Finish>
void AddTaps(const IntegerTaps &taps, int count, const Finish &finish)
{
    const Shorts shorts;
    const auto lanes = static_cast<std::ptrdiff_t>(hn::Lanes(shorts));
    for (std::ptrdiff_t at = 0; at < count; at += 4 * lanes) {
        std::array<hn::Vec<Shorts>, 4> sums{hn::Zero(shorts), hn::Zero(shorts), hn::Zero(shorts),
                                            hn::Zero(shorts)};
        for (int t = 0; t < taps.size; ++t) {
            const auto weight = hn::Set(shorts, taps.weights[t]);
            const std::uint8_t *HWY_RESTRICT in = taps.taps[t] + at;
            for (int i = 0; i < 4; ++i)
                sums[i] = hn::Add(sums[i],
                                  hn::Mul(hn::PromoteTo(shorts, hn::LoadU(Bytes(), in + i * lanes)), weight));
        }
        for (int i = 0; i < 4; ++i)
            finish(sums[i], static_cast<int>(at + i * lanes), count);
    }
}

template <typename Finish>
void AddLine(const IntegerLine &line, int count, const Finish &finish)
{
    const Shorts shorts;
    const auto lanes = static_cast<std::ptrdiff_t>(hn::Lanes(shorts));
    for (std::ptrdiff_t at = 0; at < count; at += 4 * lanes) {
        std::array<hn::Vec<Shorts>, 4> sums{hn::Zero(shorts), hn::Zero(shorts), hn::Zero(shorts),
                                            hn::Zero(shorts)};
        for (int t = 0; t < line.size; ++t) {
            if (line.weights[t] == 0)
                continue;
            const auto weight = hn::Set(shorts, line.weights[t]);
            const std::int16_t *HWY_RESTRICT in = line.in + at + static_cast<std::ptrdiff_t>(t) * line.step;
            for (int i = 0; i < 4; ++i)
                sums[i] = hn::Add(sums[i], hn::Mul(hn::LoadU(shorts, in + i * lanes), weight));
        }
        for (int i = 0; i < 4; ++i)
            finish(sums[i], static_cast<int>(at + i * lanes), count);
    }
}

void TapsToShorts(const IntegerTaps &taps, int count, std::int16_t *out)
{
    AddTaps(taps, count, KeepShorts{out});
}

void TapsToBytes(const IntegerTaps &taps, int count, const IntegerScale &scale, std::uint8_t *out)
{
    if (scale.absolute)
        AddTaps(taps, count, ToBytes<true>{scale.shift, out});
    else
        AddTaps(taps, count, ToBytes<false>{scale.shift, out});
}

void LineToBytes(const IntegerLine &line, int count, const IntegerScale &scale, std::uint8_t *out)
{
    if (scale.absolute)
        AddLine(line, count, ToBytes<true>{scale.shift, out});
    else
        AddLine(line, count, ToBytes<false>{scale.shift, out});
}

/// Every product loses half a unit on average; that is given back, for each tap pair and the centre.
HWY_INLINE hn::Vec<Words> LostHalves(const FixedPointLine &line)
{
    return hn::Set(Words(), static_cast<std::uint16_t>((line.size / 2 + 1) / 2));
}

void BlurVertically(const FixedPointLine &line, const std::uint8_t *const *taps, int count,
                    std::uint16_t *out)
{
    const Words words;
    const int half = line.size / 2;
    const auto load = [&](int tap, int at)
                          HWY_ATTR { return hn::PromoteTo(words, hn::LoadU(Bytes(), taps[tap] + at)); };
    for (int at = 0; at < count; at += static_cast<int>(hn::Lanes(words))) {
        auto sum = hn::Add(LostHalves(line),
                           hn::MulHigh(hn::ShiftLeft<7>(load(half, at)), hn::Set(words, line.weights[half])));
        for (int t = 0; t < half; ++t) {
            const auto pair = hn::ShiftLeft<7>(hn::Add(load(t, at), load(line.size - 1 - t, at)));
            sum = hn::Add(sum, hn::MulHigh(pair, hn::Set(words, line.weights[t])));
        }
        hn::StoreU(sum, words, out + at);
    }
}

void BlurHorizontally(const FixedPointLine &line, const std::uint16_t *in, int step, int count,
                      std::uint8_t *out)
{
    const Words words;
    const int half = line.size / 2;
    const auto round = hn::Add(LostHalves(line), hn::Set(words, 64));
    for (int at = 0; at < count; at += static_cast<int>(hn::Lanes(words))) {
        const std::uint16_t *HWY_RESTRICT left = in + at;
        const std::uint16_t *HWY_RESTRICT right = left + static_cast<std::ptrdiff_t>(line.size - 1) * step;
        const auto centre = hn::LoadU(words, left + static_cast<std::ptrdiff_t>(half) * step);
        auto sum = hn::Add(round, hn::MulHigh(centre, hn::Set(words, line.weights[half])));
        for (int t = 0; t < half; ++t, left += step, right -= step) {
            const auto pair = hn::Add(hn::LoadU(words, left), hn::LoadU(words, right));
            sum = hn::Add(sum, hn::MulHigh(pair, hn::Set(words, line.weights[t])));
        }
        const auto level = hn::BitCast(Shorts(), hn::ShiftRight<7>(sum));
        StoreBytes(hn::DemoteTo(Bytes(), level), out, at, count);
    }
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(TapsToShorts);
HWY_EXPORT(TapsToBytes);
HWY_EXPORT(LineToBytes);
HWY_EXPORT(BlurVertically);
HWY_EXPORT(BlurHorizontally);
} // namespace

void addIntegerTaps(const IntegerTaps &taps, int count, std::int16_t *out)
{
    HWY_DYNAMIC_DISPATCH(TapsToShorts)(taps, count, out);
}

void addIntegerTaps(const IntegerTaps &taps, int count, const IntegerScale &scale, std::uint8_t *out)
{
    HWY_DYNAMIC_DISPATCH(TapsToBytes)(taps, count, scale, out);
}

void addIntegerLine(const IntegerLine &line, int count, const IntegerScale &scale, std::uint8_t *out)
{
    HWY_DYNAMIC_DISPATCH(LineToBytes)(line, count, scale, out);
}

void blurVertically(const FixedPointLine &line, const std::uint8_t *const *taps, int count,
                    std::uint16_t *out)
{
    HWY_DYNAMIC_DISPATCH(BlurVertically)(line, taps, count, out);
}

void blurHorizontally(const FixedPointLine &line, const std::uint16_t *in, int step, int count,
                      std::uint8_t *out)
{
    HWY_DYNAMIC_DISPATCH(BlurHorizontally)(line, in, step, count, out);
}

} // namespace convoscope
#endif
