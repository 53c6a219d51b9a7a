#pragma once

#include "core/tensor.h"

#include <optional>
#include <span>
#include <string_view>

namespace convoscope {

/// Keys of the inputs of several channels that can be chosen by name, in the order in which they are
/// offered; those that begin with "rgb" hold red, green and blue.
std::span<const std::string_view> stackPresets();

/// The channels of that key as a 1×C×H×W tensor, or nothing where there is no such key: rgb-5x5 (a red
/// cross), rgb-8x8 (four coloured squares), digits-2x5x5, digits-4x5x5, digits-6x5x5, digits-8x4x4 (random
/// digits), rings-3x32x32.
std::optional<Tensor> stackPreset(std::string_view key);

} // namespace convoscope
