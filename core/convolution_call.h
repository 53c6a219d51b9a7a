#pragma once

#include "core/convolution_lesson.h"
#include "core/geometry.h"
#include "core/padding.h"

#include <optional>

namespace convoscope {

/// The lesson's parameters as the spellings need them, checked and with every size known. Pairs are height
/// first. Points into the parameters it was made from.
struct ConvolutionCall {
    const ConvolutionParams *params = nullptr;
    const Tensor *x = nullptr;
    const Tensor *kernel = nullptr;
    Pair input; ///< sizes of x,
    Pair weights; ///< of the kernel
    Pair output; ///< and of the output
    Pair extent; ///< d(K-1)+1
    Border border; ///< none in the transposed view
    float divisor = 1.0F;

    [[nodiscard]] bool transposed() const { return params->view == ConvolutionView::Transposed; }
    [[nodiscard]] bool flipped() const { return params->flip && !transposed(); }
    [[nodiscard]] bool padded() const { return border.sides != Sides{}; }
    [[nodiscard]] bool dilated() const { return params->dilation != Pair{}; }
    [[nodiscard]] bool strided() const { return params->stride != Pair{}; }
    [[nodiscard]] bool divided() const { return divisor != 1.0F; }
    [[nodiscard]] bool constantBorder() const; ///< padded with something else than zero
    /// Padding keeps the size at stride 1, as PyTorch's "same" does it.
    [[nodiscard]] bool same() const;
    [[nodiscard]] bool full() const;
    /// An odd total of same padding on some axis.
    [[nodiscard]] bool lopsided() const;
    /// Too large to be written out as literals.
    [[nodiscard]] bool fromFile() const;
    /// All numbers are integers, so integer arithmetic gives the output.
    [[nodiscard]] bool whole() const;
    /// Size of the input spread with stride - 1 zeros: (I-1)s+1.
    [[nodiscard]] Pair spread() const;
    /// Padding of the direct reading of a transposed convolution; negative where cells are cut off.
    [[nodiscard]] Sides directSides() const;
};

/// Nothing where the lesson refuses the parameters.
std::optional<ConvolutionCall> convolutionCall(const ConvolutionParams &params);

} // namespace convoscope
