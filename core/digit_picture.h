#pragma once

#include "core/picture.h"
#include "core/refusal.h"

#include <optional>
#include <string_view>

namespace convoscope {

// Digits as the networks know them, 28×28 with 0 = paper and 1 = ink, and where they came from.

/// Picture::channel of a digit in a photo.
inline constexpr std::string_view digitChannel = "digit";

/// A drawing with the picture that a network is shown of it; blank where the drawing has no ink. `ink` is
/// inkOf(drawing), for those who have it.
Picture drawnDigit(Drawing drawing, const Tensor &ink);
Picture drawnDigit(Drawing drawing);

/// The digit in the first plane of a photo. Refuses one in which nothing stands out (EmptyInput in "input").
Result<Picture> photographedDigit(const Tensor &photo);

/// A digit of the bundled test set, 0 to 999; its preset is "digit-0" to "digit-999".
Picture bundledDigit(int index);
/// Which digit of the bundled set a preset means; nothing for other presets.
std::optional<int> bundledDigitOf(std::string_view preset);

} // namespace convoscope
