#pragma once

#include "widgets/theme.h"

#include <QBrush>
#include <QImage>
#include <array>
#include <span>

namespace convoscope {

enum class MapKind {
    RoleRamp, ///< from an empty cell to the role's colour
    Diverging, ///< blue below zero, orange above, equally light at equal distance from zero
    Sequential, ///< viridis
    Cividis, ///< like viridis, the same picture for every kind of colour vision
    Grey ///< black to white: photos
};

/// How a plane is coloured unless the user says otherwise: a picture grey, a signed plane diverging, else a
/// ramp of its role.
MapKind defaultMap(const Plane &plane);

/// Value → colour for one plane. Values beyond the range take the colours of its ends, NaN the colour
/// `nan()`.
class ColourMap {
public:
    static constexpr int tableSize = 513; ///< odd: zero of a diverging map has an entry of its own

    /// Diverging widens the range to be symmetric around zero and ignores `role`. A range without width shows
    /// its low end (diverging: by sign).
    ColourMap(MapKind kind, const QColor &role, Range range, const Theme &theme);
    /// The map of a plane: its default kind, its role's colour, its range (ramps begin at zero).
    ColourMap(const Plane &plane, const Theme &theme);
    /// The colours of another map of the same kind for another plane's range; far quicker than making them.
    ColourMap(const ColourMap &colours, const Plane &plane);

    [[nodiscard]] MapKind kind() const { return m_kind; }
    /// What the ends of the map stand for.
    [[nodiscard]] Range range() const { return m_range; }
    [[nodiscard]] QRgb colour(float value) const;
    /// The colour at a fraction 0 to 1 of the map, for legends.
    [[nodiscard]] QRgb at(double fraction) const;
    [[nodiscard]] QRgb nan() const { return m_nan; }
    /// The text colour for a cell of this colour: the theme's own if its contrast is at least 4.5:1 (it is at
    /// least 7:1 on ramps and diverging maps in high contrast), else black or white.
    [[nodiscard]] QRgb textColour(QRgb background) const;

    /// Colours `values` into as many pixels.
    void fill(std::span<const float> values, QRgb *pixels) const;
    /// An opaque picture of width × height values, row-major.
    [[nodiscard]] QImage image(std::span<const float> values, int width, int height) const;

private:
    void setRange(Range range);
    [[nodiscard]] QRgb flat(float value) const;
    void makeTable(const QColor &role, const Theme &theme);

    MapKind m_kind;
    Range m_range{};
    float m_slope = 0.0F; // table entries per unit of value
    std::array<QRgb, tableSize> m_table{};
    QRgb m_nan;
    QRgb m_text;
    double m_leastContrast;
};

/// All colours of a map from left to right, for what is filled with it.
QLinearGradient rampOf(const ColourMap &map);

} // namespace convoscope
