#pragma once

#include "widgets/stage_layout.h"

namespace convoscope {

// Where the planes of the stage are looked at, whatever way they are laid out.

/// What a loupe shows of a plane: its window or written cell.
Rect focusOf(const std::vector<Mark> &marks, int plane);
/// Whole pixels per cell keep the grid crisp; planes seen from far need fractions.
double crisp(double cell);
/// Magnifies and moves the cells inside the pane's frame as camera or loupe ask for.
void aim(Pane &pane, const Plane &plane, const StageRoom &view);

} // namespace convoscope
