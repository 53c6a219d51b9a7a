#pragma once

#include "core/raster.h"

#include <array>
#include <vector>

namespace convoscope {

/// The mean square of the differences of two pictures of the same size and channels, the opacity left out.
double meanSquareError(const ByteView &a, const ByteView &b);
/// The peak signal-to-noise ratio in decibels, 10·log10(255² / mean square error); infinite for pictures that
/// are equal.
double peakSignalToNoise(const ByteView &a, const ByteView &b);

/// How many values of a channel there are of each level.
using Histogram = std::array<long long, 256>;
/// One for each channel.
std::vector<Histogram> histograms(const ByteView &in);

} // namespace convoscope
