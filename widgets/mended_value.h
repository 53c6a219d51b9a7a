#pragma once

#include "core/field.h"
#include "core/refusal.h"

#include <optional>

namespace convoscope {

/// The field's value changed to what the refusal says would work, on the axis at fault only; none where the
/// refusal knows no such value or the field is not a number.
std::optional<FieldValue> mendedValue(const FieldValue &value, const Refusal &refusal);

} // namespace convoscope
