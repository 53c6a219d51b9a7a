#include "core/channels_editing.h"

#include "core/input_presets.h"
#include "core/lesson.h"

#include <algorithm>

namespace convoscope {

namespace {

using P = ChannelsParams;

const P &read(const Params &params)
{
    return std::get<P>(params);
}
P &write(Params &params)
{
    return std::get<P>(params);
}

/// The learner's own weights begin as those in use.
void makeOwn(P &p)
{
    const Tensor layer = layerWeights(p);
    const Tensor pointwise = pointwiseWeights(p);
    p.filters = WeightFilling::Own;
    p.own = layer;
    p.ownPointwise = pointwise;
}

Cell editedSlice(const P &p)
{
    const FilterShape shape = layerShape(p);
    return {std::clamp(p.editedFilter, 0, shape.filters - 1),
            std::clamp(p.editedChannel, 0, shape.channels - 1)};
}

} // namespace

void fitWeights(ChannelsParams &p)
{
    const std::vector<float> biases = layerBiases(p);
    p.biases = {};
    if (biases != layerBiases(p))
        p.biases = Tensor({.h = 1, .w = static_cast<int>(biases.size())}, biases);
    if (p.filters != WeightFilling::Own) {
        p.own = {};
        p.ownPointwise = {};
        return;
    }
    p.own = reshaped(p.own, layerShape(p).shape());
    p.ownPointwise = reshaped(p.ownPointwise, pointwiseShape(p).shape());
}

FieldValue weightsOf(const Params &params)
{
    return kernelMatrix(layerWeights(read(params)));
}

void setWeights(Params &params, const FieldValue &value)
{
    P &p = write(params);
    const Tensor now = layerWeights(p);
    const auto weights = fromKernelMatrix(std::get<Tensor>(value), now.shape());
    if (!weights || *weights == now)
        return;
    makeOwn(p);
    p.own = *weights;
}

FieldValue pointwiseOf(const Params &params)
{
    return kernelMatrix(pointwiseWeights(read(params)));
}

void setPointwise(Params &params, const FieldValue &value)
{
    P &p = write(params);
    const Tensor now = pointwiseWeights(p);
    const auto weights = fromKernelMatrix(std::get<Tensor>(value), now.shape());
    if (!weights || *weights == now)
        return;
    makeOwn(p);
    p.ownPointwise = *weights;
}

FieldValue sliceOf(const Params &params)
{
    const P &p = read(params);
    const Tensor weights = layerWeights(p);
    const auto [filter, channel] = editedSlice(p);
    const auto slice = weights.plane(filter, channel);
    return Tensor({.h = weights.height(), .w = weights.width()}, {slice.begin(), slice.end()});
}

void setSlice(Params &params, const FieldValue &value)
{
    P &p = write(params);
    const auto &slice = std::get<Tensor>(value);
    if (sliceOf(params) == value)
        return;
    p.kernelSize = {slice.height(), slice.width()};
    if (p.filters != WeightFilling::Own)
        makeOwn(p);
    fitWeights(p);
    const auto [filter, channel] = editedSlice(p);
    std::ranges::copy(slice.values(), p.own.plane(filter, channel).begin());
}

FieldValue biasesOf(const Params &params)
{
    const std::vector<float> biases = layerBiases(read(params));
    return Tensor({.h = 1, .w = static_cast<int>(biases.size())}, biases);
}

void setBiases(Params &params, const FieldValue &value)
{
    P &p = write(params);
    const auto &biases = std::get<Tensor>(value);
    if (biases.height() != 1)
        return;
    p.biases = biases;
    fitWeights(p);
}

void setInChannels(Params &params, const FieldValue &value)
{
    P &p = write(params);
    // One too many is refused as well as a million, and can be held.
    const int count = std::clamp(std::get<int>(value), 0, mostInputChannels + 1);
    if (count == p.inChannels() || !p.input.values)
        return;
    const Tensor &x = p.input.tensor();
    Tensor made({.c = count, .h = x.height(), .w = x.width()});
    for (int c = 0; c < count; ++c) {
        const Tensor more = c < p.inChannels()
            ? Tensor()
            : randomMatrix({x.height(), x.width()}, static_cast<unsigned>(c) + 1);
        std::ranges::copy(more.empty() ? x.plane(0, c) : more.plane(0, 0), made.plane(0, c).begin());
    }
    p.input = makePicture(std::move(made));
    fitWeights(p);
}

void setPreset(Params &params, const FieldValue &value)
{
    P &p = write(params);
    const auto preset = static_cast<WeightFilling>(std::get<int>(value));
    if (preset == WeightFilling::Own && p.filters != WeightFilling::Own)
        makeOwn(p);
    p.filters = preset;
    fitWeights(p);
}

} // namespace convoscope
