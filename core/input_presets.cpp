#include "core/input_presets.h"

#include "core/bundle.h"
#include "core/digit_picture.h"
#include "core/stack_presets.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <random>

namespace convoscope {

namespace {

template <typename ValueAt>
Tensor filled(Pair size, ValueAt valueAt)
{
    assert(size.y >= 1 && size.x >= 1);
    Tensor m({.h = size.y, .w = size.x});
    for (int y = 0; y < size.y; ++y) {
        for (int x = 0; x < size.x; ++x)
            m.at(y, x) = static_cast<float>(valueAt(y, x));
    }
    return m;
}

Tensor gradient()
{
    return filled({5, 5}, [](int y, int x) { return 10 * (y + 1) * (x + 1); });
}

Tensor patch7()
{
    return Tensor::matrix({{3, 3, 2, 1, 0, 2, 1},
                           {0, 0, 1, 3, 1, 0, 2},
                           {3, 1, 2, 2, 3, 1, 0},
                           {2, 0, 0, 2, 2, 3, 1},
                           {2, 0, 0, 0, 1, 2, 2},
                           {1, 3, 2, 1, 0, 1, 3},
                           {0, 2, 1, 3, 2, 0, 1}});
}

Tensor patch5()
{
    const Tensor whole = patch7();
    return filled({5, 5}, [&](int y, int x) { return whole.at(y, x); });
}

Tensor map4()
{
    return Tensor::matrix({{1, 3, 2, 4}, {5, 6, 1, 2}, {7, 2, 3, 1}, {4, 8, 5, 6}});
}

Tensor map5()
{
    return Tensor::matrix({{12, 12, 17, 17, 7},
                           {10, 17, 19, 19, 17},
                           {9, 6, 14, 18, 17},
                           {11, 8, 7, 12, 18},
                           {12, 17, 15, 9, 10}});
}

Tensor map6()
{
    return Tensor::matrix({{1, 3, 2, 4, 0, 5},
                           {5, 6, 1, 2, 7, 3},
                           {7, 2, 3, 1, 4, 8},
                           {4, 8, 5, 6, 2, 1},
                           {0, 9, 2, 7, 3, 6},
                           {6, 1, 4, 0, 8, 2}});
}

Tensor verticalEdge()
{
    return filled({4, 4}, [](int, int x) { return x < 2 ? 0 : 9; });
}

Tensor horizontalEdge()
{
    return filled({4, 4}, [](int y, int) { return y < 2 ? 0 : 9; });
}

Tensor diagonalEdge()
{
    return filled({8, 8}, [](int y, int x) { return x + y < 7 ? 0 : 9; });
}

Tensor corner()
{
    return filled({8, 8}, [](int y, int x) { return y < 4 || x < 4 ? 0 : 9; });
}

Tensor stripes()
{
    return filled({8, 8}, [](int, int x) { return x / 2 % 2 == 0 ? 9 : 0; });
}

/// Circles around the middle, nine cells apart: 0 to 9 and back. Square roots are exact to the last bit
/// everywhere, so every machine gets the same numbers.
Tensor rings(int side)
{
    return filled({side, side}, [side](int y, int x) {
        const int dy = 2 * y + 1 - side;
        const int dx = 2 * x + 1 - side;
        const int phase = static_cast<int>(std::sqrt(dy * dy + dx * dx)) % 18;
        return std::min(phase, 18 - phase);
    });
}

template <int index>
Tensor testDigit()
{
    return bundledDigits().picture(index);
}

struct Preset {
    std::string_view key;
    Tensor (*make)();
};

constexpr std::array presets = {
    Preset{"gradient-5x5", gradient},
    Preset{"patch-7x7", patch7},
    Preset{"patch-5x5", patch5},
    Preset{"counting-3x3",
           [] {
               return ramp({3, 3});
           }},
    Preset{"counting-4x4",
           [] {
               return ramp({4, 4});
           }},
    Preset{"map-4x4", map4},
    Preset{"map-5x5", map5},
    Preset{"map-6x6", map6},
    Preset{"vertical-edge", verticalEdge},
    Preset{"horizontal-edge", horizontalEdge},
    Preset{"diagonal-edge", diagonalEdge},
    Preset{"corner", corner},
    Preset{"stripes", stripes},
    Preset{"checker",
           [] {
               return checker({8, 8});
           }},
    Preset{"impulse",
           [] {
               return impulse({7, 7});
           }},
    Preset{"ramp",
           [] {
               return ramp({8, 8});
           }},
    Preset{"random",
           [] {
               return randomMatrix({8, 8}, 1);
           }},
    Preset{"rings-28x28", [] { return rings(28); }},
    Preset{"rings-32x32", [] { return rings(32); }},
    Preset{"rings-33x33", [] { return rings(33); }},
    Preset{"rings-64x64", [] { return rings(64); }},
    Preset{"rings-224x224", [] { return rings(224); }},
    Preset{"digit-3", testDigit<3>},
    Preset{"digit-2", testDigit<2>},
    Preset{"digit-1", testDigit<1>},
    Preset{"digit-18", testDigit<18>},
    Preset{"digit-4", testDigit<4>},
    Preset{"digit-8", testDigit<8>},
    Preset{"digit-11", testDigit<11>},
    Preset{"digit-0", testDigit<0>},
    Preset{"digit-61", testDigit<61>},
    Preset{"digit-7", testDigit<7>},
};

constexpr auto keys = [] {
    std::array<std::string_view, presets.size()> list;
    std::ranges::transform(presets, list.begin(), &Preset::key);
    return list;
}();

} // namespace

std::span<const std::string_view> inputPresets()
{
    return keys;
}

std::optional<Tensor> inputPreset(std::string_view key)
{
    const auto found = std::ranges::find(presets, key, &Preset::key);
    if (found != presets.end())
        return found->make();
    if (const auto digit = bundledDigitOf(key))
        return bundledDigits().picture(*digit);
    return stackPreset(key);
}

Tensor randomMatrix(Pair size, unsigned seed)
{
    // The engine's numbers are fixed by the standard; those of the distributions are not.
    std::mt19937 engine(seed);
    return filled(size, [&](int, int) { return engine() % 10; });
}

Tensor ramp(Pair size)
{
    return filled(size, [&](int y, int x) { return y * size.x + x + 1; });
}

Tensor checker(Pair size)
{
    return filled(size, [](int y, int x) { return (y + x + 1) % 2; });
}

Tensor impulse(Pair size)
{
    return filled(size, [&](int y, int x) { return y == size.y / 2 && x == size.x / 2 ? 1 : 0; });
}

} // namespace convoscope
