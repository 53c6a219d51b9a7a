#pragma once

#include "core/conv_transpose.h"
#include "core/convolution.h"

#include <vector>

namespace convoscope {

/// What a change of a layer's result means for its x, weights and bias, each in the layout of what it belongs
/// to.
struct LayerGradients {
    Tensor x;
    Tensor weight;
    std::vector<float> bias;
};

/// Of conv2d(x, w, bias, conv), given that of its result. Refuses what conv2d refuses, and a gradY that
/// hasn't the shape of the result (field "gradient").
Result<LayerGradients> conv2dBackward(const Tensor &x, const Tensor &w, const Conv2d &conv,
                                      const Tensor &gradY);

/// The x of conv2dBackward alone, for an input of shape `x`.
Result<Tensor> conv2dBackwardInput(const Shape &x, const Tensor &w, const Conv2d &conv, const Tensor &gradY);

/// Of convTranspose2d with respect to an input of shape `x`: the convolution that it is the transpose of.
Result<Tensor> convTranspose2dBackward(const Shape &x, const Tensor &w, const ConvTranspose2d &conv,
                                       const Tensor &gradY);

/// The adjoint of pad: what a change of the padded tensor means for one of shape `x`. Cells of constant
/// padding pass nothing on, the others to the cell that they copy.
Tensor padBackward(const Tensor &gradPadded, const Shape &x, const Border &border);

/// Why `got` can't be the gradient of a result of shape `want`: ChannelsDontMatch or ShapesDontMatch in
/// field "gradient".
std::optional<Refusal> refusedGradient(const Shape &got, const Shape &want);

} // namespace convoscope
