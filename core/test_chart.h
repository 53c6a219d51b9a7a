#pragma once

#include "core/picture.h"

#include <optional>
#include <span>
#include <string_view>

namespace convoscope {

/// Keys of the pictures that are computed, not read from a file, in the order in which they are offered:
/// "chart" (colours, edges of all directions, steps, fine lines) and "zone-plate" (all frequencies in all
/// directions).
std::span<const std::string_view> rasterPresets();
/// The picture of that key, or none.
std::optional<Picture> rasterPreset(std::string_view key);

} // namespace convoscope
