#pragma once

#include "core/plane.h"
#include "widgets/colour_map.h"

#include <QImage>
#include <vector>

namespace convoscope {

/// A plane seen from afar: its values as 256 steps of its colour map, at full size and halved again and
/// again, each level the area average of the one before. Costs 1.33 bytes a cell. Made off the GUI thread.
class PlaneImage {
public:
    explicit PlaneImage(const Plane &plane, const Range &mapRange);

    /// The smallest level that still has a pixel or more for each of `pixelsPerCell` device pixels.
    [[nodiscard]] int levelFor(double pixelsPerCell) const;
    [[nodiscard]] const QImage &level(int i) const { return m_levels[static_cast<size_t>(i)]; }
    [[nodiscard]] int levels() const { return static_cast<int>(m_levels.size()); }
    /// Colours for the 256 steps; the theme's only part in it.
    void setColours(const ColourMap &map);

private:
    std::vector<QImage> m_levels; // Format_Indexed8
};

} // namespace convoscope
