#pragma once

namespace convoscope::bench {

/// Bytes read and written in a nanosecond by copying pictures larger than the caches, on so many threads;
/// the median of several times.
double copySpeed(int threads);

/// The most memory that this program has held so far, in megabytes.
double peakMegabytes();

} // namespace convoscope::bench
