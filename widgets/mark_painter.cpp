#include "widgets/mark_painter.h"

#include "widgets/number_text.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <ranges>

namespace convoscope {

namespace {

constexpr double smallestFrame = 9; // pixels: a window on a photo seen from afar stays findable
constexpr int mostCells = 4096; // marks over more cells are drawn as one tint
constexpr int mostRound = 200; // cells with an outline of their own that is smooth and round

QRectF atLeast(QRectF rect, double side)
{
    const double dx = std::max(0.0, side - rect.width()) / 2;
    const double dy = std::max(0.0, side - rect.height()) / 2;
    return rect.adjusted(-dx, -dy, dx, dy);
}

bool isFrame(MarkRole role)
{
    return role == MarkRole::Window || role == MarkRole::Write || role == MarkRole::Read
        || role == MarkRole::Weight || role == MarkRole::Source || role == MarkRole::Nested
        || role == MarkRole::Picked;
}

/// How many cells of `seen` a mark means, at most.
long long cellsIn(const Mark &mark, const Rect &seen)
{
    const long long rows = std::min(mark.cells.height, seen.height) / mark.pitch.y + 1;
    return rows * (std::min(mark.cells.width, seen.width) / mark.pitch.x + 1);
}

/// A frame around `rect` with sharp corners, on whole pixels: hundreds of smooth ones would take longer than
/// a frame of the stage has.
void fillFrame(QPainter &painter, const QRectF &rect, double width, const QColor &colour)
{
    const QRectF outer = rect.adjusted(-width / 2, -width / 2, width / 2, width / 2).toAlignedRect();
    const double line = std::round(width);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(outer.left(), outer.top(), outer.width(), line), colour);
    painter.fillRect(QRectF(outer.left(), outer.bottom() - line, outer.width(), line), colour);
    const double height = outer.height() - 2 * line;
    painter.fillRect(QRectF(outer.left(), outer.top() + line, line, height), colour);
    painter.fillRect(QRectF(outer.right() - line, outer.top() + line, line, height), colour);
}

/// Calls `act` for every cell that a mark means.
template <typename Act>
void forEachCell(const Mark &mark, const Rect &seen, Act act)
{
    for (int row = mark.cells.top; row < mark.cells.top + mark.cells.height; row += mark.pitch.y) {
        if (row < seen.top || row >= seen.top + seen.height)
            continue;
        for (int column = mark.cells.left; column < mark.cells.left + mark.cells.width;
             column += mark.pitch.x) {
            if (column >= seen.left && column < seen.left + seen.width)
                act(Cell{row, column});
        }
    }
}

} // namespace

QColor MarkPainter::colourOf(const Mark &mark) const
{
    switch (mark.role) {
    case MarkRole::Window:
    case MarkRole::Weight:
    case MarkRole::Nested:
    case MarkRole::Read: return theme.kernel;
    case MarkRole::Source: return theme.input;
    case MarkRole::Write:
    case MarkRole::Reach:
    case MarkRole::Sight:
    case MarkRole::Picked:
    case MarkRole::Winner: return theme.output;
    }
    return theme.text;
}

void MarkPainter::paint(QPainter &painter, const std::vector<Mark> &marks, std::optional<QRectF> glide) const
{
    painter.save();
    const double over = pane.cell < smallestFrame ? smallestFrame : 4; // for the marks of cells at the edge
    painter.setClipRect(pane.frame.adjusted(-over, -over, over, over), Qt::IntersectClip);
    for (const Mark &mark : marks) {
        if (mark.plane != pane.plane || mark.role == MarkRole::Sight)
            continue;
        if (mark.role == MarkRole::Write && mark.label && !pane.bars)
            paintValue(painter, mark);
        else if (!isFrame(mark.role) || mark.pitch != Pair{})
            paintTint(painter, mark);
    }
    for (const Mark &mark : marks) {
        if (mark.plane != pane.plane || !isFrame(mark.role))
            continue;
        const bool glides = glide && mark.role == MarkRole::Window;
        paintFrame(painter, mark, glides ? *glide : pane.rectOf(mark.cells));
        if (mark.role == MarkRole::Source)
            paintArrow(painter, mark, marks);
    }
    std::vector<QRectF> taken;
    for (const Mark &mark : marks | std::views::reverse) { // the outermost first
        if (mark.plane == pane.plane && mark.label
            && (mark.role == MarkRole::Window || mark.role == MarkRole::Nested))
            paintCaption(painter, mark, taken);
    }
    painter.restore();
}

void MarkPainter::paintCaption(QPainter &painter, const Mark &mark, std::vector<QRectF> &taken) const
{
    const QRectF seen = pane.rectOf(mark.cells).intersected(pane.frame);
    if (seen.isEmpty() || mark.pitch != Pair{} || !mark.label)
        return;
    const QString text = cellText(*mark.label);
    const QFont font = theme.mono(11);
    const QFontMetricsF metrics(font);
    const QSizeF size(metrics.horizontalAdvance(text) + theme.px(6), metrics.height());
    const QRectF box(QPointF(seen.right() - size.width(), seen.top()), size);
    const bool covers =
        std::ranges::any_of(taken, [&](const QRectF &other) { return other.intersects(box); });
    if (covers || box.left() < seen.left() || box.bottom() > seen.bottom())
        return;
    taken.push_back(box);
    painter.fillRect(box, theme.surface);
    painter.setFont(font);
    painter.setPen(theme.roleText(PlaneRole::Kernel));
    painter.drawText(box, Qt::AlignCenter, text);
}

void MarkPainter::paintFrame(QPainter &painter, const Mark &mark, QRectF rect) const
{
    const bool strong =
        mark.role == MarkRole::Window || mark.role == MarkRole::Write || mark.role == MarkRole::Picked;
    const bool small = pane.thumbnail && mark.role == MarkRole::Window;
    const double width = small
        ? theme.scale
        : std::max(1.5, (strong ? 3.0 : 2.0) * theme.scale * std::clamp(pane.cell / 30, 0.6, 1.0));
    const bool fine = small || mark.role == MarkRole::Nested || mark.role == MarkRole::Picked;
    rect = atLeast(rect, fine ? 4.0 : smallestFrame).adjusted(0.5, 0.5, 0.5, 0.5);
    if (!rect.intersects(pane.frame.adjusted(-4, -4, 4, 4)))
        return;
    // A halo keeps the frame visible on every colour.
    const bool halo = !small && (pane.cell < 8 || trace.plane(pane.plane).picture);
    const bool tiny = pane.thumbnail || pane.cell < 8; // its corners aren't seen
    if (tiny && mark.role != MarkRole::Source) {
        if (halo)
            fillFrame(painter, rect, width + 2, theme.surface);
        return fillFrame(painter, rect, width, colourOf(mark));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const Qt::PenStyle style = mark.role == MarkRole::Source ? Qt::DashLine : Qt::SolidLine;
    if (halo) {
        painter.setPen(QPen(theme.surface, width + 2));
        painter.drawRoundedRect(rect, 2, 2);
    }
    painter.setPen(QPen(colourOf(mark), width, style, Qt::SquareCap, Qt::RoundJoin));
    painter.drawRoundedRect(rect, 2.5, 2.5);
}

/// Around one of the cells of a mark; a winner's is strong, and lies in a ring that sets it off from its
/// cell.
void MarkPainter::paintOutline(QPainter &painter, MarkRole role, QRectF rect, const QColor &colour) const
{
    const bool won = role == MarkRole::Winner && pane.cell >= 12;
    const double width = won ? std::clamp(pane.cell * 0.09, 2.0, 3.5 * theme.scale) : 1.5;
    if (won) {
        rect.adjust(width, width, -width, -width);
        painter.setPen(QPen(theme.surface, width + 2));
        painter.drawRoundedRect(rect, 3, 3);
        painter.setBrush(Qt::NoBrush);
    }
    painter.setPen(QPen(colour, width));
    painter.drawRoundedRect(rect, 2, 2);
}

void MarkPainter::paintTint(QPainter &painter, const Mark &mark) const
{
    const Plane &plane = trace.plane(pane.plane);
    const bool dark =
        plane.feature && !plane.range.isSigned(); // only the bright end of its colours is seen there
    QColor tint = dark ? QColor::fromRgb(cache.mapOf(plane, theme).at(1.0)) : colourOf(mark);
    const Rect seen = pane.visible(plane);
    if (static_cast<long long>(mark.cells.height / mark.pitch.y) * (mark.cells.width / mark.pitch.x)
            > mostCells
        || pane.cell < 3) {
        tint.setAlphaF(dark ? 0.6F : 0.25F);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(pane.rectOf(mark.cells).intersected(pane.frame), tint);
        return;
    }
    if (!mark.label && mark.role != MarkRole::Winner && cellsIn(mark, seen) > mostRound)
        return paintMany(painter, mark, seen, tint);
    painter.setRenderHint(QPainter::Antialiasing);
    forEachCell(mark, seen, [&](Cell cell) {
        const QRectF rect = pane.rectOf(cell).adjusted(1.5, 1.5, -0.5, -0.5);
        tint.setAlphaF(mark.role == MarkRole::Window ? 0.0F : 0.18F);
        painter.setBrush(tint);
        tint.setAlphaF(1.0F);
        paintOutline(painter, mark.role, rect, tint);
        if (mark.label)
            paintLabel(painter, *mark.label, rect);
    });
}

/// Smooth round outlines of thousands of cells would take longer than a frame has.
void MarkPainter::paintMany(QPainter &painter, const Mark &mark, const Rect &seen, QColor tint) const
{
    QVector<QRectF> rects;
    if (mark.pitch == Pair{})
        rects.append(pane.rectOf(mark.cells).adjusted(1, 1, 0, 0));
    else
        forEachCell(mark, seen, [&](Cell cell) { rects.append(pane.rectOf(cell).adjusted(1, 1, -1, -1)); });
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(tint, 1));
    tint.setAlphaF(mark.role == MarkRole::Window ? 0.0F : 0.25F);
    painter.setBrush(tint);
    painter.drawRects(rects);
}

void MarkPainter::paintLabel(QPainter &painter, float label, const QRectF &cell) const
{
    const QString text = QStringLiteral("×%1").arg(cellText(label));
    const bool beside = pane.cell >= theme.px(34);
    const double most = beside ? std::clamp(pane.cell * 0.21, 8.0, 12.0 * theme.scale) : pane.cell * 0.5;
    const double size = std::min(most, (pane.cell - 4) / (0.61 * static_cast<double>(text.size())));
    if (size < 7)
        return;
    painter.setFont(theme.mono(size / theme.scale));
    const auto align =
        static_cast<int>(beside ? Qt::AlignRight | Qt::AlignBottom : Qt::Alignment(Qt::AlignCenter));
    const QRectF line = beside ? cell.adjusted(1, 0, -2, -1) : cell;
    QColor ground = theme.surface;
    ground.setAlphaF(0.85F);
    const QRectF box = beside ? painter.fontMetrics().boundingRect(line.toRect(), align, text)
                              : cell.adjusted(1, 1, -1, -1).toRect();
    painter.fillRect(box, ground);
    painter.setPen(theme.roleText(PlaneRole::Kernel));
    painter.drawText(line, align, text);
}

void MarkPainter::paintValue(QPainter &painter, const Mark &mark) const
{
    const Plane &plane = trace.plane(pane.plane);
    const PlanePainter cells{trace, pane, theme, 0, cache};
    if (pane.cell < 3 || !mark.label)
        return;
    const ColourMap &map = cache.mapOf(plane, theme);
    const QRectF rect = pane.rectOf(mark.cells);
    const QRgb ground = map.colour(*mark.label);
    painter.fillRect(rect.adjusted(1, 1, 0, 0), QColor::fromRgb(ground));
    if (const double size = cells.textSize(); size > 0)
        cache.glyphs(theme.mono(size / theme.scale))
            .draw(painter, cells.numberBox({mark.cells.top, mark.cells.left}), cellText(*mark.label),
                  map.textColour(ground));
}

void MarkPainter::paintArrow(QPainter &painter, const Mark &source, const std::vector<Mark> &marks) const
{
    const auto read = std::ranges::find_if(marks, [&](const Mark &mark) {
        const bool copies = mark.role == MarkRole::Read || mark.role == MarkRole::Write;
        return copies && mark.plane == source.plane && mark.cells != source.cells;
    });
    if (read == marks.end())
        return;
    const QPointF from = pane.rectOf(source.cells).center();
    const QPointF to = pane.rectOf(read->cells).center();
    const double length = std::hypot(to.x() - from.x(), to.y() - from.y());
    if (length < 4)
        return;
    const QPointF along = (to - from) / length;
    const QPointF across(-along.y(), along.x());
    const QPointF apart = along * std::min(pane.cell * 0.36, length / 3); // the numbers stay readable
    const QPointF end = to - apart;
    const bool seen = pane.frame.contains(from); // else a loupe shows from where, and no more of the way
    const QPointF begin = seen ? from + apart : end - along * std::min(length, pane.cell * 1.4);
    QPainterPath path(begin);
    const double bend = seen ? length * 0.18 : 0.0;
    path.quadTo((begin + end) / 2 + across * bend, end);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.input, 2 * theme.scale, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const double angle = path.angleAtPercent(1.0) * std::numbers::pi / 180;
    const double head = std::min(8 * theme.scale, length / 4);
    for (const double turn : {2.6, -2.6}) {
        const QPointF tip(std::cos(angle + turn) * head, -std::sin(angle + turn) * head);
        painter.drawLine(end, end + tip);
    }
}

void MarkPainter::paintWeights(QPainter &painter, const Step &step) const
{
    if (pane.cell < theme.px(34) || step.combine != Combine::Sum)
        return;
    const double size = std::clamp(pane.cell * 0.2, 8.0, 12.0 * theme.scale);
    GlyphAtlas &glyphs = cache.glyphs(theme.mono(size / theme.scale));
    for (const Term &term : step.terms) {
        if (term.plane != pane.plane)
            continue;
        const QRectF rect = pane.rectOf(term.from).adjusted(2, 2, -4, -3);
        if (pane.frame.intersects(rect)) {
            const QString text = QStringLiteral("×%1").arg(cellText(term.weight));
            glyphs.draw(painter, rect, text, theme.roleText(PlaneRole::Kernel).rgb(),
                        Qt::AlignRight | Qt::AlignBottom);
        }
    }
}

void MarkPainter::paintHidden(QPainter &painter, Cell cell) const
{
    const QRectF rect = pane.rectOf(cell);
    painter.fillRect(rect.adjusted(1, 1, 0, 0), theme.surface);
    if (pane.cell < 14)
        return;
    painter.setFont(theme.mono(std::min(20.0, pane.cell * 0.45) / theme.scale));
    painter.setPen(theme.roleText(PlaneRole::Output));
    painter.drawText(rect, Qt::AlignCenter, QStringLiteral("?"));
}

} // namespace convoscope
