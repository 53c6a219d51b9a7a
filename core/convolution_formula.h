#pragma once

#include "core/convolution_lesson.h"
#include "core/formula.h"

namespace convoscope {

/// The output size with the numbers put in, and what else the view counts: columns of im2col, weights, MACs
/// (multiply-adds), the moves of the shift view. Empty where the parameters are refused.
Formula convolutionFormula(const ConvolutionParams &params);

} // namespace convoscope
