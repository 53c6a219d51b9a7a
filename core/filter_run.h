#pragma once

#include "core/filter.h"
#include "core/filter_result.h"
#include "core/raster.h"

#include <functional>
#include <optional>

namespace convoscope {

/// How a filter is to be run over a picture.
struct FilterRun {
    int threads = 0; ///< at most; 0: as many as there are processors
    /// Told now and then which part is done, 0 to 1, from any of the threads, one at a time; false: stop.
    std::function<bool(double done)> progress{};
};

// The filter must not be one that is refused, and the picture not without cells. Rows are dealt out in bands
// to the threads; what is needed besides input and result is some ten megabytes for each thread and step,
// whatever the picture's height.

/// Writes the result to `out`, a picture of the input's size and resultChannels() channels that does not
/// overlap it; false where it was stopped, and `out` is then done in part.
bool filterInto(const ByteView &in, const Filter &filter, const RasterView<std::uint8_t> &out,
                const FilterRun &run = {});
/// The result; none where it was stopped.
std::optional<ByteRaster> filtered(const ByteView &in, const Filter &filter, const FilterRun &run = {});

/// The smallest and largest value of the whole result before the mapping, opacity left out.
ResultRange resultRange(const ByteView &in, const Filter &filter);

/// The same in floats, before the mapping, which is not done: neither rounded nor clamped.
bool filterInto(const FloatView &in, const Filter &filter, const RasterView<float> &out,
                const FilterRun &run = {});
std::optional<FloatRaster> filterValues(const ByteView &in, const Filter &filter, const FilterRun &run = {});
std::optional<FloatRaster> filterValues(const FloatView &in, const Filter &filter, const FilterRun &run = {});

} // namespace convoscope
