#pragma once

#include "core/geometry.h"
#include "core/tensor.h"

namespace convoscope {

/// Every channel at another size: each new cell is the mean of the area that it covers, so that a photo
/// keeps what it shows when it becomes small and a small matrix its cells when it becomes large.
Tensor resized(const Tensor &x, Pair size);

/// The largest part from the middle that has the proportions of `size`, resized to it.
Tensor fitted(const Tensor &x, Pair size);

} // namespace convoscope
