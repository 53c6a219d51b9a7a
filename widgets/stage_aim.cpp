#include "widgets/stage_aim.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

/// Puts the camera's centre into the middle of the frame, without showing more emptiness than needed.
double placed(double frameStart, double frameLength, double firstCell, double cells, double cell,
              double centre)
{
    const double length = cells * cell;
    double start = frameStart + (frameLength - length) / 2;
    if (length > frameLength)
        start = std::clamp(frameStart + frameLength / 2 - centre * length, frameStart + frameLength - length,
                           frameStart);
    return start - firstCell * cell;
}

} // namespace

Rect focusOf(const std::vector<Mark> &marks, int plane)
{
    for (const Mark &mark : marks) {
        const bool seen =
            mark.role == MarkRole::Window || mark.role == MarkRole::Write || mark.role == MarkRole::Sight;
        if (mark.plane == plane && seen)
            return mark.cells;
    }
    return {};
}

double crisp(double cell)
{
    return cell >= 8 ? std::floor(cell) : cell;
}

void aim(Pane &pane, const Plane &plane, const StageRoom &view)
{
    const Rect cells = plane.extent();
    Camera camera = view.camera;
    if (pane.loupe) {
        const Rect focus = focusOf(view.focus, pane.plane);
        camera = {.zoom = 1.0,
                  .centre = {(focus.left - cells.left + focus.width / 2.0) / cells.width,
                             (focus.top - cells.top + focus.height / 2.0) / cells.height}};
    } else if (plane.role == PlaneRole::Kernel) {
        camera = {};
    }
    pane.cell *= camera.zoom;
    pane.origin = {
        placed(pane.frame.left(), pane.frame.width(), cells.left, cells.width, pane.cell, camera.centre.x()),
        placed(pane.frame.top(), pane.frame.height(), cells.top, cells.height, pane.cell, camera.centre.y())};
}

} // namespace convoscope
