#pragma once

#include "widgets/theme.h"

#include <QRectF>

namespace convoscope {

/// Small squares of one size in lines, each with its number above: many planes in little room.
struct ThumbnailBlock {
    int count = 0;
    int perLine = 1;
    double side = 0.0; ///< logical pixels
    double label = 0.0; ///< height of the number
    double gap = 0.0;

    /// As large as the room allows, to a limit.
    static ThumbnailBlock fitting(int count, QSizeF room, const Theme &theme);

    [[nodiscard]] int lines() const { return (count + perLine - 1) / perLine; }
    [[nodiscard]] QSizeF size() const;
    /// Place of a square whose block begins at `corner`; its number stands above it.
    [[nodiscard]] QRectF square(int index, QPointF corner) const;
};

} // namespace convoscope
