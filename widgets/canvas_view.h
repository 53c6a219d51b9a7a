#pragma once

#include "core/geometry.h"

#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QSize>
#include <vector>

namespace convoscope {

/// Cells whose edge is so near to a pixel's middle, in pixels, hold it: rounding must not part what is drawn
/// from what is clicked.
inline constexpr double edgeTolerance = 1e-6;

/// What part of a picture a pane shows, and how large: the one place that joins cells and device pixels.
/// Points count from the pane's top left corner, in device pixels. All panes of a canvas share one view.
struct CanvasView {
    Pair picture{0, 0}; ///< cells
    int margin = 0; ///< cells around the picture that can be seen too
    QSize pane{1, 1}; ///< device pixels
    double most = 96.0; ///< largest scale
    int space = 0; ///< device pixels left free around a picture that is fitted in
    double scale = 1.0; ///< device pixels per cell
    QPointF centre{}; ///< what is in the pane's middle, in cells from the picture's corner; x to the right

    bool operator==(const CanvasView &) const = default;

    /// Where the picture's corner lies; whole pixels, so that panning never resamples.
    [[nodiscard]] QPoint origin() const;
    /// The first pixels of a row and a column of cells. Cells differ by a pixel where `scale` is no integer.
    [[nodiscard]] int top(int row) const;
    [[nodiscard]] int left(int column) const;
    [[nodiscard]] QRect rectOf(const Rect &cells) const;
    /// The cell at a point; may lie beyond the picture.
    [[nodiscard]] Cell cellAt(QPointF point) const;
    /// A point in cells, with fractions.
    [[nodiscard]] QPointF positionAt(QPointF point) const;
    /// The picture's cells that are at least partly in the pane; empty where it is elsewhere.
    [[nodiscard]] Rect visible() const;
    /// Cells of the pane's part `part`, those beyond the picture included.
    [[nodiscard]] Rect cellsIn(const QRect &part) const;
    /// Picture and margin.
    [[nodiscard]] Rect extent() const;
    /// What a fitted picture shows: from afar the margin doesn't count, so that another one doesn't rescale
    /// it.
    [[nodiscard]] Rect framed() const;
    [[nodiscard]] double fitScale() const;
    [[nodiscard]] double leastScale() const;
    [[nodiscard]] bool isFit() const;
};

/// Everything as large as fits, and centred. Cells of two pixels and more are whole.
CanvasView fitted(CanvasView view);
/// At another scale, within its limits; what is at `anchor` stays there as far as the edges allow.
CanvasView zoomed(CanvasView view, double scale, QPointF anchor);
/// The content moved by so many pixels.
CanvasView panned(CanvasView view, QPointF by);
/// These cells as large as fit, in the middle; they may lie in the margin.
CanvasView showing(CanvasView view, const Rect &cells);
/// Panned by as little as makes the cell visible.
CanvasView revealing(CanvasView view, Cell cell);
/// In a pane of another size: fitted if it was, else with the same middle.
CanvasView resized(CanvasView view, QSize pane);
/// The next scale up (1) or down (-1) of a ladder whose enlargements are whole numbers.
double nextScale(double scale, int direction);

/// Which pictures are shown, and how they share the canvas.
enum class CanvasCompare { Split, SideBySide, Three, OnlyBefore, OnlyAfter };
/// Which of the pictures.
enum class CanvasSide { Before, After, Rival };

/// Where a picture is shown, in device pixels of the canvas. A divided pane has a part for each of two.
struct CanvasPane {
    CanvasSide side = CanvasSide::Before;
    QRect frame; ///< what the view is laid into
    QRect part; ///< what is seen of it
    bool operator==(const CanvasPane &) const = default;
};

/// How a canvas is dealt out.
struct CanvasRoom {
    QSize size{}; ///< of the canvas, device pixels
    int gap = 0; ///< between panes
    double handle = 0.5; ///< share of a divided pane that shows what was before
    Pair picture{1, 1}; ///< panes lie beside or above each other, as the picture is larger
};
std::vector<CanvasPane> canvasPanes(CanvasCompare compare, const CanvasRoom &room);
/// The last pane that shows the point, or -1.
int paneAt(const std::vector<CanvasPane> &panes, QPointF point);

} // namespace convoscope
