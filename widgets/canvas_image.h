#pragma once

#include "core/mipmap.h"

#include <QImage>
#include <QPoint>
#include <QRect>
#include <QRgb>
#include <vector>

namespace convoscope {

/// What shines through where a picture is not opaque: squares of two colours, fixed to the picture.
struct Checks {
    QRgb one = 0;
    QRgb other = 0;
    int side = 8; ///< device pixels
    bool operator==(const Checks &) const = default;
};

/// How a picture is put on the screen.
struct CanvasLook {
    Mipmap picture{};
    double scale = 1.0; ///< device pixels per cell of this picture
    QPoint origin{}; ///< where its corner lies, device pixels
    std::vector<QRgb> colours{}; ///< 256 for the levels of a one-channel picture; none: shades of grey
    Checks checks{};
    bool operator==(const CanvasLook &) const = default;
};

/// The device pixels that show any of the picture.
QRect canvasRect(const CanvasLook &look);

/// The opaque picture of the device pixels `part`, Format_RGB32. From two pixels a cell on (and at 1:1)
/// each pixel is the cell at its middle; below, it is the mean of the area that it covers. Pixels beyond the
/// picture repeat its edge.
QImage canvasImage(const CanvasLook &look, const QRect &part);

/// What a cell looks like when enlarged.
QRgb canvasColour(const CanvasLook &look, Cell cell);

/// Keeps the picture of a look; sampled anew is only what comes into sight.
class CanvasImageCache {
public:
    /// The picture of `part`.
    const QImage &image(const CanvasLook &look, const QRect &part);

private:
    CanvasLook m_look;
    QRect m_part;
    QImage m_image;
};

} // namespace convoscope
