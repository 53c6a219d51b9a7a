#include "widgets/stage_rows.h"

#include "widgets/stage_aim.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace convoscope {

namespace {

constexpr int smallSide = 16; // planes up to this many cells a side keep cells large enough for numbers
constexpr int loupeSide = 7; // cells that a loupe shows at least
constexpr int numberedLoupe = 9; // cells that a loupe has room to show the numbers of
constexpr double numberedCell = 20; // pixels that a number of two or three digits needs
constexpr double flatShare = 0.2; // of the height: what a row of tables may take with its numbers readable
constexpr double lowStage = 560; // pixels; on a lower stage every one counts

RowLengths lengthsFor(QSizeF size, const Theme &theme)
{
    const double tight = std::clamp(size.width() / 860.0, 0.55, 1.0);
    const auto length = [&](double pixels) { return static_cast<double>(theme.px(pixels)); };
    return {.margin = length(30 * tight),
            .title = length(42),
            .legend = length(22),
            .lastLegend = length(22),
            .sign = length(30 * tight),
            .gap = length(12 * tight),
            .rowGap = length(22 * tight),
            .arithmetic = std::clamp(size.height() * 0.14, length(84), length(110)),
            .largestCell = length(54),
            .smallCell = length(32),
            .column = length(270)};
}

RowLengths lowered(RowLengths m, const Theme &theme)
{
    m.title = theme.px(20);
    m.legend = 0;
    m.rowGap = theme.px(12);
    return m;
}

/// A loupe around cells, with as many on one side as on the other.
double around(int side, int cells)
{
    return cells > 0 ? side + (side - cells) % 2 : side;
}

RowItem itemOf(const Trace &trace, const Slot &slot, const std::vector<Mark> &focus)
{
    RowItem item{.plane = slot.plane,
                 .omitted = slot.omitted,
                 .loupe = slot.loupe,
                 .sign = slot.sign,
                 .fit = slot.fit};
    if (slot.plane < 0)
        return item;
    const Plane &plane = trace.plane(slot.plane);
    const Rect cells = slot.loupe ? focusOf(focus, slot.plane) : plane.extent();
    const int side = std::max({slot.close ? 0 : loupeSide, cells.width + 2, cells.height + 2});
    item.columns = slot.loupe ? around(slot.close ? cells.width + 2 : side, cells.width) : cells.width;
    item.rows = slot.loupe ? around(slot.close ? cells.height + 2 : side, cells.height) : cells.height;
    item.scale = plane.role == PlaneRole::Kernel && !slot.loupe ? 0.86 : 1.0;
    return item;
}

/// Places without a plane are as large as the largest plane beside them.
void fillPlaces(Row &row)
{
    double columns = 0;
    double rows = 0;
    for (const RowItem &item : row) {
        columns = std::max(columns, item.columns);
        rows = std::max(rows, item.rows);
    }
    for (RowItem &item : row) {
        if (item.hasCells() && !item.isPlane()) {
            item.columns = columns;
            item.rows = rows;
        }
    }
}

std::vector<Row> rowsOf(const Trace &trace, const std::vector<Mark> &focus)
{
    std::vector<Row> rows;
    for (const auto &places : trace.arrangement()) {
        Row row;
        for (const Slot &slot : places) {
            if (slot.fit != Fit::Thumbnail) {
                row.push_back(itemOf(trace, slot, focus));
                continue;
            }
            if (row.empty() || !row.back().isBlock())
                row.push_back({});
            row.back().thumbnails.push_back(slot.plane);
        }
        fillPlaces(row);
        rows.push_back(std::move(row));
    }
    return rows;
}

double fixedWidth(const Row &row, const RowLengths &m)
{
    double width = 2 * m.margin + m.gap * static_cast<double>(row.size() - 1);
    for (const RowItem &item : row)
        width += item.isSign() ? m.sign : 0.0;
    return width;
}

double columnsOf(const Row &row)
{
    double columns = 0;
    for (const RowItem &item : row)
        columns += item.hasCells() ? item.columns * item.scale : 0;
    return columns;
}

/// Large and small planes side by side that would be unreadable at one scale.
bool isMixed(const Row &row, double width, double readable)
{
    const auto large = [](const RowItem &i) { return i.hasCells() && !i.isSmall(); };
    const bool common = std::ranges::any_of(row, [](const RowItem &i) { return i.fit == Fit::Common; });
    return std::ranges::any_of(row, large) && !common && width / columnsOf(row) < readable;
}

bool alike(const RowItem &a, const RowItem &b)
{
    const auto near = [](double p, double q) { return std::max(p, q) <= 2.2 * std::min(p, q); };
    return near(a.columns, b.columns) && near(a.rows, b.rows);
}

/// Small planes keep readable cells; large ones share what they leave, those of like size at the same scale.
void sizeMixed(Row &row, double width, double height, double smallCell)
{
    double smallColumns = 0;
    double largeShares = 0;
    for (const RowItem &item : row) {
        if (item.hasCells())
            (item.isSmall() ? smallColumns : largeShares) +=
                item.isSmall() ? item.columns : std::sqrt(item.columns);
    }
    const double cell = smallColumns > 0 ? std::min(smallCell, 0.35 * width / smallColumns) : smallCell;
    const double rest = width - smallColumns * cell;
    for (RowItem &item : row) {
        if (item.hasCells() && item.isSmall())
            item.cell = std::min(cell, height / item.rows) * item.scale;
        else if (item.hasCells())
            item.cell = std::min(
                {rest * std::sqrt(item.columns) / largeShares / item.columns, height / item.rows, smallCell});
    }
    for (RowItem &a : row) {
        for (const RowItem &b : row) {
            if (a.hasCells() && b.hasCells() && !a.isSmall() && !b.isSmall() && alike(a, b))
                a.cell = std::min(a.cell, b.cell);
        }
    }
}

/// Planes take half of the width, the block of thumbnails what they leave.
void sizeWithBlock(Row &row, QSizeF room, const Theme &theme)
{
    double taken = 0;
    const double columns = columnsOf(row);
    for (RowItem &item : row) {
        if (item.hasCells())
            item.cell = std::min(room.height() / item.rows, 0.5 * room.width() / columns) * item.scale;
        taken += item.hasCells() ? item.width() : 0.0;
    }
    for (RowItem &item : row) {
        if (item.isBlock())
            item.block = ThumbnailBlock::fitting(static_cast<int>(item.thumbnails.size()),
                                                 {room.width() - taken, room.height()}, theme);
    }
}

/// The share of its size that a row keeps. Loupes shrink last while their numbers can be read.
double shareOf(const Row &row, double t)
{
    const bool numbers =
        std::ranges::any_of(row, [](const RowItem &i) { return i.loupe && i.rows <= numberedLoupe; });
    return numbers ? std::sqrt(t) : t;
}

/// Below which the cells of a row don't shrink: flat tables keep their numbers, as they hardly take height
/// from the planes that do.
double leastCell(const Row &row, double height, const Theme &theme)
{
    double rows = 0;
    for (const RowItem &item : row)
        rows = std::max(rows, item.hasCells() ? item.rows : 0.0);
    const bool small =
        std::ranges::all_of(row, [](const RowItem &i) { return !i.hasCells() || i.isSmall(); });
    const double cell = theme.px(numberedCell);
    return small && rows * cell <= flatShare * height ? cell : 0.0;
}

/// Sizes every row as its width allows, none with larger cells or higher than the share `t` of what is
/// possible.
double sizeRows(std::vector<Row> &rows, QSizeF room, const RowLengths &m, const Theme &theme, double t)
{
    double height = 0;
    for (Row &row : rows) {
        const double width = room.width() - fixedWidth(row, m);
        if (std::ranges::any_of(row, &RowItem::isBlock)) {
            sizeWithBlock(row, {width, room.height() * t}, theme);
        } else if (isMixed(row, width, m.smallCell * 0.6)) {
            sizeMixed(row, width, room.height() * t, m.smallCell);
        } else {
            const bool loupe = std::ranges::any_of(row, [](const RowItem &item) { return item.loupe; });
            const double most = std::max((loupe ? m.smallCell * 1.15 : m.largestCell) * shareOf(row, t),
                                         rows.size() > 1 ? leastCell(row, room.height(), theme) : 0.0);
            for (RowItem &item : row)
                item.cell = std::min(most, width / columnsOf(row)) * item.scale;
        }
        height += StageRows::height(row);
    }
    return height;
}

double heightBeside(const RowLengths &m, size_t rows)
{
    const auto count = static_cast<double>(rows);
    return (count - 1) * (m.rowGap + m.legend) + count * m.title + m.lastLegend;
}

/// The largest sizes at which all rows fit, in whole pixels.
StageRows fitted(std::vector<Row> rows, const RowLengths &m, const StageRoom &view, const Theme &theme)
{
    const QSizeF room{view.size.width(),
                      view.size.height() - m.margin - m.arithmetic - heightBeside(m, rows.size())};
    double low = 0.01;
    double high = 1.0;
    if (sizeRows(rows, room, m, theme, high) > room.height()) {
        for (int i = 0; i < 24; ++i) {
            const double middle = (low + high) / 2;
            (sizeRows(rows, room, m, theme, middle) <= room.height() ? low : high) = middle;
        }
        sizeRows(rows, room, m, theme, low);
    }
    for (Row &row : rows) {
        for (RowItem &item : row)
            item.cell = crisp(std::max(item.cell, 0.001));
    }
    return {.lengths = m, .rows = std::move(rows)};
}

/// The smallest cells that were meant for numbers.
double smallestCell(const std::vector<Row> &rows)
{
    double smallest = std::numeric_limits<double>::infinity();
    for (const Row &row : rows) {
        for (const RowItem &item : row) {
            if (item.hasCells() && item.isSmall())
                smallest = std::min(smallest, item.cell / item.scale);
        }
    }
    return smallest;
}

} // namespace

bool RowItem::isSmall() const
{
    return loupe || std::max(columns, rows) <= smallSide;
}

StageRows StageRows::fitting(const Trace &trace, const StageRoom &view, const Theme &theme)
{
    const RowLengths m = lengthsFor(view.size, theme);
    const double numbered = theme.px(numberedCell);
    StageRows usual = fitted(rowsOf(trace, view.focus), m, view, theme);
    const double smallest = smallestCell(usual.rows);
    if (smallest >= numbered)
        return usual;
    StageRows low = fitted(rowsOf(trace, view.focus), lowered(m, theme), view, theme);
    const double gained = smallestCell(low.rows);
    const bool worthIt =
        gained >= numbered || gained > 1.5 * smallest || view.size.height() < theme.px(lowStage);
    if (worthIt && gained > smallest + 1)
        return low;
    return usual;
}

double StageRows::height() const
{
    double sum = heightBeside(lengths, rows.size());
    for (const Row &row : rows)
        sum += height(row);
    return sum;
}

double StageRows::height(const Row &row)
{
    double height = 0;
    for (const RowItem &item : row)
        height = std::max(height, item.height());
    return height;
}

double StageRows::width(const Row &row) const
{
    double width = fixedWidth(row, lengths) - 2 * lengths.margin;
    for (const RowItem &item : row)
        width += item.width();
    return width;
}

bool StageRows::isTable() const
{
    return rows.size() > 1 && std::ranges::all_of(rows, [](const Row &row) {
               return std::ranges::all_of(row, &RowItem::hasCells);
           });
}

std::vector<double> StageRows::columns(double width) const
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
        wished += std::max(w, lengths.column);
    const double gaps = lengths.gap * static_cast<double>(widths.size() - 1);
    const double spare = std::max(0.0, width - 2 * lengths.margin - gaps - needed);
    const double part = wished > needed ? std::min(1.0, spare / (wished - needed)) : 0.0;
    double left = std::max(lengths.margin, (width - needed - gaps - part * (wished - needed)) / 2);
    std::vector<double> lefts;
    for (const double w : widths) {
        lefts.push_back(std::round(left));
        left += w + part * (std::max(w, lengths.column) - w) + lengths.gap;
    }
    return lefts;
}

double StageRows::left(const Row &row, double width) const
{
    const auto centred = [&](const Row &r) {
        return std::round(std::max(lengths.margin, (width - this->width(r)) / 2));
    };
    const bool oneSize = std::ranges::all_of(rows, [&](const Row &r) {
        return r.front().isPlane() && r.front().width() == rows.front().front().width();
    });
    if (!oneSize)
        return centred(row);
    return std::transform_reduce(
        rows.begin(), rows.end(), width, [](double a, double b) { return std::min(a, b); }, centred);
}

} // namespace convoscope
