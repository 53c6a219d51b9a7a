#pragma once

#include "core/channels_last.h"

namespace convoscope {

/// The forms of Winograd's filtering that there are kernels for.
enum class WinogradForm {
    Large, ///< F(4×4, 3×3)
    Small ///< F(2×2, 3×3)
};

/// G w Gᵀ of every kernel of w [out, in, 3, 3], G from A. Lavin & S. Gray, Fast Algorithms for Convolutional
/// Neural Networks (2015): for each cell of the transformed kernel the weights of a product, in blocks of 16
/// output channels, [cell][out / 16][in][out % 16].
AlignedFloats winogradWeights(const Tensor &w, WinogradForm form);

} // namespace convoscope
