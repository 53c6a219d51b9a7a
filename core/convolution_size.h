#pragma once

#include "core/convolution_call.h"
#include "core/formula.h"

namespace convoscope {

/// How large the output is, in letters and in numbers; once where height and width agree. For transposed
/// convolution: of the stamping reading, then size and padding of the direct one's input and its output.
Formula outputSizeFormula(const ConvolutionCall &call);

} // namespace convoscope
