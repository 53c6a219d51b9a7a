#pragma once

#include "core/geometry.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace convoscope {

/// Height × width cells of 1..4 interleaved channels, somewhere in memory: grey, grey and alpha, RGB, or
/// RGBA.
template <typename T>
struct RasterView {
    T *data = nullptr;
    Pair size{0, 0};
    int channels = 1;
    std::ptrdiff_t pitch = 0; ///< values from one row to the next

    [[nodiscard]] T *row(int y) const { return data + y * pitch; }
    [[nodiscard]] T &at(Cell cell, int channel) const
    {
        return row(cell.row)[cell.column * channels + channel];
    }
    [[nodiscard]] int rowValues() const { return size.x * channels; }
};

/// A picture that owns its values, without gaps between the rows.
template <typename T>
struct Raster {
    Pair size{0, 0};
    int channels = 1;
    std::vector<T> values{};

    Raster() = default;
    Raster(Pair rasterSize, int rasterChannels)
        : size(rasterSize)
        , channels(rasterChannels)
        , values(static_cast<std::size_t>(size.y) * size.x * channels)
    {
    }

    [[nodiscard]] RasterView<const T> view() const
    {
        return {values.data(), size, channels, static_cast<std::ptrdiff_t>(size.x) * channels};
    }
    [[nodiscard]] RasterView<T> edit()
    {
        return {values.data(), size, channels, static_cast<std::ptrdiff_t>(size.x) * channels};
    }
    bool operator==(const Raster &) const = default;
};

using ByteRaster = Raster<std::uint8_t>;
using FloatRaster = Raster<float>;
using ByteView = RasterView<const std::uint8_t>;
using FloatView = RasterView<const float>;

/// The last of two or four channels is the opacity.
inline bool hasAlpha(int channels)
{
    return channels == 2 || channels == 4;
}

} // namespace convoscope
