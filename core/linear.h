#pragma once

#include "core/refusal.h"
#include "core/tensor.h"

#include <optional>
#include <span>

namespace convoscope {

/// Every sample as one row of features in the order channel, row, column: [n, c·h·w, 1, 1].
Tensor flattened(const Tensor &x);

/// x [n, in features], w [out, in], bias [out] or empty -> [n, out, 1, 1]: y = x·wᵀ + b. The features of a
/// sample are its values in the order channel, row, column, so a feature map needs no flattening first, and
/// the rows of w are likewise the values of w's samples. Refuses a w whose samples are not as long as x's
/// (field "weight") and a bias of another length than out (field "bias").
Result<Tensor> linear(const Tensor &x, const Tensor &w, std::span<const float> bias);

/// Weights whose samples aren't as long as those of x.
std::optional<Refusal> refusedFeatures(const Shape &x, const Shape &w);

} // namespace convoscope
