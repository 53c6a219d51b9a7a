#pragma once

#include "core/field.h"
#include "core/refusal.h"

#include <optional>
#include <span>

namespace convoscope {

/// The first active field whose numbers lie outside [low, high]: NotPositive or Negative where the bound is 1
/// or 0, else OutOfRange; `works` is the bound. Matrices, pictures and layers answer for themselves.
std::optional<Refusal> refusedRange(std::span<const Field> fields, const Params &params);

} // namespace convoscope
