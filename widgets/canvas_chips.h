#pragma once

#include "widgets/canvas_scene.h"

class QPainter;

namespace convoscope {

/// A title above its picture or in its corner: on the left, or on the right of what the handle divides.
void paintTitle(QPainter &painter, const CanvasScene &scene, const CanvasPane &pane);
/// The cell and its values, beside the pointer.
void paintReadout(QPainter &painter, const CanvasScene &scene);
/// Width and height of the region that is being picked.
void paintRegionSize(QPainter &painter, const CanvasScene &scene);

} // namespace convoscope
