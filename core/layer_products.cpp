#include "core/highway_targets.h"

#include "core/layer_kernels.h"

#include <algorithm>
#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layer_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

constexpr int pixelsAtOnce = 6;
constexpr int widest = 64; // channels of a tile at most
constexpr std::size_t mostInATile = std::size_t{pixelsAtOnce} * widest;
constexpr int pixelsInAChunk = 16 * pixelsAtOnce; // whose values stay in the second cache for all channels

HWY_INLINE std::ptrdiff_t Lanes()
{
    return static_cast<std::ptrdiff_t>(hn::Lanes(Floats()));
}

/// Where the weights and biases of some vectors of output channels lie.
template <int vectors>
struct Columns {
    std::array<const float *, vectors> weights;
    const float *bias;
    std::ptrdiff_t channel; ///< the first
};

/// 6 pixels with their values.
using Pixels = std::array<const float *, pixelsAtOnce>;

/// The sums of some pixels for some vectors of output channels.
template <int pixels, int vectors>
HWY_INLINE void AddTile(const ProductTask &task, const Columns<vectors> &columns, const Pixels &in,
                        float *HWY_RESTRICT out, std::ptrdiff_t outStep)
{
    const Floats floats;
    std::array<std::array<Vector, vectors>, pixels> sums;
    for (int v = 0; v < vectors; ++v) {
        const auto bias = hn::LoadU(floats, columns.bias + v * Lanes());
        for (int p = 0; p < pixels; ++p)
            sums[p][v] = bias;
    }
    std::ptrdiff_t at = 0;
    for (const int run : task.runs) {
        const std::ptrdiff_t end = run + task.runLength;
        for (std::ptrdiff_t k = run; k < end; ++k, at += channelBlock) {
            std::array<Vector, vectors> weight;
            for (int v = 0; v < vectors; ++v)
                weight[v] = hn::LoadU(floats, columns.weights[v] + at);
            for (int p = 0; p < pixels; ++p) {
                const auto value = hn::Set(floats, in[p][k]);
                for (int v = 0; v < vectors; ++v)
                    sums[p][v] = hn::MulAdd(value, weight[v], sums[p][v]);
            }
        }
    }
    for (int p = 0; p < pixels; ++p, out += outStep) {
        for (int v = 0; v < vectors; ++v)
            hn::StoreU(sums[p][v], floats, out + v * Lanes());
    }
}

/// The tile of `count` pixels from `first` on, at most `pixels`, put where its sums belong.
template <int pixels, int vectors>
HWY_INLINE void PlaceTile(const ProductTask &task, const Columns<vectors> &columns, int first, int count)
{
    Pixels in{};
    for (int i = 0; i < pixels; ++i)
        in[i] = task.pixels[first + std::min(i, count - 1)] + task.from;
    float *out = task.out + first * task.outStep + columns.channel;
    const std::ptrdiff_t channels = task.channels - columns.channel;
    if (count == pixels && channels >= vectors * Lanes()) {
        AddTile<pixels, vectors>(task, columns, in, out, task.outStep);
        return;
    }
    std::array<float, mostInATile> whole; // NOLINT(cppcoreguidelines-pro-type-member-init): written next
    AddTile<pixels, vectors>(task, columns, in, whole.data(), widest);
    for (int i = 0; i < count; ++i)
        std::copy_n(whole.data() + std::ptrdiff_t{i} * widest, std::min(channels, vectors * Lanes()),
                    out + i * task.outStep);
}

/// Pixels [first, last) for some vectors of output channels.
template <int vectors>
void AddColumns(const ProductTask &task, std::ptrdiff_t channel, int first, int last)
{
    const std::ptrdiff_t taps = static_cast<std::ptrdiff_t>(task.runs.size()) * task.runLength;
    Columns<vectors> columns{.weights = {}, .bias = task.bias + channel, .channel = channel};
    for (int v = 0; v < vectors; ++v) {
        const std::ptrdiff_t o = channel + v * Lanes();
        columns.weights[v] = task.weights + o / channelBlock * taps * channelBlock + o % channelBlock;
    }
    int p = first;
    for (; p + pixelsAtOnce <= last; p += pixelsAtOnce)
        PlaceTile<pixelsAtOnce>(task, columns, p, pixelsAtOnce);
    if (last - p > 2)
        PlaceTile<pixelsAtOnce>(task, columns, p, last - p);
    for (; last - p <= 2 && p < last; ++p)
        PlaceTile<1>(task, columns, p, 1);
}

/// As many vectors of channels as registers allow: 4 of 32, 2 of 16.
constexpr int mostVectors = HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64 ? 4 : 2;

void AddProducts(const ProductTask &task)
{
    for (int first = 0; first < task.pixelCount; first += pixelsInAChunk) {
        const int last = std::min(first + pixelsInAChunk, task.pixelCount);
        std::ptrdiff_t o = 0;
        for (; o + mostVectors * Lanes() <= wholeBlocks(task.channels); o += mostVectors * Lanes())
            AddColumns<mostVectors>(task, o, first, last);
        for (; o + 2 * Lanes() <= wholeBlocks(task.channels); o += 2 * Lanes())
            AddColumns<2>(task, o, first, last);
        for (; o < task.channels; o += Lanes())
            AddColumns<1>(task, o, first, last);
    }
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(AddProducts);
} // namespace

void addProducts(const ProductTask &task)
{
    HWY_DYNAMIC_DISPATCH(AddProducts)(task);
}

} // namespace convoscope
#endif
