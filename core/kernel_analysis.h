#pragma once

#include "core/filter.h"

#include <optional>
#include <vector>

namespace convoscope {

/// The one kernel that does what a chain of kernels does, away from the picture's edges: the convolution of
/// them all. Widened by zeros where an even kernel in it would move the anchor. None where a step is no
/// kernel, or the result would be larger than mostFilterSide.
std::optional<SettledKernel> combinedKernel(const std::vector<FilterStep> &steps);

/// How strongly a kernel lets waves through, |Σ weight · exp(2πi(fy·y + fx·x))|, for a square of frequencies
/// from -1/2 to just below 1/2 cycles a cell, in steps of 1/side: row-major, the lowest first, 0 at (side/2,
/// side/2).
struct FrequencyResponse {
    int side = 0;
    std::vector<double> gains{};

    [[nodiscard]] double at(int row, int column) const
    {
        return gains[static_cast<size_t>(row) * side + column];
    }
    [[nodiscard]] double frequency(int i) const
    {
        return static_cast<double>(i) / side - 0.5;
    } ///< cycles a cell
};
FrequencyResponse frequencyResponse(const SettledKernel &kernel, int side);
/// The gain at one frequency, in cycles a cell down and across.
struct Frequency {
    double down = 0.0;
    double across = 0.0;
};
double gainAt(const SettledKernel &kernel, const Frequency &frequency);

} // namespace convoscope
