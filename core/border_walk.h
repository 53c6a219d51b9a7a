#pragma once

#include "core/geometry.h"

#include <vector>

namespace convoscope {

/// The padding cells around a plane, numbered from 0 in row-major order; its own cells where it has no
/// padding. Cells are counted in the plane's coordinates, so padding cells have negative or overshooting
/// ones.
struct BorderWalk {
    Pair size; ///< of the plane inside
    Sides sides;

    [[nodiscard]] bool bare() const { return sides == Sides{}; }
    [[nodiscard]] Rect body() const { return {0, 0, size.y, size.x}; }
    [[nodiscard]] int cells() const;
    [[nodiscard]] bool contains(Cell cell) const; ///< whether the walk comes to this cell
    [[nodiscard]] int numberOf(Cell cell) const; ///< of a cell that it contains
    [[nodiscard]] Cell cellOf(int number) const;
    /// The plane and the cells numbered up to `last`, as disjoint rectangles.
    [[nodiscard]] std::vector<Rect> upTo(int last) const;

private:
    [[nodiscard]] int width() const { return sides.left + size.x + sides.right; }
    [[nodiscard]] int above() const { return sides.top * width(); }
    [[nodiscard]] int beside() const { return sides.left + sides.right; } ///< cells of a row of the plane
};

} // namespace convoscope
