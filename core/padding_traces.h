#pragma once

#include "core/padding_lesson.h"
#include "core/trace.h"

namespace convoscope {

// The views of the padding lesson. A mode that isn't possible leaves its places empty, and `omitted` says
// why; it travels with the trace.

/// The input with the border of every mode around it: a plane a mode. One beat a padding cell, row-major (a
/// cell of the input where there is no padding), one tap a mode.
Result<Trace> paddingModesTrace(const PaddingParams &params, std::vector<Omission> omitted);
/// The padded inputs, what the kernel makes of them, and how far the outputs are from that of the constant.
/// One beat an output cell, one tap a weight.
Result<Trace> paddingEdgesTrace(const PaddingParams &params, std::vector<Omission> omitted);

/// "pad-MODE"
std::string_view paddedName(PaddingMode mode);
/// The plane of the input with this mode's border around it, of that name.
Plane paddedPlane(const PaddingParams &params, PaddingMode mode);

/// A place for each of paddingModes.
using ModeSlots = std::array<Slot, paddingModes.size()>;
/// The padded planes of a model and the empty places of those that it leaves out.
ModeSlots slotsOfModes(const Trace::Model &model);

/// From this many cells a side on planes are shown as a whole and magnified around the step.
inline constexpr int magnifiedFrom = 33;

} // namespace convoscope
