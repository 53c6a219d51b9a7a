#include "core/highway_targets.h"

#include "tests/bench/fma_peak.h"

#include <algorithm>
#include <array>
#include <chrono>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/bench/fma_peak.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int chains = 10; // more than a multiply-add takes cycles, times those that start in one

/// Multiply-adds done; what they make ends in `sink`.
double Spin(int rounds, float *sink)
{
    const hn::ScalableTag<float> floats;
    const auto factor = hn::Set(floats, 0.999F);
    std::array<hn::Vec<hn::ScalableTag<float>>, chains> sums;
    for (int i = 0; i < chains; ++i)
        sums[i] = hn::Set(floats, static_cast<float>(i));
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < chains; ++i)
            sums[i] = hn::MulAdd(sums[i], factor, factor);
    }
    for (int i = 1; i < chains; ++i)
        sums[0] = hn::Add(sums[0], sums[i]);
    *sink = hn::GetLane(sums[0]);
    return static_cast<double>(rounds) * chains * static_cast<double>(hn::Lanes(floats));
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(Spin);
} // namespace

double fmaPeak()
{
    double best = 0.0;
    for (int i = 0; i < 20; ++i) {
        float sink = 0.0F;
        const auto start = std::chrono::steady_clock::now();
        const double done = HWY_DYNAMIC_DISPATCH(Spin)(1'000'000, &sink);
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
        best = std::max(best, done / taken.count());
    }
    return best;
}

} // namespace convoscope
#endif
