#pragma once

#include <QColor>

namespace convoscope {

/// A colour as the eye sees it: CIELAB under D65. Equal steps look equally large.
struct Lab {
    double l = 0.0; ///< lightness, 0 to 100
    double a = 0.0; ///< green to red
    double b = 0.0; ///< blue to yellow
    bool operator==(const Lab &) const = default;
};

Lab toLab(QRgb colour);
/// The nearest opaque sRGB colour, channel by channel.
QRgb fromLab(const Lab &colour);
/// From `from` (0) to `to` (1) in a straight line.
Lab mixed(const Lab &from, const Lab &to, double fraction);
QRgb mixed(QRgb from, QRgb to, double fraction);
QColor mixed(const QColor &from, const QColor &to, double fraction);

/// Contrast of two opaque colours, 1 to 21, by WCAG 2.1.
double contrast(QRgb a, QRgb b);
double contrast(const QColor &a, const QColor &b);

} // namespace convoscope
