#pragma once

#include "core/convolution.h"

namespace convoscope {

/// A convolution whose shapes have been checked, as the engine's ways of computing it need it.
struct ConvolutionTask {
    const Tensor &x;
    const Tensor &w; ///< already flipped where asked
    std::span<const float> bias; ///< one number per output channel, or empty for none
    const Conv2d &conv;
    const Window &window;
};

/// Computes rows [first, last) of a convolution (numbered as in Convolver) by adding up whole rows of the
/// input, shifted and weighted: best where each input row serves few output channels.
void convolveDirectly(const ConvolutionTask &task, int first, int last, Tensor &out);

/// Computes the same by writing windows out as columns, in tiles that stay in the cache, and multiplying
/// them by the matrix of the weights: best where many output channels share them.
void convolveByProduct(const ConvolutionTask &task, int first, int last, Tensor &out);

} // namespace convoscope
