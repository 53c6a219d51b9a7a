#pragma once

#include "widgets/theme.h"

#include <QPointF>
#include <QRgb>
#include <vector>

class QPainter;

namespace convoscope {

/// Colours for angles: 256 for a whole turn, the last next to the first. Neighbours differ about equally;
/// right and left are yellow and blue, down and up light and dark, so that opposite directions stay apart
/// for those who don't tell red from green.
std::vector<QRgb> hueTable();

/// A wheel of the table's colours with the angles written around it, clockwise from the right as rows grow
/// downwards.
struct HueWheel {
    const Theme &theme;

    [[nodiscard]] QSize size() const;
    /// With its upper left corner there.
    void paint(QPainter &painter, QPoint corner) const;
};

} // namespace convoscope
