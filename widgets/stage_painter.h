#pragma once

#include "widgets/arithmetic.h"
#include "widgets/plane_painter.h"
#include "widgets/stage_layout.h"

#include <optional>

class QPainter;

namespace convoscope {

/// Everything that the picture of a lesson depends on. The window, the exports, the command line and the
/// tests paint the same thing from it.
struct StageScene {
    Trace trace;
    Position position;
    Theme theme;
    QSizeF size;
    Camera camera{};
    std::optional<Hit> hover{}; ///< the cell under the pointer or the keyboard's cell cursor
    bool hideResult = false; ///< predict first
    bool legends = true;
    std::optional<Position> glideFrom{}; ///< the step before, while the window glides
    double glide = 1.0; ///< 0 at that step, 1 at this one
};

/// A scene with what follows from it: the step, what hovering shows, every place.
struct Stage {
    StageScene scene;
    Step step{}; ///< of the position, or of the hovered output cell
    Step current{}; ///< of the position
    bool hidesResult = false; ///< of `step`, as it is still to be predicted
    std::vector<Mark> hoverMarks{};
    std::vector<Wire> wires{}; ///< of the step, or of the hovered cell where it has some
    StageLayout layout{};
    ArithmeticStrip arithmetic{};
};

Stage makeStage(StageScene scene);
void paintStage(QPainter &painter, const Stage &stage, PaintCache &cache);

} // namespace convoscope
