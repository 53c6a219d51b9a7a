#pragma once

#include "core/geometry.h"
#include "core/tensor.h"

#include <string_view>
#include <vector>

namespace convoscope {

struct ChannelsParams;

/// Where the weights of the channels lesson come from.
enum class WeightFilling {
    Random, ///< whole numbers from -2 to 2
    Edges, ///< each filter differentiates in another direction, the same in every channel
    Colours, ///< each filter mixes the channels of a cell in another way; brightness first
    Mean, ///< all weights alike, their sum 1
    Own ///< the learner's
};

/// The shape of a convolution's weights, [out, in/groups, kh, kw].
struct FilterShape {
    int filters = 1;
    int channels = 1; ///< that each filter reads
    Pair kernel{};
    bool operator==(const FilterShape &) const = default;
    [[nodiscard]] Shape shape() const { return {.n = filters, .c = channels, .h = kernel.y, .w = kernel.x}; }
};

/// Weights by preset, the same on every machine for the same seed; Own gives zeros.
Tensor filterWeights(WeightFilling preset, const FilterShape &shape, unsigned seed);

// The weights of the lesson's layers; of refused parameters those of the nearest ones that have weights.

FilterShape layerShape(const ChannelsParams &params);
Tensor layerWeights(const ChannelsParams &params);
/// Of the 1×1 convolution behind a depthwise one.
FilterShape pointwiseShape(const ChannelsParams &params);
Tensor pointwiseWeights(const ChannelsParams &params);
/// One number per filter: of the last convolution of a separable pair, which alone has a bias.
std::vector<float> layerBiases(const ChannelsParams &params);
/// How many of them there are.
int biasCount(const ChannelsParams &params);

/// `weights` in another shape: what fits is kept, the rest is 0.
Tensor reshaped(const Tensor &weights, const Shape &shape);

/// The four dimensions as a matrix of kernels: a row of kernels per filter, out·kh × (in/groups)·kw.
Tensor kernelMatrix(const Tensor &weights);
/// The same backwards; nothing where the matrix doesn't have that shape.
std::optional<Tensor> fromKernelMatrix(const Tensor &matrix, const Shape &shape);

} // namespace convoscope
