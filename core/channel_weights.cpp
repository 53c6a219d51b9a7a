#include "core/channel_weights.h"

#include "core/channels_lesson.h"

#include <algorithm>
#include <random>

namespace convoscope {

namespace {

/// One weight of a filter, as the presets see it.
struct Place {
    int filter = 0;
    int channel = 0;
    Cell cell{};
};

template <typename ValueAt>
Tensor filled(const Shape &shape, ValueAt valueAt)
{
    Tensor weights(shape);
    for (int f = 0; f < shape.n; ++f) {
        for (int c = 0; c < shape.c; ++c) {
            for (int y = 0; y < shape.h; ++y) {
                for (int x = 0; x < shape.w; ++x)
                    weights.at(f, c, y, x) = valueAt(Place{f, c, {y, x}});
            }
        }
    }
    return weights;
}

/// To the right, down, both, or from the middle outwards; whole numbers, 0 in the middle of odd kernels.
float edgeWeight(const Place &at, Pair kernel)
{
    const int right = 2 * at.cell.column - (kernel.x - 1);
    const int down = 2 * at.cell.row - (kernel.y - 1);
    const bool middle = at.cell == Cell{(kernel.y - 1) / 2, (kernel.x - 1) / 2};
    const int halves = kernel.x % 2 != 0 && kernel.y % 2 != 0 ? 2 : 1;
    const int across = right / halves;
    const int along = down / halves;
    const int both = (right + down) / halves;
    switch (at.filter % 4) {
    case 0: return static_cast<float>(across);
    case 1: return static_cast<float>(along);
    case 2: return static_cast<float>(both);
    default: return middle ? static_cast<float>(kernel.y * kernel.x - 1) : -1.0F;
    }
}

/// Brightness, then differences of channels, then single channels.
float mixWeight(const Place &at, int channels)
{
    constexpr float luma[] = {0.299F, 0.587F, 0.114F};
    switch (at.filter) {
    case 0: return channels == 3 ? luma[at.channel] : 1.0F / static_cast<float>(channels);
    case 1: return at.channel == 0 ? 1.0F : at.channel == 1 ? -1.0F : 0.0F;
    case 2: return at.channel == 2 ? 1.0F : at.channel < 2 ? -0.5F : 0.0F;
    default: return at.channel == at.filter % channels ? 1.0F : 0.0F;
    }
}

/// The nearest extent that weights can have, for the panel while a parameter is refused.
int possible(int extent)
{
    return std::clamp(extent, 1, 64);
}

} // namespace

Tensor filterWeights(WeightFilling preset, const FilterShape &filter, unsigned seed)
{
    const Shape shape = filter.shape();
    const Cell middle{(filter.kernel.y - 1) / 2, (filter.kernel.x - 1) / 2};
    switch (preset) {
    case WeightFilling::Random: {
        // The engine's numbers are fixed by the standard; those of the distributions are not.
        std::mt19937 engine(seed);
        return filled(shape, [&](const Place &) { return static_cast<float>(engine() % 5) - 2.0F; });
    }
    case WeightFilling::Edges:
        return filled(shape, [&](const Place &at) { return edgeWeight(at, filter.kernel); });
    case WeightFilling::Colours:
        return filled(shape, [&](const Place &at) {
            return at.cell == middle ? mixWeight(at, filter.channels) : 0.0F;
        });
    case WeightFilling::Mean: return Tensor(shape, 1.0F / static_cast<float>(shape.c * shape.h * shape.w));
    case WeightFilling::Own: break;
    }
    return Tensor(shape);
}

FilterShape layerShape(const ChannelsParams &p)
{
    return {.filters = possible(p.layerFilters()),
            .channels = possible(p.inChannels() / possible(p.layerGroups())),
            .kernel = {possible(p.kernelSize.y), possible(p.kernelSize.x)}};
}

Tensor layerWeights(const ChannelsParams &p)
{
    if (p.filters == WeightFilling::Own)
        return reshaped(p.own, layerShape(p).shape());
    return filterWeights(p.filters, layerShape(p), static_cast<unsigned>(p.seed));
}

FilterShape pointwiseShape(const ChannelsParams &p)
{
    return {.filters = possible(p.outChannels), .channels = possible(p.layerFilters()), .kernel = {1, 1}};
}

Tensor pointwiseWeights(const ChannelsParams &p)
{
    if (p.filters == WeightFilling::Own)
        return reshaped(p.ownPointwise, pointwiseShape(p).shape());
    // A difference along one cell is nothing, so the channels are mixed instead.
    const WeightFilling preset = p.filters == WeightFilling::Edges ? WeightFilling::Colours : p.filters;
    return filterWeights(preset, pointwiseShape(p), static_cast<unsigned>(p.seed) + 1);
}

int biasCount(const ChannelsParams &p)
{
    return possible(p.separable() ? p.outChannels : p.layerFilters());
}

std::vector<float> layerBiases(const ChannelsParams &p)
{
    const int count = biasCount(p);
    std::vector<float> biases;
    for (int f = 0; f < count; ++f) {
        const int size = f / 2 + 1;
        const auto preset = static_cast<float>(f % 2 == 0 ? size : -size);
        biases.push_back(f < p.biases.width() ? p.biases.at(0, f) : preset);
    }
    return biases;
}

Tensor reshaped(const Tensor &weights, const Shape &shape)
{
    const Shape &old = weights.shape();
    if (weights.empty())
        return Tensor(shape);
    return filled(shape, [&](const Place &at) {
        const bool fits =
            at.filter < old.n && at.channel < old.c && at.cell.row < old.h && at.cell.column < old.w;
        return fits ? weights.at(at.filter, at.channel, at.cell.row, at.cell.column) : 0.0F;
    });
}

Tensor kernelMatrix(const Tensor &weights)
{
    const Shape &s = weights.shape();
    Tensor matrix({.h = s.n * s.h, .w = s.c * s.w});
    for (int y = 0; y < matrix.height(); ++y) {
        for (int x = 0; x < matrix.width(); ++x)
            matrix.at(y, x) = weights.at(y / s.h, x / s.w, y % s.h, x % s.w);
    }
    return matrix;
}

std::optional<Tensor> fromKernelMatrix(const Tensor &matrix, const Shape &shape)
{
    if (matrix.height() != shape.n * shape.h || matrix.width() != shape.c * shape.w)
        return std::nullopt;
    return filled(shape, [&](const Place &at) {
        return matrix.at(at.filter * shape.h + at.cell.row, at.channel * shape.w + at.cell.column);
    });
}

} // namespace convoscope
