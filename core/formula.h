#pragma once

#include "core/plane.h"

#include <optional>
#include <string>
#include <vector>

namespace convoscope {

/// A piece of a formula, coloured by the role of the plane it speaks of.
struct FormulaToken {
    std::string text; ///< UTF-8; mathematics, never words
    std::optional<PlaneRole> role{};
    bool operator==(const FormulaToken &) const = default;
};

/// One line of a formula. The first equals signs of lines are aligned; a line that begins with blanks goes on
/// from the one before.
using FormulaLine = std::vector<FormulaToken>;
using Formula = std::vector<FormulaLine>;

} // namespace convoscope
