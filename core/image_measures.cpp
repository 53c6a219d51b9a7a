#include "core/image_measures.h"

#include "core/bands.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <mutex>

namespace convoscope {

namespace {

/// Squares of differences are small enough to be added up in 32 bits for a row of up to 2^16 values.
long long squaresOfRow(const std::uint8_t *a, const std::uint8_t *b, int count)
{
    long long sum = 0;
    constexpr int most = 1 << 16;
    for (int from = 0; from < count; from += most) {
        std::uint32_t part = 0;
        for (int i = from; i < std::min(from + most, count); ++i) {
            const int apart = a[i] - b[i];
            part += static_cast<std::uint32_t>(apart * apart);
        }
        sum += part;
    }
    return sum;
}

long long squaresOfColours(const std::uint8_t *a, const std::uint8_t *b, int count, int channels)
{
    long long sum = 0;
    for (int i = 0; i < count; ++i) {
        const int apart = i % channels + 1 < channels ? a[i] - b[i] : 0;
        sum += static_cast<long long>(apart) * apart;
    }
    return sum;
}

} // namespace

double meanSquareError(const ByteView &a, const ByteView &b)
{
    const bool alpha = hasAlpha(a.channels);
    const int colours = alpha ? a.channels - 1 : a.channels;
    std::atomic<long long> sum = 0;
    const Bands bands{.count = a.size.y, .cost = static_cast<long long>(a.size.y) * a.rowValues()};
    inBands(bands, [&](int first, int last) {
        long long part = 0;
        for (int y = first; y < last; ++y)
            part += alpha ? squaresOfColours(a.row(y), b.row(y), a.rowValues(), a.channels)
                          : squaresOfRow(a.row(y), b.row(y), a.rowValues());
        sum += part;
    });
    return static_cast<double>(sum) / (static_cast<double>(a.size.y) * a.size.x * colours);
}

double peakSignalToNoise(const ByteView &a, const ByteView &b)
{
    const double error = meanSquareError(a, b);
    return error == 0.0 ? std::numeric_limits<double>::infinity() : 10.0 * std::log10(255.0 * 255.0 / error);
}

std::vector<Histogram> histograms(const ByteView &in)
{
    const auto channels = static_cast<size_t>(in.channels);
    std::vector<Histogram> result(channels, Histogram{});
    std::mutex mutex;
    const Bands bands{.count = in.size.y, .cost = 2LL * in.size.y * in.rowValues()};
    inBands(bands, [&](int first, int last) {
        std::vector<std::array<std::uint32_t, 256>> part(channels, std::array<std::uint32_t, 256>{});
        for (int y = first; y < last; ++y) {
            const std::uint8_t *cell = in.row(y);
            for (int x = 0; x < in.size.x; ++x, cell += channels) {
                for (size_t c = 0; c < channels; ++c)
                    ++part[c][cell[c]];
            }
        }
        const std::scoped_lock lock(mutex);
        for (size_t c = 0; c < channels; ++c) {
            for (size_t level = 0; level < 256; ++level)
                result[c][level] += part[c][level];
        }
    });
    return result;
}

} // namespace convoscope
