#pragma once

#include "core/conv_transpose.h"
#include "core/convolution.h"

/// The plain loop nests: the reference that the engine is tested against, and what the code view shows.
namespace convoscope::naive {

/// As convoscope::conv2d: one output cell after the other, each the sum of its taps.
Result<Tensor> conv2d(const Tensor &x, const Tensor &w, std::span<const float> bias, const Conv2d &conv);

/// As convoscope::convTranspose2d: every input cell stamps the kernel, times its value, onto the output.
Result<Tensor> convTranspose2d(const Tensor &x, const Tensor &w, std::span<const float> bias,
                               const ConvTranspose2d &conv);

} // namespace convoscope::naive
