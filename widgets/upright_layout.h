#pragma once

#include "widgets/stage_layout.h"

namespace convoscope {

/// Places of a trace that stands upright: columns side by side, in each its planes from top to bottom, all
/// thumbnails of the stage of one size.
StageLayout layoutUpright(const Trace &trace, const StageRoom &view, const Theme &theme);

} // namespace convoscope
