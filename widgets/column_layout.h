#pragma once

#include "widgets/stage_layout.h"

namespace convoscope {

/// Places a trace whose slots stand in columns, from Trace::columnsFrom() on: many small planes, so titles
/// are one line and only the last plane of a column has a legend. Rows above it stand over the table, small,
/// as a diagram.
StageLayout layoutColumns(const Trace &trace, const StageRoom &view, const Theme &theme);

} // namespace convoscope
