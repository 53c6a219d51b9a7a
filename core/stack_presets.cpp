#include "core/stack_presets.h"

#include "core/input_presets.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

template <typename ValueAt>
Tensor filled(const Shape &shape, ValueAt valueAt)
{
    Tensor stack(shape);
    for (int c = 0; c < shape.c; ++c) {
        for (int y = 0; y < shape.h; ++y) {
            for (int x = 0; x < shape.w; ++x)
                stack.at(0, c, y, x) = static_cast<float>(valueAt(c, y, x));
        }
    }
    return stack;
}

/// A red cross on blue that gets greener downwards.
Tensor cross()
{
    return filled({.c = 3, .h = 5, .w = 5}, [](int c, int y, int x) {
        const bool on = y == 2 || x == 2;
        if (c == 1)
            return on ? 1 : y + 1;
        return on == (c == 0) ? 9 - c : 1;
    });
}

/// Red, green, blue and yellow, a quarter each.
Tensor squares()
{
    return filled({.c = 3, .h = 8, .w = 8}, [](int c, int y, int x) {
        const int quarter = y / 4 * 2 + x / 4;
        return quarter == c || (quarter == 3 && c < 2) ? 9 : 0;
    });
}

Tensor digits(int channels, int side)
{
    return filled({.c = channels, .h = side, .w = side}, [&](int c, int y, int x) {
        return randomMatrix({side, side}, static_cast<unsigned>(c) + 1).at(y, x);
    });
}

/// Rings of 0 to 9, one step further in each channel.
Tensor rings()
{
    const Tensor one = inputPreset("rings-32x32").value_or(Tensor({.h = 32, .w = 32}));
    return filled({.c = 3, .h = 32, .w = 32},
                  [&](int c, int y, int x) { return one.at((y + 8 * c) % 32, x); });
}

struct Preset {
    std::string_view key;
    Tensor (*make)();
};

constexpr std::array presets = {
    Preset{"rgb-5x5", cross},
    Preset{"rgb-8x8", squares},
    Preset{"digits-2x5x5", [] { return digits(2, 5); }},
    Preset{"digits-4x5x5", [] { return digits(4, 5); }},
    Preset{"digits-6x5x5", [] { return digits(6, 5); }},
    Preset{"digits-8x4x4", [] { return digits(8, 4); }},
    Preset{"rings-3x32x32", rings},
};

constexpr auto keys = [] {
    std::array<std::string_view, presets.size()> list;
    std::ranges::transform(presets, list.begin(), &Preset::key);
    return list;
}();

} // namespace

std::span<const std::string_view> stackPresets()
{
    return keys;
}

std::optional<Tensor> stackPreset(std::string_view key)
{
    const auto found = std::ranges::find(presets, key, &Preset::key);
    if (found == presets.end())
        return std::nullopt;
    return found->make();
}

} // namespace convoscope
