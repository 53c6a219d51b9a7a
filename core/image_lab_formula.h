#pragma once

#include "core/formula.h"
#include "core/image_lab_lesson.h"

namespace convoscope {

/// What the explained step computes at one cell, and the size of the result; empty where refused.
Formula imageLabFormula(const ImageLabParams &params);

} // namespace convoscope
