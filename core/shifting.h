#pragma once

#include "core/geometry.h"
#include "core/padding.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <optional>

namespace convoscope {

// What the views have in common that move their input.

/// The first plane of `x` moved down and right by `by`; what enters follows the border's mode.
Tensor shifted(const Tensor &x, Pair by, const Border &border);

/// Why a plane of this size can't be moved so far: nothing of it would be left.
std::optional<Refusal> refusedShift(Pair by, Pair size);

} // namespace convoscope
