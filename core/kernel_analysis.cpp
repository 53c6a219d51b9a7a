#include "core/kernel_analysis.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace convoscope {

namespace {

/// A kernel's cells before and behind its anchor, on one axis.
struct Extent {
    int before;
    int behind;

    /// The side that has its anchor, the cell side/2, behind `before` cells at least.
    [[nodiscard]] int side() const
    {
        const int centre = std::max(before, behind);
        return behind < centre ? 2 * centre : 2 * centre + 1;
    }
};

Extent together(int a, int b)
{
    return {a / 2 + b / 2, (a - 1 - a / 2) + (b - 1 - b / 2)};
}

/// First `a`, then `b`.
SettledKernel composed(const SettledKernel &a, const SettledKernel &b)
{
    const Extent down = together(a.size.y, b.size.y);
    const Extent across = together(a.size.x, b.size.x);
    SettledKernel result{.size = {down.side(), across.side()}, .offset = a.offset * b.sum() + b.offset};
    result.weights.assign(static_cast<size_t>(result.size.y) * result.size.x, 0.0);
    const Pair shift{result.size.y / 2 - down.before, result.size.x / 2 - across.before};
    for (int y = 0; y < a.size.y + b.size.y - 1; ++y) {
        for (int x = 0; x < a.size.x + b.size.x - 1; ++x) {
            double sum = 0.0;
            for (int v = std::max(0, y - b.size.y + 1); v <= std::min(y, a.size.y - 1); ++v) {
                for (int u = std::max(0, x - b.size.x + 1); u <= std::min(x, a.size.x - 1); ++u)
                    sum += a.at(v, u) * b.at(y - v, x - u);
            }
            result.weights[static_cast<size_t>(y + shift.y) * result.size.x + x + shift.x] = sum;
        }
    }
    return result;
}

std::complex<double> wave(double cycles)
{
    return std::polar(1.0, 2.0 * std::numbers::pi * cycles);
}

/// Each row of the kernel at one horizontal frequency.
std::vector<std::complex<double>> rowSums(const SettledKernel &kernel, double across)
{
    std::vector<std::complex<double>> sums(static_cast<size_t>(kernel.size.y));
    for (int x = 0; x < kernel.size.x; ++x) {
        const auto turn = wave(across * x);
        for (int y = 0; y < kernel.size.y; ++y)
            sums[static_cast<size_t>(y)] += kernel.at(y, x) * turn;
    }
    return sums;
}

double gain(const std::vector<std::complex<double>> &rows, double down)
{
    std::complex<double> sum = 0.0;
    for (size_t y = 0; y < rows.size(); ++y)
        sum += rows[y] * wave(down * static_cast<double>(y));
    return std::abs(sum);
}

} // namespace

std::optional<SettledKernel> combinedKernel(const std::vector<FilterStep> &steps)
{
    std::optional<SettledKernel> result;
    for (const FilterStep &step : steps) {
        if (step.kind != FilterKind::Kernel)
            return std::nullopt;
        result = result ? composed(*result, settled(step)) : settled(step);
        if (std::max(result->size.y, result->size.x) > mostFilterSide)
            return std::nullopt;
    }
    return result;
}

FrequencyResponse frequencyResponse(const SettledKernel &kernel, int side)
{
    FrequencyResponse response{.side = side, .gains = std::vector<double>(static_cast<size_t>(side) * side)};
    for (int column = 0; column < side; ++column) {
        const auto rows = rowSums(kernel, response.frequency(column));
        for (int row = 0; row < side; ++row)
            response.gains[static_cast<size_t>(row) * side + column] = gain(rows, response.frequency(row));
    }
    return response;
}

double gainAt(const SettledKernel &kernel, const Frequency &frequency)
{
    return gain(rowSums(kernel, frequency.across), frequency.down);
}

} // namespace convoscope
