#pragma once

#include "core/formula.h"
#include "core/pooling_lesson.h"

namespace convoscope {

/// The output size with the numbers put in, how many cells the windows leave unread at the end or hang over
/// it (negative), where adaptive windows begin and end, and what the view adds. Empty where the parameters
/// are refused.
Formula poolingFormula(const PoolingParams &params);

} // namespace convoscope
