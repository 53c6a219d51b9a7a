#pragma once

#include "widgets/canvas_cells.h"

#include <array>

class QPainter;

namespace convoscope {

/// What painting a canvas keeps between two pictures. Only speed depends on it.
struct CanvasCache {
    std::array<CanvasImageCache, 3> images{}; ///< of each side
    CanvasImageCache patch{};
    CanvasCells::Glyphs glyphs{};
};

/// Draws what meets `exposed`; the painter's units are the device pixels of the canvas.
void paintCanvas(QPainter &painter, const CanvasScene &scene, CanvasCache &cache, const QRect &exposed);

/// Where the values at the pointer are written; empty where they are not.
QRect readoutRect(const CanvasScene &scene);
/// Where the loupe's place is marked, in each pane.
std::vector<QRect> placeRects(const CanvasScene &scene);
/// The frames of the marks, in each pane.
std::vector<QRect> markRects(const CanvasScene &scene);

} // namespace convoscope
