#include "core/highway_targets.h"

#include "core/layer_kernels.h"

#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layer_pooled.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

constexpr int corners = 4;

HWY_INLINE std::ptrdiff_t Lanes()
{
    return static_cast<std::ptrdiff_t>(hn::Lanes(Floats()));
}

/// The four sums of some neighbouring pools for some vectors of output channels stay in registers, and end as
/// the largest of each.
template <int pools, int vectors>
HWY_INLINE void AddPooled(const PooledTask &task, const float *HWY_RESTRICT in, std::ptrdiff_t channel,
                          float *HWY_RESTRICT out)
{
    const Floats floats;
    const std::ptrdiff_t taps = static_cast<std::ptrdiff_t>(task.runs.size()) * task.runLength;
    std::array<const float *, vectors> weights{};
    std::array<std::array<Vector, vectors>, std::size_t{pools} * corners> sums;
    for (int v = 0; v < vectors; ++v) {
        const std::ptrdiff_t o = channel + v * Lanes();
        weights[v] = task.weights + o / channelBlock * taps * channelBlock + o % channelBlock;
        for (int i = 0; i < pools * corners; ++i)
            sums[i][v] = hn::Zero(floats);
    }
    std::ptrdiff_t at = 0;
    for (const int run : task.runs) {
        for (std::ptrdiff_t k = run; k < run + task.runLength; ++k, at += channelBlock) {
            std::array<Vector, vectors> weight;
            for (int v = 0; v < vectors; ++v)
                weight[v] = hn::LoadU(floats, weights[v] + at);
            for (int i = 0; i < pools * corners; ++i) {
                const float *pool = in + i / corners * task.pixelStep;
                const auto value = hn::Set(floats, pool[task.corners[i % corners] + k]);
                for (int v = 0; v < vectors; ++v)
                    sums[i][v] = hn::MulAdd(value, weight[v], sums[i][v]);
            }
        }
    }
    for (int pool = 0; pool < pools; ++pool, out += task.channels) {
        for (int v = 0; v < vectors; ++v) {
            const auto upper = hn::Max(sums[pool * corners][v], sums[pool * corners + 1][v]);
            const auto lower = hn::Max(sums[pool * corners + 2][v], sums[pool * corners + 3][v]);
            const auto bias = hn::LoadU(floats, task.bias + channel + v * Lanes());
            const auto value = hn::Add(hn::Max(upper, lower), bias);
            hn::StoreU(hn::Max(value, hn::Set(floats, task.least)), floats, out + v * Lanes());
        }
    }
}

template <int pools>
HWY_INLINE void AddPools(const PooledTask &task, int first)
{
    const float *in = task.in + first * task.pixelStep;
    float *out = task.out + static_cast<std::ptrdiff_t>(first) * task.channels;
    std::ptrdiff_t o = 0;
    for (; o + 2 * Lanes() <= task.channels; o += 2 * Lanes())
        AddPooled<pools, 2>(task, in, o, out + o);
    for (; o < task.channels; o += Lanes())
        AddPooled<pools, 1>(task, in, o, out + o);
}

/// As many neighbouring pools as 32 registers, or 16, allow.
constexpr int mostPools = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64 ? 2 : 1;

void AddPooledProducts(const PooledTask &task)
{
    int p = 0;
    for (; p + mostPools <= task.pixelCount; p += mostPools)
        AddPools<mostPools>(task, p);
    for (; p < task.pixelCount; ++p)
        AddPools<1>(task, p);
}

/// Some rows at once, so that several sums are under way.
template <int rows>
HWY_INLINE void AddRows(const DotTask &task, std::ptrdiff_t first)
{
    const Floats floats;
    const float *HWY_RESTRICT row = task.rows + first * task.count;
    std::array<Vector, rows> sums;
    for (int r = 0; r < rows; ++r)
        sums[r] = hn::Zero(floats);
    std::ptrdiff_t i = 0;
    for (; i + Lanes() <= task.count; i += Lanes()) {
        const auto value = hn::LoadU(floats, task.in + i);
        for (std::ptrdiff_t r = 0; r < rows; ++r)
            sums[r] = hn::MulAdd(value, hn::LoadU(floats, row + r * task.count + i), sums[r]);
    }
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
        float sum = hn::GetLane(hn::SumOfLanes(floats, sums[r]));
        for (std::ptrdiff_t rest = i; rest < task.count; ++rest)
            sum += task.in[rest] * row[r * task.count + rest];
        task.out[first + r] = sum + task.bias[first + r];
    }
}

void AddDots(const DotTask &task)
{
    constexpr int together = 5;
    int r = 0;
    for (; r + together <= task.rowCount; r += together)
        AddRows<together>(task, r);
    for (; r < task.rowCount; ++r)
        AddRows<1>(task, r);
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(AddPooledProducts);
HWY_EXPORT(AddDots);
} // namespace

void addPooledProducts(const PooledTask &task)
{
    HWY_DYNAMIC_DISPATCH(AddPooledProducts)(task);
}

void addDots(const DotTask &task)
{
    HWY_DYNAMIC_DISPATCH(AddDots)(task);
}

} // namespace convoscope
#endif
