#pragma once

#include "core/receptive_field.h"

#include <vector>

namespace convoscope {

/// How many ways lead from the pixels of the input to one unit of a stack.
struct PathCounts {
    Rect area{}; ///< the pixels that have any
    std::vector<double> counts; ///< row-major over the area; whole numbers, exact up to 2^53
    bool operator==(const PathCounts &) const = default;
    [[nodiscard]] double at(Cell pixel) const; ///< 0 outside the area
};

/// Counts every tap of a window as one step, of pools as of convolutions, and padding as a dead end: the
/// gradient of a linear stack with all weights 1.
PathCounts pathCounts(const LayerStack &stack, int row, Cell unit);

/// The same from the units of every row up to `row`; the first element are the pixels.
std::vector<PathCounts> pathCountsOfRows(const LayerStack &stack, int row, Cell unit);

} // namespace convoscope
