#include "core/filter_result.h"

#include <cmath>

namespace convoscope {

namespace {

std::uint8_t luma(const std::uint8_t *rgb)
{
    // Weights in 1/32768, the sum rounded: no float can come out otherwise elsewhere.
    return static_cast<std::uint8_t>((rgb[0] * 9798 + rgb[1] * 19235 + rgb[2] * 3735 + 16384) >> 15);
}

float luma(const float *rgb)
{
    return 0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2];
}

template <typename T>
Raster<T> lumaRaster(const RasterView<const T> &in)
{
    Raster<T> out(in.size, 1);
    for (int y = 0; y < in.size.y; ++y) {
        const T *from = in.row(y);
        T *to = out.edit().row(y);
        for (int x = 0; x < in.size.x; ++x, from += in.channels)
            to[x] = in.channels < 3 ? *from : luma(from);
    }
    return out;
}

} // namespace

ResultScale resultScale(ResultMapping mapping, const ResultRange &range)
{
    switch (mapping) {
    case ResultMapping::Clamp: return {};
    case ResultMapping::Absolute: return {.absolute = true};
    case ResultMapping::Offset: return {.shift = 128.0};
    case ResultMapping::AutoScaled: break;
    }
    const double width = range.high - range.low;
    if (!(width > 0.0))
        return {.factor = 0.0};
    return {.factor = 255.0 / width, .shift = -range.low * 255.0 / width};
}

std::uint8_t roundedByte(double value)
{
    return static_cast<std::uint8_t>(std::nearbyint(value > 0.0 ? std::min(value, 255.0) : 0.0));
}

int mappedChannels(const Filter &filter, int channels)
{
    return hasAlpha(channels) && filter.colour != ColourMode::EveryChannel ? channels - 1 : channels;
}

int resultChannels(const Filter &filter, int channels)
{
    return filter.colour == ColourMode::Luma ? 1 : channels;
}

ByteRaster lumaOf(const ByteView &in)
{
    return lumaRaster(in);
}

FloatRaster lumaOf(const FloatView &in)
{
    return lumaRaster(in);
}

} // namespace convoscope
