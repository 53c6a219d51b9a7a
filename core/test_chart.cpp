#include "core/test_chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace convoscope {

namespace {

constexpr std::array<std::string_view, 2> presets{"chart", "zone-plate"};
constexpr int tile = 128;
constexpr Pair chartSize{2 * tile, 3 * tile};
constexpr int plateSide = 384;

using Rgb = std::array<std::uint8_t, 3>;

Rgb grey(double level)
{
    const auto byte = static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0, 255.0)));
    return {byte, byte, byte};
}

/// Six colours that go from one to the next.
Rgb colourRamp(int x, int y)
{
    const double turn = 6.0 * x / tile;
    const auto level = [&](double shift) {
        const double at = std::fmod(turn + shift, 6.0);
        const double part = std::clamp(std::abs(at - 3.0) - 1.0, 0.0, 1.0);
        return static_cast<std::uint8_t>(std::lround(part * (255.0 - y)));
    };
    return {level(0.0), level(4.0), level(2.0)};
}

Rgb disc(int x, int y)
{
    const double distance = std::hypot(x - tile / 2.0, y - tile / 2.0);
    const Rgb inside{230, 159, 0};
    const Rgb ring{0, 114, 178};
    const Rgb ground{240, 240, 236};
    return distance < 26.0 ? inside : distance < 50.0 ? ring : ground;
}

Rgb steps(int x, int /*y*/)
{
    const int step = x / (tile / 8);
    return grey(255.0 * step / 7.0);
}

/// Lines that grow finer to the right, upright above and lying below.
Rgb lines(int x, int y)
{
    const int period = std::max(2, 16 >> (x / (tile / 4)));
    const int along = y < tile / 2 ? x : y;
    return grey(along % period < period / 2 ? 20.0 : 235.0);
}

/// Wedges around a point.
Rgb star(int x, int y)
{
    const double angle = std::atan2(y - tile / 2.0 + 0.5, x - tile / 2.0 + 0.5);
    return grey(std::sin(12.0 * angle) > 0.0 ? 245.0 : 12.0);
}

/// A square turned a little, and a dot.
Rgb tilted(int x, int y)
{
    const double dx = x - tile / 2.0;
    const double dy = y - tile / 2.0;
    const double along = std::abs(0.94 * dx + 0.34 * dy);
    const double across = std::abs(0.94 * dy - 0.34 * dx);
    const bool dot = std::hypot(dx, dy) < 3.0;
    return std::max(along, across) < 40.0 ? dot ? Rgb{255, 255, 255} : Rgb{0, 122, 90} : Rgb{205, 205, 200};
}

ByteRaster chart()
{
    using Tile = Rgb (*)(int, int);
    constexpr std::array<Tile, 6> tiles{disc, colourRamp, tilted, steps, lines, star};
    ByteRaster raster(chartSize, 3);
    for (int y = 0; y < chartSize.y; ++y) {
        for (int x = 0; x < chartSize.x; ++x) {
            const int which = y / tile * 3 + x / tile;
            const Rgb colour = tiles[static_cast<size_t>(which)](x % tile, y % tile);
            std::ranges::copy(colour, &raster.edit().at({y, x}, 0));
        }
    }
    return raster;
}

/// cos of the squared distance from the middle: the frequency grows with the distance, to half a cycle a cell
/// at the middle of the edges.
ByteRaster zonePlate()
{
    ByteRaster raster({plateSide, plateSide}, 1);
    for (int y = 0; y < plateSide; ++y) {
        for (int x = 0; x < plateSide; ++x) {
            const double dx = x - plateSide / 2.0;
            const double dy = y - plateSide / 2.0;
            const double phase = std::numbers::pi * (dx * dx + dy * dy) / plateSide;
            raster.edit().at({y, x}, 0) = grey(127.5 + 127.5 * std::cos(phase))[0];
        }
    }
    return raster;
}

} // namespace

std::span<const std::string_view> rasterPresets()
{
    return presets;
}

std::optional<Picture> rasterPreset(std::string_view key)
{
    if (key == "chart")
        return rasterPicture(chart(), std::string(key));
    if (key == "zone-plate")
        return rasterPicture(zonePlate(), std::string(key));
    return std::nullopt;
}

} // namespace convoscope
