#pragma once

#include "core/filter.h"
#include "core/raster.h"

#include <optional>

namespace convoscope {

/// What a filter makes of a part of a picture, without the time for the rest. `cells` lie inside of the
/// picture. None where the part hangs on the rest: for results that are scaled to the whole's range, and at
/// the edges for a border that wraps around.
std::optional<ByteRaster> filteredPart(const ByteView &in, const Filter &filter, const Rect &cells);

/// The cells of a picture as a picture of their own, in place.
ByteView partOf(const ByteView &in, const Rect &cells);
/// A copy of them.
ByteRaster copyOf(const ByteView &in);

} // namespace convoscope
