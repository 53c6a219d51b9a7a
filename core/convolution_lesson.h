#pragma once

#include "core/kernels.h"
#include "core/padding.h"
#include "core/picture.h"
#include "core/refusal.h"

#include <span>

namespace convoscope {

/// How the convolution lesson looks at the computation.
enum class ConvolutionView {
    Sliding, ///< the kernel slides over the input
    Transposed, ///< transposed convolution, stamping and direct, side by side
    Im2col, ///< windows unrolled into columns, one matrix product
    Shift, ///< the input moved: does the output move with it?
    Sharing ///< the same few weights against the fully connected matrix
};

/// Which reading of the transposed convolution the playhead steps through; the other one follows.
enum class TransposedReading {
    Stamp, ///< every input cell stamps the kernel onto the output
    Direct ///< the flipped kernel slides over the input spread with zeros
};

/// Everything a learner can set in the convolution lesson. Sizes in cells.
struct ConvolutionParams {
    ConvolutionView view = ConvolutionView::Sliding;
    Picture input;
    KernelSpec kernelSpec; ///< which preset the kernel is
    Tensor kernel; ///< 1×1×kh×kw, as shown (before division)
    float divisor = 1.0F; ///< every sum is divided by it; not 0
    bool normalise = false; ///< divide by the kernel's sum instead, where that isn't 0
    Pair stride{};
    PaddingKind padding = PaddingKind::Valid;
    Sides sides{}; ///< for PaddingKind::Explicit
    PaddingMode paddingMode = PaddingMode::Zeros;
    float paddingValue = 0.0F; ///< for PaddingMode::Zeros
    Pair dilation{};
    bool flip = false; ///< true convolution: the kernel is rotated by 180°
    TransposedReading reading = TransposedReading::Stamp;
    Pair transposedPadding{0, 0}; ///< cut off each side of a transposed convolution's output
    Pair outputPadding{0, 0}; ///< added at its bottom and right
    Pair shift{0, 1}; ///< by how much the Shift view moves the input, down and right
    bool operator==(const ConvolutionParams &) const = default;

    [[nodiscard]] float effectiveDivisor() const;
    [[nodiscard]] Border border() const;
};

struct Field;
class Trace;

std::span<const Field> convolutionFields();
/// The scene that the program starts with: Sobel-X on a gradient.
ConvolutionParams convolutionStart();
/// The trace of the chosen view. Refusals name the field at fault.
Result<Trace> playConvolution(const ConvolutionParams &params);

} // namespace convoscope
