#pragma once

#include "core/geometry.h"
#include "core/raster.h"

#include <cstdint>

namespace convoscope {

enum class NoiseKind {
    Gaussian, ///< added to every channel of every cell; strength: the standard deviation in grey levels
    SaltAndPepper ///< cells become black or white in all channels; strength: the share of them, in per cent
};

/// Noise to add to a picture. The same seed gives the same noise, whatever the picture's content and the
/// machine.
struct Noise {
    NoiseKind kind = NoiseKind::Gaussian;
    double strength = 10.0; ///< not negative
    std::uint64_t seed = 1;
    bool operator==(const Noise &) const = default;
};

/// The number of a cell, row by row, which its noise hangs on.
inline std::uint64_t placeOf(Cell cell, Pair picture)
{
    return static_cast<std::uint64_t>(cell.row) * static_cast<std::uint64_t>(picture.x)
        + static_cast<std::uint64_t>(cell.column);
}
/// Adds the noise of a place to one cell of `channels` values; an opacity stays.
void addNoise(std::uint8_t *cell, int channels, const Noise &noise, std::uint64_t place);
/// The picture with the noise added, rounded and clamped; the opacity stays.
ByteRaster withNoise(const ByteView &in, const Noise &noise);

} // namespace convoscope
