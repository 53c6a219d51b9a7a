#pragma once

#include "core/formula.h"
#include "core/receptive_field_lesson.h"

namespace convoscope {

/// The recursion and the closed formula of the receptive field (Araujo, Norris & Sim, Distill 2019) with the
/// numbers of the layers up to the chosen one, for height and width where they differ. Empty where refused.
Formula receptiveFieldFormula(const ReceptiveFieldParams &params);

} // namespace convoscope
