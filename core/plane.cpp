#include "core/plane.h"

#include <algorithm>

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

Rect Plane::extent() const
{
    const Sides &s = border.sides;
    return {-s.top, -s.left, values->height() + s.top + s.bottom, values->width() + s.left + s.right};
}

float Plane::at(Cell cell) const
{
    const auto from = source(cell);
    return from ? values->at(0, channel, from->row, from->column) : border.constant;
}

} // namespace convoscope
