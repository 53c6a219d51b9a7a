#pragma once

#include "core/pooling.h"

/// The plain loop nests: the reference that the engine is tested against, and what the code view shows.
namespace convoscope::naive {

/// As convoscope::pool2d: one output cell after the other.
Result<Pooled> pool2d(const Tensor &x, const Pool2d &pool);

} // namespace convoscope::naive
