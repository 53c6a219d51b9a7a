#pragma once

#include "core/convolution_call.h"
#include "core/listing.h"
#include "core/trace.h"

#include <vector>

namespace convoscope {

// What the variables of the lesson's programs hold at a step; `tapping` while a tap is being added.

std::vector<Variable> numpyVariables(const ConvolutionCall &call, const Step &step, bool tapping);
std::vector<Variable> cppVariables(const ConvolutionCall &call, const Step &step, bool tapping);
/// The output cell of a library's call, once it is complete.
std::vector<Variable> resultVariables(const Step &step, Dialect dialect);

} // namespace convoscope
