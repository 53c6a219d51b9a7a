#include "core/noise.h"

#include "core/bands.h"
#include "core/filter_result.h"

#include <cmath>
#include <numbers>

namespace convoscope {

namespace {

/// A number from 0 to below 1 that looks random for each place (SplitMix64, Steele, Lea and Flood 2014).
/// Counted, not drawn in turn, so that any band of rows can be made alone.
double uniform(std::uint64_t seed, std::uint64_t place)
{
    std::uint64_t mixed = seed * 0xD1342543DE82EF95U + (place + 1) * 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    mixed ^= mixed >> 31;
    return static_cast<double>(mixed >> 11) * 0x1p-53;
}

/// Normally distributed (Box and Muller 1958).
double normal(std::uint64_t seed, std::uint64_t place)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(seed, 2 * place)));
    return radius * std::cos(2.0 * std::numbers::pi * uniform(seed, 2 * place + 1));
}

void addNormal(std::uint8_t *cell, int colours, const Noise &noise, std::uint64_t place)
{
    for (int c = 0; c < colours; ++c) {
        const double added = noise.strength * normal(noise.seed, place * 4 + static_cast<std::uint64_t>(c));
        cell[c] = roundedByte(cell[c] + added);
    }
}

void addSaltAndPepper(std::uint8_t *cell, int colours, const Noise &noise, std::uint64_t place)
{
    const double chance = uniform(noise.seed, place);
    const double share = noise.strength / 100.0;
    if (chance >= share)
        return;
    std::fill_n(cell, colours, chance < share / 2 ? std::uint8_t{0} : std::uint8_t{255});
}

} // namespace

ByteRaster withNoise(const ByteView &in, const Noise &noise)
{
    ByteRaster out(in.size, in.channels);
    const int colours = hasAlpha(in.channels) ? in.channels - 1 : in.channels;
    const auto add = noise.kind == NoiseKind::Gaussian ? addNormal : addSaltAndPepper;
    const Bands bands{.count = in.size.y, .cost = 50LL * in.size.y * in.rowValues()};
    inBands(bands, [&](int first, int last) {
        for (int y = first; y < last; ++y) {
            std::copy_n(in.row(y), in.rowValues(), out.edit().row(y));
            for (int x = 0; x < in.size.x; ++x) {
                const auto place = static_cast<std::uint64_t>(y) * static_cast<std::uint64_t>(in.size.x) + x;
                add(&out.edit().at({y, x}, 0), colours, noise, place);
            }
        }
    });
    return out;
}

} // namespace convoscope
