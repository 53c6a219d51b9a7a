#pragma once

#include "core/channel_weights.h"
#include "core/padding.h"
#include "core/picture.h"
#include "core/refusal.h"

#include <span>

namespace convoscope {

/// What the channels lesson shows.
enum class ChannelsView {
    Layer, ///< one convolution, or the two of a separable one
    Block, ///< the same with batch norm and relu behind each
    Bottleneck ///< the residual block of He et al. 2015
};

/// Which filters read which channels.
enum class Wiring {
    Standard, ///< every filter reads every channel
    Grouped, ///< every filter reads the channels of its group
    Depthwise, ///< every filter reads one channel
    Separable ///< depthwise, and a 1×1 convolution behind it
};

enum class ChannelPadding {
    Valid, ///< none
    Same, ///< d(K-1) in all, an odd one more at the bottom and right: keeps the size at stride 1
    Auto, ///< ⌊d(K-1)/2⌋ on both sides: keeps it for odd kernels only
    Explicit ///< ChannelsParams::sides
};

/// The tensors of a bottleneck, in the order in which they are made; a layer's norm and relu follow it.
enum class BottleneckTensor {
    Reduced,
    ReducedNorm,
    ReducedRelu,
    Spatial,
    SpatialNorm,
    SpatialRelu,
    Expanded,
    ExpandedNorm,
    Shortcut,
    ShortcutNorm,
    Sum,
    Output
};

/// Everything a learner can set in the channels lesson. Sizes in cells.
struct ChannelsParams {
    ChannelsView view = ChannelsView::Layer;
    Wiring wiring = Wiring::Standard;
    Picture input; ///< any number of channels
    int outChannels = 2;
    int groups = 2; ///< Grouped only
    int multiplier = 1; ///< filters a channel, Depthwise and Separable only
    WeightFilling filters = WeightFilling::Random;
    int seed = 1;
    Tensor own{}; ///< WeightFilling::Own: weights of the layer, of its present shape
    Tensor ownPointwise{}; ///< and of the 1×1 behind it
    Pair kernelSize{3, 3};
    bool bias = true;
    Tensor biases{}; ///< 1×1×1×outputs; empty until one is set: ±1, ±2, ...
    Pair stride{};
    ChannelPadding padding = ChannelPadding::Valid;
    Sides sides{}; ///< for ChannelPadding::Explicit
    Pair dilation{};
    bool norm = true; ///< in a Block or Bottleneck
    float gamma = 1.0F; ///< of every batch norm
    float beta = 0.0F;
    bool activation = true;
    int middleChannels = 2; ///< of a Bottleneck
    BottleneckTensor opened = BottleneckTensor::Spatial; ///< the tensor of a Bottleneck that the steps make
    int editedFilter = 0; ///< whose weights the panel shows,
    int editedChannel = 0; ///< for this of its channels
    Pair countedChannels{3, 64}; ///< in and out of the layers that the counts compare,
    Pair countedMap{224, 224}; ///< and the size of their output
    int countedBatch = 1; ///< pictures at once
    bool operator==(const ChannelsParams &) const = default;

    [[nodiscard]] int inChannels() const;
    /// Of the first convolution; 1 in a Bottleneck.
    [[nodiscard]] int layerGroups() const;
    /// Filters of the first convolution.
    [[nodiscard]] int layerFilters() const;
    [[nodiscard]] bool separable() const
    {
        return wiring == Wiring::Separable && view != ChannelsView::Bottleneck;
    }
    /// Padding of the first convolution.
    [[nodiscard]] Sides layerSides() const;
};

struct Field;
class Trace;

inline constexpr int mostInputChannels = 32;

std::span<const Field> channelsFields();
/// Two filters over three channels of 5×5.
ChannelsParams channelsStart();
/// The trace of the chosen view. Refusals name the field at fault.
Result<Trace> playChannels(const ChannelsParams &params);

} // namespace convoscope
