#include "widgets/wire_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace convoscope {

/// The two sides that face each other: a band runs from `a1`-`a2` to `b1`-`b2`.
struct WirePainter::Ends {
    QPointF a1{};
    QPointF a2{};
    QPointF b1{};
    QPointF b2{};
    bool band = false; ///< otherwise a line from the middle of one side to that of the other
    bool across = true; ///< from left to right rather than from top to bottom
    QRectF from; ///< frames of the two planes
    QRectF to;
};

namespace {

/// The part of a group of cells that is seen; at its place on the edge of the frame where none is.
QRectF seen(const Pane &pane, const std::optional<Rect> &cells)
{
    if (!cells)
        return pane.frame;
    const QRectF all = pane.rectOf(*cells);
    const QRectF part = all.intersected(pane.frame);
    if (!part.isEmpty())
        return part;
    const QRectF &f = pane.frame;
    return {std::clamp(all.center().x(), f.left(), f.right()),
            std::clamp(all.center().y(), f.top(), f.bottom()), 0, 0};
}

/// Down from the one plane, along below what stands between, and up to the other.
QPainterPath detour(const QRectF &from, const QRectF &to, double depth)
{
    const double below = std::max(from.bottom(), to.bottom()) + depth;
    const QPointF a(from.center().x(), from.bottom());
    const QPointF b(to.center().x(), to.bottom());
    const QPointF in((b.x() < a.x() ? -1 : 1) * depth, 0);
    QPainterPath path(a);
    path.quadTo({a.x(), below}, QPointF(a.x(), below) + in);
    path.lineTo(QPointF(b.x(), below) - in);
    path.quadTo({b.x(), below}, b);
    return path;
}

/// A curve that leaves and arrives square to the sides.
QPainterPath curve(QPointF from, QPointF to, bool across)
{
    const QPointF bend =
        across ? QPointF((to.x() - from.x()) * 0.45, 0) : QPointF(0, (to.y() - from.y()) * 0.45);
    QPainterPath path(from);
    path.cubicTo(from + bend, to - bend, to);
    return path;
}

/// Hairlines are drawn ten times as fast as wider smooth curves, which matters where dozens of them cross.
bool areMany(std::span<const Wire> wires)
{
    constexpr int most = 12;
    return std::ranges::count(wires, false, &Wire::strong) > most;
}

QColor faded(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

} // namespace

std::optional<WirePainter::Ends> WirePainter::endsOf(const Wire &wire) const
{
    const Pane *from = layout.paneOf(wire.from);
    const Pane *to = layout.paneOf(wire.to);
    if (!from || !to || from == to)
        return std::nullopt;
    const bool apart = from->frame.bottom() < to->frame.top() || to->frame.bottom() < from->frame.top();
    if (layout.groups.empty() && from->thumbnail && to->thumbnail
        && apart) // from the end of one line of thumbnails to the next
        return std::nullopt;
    const QRectF a = seen(*from, wire.fromCells);
    const QRectF b = seen(*to, wire.toCells);
    Ends ends{.band = wire.fromCells || wire.toCells, .from = from->frame, .to = to->frame};
    if (from->frame.right() <= to->frame.left() || to->frame.right() <= from->frame.left()) {
        const bool forth = from->frame.right() <= to->frame.left();
        ends.a1 = forth ? a.topRight() : a.topLeft();
        ends.a2 = forth ? a.bottomRight() : a.bottomLeft();
        ends.b1 = forth ? b.topLeft() : b.topRight();
        ends.b2 = forth ? b.bottomLeft() : b.bottomRight();
        return ends;
    }
    const bool down = from->frame.bottom() <= to->frame.top();
    ends.across = false;
    ends.a1 = down ? a.bottomLeft() : a.topLeft();
    ends.a2 = down ? a.bottomRight() : a.topRight();
    ends.b1 = down ? b.topLeft() : b.bottomLeft();
    ends.b2 = down ? b.topRight() : b.bottomRight();
    return ends;
}

QColor WirePainter::colourOf(const Wire &wire) const
{
    return theme.role(wire.role);
}

void WirePainter::paintBehind(QPainter &painter, std::span<const Wire> wires) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const bool many = areMany(wires);
    const double weak = many ? 1.0 / painter.device()->devicePixelRatioF() : 1.2 * theme.scale;
    for (const Wire &wire : wires) {
        const auto ends = endsOf(wire);
        if (!ends)
            continue;
        const QColor line = faded(colourOf(wire), wire.strong ? 0.9 : many ? 0.5 : 0.4);
        const QPen pen(line, wire.strong ? 2.0 * theme.scale : weak);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(pen);
        if (wire.around) {
            painter.drawPath(detour(ends->from, ends->to, theme.px(10)));
            continue;
        }
        if (!ends->band) {
            painter.drawPath(curve((ends->a1 + ends->a2) / 2, (ends->b1 + ends->b2) / 2, ends->across));
            continue;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(faded(colourOf(wire), wire.strong ? 0.2 : 0.1));
        painter.drawPolygon(QPolygonF({ends->a1, ends->b1, ends->b2, ends->a2}));
        painter.setPen(pen);
        painter.drawLine(ends->a1, ends->b1);
        painter.drawLine(ends->a2, ends->b2);
    }
}

void WirePainter::paintOver(QPainter &painter, std::span<const Wire> wires) const
{
    for (const Wire &wire : wires) {
        const auto ends = endsOf(wire);
        if (!ends || !ends->band)
            continue;
        QPainterPath own;
        own.addRect(ends->from);
        own.addRect(ends->to);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(own, Qt::IntersectClip);
        painter.setPen(QPen(faded(colourOf(wire), wire.strong ? 0.6 : 0.3), theme.scale));
        painter.drawLine(ends->a1, ends->b1);
        painter.drawLine(ends->a2, ends->b2);
        painter.restore();
    }
}

} // namespace convoscope
