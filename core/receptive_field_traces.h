#pragma once

#include "core/receptive_field_lesson.h"
#include "core/trace.h"

namespace convoscope {

// The views of the lesson on receptive fields, each as a trace. Both refuse what LayerStack and StackRun
// refuse, and a unit that isn't there ("unit").

/// A beat a layer: the field of the chosen unit grows on the input, by the recursion of the tables below.
Result<Trace> fieldGrowthTrace(const ReceptiveFieldParams &params);

/// A beat a row, from the unit's own back to the input: its gradient, or the number of ways to it.
Result<Trace> fieldBackwardTrace(const ReceptiveFieldParams &params);

} // namespace convoscope
