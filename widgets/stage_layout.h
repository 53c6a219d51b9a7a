#pragma once

#include "core/trace.h"
#include "widgets/theme.h"

#include <QPointF>
#include <QRectF>
#include <optional>
#include <vector>

namespace convoscope {

/// Where on the planes the learner looks: how much they are magnified beyond fitting, and the middle of the
/// view as a fraction of the plane. One camera moves all planes that show the same scene.
struct Camera {
    double zoom = 1.0;
    QPointF centre{0.5, 0.5};
    bool operator==(const Camera &) const = default;
};

/// One plane on the stage: the rectangle through which it is seen and the mapping from cells to pixels.
struct Pane {
    int plane = 0;
    bool loupe = false;
    bool thumbnail = false; ///< small, with its number alone above
    bool bars = false; ///< a column of values, each as a bar from zero
    QRectF frame{}; ///< the cells are clipped to it
    QRectF title{}; ///< room for title and subtitle, above; for one line where it is low
    bool legend = true; ///< whether there is room for a legend below
    double cell = 0.0; ///< side of a cell in logical pixels
    double stretch = 1.0; ///< how many times wider than high a cell is
    QPointF origin{}; ///< upper left corner of cell (0, 0)

    [[nodiscard]] QRectF rectOf(const Rect &cells) const;
    [[nodiscard]] QRectF rectOf(Cell c) const { return rectOf(Rect::of(c)); }
    [[nodiscard]] Cell cellAt(QPointF point) const;
    /// The cells of the plane that the frame shows, partly shown ones included.
    [[nodiscard]] Rect visible(const Plane &shown) const;
};

/// A sign between two planes.
struct SignPlace {
    Operator sign = Operator::None;
    QRectF rect;
};

/// The place of a plane that could not be made, where the stage says why.
struct Absence {
    int omitted = 0; ///< index into Trace::omitted()
    QRectF title;
    QRectF frame;
};

/// Room for the title of planes that stand together.
struct GroupTitle {
    int plane = 0; ///< the first of them
    int count = 1;
    QRectF title;
};

/// What is left for the strip of the arithmetic.
struct StripRoom {
    double end = 0.0; ///< of what stands above it
    double height = 0.0; ///< that it has in any case
    double margin = 0.0; ///< of the stage
};

/// Everything's place on the stage: a pure function of trace, size, theme and camera.
struct StageLayout {
    std::vector<Pane> panes;
    std::vector<SignPlace> signs;
    std::vector<Absence> absences;
    std::vector<GroupTitle> groups; ///< of an upright stage, whose panes have no titles of their own
    QRectF arithmetic; ///< the strip for the arithmetic of the step
    double left = 0.0; ///< where the first plane begins; the strip is aligned to it

    /// The strip below the planes of a stage, aligned to them.
    void placeArithmetic(const StripRoom &room, QSizeF stage, const Theme &theme);
    /// The pane of a plane; the loupe of it where asked for. Null if it isn't on the stage.
    [[nodiscard]] const Pane *paneOf(int plane, bool loupe = false) const;
};

/// What is under a point of the stage.
struct Hit {
    int pane = 0;
    int plane = 0;
    Cell cell;
    bool operator==(const Hit &) const = default;
};

/// What the layout depends on beside the trace.
struct StageRoom {
    QSizeF size;
    Camera camera{};
    std::vector<Mark> focus{}; ///< of the current step; loupes look at its windows and written cells
};

StageLayout layoutStage(const Trace &trace, const StageRoom &view, const Theme &theme);
std::optional<Hit> hitTest(const StageLayout &layout, const Trace &trace, QPointF point);

} // namespace convoscope
