#pragma once

#include "core/channels_lesson.h"
#include "core/formula.h"

namespace convoscope {

/// What a cell is made of, how many weights and multiply-adds that takes, and the size of the output, with
/// the numbers of the parameters. Empty where they are refused.
Formula channelsFormula(const ChannelsParams &params);

} // namespace convoscope
