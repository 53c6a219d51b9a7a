#pragma once

#include "core/tensor.h"

#include <variant>

namespace convoscope {

enum class ActivationKind {
    Identity,
    Relu, ///< max(x, 0)
    Relu6, ///< min(max(x, 0), 6)
    LeakyRelu, ///< x, or negativeSlope·x below 0
    Elu, ///< x, or alpha·(e^x - 1) below 0
    Gelu, ///< x·Φ(x), exact (by erf), not the tanh approximation
    Silu, ///< x·sigmoid(x)
    Sigmoid, ///< 1 / (1 + e^-x)
    Tanh
};

/// A function applied to every value by itself; names and defaults are PyTorch's.
struct Activation {
    ActivationKind kind = ActivationKind::Relu;
    float negativeSlope = 0.01F; ///< LeakyRelu only
    float alpha = 1.0F; ///< Elu only
    bool operator==(const Activation &) const = default;
};

float activate(const Activation &activation, float x);
/// The derivative at x; at a kink as PyTorch has it: 0 for relu at 0.
float slope(const Activation &activation, float x);
/// What is done to a single value besides.
enum class CellFunction {
    Root, ///< √x
    ToByte, ///< rounded half to even and clamped to 0..255
    AbsoluteToByte ///< of |x|
};
/// Any function of one value, an activation with its usual numbers.
using ValueFunction = std::variant<ActivationKind, CellFunction>;
float applied(const ValueFunction &function, float x);

/// Every value of `x` activated.
Tensor activated(Tensor x, const Activation &activation);

/// Along which axis of N×C×H×W values compete.
enum class TensorAxis { Samples, Channels, Rows, Columns };

/// e^x / Σ e^x along the axis, the largest value subtracted first so that nothing overflows.
Tensor softmax(Tensor x, TensorAxis axis = TensorAxis::Channels);
/// log(softmax(x)), computed as x - max - log Σ e^(x - max).
Tensor logSoftmax(Tensor x, TensorAxis axis = TensorAxis::Channels);

} // namespace convoscope
