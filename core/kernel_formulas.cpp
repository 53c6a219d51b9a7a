#include "core/kernel_formulas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace convoscope {

namespace {

/// What sines and cosines leave where the exact value is 0 is nothing to multiply by.
float weightOf(double value)
{
    constexpr double residue = 1e-12;
    return std::abs(value) < residue ? 0.0F : static_cast<float>(value);
}

/// A kernel of f(dy, dx), the distances from its centre in cells: halves where a side is even.
template <typename F>
Tensor sampled(Pair size, const F &f)
{
    Tensor kernel({1, 1, size.y, size.x});
    for (int y = 0; y < size.y; ++y) {
        for (int x = 0; x < size.x; ++x)
            kernel.at(y, x) = weightOf(f(y - (size.y - 1) / 2.0, x - (size.x - 1) / 2.0));
    }
    return kernel;
}

/// The sum over the same cells, before rounding.
template <typename F>
double sumOf(Pair size, const F &f)
{
    double sum = 0.0;
    for (int y = 0; y < size.y; ++y) {
        for (int x = 0; x < size.x; ++x)
            sum += f(y - (size.y - 1) / 2.0, x - (size.x - 1) / 2.0);
    }
    return sum;
}

template <typename F>
Tensor normalised(Pair size, const F &f)
{
    const double sum = sumOf(size, f);
    return sampled(size, [&](double dy, double dx) { return f(dy, dx) / sum; });
}

} // namespace

Tensor identityKernel(Pair size)
{
    Tensor kernel({1, 1, size.y, size.x});
    kernel.at((size.y - 1) / 2, (size.x - 1) / 2) = 1.0F;
    return kernel;
}

Tensor boxKernel(Pair size)
{
    return normalised(size, [](double, double) { return 1.0; });
}

Tensor gaussianKernel(Pair size, double sigma)
{
    // Distances from the nearest cell's, so that a narrow Gaussian on an even kernel doesn't vanish.
    const auto excess = [](double d, int side) { return d * d - (side % 2 == 0 ? 0.25 : 0.0); };
    return normalised(size, [&](double dy, double dx) {
        return std::exp(-(excess(dy, size.y) + excess(dx, size.x)) / (2 * sigma * sigma));
    });
}

Tensor logKernel(Pair size, double sigma)
{
    const double variance = sigma * sigma;
    const auto value = [variance](double dy, double dx) {
        const double r2 = dy * dy + dx * dx;
        return (r2 - 2 * variance) / (2 * std::numbers::pi * variance * variance * variance)
            * std::exp(-r2 / (2 * variance));
    };
    const double mean = sumOf(size, value) / (size.y * size.x);
    return sampled(size, [&](double dy, double dx) { return value(dy, dx) - mean; });
}

Tensor gaborKernel(const KernelSpec &spec)
{
    constexpr double aspect = 0.5;
    const double angle = spec.angle * std::numbers::pi / 180.0;
    return sampled(spec.size, [&](double dy, double dx) {
        const double u = dx * std::cos(angle) + dy * std::sin(angle);
        const double v = aspect * (dy * std::cos(angle) - dx * std::sin(angle));
        return std::exp(-(u * u + v * v) / (2 * spec.sigma * spec.sigma))
            * std::cos(2 * std::numbers::pi * u / spec.wavelength);
    });
}

Tensor motionBlurKernel(const KernelSpec &spec)
{
    const double angle = spec.angle * std::numbers::pi / 180.0;
    return normalised(spec.size, [angle](double dy, double dx) {
        return std::max(0.0, 1.0 - std::abs(dy * std::cos(angle) - dx * std::sin(angle)));
    });
}

} // namespace convoscope
