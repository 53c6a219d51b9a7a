#pragma once

#include "core/activation.h"
#include "core/counts.h"
#include "core/pool_windows.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace convoscope {

/// A convolution that reads all channels of the layer before.
struct ConvLayer {
    Tensor weight; ///< [out, in, kh, kw]
    std::vector<float> bias; ///< [out], or empty
    Pair stride{};
    Pair padding{0, 0}; ///< zeros on both sides
    bool operator==(const ConvLayer &) const = default;
};

/// Channels, rows and columns written out in one line, in this order.
struct FlattenLayer {
    bool operator==(const FlattenLayer &) const = default;
};

/// Every output is joined with every input.
struct LinearLayer {
    Tensor weight; ///< [out, in, 1, 1]
    std::vector<float> bias; ///< [out], or empty
    bool operator==(const LinearLayer &) const = default;
};

/// Scores (logits) into probabilities, over the channels.
struct SoftmaxLayer {
    bool operator==(const SoftmaxLayer &) const = default;
};

using LayerOperation = std::variant<ConvLayer, Activation, Pool2d, FlattenLayer, LinearLayer, SoftmaxLayer>;

/// One layer of a network. It makes row i + 1 of the network if it is layer i.
struct NetworkLayer {
    std::string name; ///< key, unique in its network: "conv1", "relu1", ...
    LayerOperation operation;
    bool operator==(const NetworkLayer &) const = default;
};

/// A chain of layers with their weights. A value. Row 0 is its input, row i what layer i - 1 makes of it.
struct Network {
    std::string name; ///< key
    Shape input; ///< of one sample
    std::vector<NetworkLayer> layers;
    bool operator==(const Network &) const = default;

    [[nodiscard]] int rows() const { return static_cast<int>(layers.size()) + 1; }
    /// "input" for row 0.
    [[nodiscard]] std::string_view rowName(int row) const;
    [[nodiscard]] std::optional<int> findRow(std::string_view rowName) const;
    /// The layer that makes a row, from 1 on.
    [[nodiscard]] const NetworkLayer &maker(int row) const { return layers[static_cast<size_t>(row) - 1]; }
    [[nodiscard]] NetworkLayer &maker(int row) { return layers[static_cast<size_t>(row) - 1]; }
};

/// The shape of every row. Refuses what the operations refuse, the layer's name before the field
/// ("conv2.channels").
Result<std::vector<Shape>> shapesOf(const Network &network);

/// What the layer costs that makes `row` from a row of shape `in`; nothing but for conv and linear layers.
Cost costOf(const Network &network, int row, const std::vector<Shape> &shapes);

// A digit of 28×28 for a network that wants another size.

/// `digit` with zeros around it, as many on each side, up to the size of the network's input. Refuses a
/// digit that is larger, or doesn't lie in the middle (ShapesDontMatch in "input").
Result<Tensor> framed(const Tensor &digit, const Network &network);
/// The middle of `x`, as large as `size`: undoes framed.
Tensor unframed(const Tensor &x, Pair size);

} // namespace convoscope
