#include "core/value_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace convoscope {

namespace {

constexpr int mostShown = 7;
constexpr int shownAtEnds = 3;
constexpr int leftOut = -1;

/// The rows or columns that are shown.
std::vector<int> shown(int count)
{
    std::vector<int> indices;
    for (int i = 0; i < count; ++i) {
        if (count <= mostShown || i < shownAtEnds || i >= count - shownAtEnds)
            indices.push_back(i);
        else if (i == shownAtEnds)
            indices.push_back(leftOut);
    }
    return indices;
}

/// The texts of the shown cells, row by row.
std::vector<std::string> cellTexts(std::span<const float> values, Pair size)
{
    std::vector<std::string> cells;
    for (const int row : shown(size.y)) {
        for (const int column : shown(size.x)) {
            const bool out = row == leftOut || column == leftOut;
            cells.push_back(out ? "..."
                                : valueText(values[static_cast<size_t>(row) * static_cast<size_t>(size.x)
                                                   + static_cast<size_t>(column)]));
        }
    }
    return cells;
}

} // namespace

std::string valueText(float value)
{
    std::array<char, 48> buffer{};
    const bool integer = value == std::trunc(value) && std::abs(value) < 1e7F;
    const auto [end, error] = integer
        ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<long long>(value))
        : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 6);
    return {buffer.data(), end};
}

std::string matrixValueText(std::span<const float> values, Pair size)
{
    const std::vector<std::string> cells = cellTexts(values, size);
    const size_t columns = shown(size.x).size();
    size_t width = 0;
    for (const std::string &cell : cells)
        width = std::max(width, cell.size());
    std::string text = "[";
    for (size_t i = 0; i < cells.size(); ++i) {
        const size_t column = i % columns;
        text += i == 0 ? "[" : column == 0 ? "\n [" : " ";
        text += std::string(width - cells[i].size(), ' ') + cells[i];
        text += column + 1 == columns ? "]" : "";
    }
    return text + "]";
}

} // namespace convoscope
