#pragma once

#include "core/geometry.h"
#include "core/refusal.h"

#include <span>

namespace convoscope {

/// What a layer costs: numbers to learn, and multiply-accumulates for one picture (additions of a bias not
/// counted). Where FLOPs are shown, they are 2·MACs.
struct Cost {
    long long parameters = 0;
    long long macs = 0;
    bool operator==(const Cost &) const = default;
    friend Cost operator+(Cost a, Cost b) { return {a.parameters + b.parameters, a.macs + b.macs}; }
};

/// The channels and the kernel of a convolution.
struct ConvSize {
    int in = 1;
    int out = 1;
    Pair kernel{3, 3};
    int groups = 1; ///< depthwise when it equals `in`
    bool bias = true;
    bool operator==(const ConvSize &) const = default;
};

/// kh·kw·in/groups·out weights and out biases; each weight is used once per output cell.
/// Refuses sizes below 1 (fields in_channels, out_channels, kernel, output) and groups that don't divide.
Result<Cost> convCost(const ConvSize &conv, Pair output);

/// A depthwise convolution and the 1×1 behind it that together replace `conv` (Howard et al. 2017); its
/// groups are ignored.
Result<Cost> separableCost(const ConvSize &conv, Pair output);

/// in·out weights and out biases.
Cost linearCost(long long in, long long out, bool bias = true);

/// A coefficient and an offset per channel: batch norm, and the sub-sampling layers of LeNet-5 (1998).
Cost affineCost(int channels);

/// A convolution in which each filter reads only some of the input channels, as C3 of LeNet-5 (1998):
/// `inputs` holds how many each of them reads.
Cost tabledConvCost(std::span<const int> inputs, Pair kernel, Pair output);

/// The sizes of a bottleneck block (core/bottleneck.h), all convolutions without bias.
struct BottleneckSize {
    int in = 256;
    int middle = 64;
    int out = 256;
    int stride = 1; ///< of the 3×3 and of the shortcut
    bool norms = true; ///< count the batch norms, too
    bool operator==(const BottleneckSize &) const = default;
    [[nodiscard]] bool projects() const { return in != out || stride != 1; } ///< the shortcut is a 1×1
};

/// All layers of a bottleneck block on an input of this height and width. Refuses what convCost refuses.
Result<Cost> bottleneckCost(const BottleneckSize &size, Pair input);

} // namespace convoscope
