#pragma once

#include "core/pool_windows.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <vector>

namespace convoscope {

/// What a pooling makes of a tensor.
struct Pooled {
    Tensor y;
    std::vector<int> indices; ///< Max: per output the winner's place row·W + column in its plane, the first
                              ///< of equals, a NaN before all numbers; empty for Average
};

Result<Pooled> pool2d(const Tensor &x, const Pool2d &pool);

} // namespace convoscope
