#include "widgets/stage_layout.h"

#include "widgets/column_layout.h"
#include "widgets/stage_aim.h"
#include "widgets/stage_rows.h"
#include "widgets/upright_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convoscope {

namespace {

/// The squares of a block whose row has its middle at that height.
void addThumbnails(StageLayout &layout, const RowItem &item, QPointF corner, const Trace &trace,
                   const StageRoom &view)
{
    for (int i = 0; i < item.block.count; ++i) {
        const int plane = item.thumbnails[static_cast<size_t>(i)];
        const Rect cells = trace.plane(plane).extent();
        const QRectF square = item.block.square(i, corner);
        Pane pane{
            .plane = plane, .thumbnail = true, .cell = item.block.side / std::max(cells.width, cells.height)};
        pane.frame = {square.left(), square.top(), cells.width * pane.cell, cells.height * pane.cell};
        pane.title = {square.left(), square.top() - item.block.label, item.block.side, item.block.label};
        pane.legend = false;
        aim(pane, trace.plane(plane), view);
        layout.panes.push_back(pane);
    }
}

/// Where a row begins, and the beginnings of its planes if it is one of a table.
struct RowPlace {
    double left;
    double top;
    const std::vector<double> &columns;
    bool legend;
};

/// What all rows are placed with.
struct Placing {
    const StageRows &rows;
    const Trace &trace;
    const StageRoom &view;
};

/// Titles may run on above a sign, up to what comes next.
void endTitle(StageLayout &layout, size_t firstPane, double right)
{
    if (layout.panes.size() > firstPane)
        layout.panes.back().title.setRight(std::min(layout.panes.back().title.right(), right));
}

void placeRow(StageLayout &layout, const Row &row, const RowPlace &place, const Placing &with)
{
    const RowLengths &m = with.rows.lengths;
    const double middle = std::round(place.top + m.title + StageRows::height(row) / 2);
    const size_t first = layout.panes.size();
    double left = place.left;
    for (size_t i = 0; i < row.size(); ++i) {
        const RowItem &item = row[i];
        if (!place.columns.empty())
            left = place.columns[i];
        if (item.isSign()) {
            layout.signs.push_back({item.sign, {left, middle - m.sign / 2, m.sign, m.sign}});
            left += m.sign + m.gap;
            continue;
        }
        endTitle(layout, first, left - m.gap);
        const double above = place.columns.empty() ? middle - item.height() / 2 : place.top + m.title;
        const QRectF frame(left, std::round(above), item.width(), item.height());
        const QRectF title(left, frame.top() - m.title, with.view.size.width() - left - m.gap, m.title);
        if (item.isBlock()) {
            addThumbnails(layout, item, {left, middle - item.height() / 2}, with.trace, with.view);
        } else if (item.isPlane()) {
            Pane pane{.plane = item.plane, .loupe = item.loupe, .legend = place.legend, .cell = item.cell};
            pane.frame = frame;
            pane.title = title;
            aim(pane, with.trace.plane(item.plane), with.view);
            layout.panes.push_back(pane);
        } else if (item.omitted >= 0) {
            layout.absences.push_back({item.omitted, title, frame});
        }
        left += item.width() + m.gap;
    }
}

} // namespace

QRectF Pane::rectOf(const Rect &cells) const
{
    const double wide = cell * stretch;
    return {origin.x() + cells.left * wide, origin.y() + cells.top * cell, cells.width * wide,
            cells.height * cell};
}

Cell Pane::cellAt(QPointF point) const
{
    return {static_cast<int>(std::floor((point.y() - origin.y()) / cell)),
            static_cast<int>(std::floor((point.x() - origin.x()) / (cell * stretch)))};
}

Rect Pane::visible(const Plane &shown) const
{
    const Rect all = shown.padded();
    const Cell first = cellAt(frame.topLeft() + QPointF(0.01, 0.01));
    const Cell last = cellAt(frame.bottomRight() - QPointF(0.01, 0.01));
    const int top = std::max(first.row, all.top);
    const int left = std::max(first.column, all.left);
    return {top, left, std::min(last.row, all.top + all.height - 1) - top + 1,
            std::min(last.column, all.left + all.width - 1) - left + 1};
}

const Pane *StageLayout::paneOf(int plane, bool loupe) const
{
    const auto found = std::ranges::find_if(
        panes, [&](const Pane &pane) { return pane.plane == plane && pane.loupe == loupe; });
    return found == panes.end() ? nullptr : &*found;
}

void StageLayout::placeArithmetic(const StripRoom &room, QSizeF stage, const Theme &theme)
{
    const double top = std::min(room.end + theme.px(4), stage.height() - room.height);
    const double wide = std::min(stage.width() - 2 * room.margin, theme.px(780) * 1.0);
    left = std::min(left, std::round((stage.width() - wide) / 2));
    arithmetic = {left, top, stage.width() - 2 * left, stage.height() - top - theme.px(8)};
}

StageLayout layoutStage(const Trace &trace, const StageRoom &view, const Theme &theme)
{
    StageLayout layout;
    if (trace.empty())
        return layout;
    if (trace.upright())
        return layoutUpright(trace, view, theme);
    if (trace.columnsFrom() < static_cast<int>(trace.arrangement().size()))
        return layoutColumns(trace, view, theme);
    const StageRows rows = StageRows::fitting(trace, view, theme);
    const RowLengths &m = rows.lengths;
    const bool table = rows.isTable();
    const auto columns = table ? rows.columns(view.size.width()) : std::vector<double>();
    double top = std::max(m.margin * 0.5, (view.size.height() - m.arithmetic - rows.height()) / 2);
    for (const Row &row : rows.rows) {
        const double left = table ? columns.front() : rows.left(row, view.size.width());
        layout.left = layout.panes.empty() ? left : std::min(layout.left, left);
        const bool legend = m.legend > 0 || &row == &rows.rows.back();
        placeRow(layout, row, {.left = left, .top = top, .columns = columns, .legend = legend},
                 {rows, trace, view});
        top += m.title + StageRows::height(row) + m.legend + m.rowGap;
    }
    const double end = top - m.rowGap - m.legend + m.lastLegend;
    layout.placeArithmetic({.end = end, .height = m.arithmetic, .margin = m.margin}, view.size, theme);
    return layout;
}

std::optional<Hit> hitTest(const StageLayout &layout, const Trace &trace, QPointF point)
{
    for (size_t i = 0; i < layout.panes.size(); ++i) {
        const Pane &pane = layout.panes[i];
        if (!pane.frame.contains(point))
            continue;
        const Cell cell = pane.cellAt(point);
        if (trace.plane(pane.plane).padded().contains(cell))
            return Hit{static_cast<int>(i), pane.plane, cell};
    }
    return std::nullopt;
}

} // namespace convoscope
