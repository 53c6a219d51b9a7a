#include "core/filter_part.h"

#include "core/filter_run.h"

#include <algorithm>

namespace convoscope {

namespace {

/// The cells and those around them that their results depend on, as far as there are any.
Rect read(const Rect &cells, Pair reaching, Pair picture)
{
    const int top = std::max(cells.top - reaching.y, 0);
    const int left = std::max(cells.left - reaching.x, 0);
    return {top, left, std::min(cells.top + cells.height + reaching.y, picture.y) - top,
            std::min(cells.left + cells.width + reaching.x, picture.x) - left};
}

bool touchesEdge(const Rect &cells, Pair picture)
{
    return cells.top == 0 || cells.left == 0 || cells.top + cells.height == picture.y
        || cells.left + cells.width == picture.x;
}

} // namespace

ByteView partOf(const ByteView &in, const Rect &cells)
{
    return {&in.at({cells.top, cells.left}, 0), {cells.height, cells.width}, in.channels, in.pitch};
}

ByteRaster copyOf(const ByteView &in)
{
    ByteRaster copy(in.size, in.channels);
    for (int y = 0; y < in.size.y; ++y)
        std::copy_n(in.row(y), in.rowValues(), copy.edit().row(y));
    return copy;
}

std::optional<ByteRaster> filteredPart(const ByteView &in, const Filter &filter, const Rect &cells)
{
    const Rect around = read(cells, reach(filter), in.size);
    const bool wraps = filter.border == FilterBorder::Wrap && touchesEdge(around, in.size);
    if (filter.mapping == ResultMapping::AutoScaled || wraps)
        return std::nullopt;
    const auto result = filtered(partOf(in, around), filter);
    if (!result)
        return std::nullopt;
    return copyOf(partOf(result->view(),
                         {cells.top - around.top, cells.left - around.left, cells.height, cells.width}));
}

} // namespace convoscope
