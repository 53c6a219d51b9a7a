#pragma once

#include "core/field.h"

namespace convoscope {

/// What the chosen network, after the experiments with it and with the digit, takes other digits for.
extern const DigitJudge pipelineJudge;

} // namespace convoscope
