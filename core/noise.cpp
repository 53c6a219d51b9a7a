#include "core/noise.h"

#include "core/bands.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace convoscope {

namespace {

constexpr size_t shares = 1U << 12U; // a table that stays in the nearest cache

/// 64 bits that look random for each place (SplitMix64, Steele, Lea and Flood 2014). Counted, not drawn in
/// turn, so that any cell can be made alone.
std::uint64_t bitsAt(const Noise &noise, std::uint64_t place)
{
    std::uint64_t mixed = noise.seed * 0xD1342543DE82EF95U + (place + 1) * 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
}

/// Where the normal distribution function reaches `share`, at most 1/2, by bisection.
float quantileOf(double share)
{
    double low = -6.0;
    double high = 0.0;
    for (int i = 0; i < 30; ++i) {
        const double middle = (low + high) / 2.0;
        const bool below = std::erfc(-middle / std::numbers::sqrt2) / 2.0 < share;
        (below ? low : high) = middle;
    }
    return static_cast<float>((low + high) / 2.0);
}

/// The middles of 2^12 equally likely parts of the normal distribution, of variance 1: a value by 12 random
/// bits, without logarithm or root.
const std::vector<float> &quantiles()
{
    static const std::vector<float> table = [] {
        std::vector<float> made(shares);
        for (size_t i = 0; i < shares / 2; ++i) {
            made[i] = quantileOf((static_cast<double>(i) + 0.5) / shares);
            made[shares - 1 - i] = -made[i];
        }
        double squares = 0.0;
        for (const float value : made)
            squares += static_cast<double>(value) * value;
        const auto scale = static_cast<float>(1.0 / std::sqrt(squares / static_cast<double>(shares)));
        for (float &value : made)
            value *= scale;
        return made;
    }();
    return table;
}

/// As roundedByte does it, but without a call for each value.
std::uint8_t roundedFloat(float value)
{
    constexpr float magic = 12582912.0F; // 1.5 · 2^23: what is added to it is rounded half to even
    return static_cast<std::uint8_t>((std::clamp(value, 0.0F, 255.0F) + magic) - magic);
}

void addNormal(std::uint8_t *cell, int colours, const Noise &noise, std::uint64_t place)
{
    static const float *const table = quantiles().data();
    std::uint64_t bits = bitsAt(noise, place);
    const auto strength = static_cast<float>(noise.strength);
    for (int c = 0; c < colours; ++c, bits >>= 16)
        cell[c] = roundedFloat(static_cast<float>(cell[c]) + strength * table[bits % shares]);
}

void addSaltAndPepper(std::uint8_t *cell, int colours, const Noise &noise, std::uint64_t place)
{
    const double chance = static_cast<double>(bitsAt(noise, place) >> 11) * 0x1p-53;
    const double share = noise.strength / 100.0;
    if (chance >= share)
        return;
    std::fill_n(cell, colours, chance < share / 2 ? std::uint8_t{0} : std::uint8_t{255});
}

} // namespace

void addNoise(std::uint8_t *cell, int channels, const Noise &noise, std::uint64_t place)
{
    const int colours = hasAlpha(channels) ? channels - 1 : channels;
    if (noise.kind == NoiseKind::Gaussian)
        addNormal(cell, colours, noise, place);
    else
        addSaltAndPepper(cell, colours, noise, place);
}

ByteRaster withNoise(const ByteView &in, const Noise &noise)
{
    ByteRaster out(in.size, in.channels);
    const Bands bands{.count = in.size.y, .cost = 4LL * in.size.y * in.rowValues()};
    inBands(bands, [&](int first, int last) {
        for (int y = first; y < last; ++y) {
            std::copy_n(in.row(y), in.rowValues(), out.edit().row(y));
            for (int x = 0; x < in.size.x; ++x)
                addNoise(&out.edit().at({y, x}, 0), in.channels, noise, placeOf({y, x}, in.size));
        }
    });
    return out;
}

} // namespace convoscope
