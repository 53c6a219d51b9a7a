#pragma once

#include "core/filter.h"
#include "core/raster.h"

#include <algorithm>

namespace convoscope {

/// The smallest and largest result of a filter.
struct ResultRange {
    double low = 0.0;
    double high = 0.0;
};

/// What a result is turned into before it is rounded: (absolute ? |v| : v) · factor + shift.
struct ResultScale {
    bool absolute = false;
    double factor = 1.0;
    double shift = 0.0;

    [[nodiscard]] double operator()(double value) const
    {
        return (absolute ? (value < 0 ? -value : value) : value) * factor + shift;
    }
};
/// `range` counts only for AutoScaled; one without width becomes black.
ResultScale resultScale(ResultMapping mapping, const ResultRange &range = {});

/// Rounded half to even, clamped to 0..255; NaN is 0.
std::uint8_t roundedByte(double value);

/// The channels that the mapping applies to: all but an opacity that is treated as one.
int mappedChannels(const Filter &filter, int channels);
/// Channels of the result.
int resultChannels(const Filter &filter, int channels);

/// The luma of three or four channels as OpenCV computes it, and Rec. 601 defines it; a copy of one or two's
/// first.
ByteRaster lumaOf(const ByteView &in);
FloatRaster lumaOf(const FloatView &in);

} // namespace convoscope
