#pragma once

#include "core/raster.h"
#include "tests/bench/filter_works.h"

#include <functional>

namespace convoscope::bench {

/// What OpenCV does for a filter, with results allocated beforehand; nothing where it isn't installed. The
/// picture and the results must stay.
std::function<void()> openCvPeer(const FilterWork &work, ByteRaster &in);
std::function<void()> openCvPeer(const FilterWork &work, FloatRaster &in);
void useOpenCvThreads(int threads);

} // namespace convoscope::bench
