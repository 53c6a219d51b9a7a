#pragma once

#include "core/pipeline_lesson.h"
#include "core/trace.h"

namespace convoscope {

/// The kernels of the first layer, and for one of them the digits of the test set that excite it most: where
/// in them its map is largest, and the arithmetic of that place. A beat for each digit, a tap for each
/// product. Refuses a filter that isn't there (OutOfRange in "shown_filter").
Result<Trace> excitementTrace(BundledNetwork network, int filter);

} // namespace convoscope
