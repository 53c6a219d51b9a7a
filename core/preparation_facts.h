#pragma once

#include "core/formula.h"
#include "core/listing.h"
#include "core/picture.h"
#include "core/trace.h"

namespace convoscope {

/// By how much the ink of a drawing or photo is scaled, and how far it is shifted, with the numbers in. Empty
/// where there is no ink.
Formula preparationFormula(const Picture &picture);

/// Sizes on the way, and the cell that a step of a preparationTrace computes, by row and column.
std::vector<Variable> preparationVariables(const Trace &trace, Position position);

} // namespace convoscope
