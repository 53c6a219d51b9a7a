#pragma once

#include "core/geometry.h"
#include "core/tensor.h"

#include <optional>
#include <span>
#include <string_view>

namespace convoscope {

/// Keys of the inputs that can be chosen by name, in the order in which they are offered. Those of the
/// tutorial texts come first; keys with a size, such as "rings-28x28", say their height and width.
std::span<const std::string_view> inputPresets();

/// The matrix of that key as a 1×1×H×W tensor, or nothing where there is no such key:
/// gradient-5x5, patch-7x7, patch-5x5 (its upper left), counting-3x3, counting-4x4, map-4x4, map-5x5,
/// map-6x6, vertical-edge and horizontal-edge 4×4, diagonal-edge, corner, stripes, checker, ramp, random 8×8,
/// impulse 7×7, rings-28x28, rings-32x32, rings-33x33, rings-64x64, rings-224x224, and of each handwritten
/// digit one, digit-0 (a 7) to digit-61, by its number in the test set. Those of several channels
/// (core/stack_presets.h) and the other digits of the test set (core/digit_picture.h) are found, too.
std::optional<Tensor> inputPreset(std::string_view key);

// What an edited matrix can be filled with. Both sides at least 1.

/// Whole numbers 0 to 9, the same on every machine for the same seed.
Tensor randomMatrix(Pair size, unsigned seed);
/// 1, 2, 3, ... row by row.
Tensor ramp(Pair size);
/// 1 and 0 in turn; 1 at the top left.
Tensor checker(Pair size);
/// 0 but for one 1 in the middle (below and right of it where a side is even).
Tensor impulse(Pair size);

} // namespace convoscope
