#pragma once

#include "core/padding_lesson.h"
#include "core/trace.h"

namespace convoscope {

// The views of the padding lesson. Both show only the modes that are possible; `omitted` says why the others
// aren't, and travels with the trace.

/// The input with the border of every mode around it: a plane a mode. One beat a padding cell, row-major (a
/// cell of the input where there is no padding), one tap a mode.
Result<Trace> paddingModesTrace(const PaddingParams &params, std::vector<Refusal> omitted);
/// The padded inputs, what the kernel makes of them, and how far the outputs are from that of the constant.
/// One beat an output cell, one tap a weight.
Result<Trace> paddingEdgesTrace(const PaddingParams &params, std::vector<Refusal> omitted);

/// The plane of the input with this mode's border around it, named "pad-MODE".
Plane paddedPlane(const PaddingParams &params, PaddingMode mode);

/// From this many cells a side on planes are shown as a whole and magnified around the step.
inline constexpr int magnifiedFrom = 33;

} // namespace convoscope
