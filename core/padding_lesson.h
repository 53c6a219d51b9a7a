#pragma once

#include "core/kernels.h"
#include "core/padding.h"
#include "core/picture.h"
#include "core/refusal.h"

#include <array>
#include <span>
#include <vector>

namespace convoscope {

/// How the padding lesson looks at the four modes.
enum class PaddingView {
    Modes, ///< where each padding cell gets its value from
    Edges ///< what the modes do to the border of a convolution's output
};

/// Everything a learner can set in the padding lesson. Sizes in cells.
struct PaddingParams {
    PaddingView view = PaddingView::Modes;
    PaddingMode explained = PaddingMode::Zeros; ///< whose sums the Edges view writes out
    Picture input;
    PaddingKind padding = PaddingKind::Explicit; ///< Same and Full are for the kernel's size
    Sides sides{2, 2, 2, 2}; ///< for PaddingKind::Explicit
    float paddingValue = 0.0F; ///< for PaddingMode::Zeros
    KernelSpec kernelSpec; ///< which preset the kernel is
    Tensor kernel; ///< 1×1×kh×kw; slides over the padded inputs in the Edges view
    bool operator==(const PaddingParams &) const = default;

    [[nodiscard]] Pair inputSize() const { return {input.tensor().height(), input.tensor().width()}; }
    [[nodiscard]] Pair kernelSize() const { return {kernel.height(), kernel.width()}; }
    /// The border that is put around the input in this mode.
    [[nodiscard]] Border border(PaddingMode mode) const;
};

/// In the order in which they are shown.
inline constexpr std::array paddingModes{PaddingMode::Zeros, PaddingMode::Reflect, PaddingMode::Replicate,
                                         PaddingMode::Circular};

/// The modes that can pad the input this far. A constant always can, unless the result is too large.
std::vector<PaddingMode> possibleModes(const PaddingParams &params);
/// The mode that the Edges view explains: the chosen one, or the constant where that one isn't possible.
PaddingMode explainedMode(const PaddingParams &params);

struct Field;
class Trace;

std::span<const Field> paddingFields();
/// Two cells around 1 to 9.
PaddingParams paddingStart();
/// The trace of the chosen view. Modes that can't pad so far are left out of it and named in
/// Trace::omitted(); a refusal is for what no mode can do. Both name the field at fault.
Result<Trace> playPadding(const PaddingParams &params);

} // namespace convoscope
