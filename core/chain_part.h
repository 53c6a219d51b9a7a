#pragma once

#include "core/filter.h"
#include "core/raster.h"

#include <functional>
#include <vector>

namespace convoscope {

/// Values at where some rows and some columns of a picture cross.
struct PartValues {
    std::vector<int> rows{}; ///< ascending, inside of the picture
    std::vector<int> columns{};
    std::vector<double> values{}; ///< row by row

    /// Of a cell whose row and column are among them.
    [[nodiscard]] double at(Cell cell) const;
};

/// One channel of a picture to compute a part of.
struct PartSource {
    Pair size{0, 0}; ///< of the picture
    std::function<double(Cell)> value; ///< before the first step
};

/// Where some rows and columns of a picture cross; both ascending, inside of it.
struct PartCells {
    std::vector<int> rows{};
    std::vector<int> columns{};
};

/// What a filter makes of some cells, exactly and directly: entry i is what its first i steps make, as far as
/// the last one needs it for `cells`.
std::vector<PartValues> chainValues(const PartSource &source, const Filter &filter, const PartCells &cells);

/// What a step's window holds around a cell, row by row; beyond the edges what the filter's border says.
struct PartWindow {
    const PartValues &before;
    Pair picture{0, 0};
    FilterBorder border = FilterBorder::Reflect;
    double constant = 0.0;

    [[nodiscard]] double at(Cell cell) const; ///< beyond the edges too
};

/// The window that a step looks at: of a median its square, else that of its kernel.
Pair windowOf(const FilterStep &step);
/// The middle cell of a window, from its top left.
inline Pair anchorOf(Pair window)
{
    return {window.y / 2, window.x / 2};
}

/// Σ weight · value over a kernel's window, and its offset.
double weighedSum(const PartWindow &window, const SettledKernel &kernel, Cell cell);
/// The middle value of a square.
double middleValue(const PartWindow &window, int side, Cell cell);
/// √(x² + y²), or where the gradient points: a whole turn as 256, 0 where it is shorter than leastGradient.
double lengthOf(double x, double y);
double directionOf(double x, double y);

} // namespace convoscope
