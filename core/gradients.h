#pragma once

#include "core/activation.h"
#include "core/conv_gradients.h"
#include "core/pooling.h"

#include <span>

namespace convoscope {

/// Of pool2d with respect to an input of shape `x`. A maximum passes everything to its winner, found in the
/// forward pass (Pooled::indices; not used by an average), an average the same share to each of its cells.
/// Refuses what pool2d refuses and a gradY of another shape than the result (field "gradient").
Result<Tensor> pool2dBackward(const Shape &x, const Pool2d &pool, std::span<const int> winners,
                              const Tensor &gradY);

/// Of linear(x, w, bias), x in its own shape.
Result<LayerGradients> linearBackward(const Tensor &x, const Tensor &w, const Tensor &gradY);

/// Of activated(x, activation).
Result<Tensor> activationBackward(const Tensor &x, const Activation &activation, const Tensor &gradY);

} // namespace convoscope
