#include "widgets/stage_layout.h"

#include "widgets/thumbnail_block.h"

#include "widgets/column_layout.h"
#include "widgets/stage_aim.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convoscope {

namespace {

constexpr int smallSide = 16; // planes up to this many cells a side keep cells large enough for numbers
constexpr int loupeSide = 7; // cells that a loupe shows at least

/// Lengths that don't depend on the trace, in logical pixels.
struct Metrics {
    double margin;
    double title;
    double legend;
    double sign;
    double gap;
    double rowGap;
    double arithmetic;
    double largestCell;
    double smallCell;
    double column; ///< of a table, so that its titles find room
};

Metrics metricsFor(QSizeF size, const Theme &theme)
{
    const double tight = std::clamp(size.width() / 860.0, 0.55, 1.0);
    const auto length = [&](double pixels) { return static_cast<double>(theme.px(pixels)); };
    return {.margin = length(30 * tight),
            .title = length(42),
            .legend = length(22),
            .sign = length(30 * tight),
            .gap = length(12 * tight),
            .rowGap = length(22 * tight),
            .arithmetic = std::clamp(size.height() * 0.14, length(72), length(110)),
            .largestCell = length(54),
            .smallCell = length(32),
            .column = length(270)};
}

/// One plane of a row while its size is being found.
struct Item {
    int plane = -1;
    bool loupe = false;
    Operator sign = Operator::None;
    double columns = 0; // cells to show
    double rows = 0;
    double scale = 1.0; // cells relative to the others
    double cell = 0;
    Fit fit = Fit::Own;
    std::vector<int> thumbnails{}; // of a block, all that follow each other
    ThumbnailBlock block{};

    [[nodiscard]] bool isPlane() const { return plane >= 0; }
    [[nodiscard]] bool isBlock() const { return !thumbnails.empty(); }
    [[nodiscard]] bool isSmall() const { return loupe || std::max(columns, rows) <= smallSide; }
    [[nodiscard]] double width() const { return isBlock() ? block.size().width() : columns * cell; }
    [[nodiscard]] double height() const { return isBlock() ? block.size().height() : rows * cell; }
};

using Row = std::vector<Item>;

std::vector<Row> rowsOf(const Trace &trace, const std::vector<Mark> &focus)
{
    std::vector<Row> rows;
    for (const auto &places : trace.arrangement()) {
        Row row;
        for (const Slot &slot : places) {
            if (slot.fit == Fit::Thumbnail) {
                if (row.empty() || !row.back().isBlock())
                    row.push_back({});
                row.back().thumbnails.push_back(slot.plane);
                continue;
            }
            Item item{.plane = slot.plane, .loupe = slot.loupe, .sign = slot.sign, .fit = slot.fit};
            if (slot.plane >= 0) {
                const Plane &plane = trace.plane(slot.plane);
                const Rect cells = slot.loupe ? focusOf(focus, slot.plane) : plane.extent();
                const double around = std::max({loupeSide, cells.width + 2, cells.height + 2});
                item.columns = slot.loupe ? around : cells.width;
                item.rows = slot.loupe ? around : cells.height;
                item.scale = plane.role == PlaneRole::Kernel && !slot.loupe ? 0.86 : 1.0;
            }
            row.push_back(item);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

double fixedWidth(const Row &row, const Metrics &m)
{
    double width = 2 * m.margin + m.gap * static_cast<double>(row.size() - 1);
    for (const Item &item : row)
        width += item.isPlane() || item.isBlock() ? 0.0 : m.sign;
    return width;
}

double columnsOf(const Row &row)
{
    double columns = 0;
    for (const Item &item : row)
        columns += item.isPlane() ? item.columns * item.scale : 0;
    return columns;
}

/// Large and small planes side by side that would be unreadable at one scale.
bool isMixed(const Row &row, double width, double readable)
{
    const bool large = std::ranges::any_of(row, [](const Item &i) { return i.isPlane() && !i.isSmall(); });
    const bool common = std::ranges::any_of(row, [](const Item &i) { return i.fit == Fit::Common; });
    return large && !common && width / columnsOf(row) < readable;
}

bool alike(const Item &a, const Item &b)
{
    const auto near = [](double p, double q) { return std::max(p, q) <= 2.2 * std::min(p, q); };
    return near(a.columns, b.columns) && near(a.rows, b.rows);
}

/// Small planes keep readable cells; large ones share what they leave, those of like size at the same scale.
void sizeMixed(Row &row, double width, double height, double smallCell)
{
    double smallColumns = 0;
    double largeShares = 0;
    for (const Item &item : row) {
        if (item.isPlane())
            (item.isSmall() ? smallColumns : largeShares) +=
                item.isSmall() ? item.columns : std::sqrt(item.columns);
    }
    const double cell = smallColumns > 0 ? std::min(smallCell, 0.35 * width / smallColumns) : smallCell;
    const double rest = width - smallColumns * cell;
    for (Item &item : row) {
        if (item.isPlane() && item.isSmall())
            item.cell = std::min(cell, height / item.rows) * item.scale;
        else if (item.isPlane())
            item.cell = std::min(
                {rest * std::sqrt(item.columns) / largeShares / item.columns, height / item.rows, smallCell});
    }
    for (Item &a : row) {
        for (const Item &b : row) {
            if (a.isPlane() && b.isPlane() && !a.isSmall() && !b.isSmall() && alike(a, b))
                a.cell = std::min(a.cell, b.cell);
        }
    }
}

double rowHeight(const Row &row)
{
    double height = 0;
    for (const Item &item : row)
        height = std::max(height, item.height());
    return height;
}

/// Planes take half of the width, the block of thumbnails what they leave.
void sizeWithBlock(Row &row, QSizeF room, const Theme &theme)
{
    double taken = 0;
    const double columns = columnsOf(row);
    for (Item &item : row) {
        if (item.isPlane())
            item.cell = std::min(room.height() / item.rows, 0.5 * room.width() / columns) * item.scale;
        taken += item.isPlane() ? item.width() : 0.0;
    }
    for (Item &item : row) {
        if (item.isBlock())
            item.block = ThumbnailBlock::fitting(static_cast<int>(item.thumbnails.size()),
                                                 {room.width() - taken, room.height()}, theme);
    }
}

/// Sizes every row as its width allows, none with larger cells or higher than the share `t` of what is
/// possible.
double sizeRows(std::vector<Row> &rows, QSizeF room, const Metrics &m, const Theme &theme, double t)
{
    double height = 0;
    for (Row &row : rows) {
        const double width = room.width() - fixedWidth(row, m);
        if (std::ranges::any_of(row, &Item::isBlock)) {
            sizeWithBlock(row, {width, room.height() * t}, theme);
        } else if (isMixed(row, width, m.smallCell * 0.6)) {
            sizeMixed(row, width, room.height() * t, m.smallCell);
        } else {
            const bool loupe = std::ranges::any_of(row, [](const Item &item) { return item.loupe; });
            const double most = (loupe ? m.smallCell * 1.15 : m.largestCell) * t;
            for (Item &item : row)
                item.cell = std::min(most, width / columnsOf(row)) * item.scale;
        }
        height += rowHeight(row);
    }
    return height;
}

/// The largest sizes at which all rows fit.
void fitRows(std::vector<Row> &rows, QSizeF room, const Metrics &m, const Theme &theme)
{
    double low = 0.01;
    double high = 1.0;
    if (sizeRows(rows, room, m, theme, high) <= room.height())
        return;
    for (int i = 0; i < 24; ++i) {
        const double middle = (low + high) / 2;
        (sizeRows(rows, room, m, theme, middle) <= room.height() ? low : high) = middle;
    }
    sizeRows(rows, room, m, theme, low);
}

double rowWidth(const Row &row, const Metrics &m)
{
    double width = fixedWidth(row, m) - 2 * m.margin;
    for (const Item &item : row)
        width += item.width();
    return width;
}

/// Rows without signs between their planes stand as a table.
bool isTable(const std::vector<Row> &rows)
{
    return rows.size() > 1
        && std::ranges::all_of(rows, [](const Row &row) { return std::ranges::all_of(row, &Item::isPlane); });
}

/// The squares of a block whose row has its middle at that height.
void addThumbnails(StageLayout &layout, const Item &item, QPointF corner, const Trace &trace,
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

/// Where the columns of a table begin: as far apart as their titles need, if there is room.
std::vector<double> columnsOf(const std::vector<Row> &rows, double width, const Metrics &m)
{
    std::vector<double> widths;
    for (const Row &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], row[c].width());
    }
    const double needed = std::accumulate(widths.begin(), widths.end(), 0.0);
    double wished = 0;
    for (const double w : widths)
        wished += std::max(w, m.column);
    const double gaps = m.gap * static_cast<double>(widths.size() - 1);
    const double spare = std::max(0.0, width - 2 * m.margin - gaps - needed);
    const double part = wished > needed ? std::min(1.0, spare / (wished - needed)) : 0.0;
    double left = std::max(m.margin, (width - needed - gaps - part * (wished - needed)) / 2);
    std::vector<double> lefts;
    for (const double w : widths) {
        lefts.push_back(std::round(left));
        left += w + part * (std::max(w, m.column) - w) + m.gap;
    }
    return lefts;
}

} // namespace

QRectF Pane::rectOf(const Rect &cells) const
{
    return {origin.x() + cells.left * cell, origin.y() + cells.top * cell, cells.width * cell,
            cells.height * cell};
}

Cell Pane::cellAt(QPointF point) const
{
    return {static_cast<int>(std::floor((point.y() - origin.y()) / cell)),
            static_cast<int>(std::floor((point.x() - origin.x()) / cell))};
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
    const auto found = std::find_if(panes.begin(), panes.end(), [&](const Pane &pane) {
        return pane.plane == plane && pane.loupe == loupe;
    });
    return found == panes.end() ? nullptr : &*found;
}

StageLayout layoutStage(const Trace &trace, const StageRoom &view, const Theme &theme)
{
    StageLayout layout;
    if (trace.empty())
        return layout;
    if (trace.columnsFrom() < static_cast<int>(trace.arrangement().size()))
        return layoutColumns(trace, view, theme);
    const Metrics m = metricsFor(view.size, theme);
    auto rows = rowsOf(trace, view.focus);
    const double count = static_cast<double>(rows.size());
    const QSizeF room{view.size.width(),
                      view.size.height() - m.margin - m.arithmetic - (count - 1) * m.rowGap
                          - count * (m.title + m.legend)};
    fitRows(rows, room, m, theme);
    double used = (count - 1) * m.rowGap + count * (m.title + m.legend);
    for (Row &row : rows) {
        for (Item &item : row)
            item.cell = crisp(std::max(item.cell, 0.001));
        used += rowHeight(row);
    }
    const bool table = isTable(rows);
    const std::vector<double> columns = table ? columnsOf(rows, view.size.width(), m) : std::vector<double>();
    double top = std::max(m.margin * 0.5, (view.size.height() - m.arithmetic - used) / 2);
    for (const Row &row : rows) {
        const double height = rowHeight(row);
        double left = std::round(std::max(m.margin, (view.size.width() - rowWidth(row, m)) / 2));
        if (table)
            left = columns.front();
        layout.left = layout.panes.empty() ? left : std::min(layout.left, left);
        const double middle = std::round(top + m.title + height / 2);
        bool first = true;
        for (size_t i = 0; i < row.size(); ++i) {
            const Item &item = row[i];
            if (table)
                left = columns[i];
            if (item.isBlock()) {
                if (!first)
                    layout.panes.back().title.setRight(left - m.gap);
                addThumbnails(layout, item, {left, middle - item.height() / 2}, trace, view);
                left += item.width() + m.gap;
                continue;
            }
            if (!item.isPlane()) {
                layout.signs.push_back({item.sign, {left, middle - m.sign / 2, m.sign, m.sign}});
                left += m.sign + m.gap;
                continue;
            }
            Pane pane{.plane = item.plane, .loupe = item.loupe, .cell = item.cell};
            const double above = table ? top + m.title : middle - item.height() / 2;
            pane.frame = {left, std::round(above), item.width(), item.height()};
            pane.title = {left, pane.frame.top() - m.title, room.width() - left - m.gap, m.title};
            if (!first) // titles may run on above the sign, up to the next plane
                layout.panes.back().title.setRight(left - m.gap);
            first = false;
            aim(pane, trace.plane(item.plane), view);
            layout.panes.push_back(pane);
            left += item.width() + m.gap;
        }
        top += m.title + height + m.legend + m.rowGap;
    }
    const double stripTop = std::min(top - m.rowGap + theme.px(4), view.size.height() - m.arithmetic);
    const double wide = std::min(view.size.width() - 2 * m.margin, theme.px(780) * 1.0);
    layout.left = std::min(layout.left, std::round((view.size.width() - wide) / 2));
    layout.arithmetic = {layout.left, stripTop, view.size.width() - 2 * layout.left,
                         view.size.height() - stripTop - theme.px(8)};
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
