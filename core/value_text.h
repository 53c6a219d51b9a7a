#pragma once

#include "core/geometry.h"

#include <span>
#include <string>

namespace convoscope {

// Values as a program would print them, for the live variables of the code view.

/// An integer as such, else up to six significant digits.
std::string valueText(float value);
/// As NumPy prints it, columns aligned; the middle of more than seven rows or columns left out.
std::string matrixValueText(std::span<const float> values, Pair size);

} // namespace convoscope
