#pragma once

#include "core/filter.h"
#include "core/filter_result.h"
#include "core/raster.h"

namespace convoscope {

/// A picture whose cells are read beyond its edges too, as the filter's border says.
struct BorderedCells {
    const Raster<double> &picture;
    FilterBorder border;
    double constant;

    [[nodiscard]] double at(Cell cell, int channel) const;
};

// The filters as their definitions say, one cell after the other in double precision: the readable reference,
// which the fast paths are tested against. The filter must not be one that is refused.

/// One step's result at one cell.
double stepNaively(const BorderedCells &in, const FilterStep &step, Cell cell, int channel);
/// The chain's results before they are mapped: what the colour mode makes of the channels, not rounded.
Raster<double> valuesNaively(const ByteView &in, const Filter &filter);
Raster<double> valuesNaively(const FloatView &in, const Filter &filter);
ByteRaster filteredNaively(const ByteView &in, const Filter &filter);

} // namespace convoscope
