#pragma once

#include "core/filter.h"
#include "core/noise.h"
#include "core/picture.h"

#include <optional>

namespace convoscope {

/// What a lesson does to a photo at full size, shown beside the photo. A value; the cells are shared.
struct PhotoWork {
    Picture photo; ///< its raster
    std::optional<Noise> noise{}; ///< added before anything else
    Filter filter{};
    std::optional<Filter> rival{}; ///< another one for the same photo
    int stride = 1; ///< every stride-th row and column of the result is kept
    bool operator==(const PhotoWork &) const = default;
};

/// Every stride-th row and column.
ByteRaster strided(const ByteView &in, int stride);

} // namespace convoscope
