#include "tests/bench/memory_use.h"

#include "core/bands.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <sys/resource.h>
#include <vector>

namespace convoscope::bench {

double copySpeed(int threads)
{
    constexpr int rows = 3000;
    constexpr size_t rowBytes = 16000; // a picture of 12 megapixels in floats
    const std::vector<char> in(rows * rowBytes, 1);
    std::vector<char> out(rows * rowBytes);
    std::vector<double> speeds;
    speeds.reserve(20);
    for (int i = 0; i < 20; ++i) {
        const auto start = std::chrono::steady_clock::now();
        inBands({.count = rows, .size = 64, .cost = 1LL << 40, .threads = threads}, [&](int first, int last) {
            std::memcpy(out.data() + static_cast<size_t>(first) * rowBytes,
                        in.data() + static_cast<size_t>(first) * rowBytes,
                        static_cast<size_t>(last - first) * rowBytes);
        });
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
        speeds.push_back(2.0 * static_cast<double>(in.size()) / taken.count());
    }
    std::ranges::sort(speeds);
    return speeds[speeds.size() / 2];
}

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e6; // Linux counts in KiB
}

} // namespace convoscope::bench
