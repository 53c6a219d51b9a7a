#pragma once

#include "core/filter.h"

#include <string_view>
#include <vector>

namespace convoscope::bench {

/// A filter of the benchmark, and what OpenCV has for it.
struct FilterWork {
    enum class Peer { Filter2d, Sobel, Gaussian, Magnitude };

    std::string_view name;
    FilterStep step{};
    int channels = 1;
    bool floats = false; ///< in and out
    Peer peer = Peer::Filter2d;
    double sigma = 0.0; ///< of a Gaussian
};

std::vector<FilterWork> filterWorks();

FilterStep namedStep(std::string_view preset, int side = 0, double sigma = 1.0);
FilterStep denseStep(int side); ///< weights of no pattern

/// Multiply-adds a value, done the way that a person would: two passes where the kernel is made as such, else
/// every weight that isn't 0.
double productsPerValue(const FilterWork &work);

} // namespace convoscope::bench
