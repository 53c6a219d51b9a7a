#pragma once

#include "core/padding_lesson.h"

#include <optional>

namespace convoscope {

/// The padding lesson's parameters as formula and spellings need them, checked and with every size known.
/// Points into the parameters it was made from.
struct PaddingCall {
    const PaddingParams *params = nullptr;
    std::vector<PaddingMode> modes; ///< the possible ones, the constant first
    Pair input;
    Pair kernel;
    Pair output; ///< of the kernel at stride 1; not positive where it is larger than the padded input
    Sides sides;

    [[nodiscard]] bool edges() const { return params->view == PaddingView::Edges; }
    [[nodiscard]] const Tensor &x() const { return params->input.tensor(); }
    [[nodiscard]] Pair padded() const;
    [[nodiscard]] float constant() const { return params->paddingValue; }
    [[nodiscard]] bool shows(PaddingMode mode) const;
    /// Padding that keeps the size around a middle cell, so that libraries can do it by themselves.
    [[nodiscard]] bool centred() const;
    /// Too large to be written out as literals.
    [[nodiscard]] bool fromFile() const;
    /// All numbers are integers, so integer arithmetic gives the output.
    [[nodiscard]] bool whole() const;
};

/// Nothing where the lesson refuses the parameters.
std::optional<PaddingCall> paddingCall(const PaddingParams &params);

} // namespace convoscope
