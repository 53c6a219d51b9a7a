#include "core/receptive_field_model.h"
#include "core/resized.h"
#include "core/trained_stack.h"

#include <cmath>

namespace convoscope {

namespace {

/// Zeros around `x`, as many on each side.
Tensor surrounded(const Tensor &x, Pair size)
{
    Tensor framed({.h = size.y, .w = size.x});
    const Pair before{(size.y - x.height()) / 2, (size.x - x.width()) / 2};
    for (int row = 0; row < x.height(); ++row) {
        for (int column = 0; column < x.width(); ++column)
            framed.at(row + before.y, column + before.x) = x.at(row, column);
    }
    return framed;
}

/// As the networks were trained: a smaller picture on empty paper, from 0 = paper to 1 = ink.
Tensor asTrained(const Tensor &first, Pair size)
{
    const bool within = first.height() <= size.y && first.width() <= size.x;
    Tensor x = within ? surrounded(first, size) : fitted(first, size);
    const Range range = rangeOf(x.values());
    const float span = range.high > range.low ? range.high - range.low : 1.0F;
    if (range.low < 0.0F || range.high > 1.0F) {
        for (float &value : x.values())
            value = (value - range.low) / span;
    }
    return x;
}

/// Those of the network that begins with the layers, with another activation in place of its own.
std::vector<LayerValues> trainedValues(const ReceptiveFieldParams &params)
{
    const TrainedStack *trained = findTrainedStack(params.layers);
    if (!trained)
        return {};
    std::vector<LayerValues> all = trained->values;
    all.resize(params.layers.size());
    for (LayerValues &values : all) {
        if (values.activation)
            values.activation = params.activation == ActivationKind::Identity
                ? std::nullopt
                : std::optional(Activation{.kind = params.activation});
    }
    return all;
}

} // namespace

Tensor seenPicture(const ReceptiveFieldParams &params)
{
    const Tensor &picture = params.input.tensor();
    const auto plane = picture.plane(0, 0);
    const Tensor first({.h = picture.height(), .w = picture.width()}, {plane.begin(), plane.end()});
    return params.trained() ? asTrained(first, params.inputSize) : fitted(first, params.inputSize);
}

double nextRandom(unsigned &state)
{
    state = 1664525U * state + 1013904223U;
    return static_cast<double>(state) / 2147483648.0 - 1.0;
}

std::vector<LayerValues> layerValues(const ReceptiveFieldParams &params, int network)
{
    if (params.trained())
        return trainedValues(params);
    std::vector<LayerValues> all;
    auto state = static_cast<unsigned>(params.seed + 1000 * network);
    for (const LayerSpec &layer : params.layers) {
        LayerValues values;
        if (layer.kind == LayerKind::Conv || layer.kind == LayerKind::Transposed) {
            const int taps = layer.kernel.y * layer.kernel.x;
            values.weight =
                Tensor({.h = layer.kernel.y, .w = layer.kernel.x}, 1.0F / static_cast<float>(taps));
            const double spread = std::sqrt(3.0 / taps); // keeps the variance
            if (params.weights == StackWeights::Random) {
                for (float &w : values.weight.values())
                    w = static_cast<float>(spread * nextRandom(state));
            }
            if (params.activation != ActivationKind::Identity)
                values.activation = Activation{.kind = params.activation};
        }
        all.push_back(std::move(values));
    }
    return all;
}

} // namespace convoscope
