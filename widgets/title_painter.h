#pragma once

#include "widgets/stage_painter.h"

namespace convoscope {

// The words over the planes of the stage.

/// Title, size and the cell that the step computes, as much of it as has room.
void paintTitle(QPainter &painter, const Stage &stage, const Pane &pane);
/// Title of planes that stand together, how many they are and their size; the scale of their colours where
/// they share one.
void paintGroupTitle(QPainter &painter, const Stage &stage, const GroupTitle &group, PaintCache &cache);
/// Why the plane that belongs here could not be made.
void paintAbsence(QPainter &painter, const Stage &stage, const Absence &absence);

} // namespace convoscope
