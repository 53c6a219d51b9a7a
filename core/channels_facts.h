#pragma once

#include "core/channels_lesson.h"
#include "core/facts.h"

#include <vector>

namespace convoscope {

/// Two tables: shapes, parameters and multiply-adds of what is on the stage; and what layers of other kinds
/// and sizes would cost for the counted channels and map. Empty where the parameters are refused.
std::vector<FactsTable> channelsFacts(const ChannelsParams &params);

} // namespace convoscope
