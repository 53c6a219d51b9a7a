#pragma once

#include "core/activation.h"
#include "core/batch_norm.h"
#include "core/convolution.h"

#include <optional>
#include <vector>

namespace convoscope {

/// Convolution, then batch norm, then activation; the last two may be left out.
struct ConvBlock {
    Tensor weight; ///< [out, in/groups, kh, kw]
    std::vector<float> bias{}; ///< [out] or empty
    Conv2d conv{};
    std::optional<BatchNorm> norm{};
    std::optional<Activation> activation{};
    bool operator==(const ConvBlock &) const = default;
};

/// What each stage of a block made; a stage left out repeats the one before.
struct ConvBlockRun {
    Tensor conv;
    Tensor norm;
    Tensor y;
};

/// Refuses what conv2d and batchNorm refuse.
Result<ConvBlockRun> run(const ConvBlock &block, const Tensor &x);

} // namespace convoscope
