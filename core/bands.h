#pragma once

#include <functional>

namespace convoscope {

/// Work on `count` rows, to be dealt out in bands.
struct Bands {
    int count = 0;
    int size = 64; ///< rows in a band
    long long cost =
        0; ///< multiply-adds or the like in all; below about a millisecond's worth no thread is started
    int threads = 0; ///< at most, this one included; 0: as many as there are processors
};

/// Calls work(first, last) for bands that cover [0, count) exactly once, on this thread and, where it pays,
/// on others; returns when all are done. The bands don't depend on the number of threads. An exception of
/// `work` stops the dealing and comes out here.
void inBands(const Bands &bands, const std::function<void(int first, int last)> &work);

} // namespace convoscope
