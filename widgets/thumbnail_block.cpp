#include "widgets/thumbnail_block.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

ThumbnailBlock ThumbnailBlock::fitting(int count, QSizeF room, const Theme &theme)
{
    ThumbnailBlock block{
        .count = count, .side = theme.px(96) * 1.0, .label = theme.px(17) * 1.0, .gap = theme.px(10) * 1.0};
    const double smallest = theme.px(14);
    while (true) {
        block.perLine = std::max(1, static_cast<int>((room.width() + block.gap) / (block.side + block.gap)));
        block.perLine = std::min(block.perLine, std::max(1, count));
        if (block.size().height() <= room.height() || block.side <= smallest)
            return block;
        block.side = std::max(smallest, block.side - 1);
    }
}

QSizeF ThumbnailBlock::size() const
{
    return {perLine * (side + gap) - gap, lines() * (side + label + gap) - gap};
}

QRectF ThumbnailBlock::square(int index, QPointF corner) const
{
    const double x = (index % perLine) * (side + gap);
    const int line = index / perLine;
    const double y = line * (side + label + gap) + label;
    return {std::round(corner.x() + x), std::round(corner.y() + y), side, side};
}

} // namespace convoscope
