#pragma once

#include "core/formula.h"
#include "core/padding_lesson.h"

namespace convoscope {

/// The padded size with the numbers put in, how it follows from the kernel, and, where a kernel matters, the
/// output's size at stride 1; in the Modes view how many cells are padding. Empty where the parameters are
/// refused.
Formula paddingFormula(const PaddingParams &params);

} // namespace convoscope
