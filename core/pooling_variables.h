#pragma once

#include "core/listing.h"
#include "core/pooling_call.h"
#include "core/trace.h"

#include <vector>

namespace convoscope {

// What the variables of the lesson's programs hold at a step; `tapping` while a tap is being added.

std::vector<Variable> numpyPoolVariables(const PoolingCall &call, const Trace &trace, const Step &step,
                                         bool tapping);
std::vector<Variable> cppPoolVariables(const PoolingCall &call, const Trace &trace, const Step &step,
                                       bool tapping);
/// The output cell of a library's call, once it is complete; nothing for libraries without one.
std::vector<Variable> resultPoolVariables(const PoolingCall &call, const Step &step, Dialect dialect);

} // namespace convoscope
