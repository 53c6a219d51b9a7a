#pragma once

#include "core/lesson.h"

namespace convoscope {

/// Where a cell of the network can be stepped through: a convolution with all its channels in the lesson on
/// channels, that of the channel which brings most in the lesson on convolution, a pool in its own lesson.
/// From a kernel beside the maps: its channel's convolution. Empty for other cells.
std::vector<Opening> pipelineOpenings(const PipelineParams &params, int plane, Cell cell);

} // namespace convoscope
