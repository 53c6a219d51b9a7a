#include "core/plane.h"

#include <algorithm>
#include <vector>

namespace convoscope {

Range rangeOf(std::span<const float> values)
{
    if (values.empty())
        return {};
    float low = values[0];
    float high = values[0];
    for (const float v : values) { // a plain loop vectorises; minmax_element doesn't
        low = v < low ? v : low;
        high = v > high ? v : high;
    }
    return {low, high};
}

namespace {

constexpr size_t manyValues = 1U << 14U;

/// All but the outermost half per cent, judged by a sample.
Range commonRange(std::span<const float> values)
{
    std::vector<float> sample;
    const size_t stride = std::max<size_t>(1, values.size() / 20011);
    for (size_t i = 0; i < values.size(); i += stride)
        sample.push_back(values[i]);
    const auto nth = [&](double part) {
        const auto at = sample.begin() + static_cast<long>(part * static_cast<double>(sample.size() - 1));
        std::nth_element(sample.begin(), at, sample.end());
        return *at;
    };
    const float low = nth(0.005);
    return {low, nth(0.995)};
}

} // namespace

Range shownRange(std::span<const float> values)
{
    return values.size() > manyValues ? commonRange(values) : rangeOf(values);
}

Rect Plane::padded() const
{
    const Sides &s = border.sides;
    return {-s.top, -s.left, values->height() + s.top + s.bottom, values->width() + s.left + s.right};
}

Rect Plane::extent() const
{
    const Rect cells = padded();
    return {cells.top - overhang.top, cells.left - overhang.left,
            cells.height + overhang.top + overhang.bottom, cells.width + overhang.left + overhang.right};
}

std::optional<Cell> Plane::source(Cell cell) const
{
    if (!part)
        return paddingSource(cell, size(), border.mode);
    const auto row = part->rows[static_cast<size_t>(cell.row - part->first.row)];
    const auto column = part->columns[static_cast<size_t>(cell.column - part->first.column)];
    return row && column ? std::optional(Cell{*row, *column}) : std::nullopt;
}

float Plane::at(Cell cell) const
{
    if (part)
        return part->padded.at(cell.row - part->first.row, cell.column - part->first.column);
    const auto from = source(cell);
    return from ? values->at(0, channel, from->row, from->column) : border.constant;
}

Plane planeOf(std::string_view name, PlaneRole role, Tensor values)
{
    const Range range = shownRange(values.values());
    return {.name = name,
            .role = role,
            .values = std::make_shared<const Tensor>(std::move(values)),
            .range = range};
}

Plane builtUpPlane(std::string_view name, PlaneRole role, Tensor values)
{
    Plane plane = planeOf(name, role, std::move(values));
    plane.builtUp = true;
    return plane;
}

Plane differencePlane(Tensor values)
{
    const auto zeros = std::ranges::count(values.values(), 0.0F);
    Plane plane = builtUpPlane("difference", PlaneRole::Difference, std::move(values));
    plane.agreeing = static_cast<int>(zeros);
    return plane;
}

} // namespace convoscope
