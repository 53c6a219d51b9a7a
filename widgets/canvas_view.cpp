#include "widgets/canvas_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace convoscope {

namespace {

constexpr double wholeFrom = 2.0; // pixels a cell from which fitted cells are whole
constexpr double reductionStep = 1.25;
constexpr double marginFrom = 8.0; // pixels a cell

/// The first pixel whose middle lies in a cell that begins at `cells`.
int edge(double cells, double scale, int origin)
{
    return origin + static_cast<int>(std::ceil(cells * scale - 0.5 - edgeTolerance));
}

/// One axis of the view.
struct Axis {
    double low; ///< cells
    double high;
    double scale;
    double pixels; ///< of the pane
};

/// Larger than the pane: up to a quarter of it may be empty. Else centred.
double clampedCentre(double centre, const Axis &axis)
{
    const double over = (axis.high - axis.low) * axis.scale - axis.pixels;
    if (over <= 0)
        return (axis.low + axis.high) / 2;
    const double slack = std::min(axis.pixels / 4, over) / axis.scale;
    const double half = axis.pixels / 2 / axis.scale;
    return std::clamp(centre, axis.low + half - slack, axis.high - half + slack);
}

CanvasView clamped(CanvasView view)
{
    const Rect all = view.extent();
    view.centre = {clampedCentre(view.centre.x(),
                                 {static_cast<double>(all.left), static_cast<double>(all.left + all.width),
                                  view.scale, static_cast<double>(view.pane.width())}),
                   clampedCentre(view.centre.y(),
                                 {static_cast<double>(all.top), static_cast<double>(all.top + all.height),
                                  view.scale, static_cast<double>(view.pane.height())})};
    return view;
}

double scaleFor(const CanvasView &view, const Rect &cells)
{
    const double across = std::max(1, view.pane.width() - 2 * view.space) / std::max(1.0, 1.0 * cells.width);
    const double down = std::max(1, view.pane.height() - 2 * view.space) / std::max(1.0, 1.0 * cells.height);
    const double scale = std::min({across, down, view.most});
    return scale >= wholeFrom ? std::floor(scale) : scale;
}

QPointF middleOf(const Rect &cells)
{
    return {cells.left + cells.width / 2.0, cells.top + cells.height / 2.0};
}

int floorOf(double value)
{
    return static_cast<int>(std::floor(value));
}

} // namespace

QPoint CanvasView::origin() const
{
    return {floorOf(pane.width() / 2.0 - centre.x() * scale + 0.5),
            floorOf(pane.height() / 2.0 - centre.y() * scale + 0.5)};
}

int CanvasView::top(int row) const
{
    return edge(row, scale, origin().y());
}

int CanvasView::left(int column) const
{
    return edge(column, scale, origin().x());
}

QRect CanvasView::rectOf(const Rect &cells) const
{
    return {QPoint(left(cells.left), top(cells.top)),
            QPoint(left(cells.left + cells.width) - 1, top(cells.top + cells.height) - 1)};
}

QPointF CanvasView::positionAt(QPointF point) const
{
    return (point - QPointF(origin())) / scale;
}

Cell CanvasView::cellAt(QPointF point) const
{
    constexpr double middle = 0.5 + edgeTolerance;
    const QPointF pixel(std::floor(point.x()), std::floor(point.y()));
    const QPointF at = positionAt(pixel + QPointF(middle, middle));
    return {floorOf(at.y()), floorOf(at.x())};
}

Rect CanvasView::cellsIn(const QRect &part) const
{
    if (part.isEmpty())
        return {0, 0, 0, 0};
    Cell first = cellAt(part.topLeft());
    Cell last = cellAt(part.bottomRight());
    if (scale < 1.0) { // a pixel shows several
        const QPointF from = positionAt(part.topLeft());
        const QPointF to = positionAt(part.bottomRight() + QPoint(1, 1));
        first = {floorOf(from.y() + edgeTolerance), floorOf(from.x() + edgeTolerance)};
        last = {floorOf(to.y() - edgeTolerance), floorOf(to.x() - edgeTolerance)};
    }
    return {first.row, first.column, last.row - first.row + 1, last.column - first.column + 1};
}

Rect CanvasView::visible() const
{
    const Rect seen = cellsIn(QRect(QPoint(0, 0), pane));
    const int top = std::clamp(seen.top, 0, picture.y);
    const int left = std::clamp(seen.left, 0, picture.x);
    return {top, left, std::clamp(seen.top + seen.height, 0, picture.y) - top,
            std::clamp(seen.left + seen.width, 0, picture.x) - left};
}

Rect CanvasView::extent() const
{
    return {-margin, -margin, picture.y + 2 * margin, picture.x + 2 * margin};
}

Rect CanvasView::framed() const
{
    const Rect body{0, 0, picture.y, picture.x};
    return scaleFor(*this, body) >= marginFrom ? extent() : body;
}

double CanvasView::fitScale() const
{
    return scaleFor(*this, framed());
}

double CanvasView::leastScale() const
{
    return std::min(1.0, fitScale());
}

bool CanvasView::isFit() const
{
    return std::abs(scale - fitScale()) < 1e-9 * scale;
}

CanvasView fitted(CanvasView view)
{
    view.scale = view.fitScale();
    view.centre = middleOf(view.extent());
    return view;
}

CanvasView zoomed(CanvasView view, double scale, QPointF anchor)
{
    const QPointF kept = view.positionAt(anchor);
    view.scale = std::clamp(scale, view.leastScale(), view.most);
    const QPointF middle(view.pane.width() / 2.0, view.pane.height() / 2.0);
    view.centre = kept + (middle - anchor) / view.scale;
    return clamped(view);
}

CanvasView panned(CanvasView view, QPointF by)
{
    view.centre -= by / view.scale;
    return clamped(view);
}

CanvasView showing(CanvasView view, const Rect &cells)
{
    view.scale = std::max(scaleFor(view, cells), view.leastScale());
    view.centre = middleOf(cells);
    return clamped(view);
}

CanvasView revealing(CanvasView view, Cell cell)
{
    const QRect rect = view.rectOf(Rect::of(cell));
    const auto shift = [](int low, int high, int size) {
        const int room = std::min(size / 8, 48);
        if (low < room)
            return room - low;
        return high > size - 1 - room ? size - 1 - room - high : 0;
    };
    return panned(view,
                  QPointF(shift(rect.left(), rect.right(), view.pane.width()),
                          shift(rect.top(), rect.bottom(), view.pane.height())));
}

CanvasView resized(CanvasView view, QSize pane)
{
    const bool fit = view.isFit();
    view.pane = pane;
    if (fit)
        return fitted(view);
    view.scale = std::clamp(view.scale, view.leastScale(), view.most);
    return clamped(view);
}

double nextScale(double scale, int direction)
{
    static constexpr std::array ladder{1.0,  1.5,  2.0,  3.0,  4.0,  6.0,  8.0,  10.0, 12.0,
                                       16.0, 20.0, 24.0, 32.0, 40.0, 52.0, 64.0, 80.0, 96.0};
    const double slightly = 1.0 + 1e-9;
    if (direction > 0) {
        if (scale * slightly < 1.0)
            return std::min(1.0, scale * reductionStep);
        const auto next = std::ranges::upper_bound(ladder, scale * slightly);
        return next != ladder.end() ? *next : std::round(scale * reductionStep);
    }
    if (scale > ladder.back() * slightly)
        return std::max(ladder.back(), std::round(scale / reductionStep));
    const auto here = std::ranges::lower_bound(ladder, scale / slightly);
    return here != ladder.begin() ? *(here - 1) : scale / reductionStep;
}

namespace {

constexpr double worthStacking = 1.3; // times as large: eyes compare side by side

std::vector<QRect> dealt(const CanvasRoom &room, int count, bool beside)
{
    const int length = beside ? room.size.width() : room.size.height();
    const int each = std::max(1, (length - room.gap * (count - 1)) / count);
    std::vector<QRect> frames;
    for (int i = 0; i < count; ++i) {
        const int start = i * (each + room.gap);
        frames.push_back(beside ? QRect(start, 0, each, room.size.height())
                                : QRect(0, start, room.size.width(), each));
    }
    return frames;
}

double fitIn(const QRect &frame, Pair picture)
{
    return std::min(frame.width() / std::max(1.0, 1.0 * picture.x),
                    frame.height() / std::max(1.0, 1.0 * picture.y));
}

std::vector<QRect> dealtWell(const CanvasRoom &room, int count)
{
    auto beside = dealt(room, count, true);
    auto above = dealt(room, count, false);
    return fitIn(above.front(), room.picture) > worthStacking * fitIn(beside.front(), room.picture) ? above
                                                                                                    : beside;
}

std::vector<CanvasPane> panesOf(const CanvasRoom &room, std::span<const CanvasSide> sides)
{
    std::vector<CanvasPane> panes;
    const auto frames = dealtWell(room, static_cast<int>(sides.size()));
    panes.reserve(sides.size());
    for (size_t i = 0; i < sides.size(); ++i)
        panes.push_back({sides[i], frames[i], frames[i]});
    return panes;
}

std::vector<CanvasPane> divided(const CanvasRoom &room)
{
    const QRect whole(QPoint(0, 0), room.size);
    const int before = qRound(std::clamp(room.handle, 0.0, 1.0) * whole.width());
    return {{CanvasSide::Before, whole, QRect(0, 0, before, whole.height())},
            {CanvasSide::After, whole, QRect(before, 0, whole.width() - before, whole.height())}};
}

} // namespace

std::vector<CanvasPane> canvasPanes(CanvasCompare compare, const CanvasRoom &room)
{
    static constexpr std::array all{CanvasSide::Before, CanvasSide::After, CanvasSide::Rival};
    const std::span<const CanvasSide> sides = all;
    switch (compare) {
    case CanvasCompare::Split: return divided(room);
    case CanvasCompare::SideBySide: return panesOf(room, sides.first(2));
    case CanvasCompare::Three: return panesOf(room, sides);
    case CanvasCompare::OnlyBefore: return panesOf(room, sides.first(1));
    case CanvasCompare::OnlyAfter: return panesOf(room, sides.subspan(1, 1));
    }
    return {};
}

int paneAt(const std::vector<CanvasPane> &panes, QPointF point)
{
    for (int i = static_cast<int>(panes.size()) - 1; i >= 0; --i)
        if (QRectF(panes[static_cast<size_t>(i)].part).contains(point))
            return i;
    return -1;
}

} // namespace convoscope
