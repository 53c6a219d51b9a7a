#include "core/image_measures.h"

#include <cmath>
#include <limits>

namespace convoscope {

double meanSquareError(const ByteView &a, const ByteView &b)
{
    const int colours = hasAlpha(a.channels) ? a.channels - 1 : a.channels;
    long long sum = 0;
    for (int y = 0; y < a.size.y; ++y) {
        for (int x = 0; x < a.size.x; ++x) {
            for (int c = 0; c < colours; ++c) {
                const int apart = a.at({y, x}, c) - b.at({y, x}, c);
                sum += static_cast<long long>(apart) * apart;
            }
        }
    }
    return static_cast<double>(sum) / (static_cast<double>(a.size.y) * a.size.x * colours);
}

double peakSignalToNoise(const ByteView &a, const ByteView &b)
{
    const double error = meanSquareError(a, b);
    return error == 0.0 ? std::numeric_limits<double>::infinity() : 10.0 * std::log10(255.0 * 255.0 / error);
}

std::vector<Histogram> histograms(const ByteView &in)
{
    std::vector<Histogram> result(static_cast<size_t>(in.channels), Histogram{});
    for (int y = 0; y < in.size.y; ++y) {
        const std::uint8_t *row = in.row(y);
        for (int i = 0; i < in.rowValues(); ++i)
            ++result[static_cast<size_t>(i % in.channels)][row[i]];
    }
    return result;
}

} // namespace convoscope
