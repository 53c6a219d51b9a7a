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

/// Two vectors at a time, so that a weight is loaded once for both.
void BlurVertically(const FixedPointLine &line, const std::uint8_t *const *taps, int count,
                    std::uint16_t *out)
{
    const Words words;
    const int lanes = static_cast<int>(hn::Lanes(words));
    const int half = line.size / 2;
    const auto load = [&](int tap, int at)
                          HWY_ATTR { return hn::PromoteTo(words, hn::LoadU(Bytes(), taps[tap] + at)); };
    const auto weighed = [&](hn::Vec<Words> value, hn::Vec<Words> weight)
                             HWY_ATTR { return hn::MulHigh(hn::ShiftLeft<7>(value), weight); };
    for (int at = 0; at < count; at += 2 * lanes) {
        const auto centre = hn::Set(words, line.weights[half]);
        auto left = hn::Add(LostHalves(line), weighed(load(half, at), centre));
        auto right = hn::Add(LostHalves(line), weighed(load(half, at + lanes), centre));
        for (int t = 0, last = line.size - 1; t < half; ++t, --last) {
            const auto weight = hn::Set(words, line.weights[t]);
            left = hn::Add(left, weighed(hn::Add(load(t, at), load(last, at)), weight));
            right = hn::Add(right, weighed(hn::Add(load(t, at + lanes), load(last, at + lanes)), weight));
        }
        hn::StoreU(left, words, out + at);
        hn::StoreU(right, words, out + at + lanes);
    }
}

void BlurHorizontally(const FixedPointLine &line, const std::uint16_t *in, int step, int count,
                      std::uint8_t *out)
{
    const Words words;
    const int lanes = static_cast<int>(hn::Lanes(words));
    const int half = line.size / 2;
    const auto round = hn::Add(LostHalves(line), hn::Set(words, 64));
    const auto pair = [&](const std::uint16_t *first, const std::uint16_t *last)
                          HWY_ATTR { return hn::Add(hn::LoadU(words, first), hn::LoadU(words, last)); };
    const auto store = [&](hn::Vec<Words> sum, int at) HWY_ATTR {
        StoreBytes(hn::DemoteTo(Bytes(), hn::BitCast(Shorts(), hn::ShiftRight<7>(sum))), out, at, count);
    };
    for (int at = 0; at < count; at += 2 * lanes) {
        const std::uint16_t *HWY_RESTRICT first = in + at;
        const std::uint16_t *HWY_RESTRICT last = first + static_cast<std::ptrdiff_t>(line.size - 1) * step;
        const std::uint16_t *centre = first + static_cast<std::ptrdiff_t>(half) * step;
        const auto most = hn::Set(words, line.weights[half]);
        auto left = hn::Add(round, hn::MulHigh(hn::LoadU(words, centre), most));
        auto right = hn::Add(round, hn::MulHigh(hn::LoadU(words, centre + lanes), most));
        for (int t = 0; t < half; ++t, first += step, last -= step) {
            const auto weight = hn::Set(words, line.weights[t]);
            left = hn::Add(left, hn::MulHigh(pair(first, last), weight));
            right = hn::Add(right, hn::MulHigh(pair(first + lanes, last + lanes), weight));
        }
        store(left, at);
        store(right, at + lanes);
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
