#pragma once

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

/// The picture with the noise added, rounded and clamped; the opacity stays.
ByteRaster withNoise(const ByteView &in, const Noise &noise);

} // namespace convoscope
