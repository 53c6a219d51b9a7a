#include "widgets/column_layout.h"

#include "widgets/stage_aim.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace convoscope {

namespace {

using Rows = std::span<const std::vector<Slot>>;

constexpr int smallSide = 16; // planes up to this many cells a side keep cells large enough for numbers

/// Lengths that don't depend on the trace, in logical pixels.
struct Lengths {
    double margin;
    double title;
    double legend;
    double sign;
    double gap;
    double rowGap;
    double arithmetic;
    double largestCell;
    double smallCell; ///< beside planes that are too large for numbers
    double narrowest; ///< a column, so that its titles can be read
    double diagram; ///< height of a plane of the diagram
};

Lengths lengthsFor(QSizeF size, const Theme &theme)
{
    const double tight = std::clamp(size.width() / 860.0, 0.4, 1.0);
    const auto length = [&](double pixels) { return static_cast<double>(theme.px(pixels)); };
    return {.margin = length(26 * tight),
            .title = length(20),
            .legend = length(22),
            .sign = length(16 * tight),
            .gap = length(10 * tight),
            .rowGap = length(8),
            .arithmetic = std::clamp(size.height() * 0.14, length(72), length(110)),
            .largestCell = length(54),
            .smallCell = length(18),
            .narrowest = length(40),
            .diagram = std::clamp(size.height() * 0.13, length(44), length(110))};
}

Pair cellsOf(const Trace &trace, const Slot &slot)
{
    const Rect cells = trace.plane(slot.plane).extent();
    return {cells.height, cells.width};
}

bool isSmall(Pair cells)
{
    return std::max(cells.y, cells.x) <= smallSide;
}

/// How large the cells of small and of large planes are.
struct Cells {
    double small = 0.0;
    double large = 0.0;
    [[nodiscard]] double of(Pair cells) const { return isSmall(cells) ? small : large; }
};

/// The table while its sizes are being found.
struct Table {
    const Trace &trace;
    Rows rows;
    Lengths lengths;

    [[nodiscard]] size_t columns() const
    {
        size_t most = 0;
        for (const auto &row : rows)
            most = std::max(most, row.size());
        return most;
    }
    template <typename Visit>
    void eachPlane(Visit visit) const
    {
        for (size_t r = 0; r < rows.size(); ++r) {
            for (size_t c = 0; c < rows[r].size(); ++c) {
                if (rows[r][c].plane >= 0)
                    visit(r, c, cellsOf(trace, rows[r][c]));
            }
        }
    }
    [[nodiscard]] std::vector<double> widths(Cells cells) const
    {
        std::vector<double> widths(columns(), lengths.sign);
        eachPlane([&](size_t, size_t c, Pair size) {
            widths[c] = std::max({widths[c], lengths.narrowest, size.x * cells.of(size)});
        });
        return widths;
    }
    [[nodiscard]] std::vector<double> heights(Cells cells) const
    {
        std::vector<double> heights(rows.size(), lengths.sign);
        eachPlane(
            [&](size_t r, size_t, Pair size) { heights[r] = std::max(heights[r], size.y * cells.of(size)); });
        return heights;
    }
    [[nodiscard]] bool fits(Cells cells, QSizeF room) const
    {
        double width = lengths.gap * static_cast<double>(columns() - 1);
        for (const double w : widths(cells))
            width += w;
        double height = 0;
        for (const double h : heights(cells))
            height += h;
        return width <= room.width() && height <= room.height();
    }
    /// The largest sizes at which everything fits.
    [[nodiscard]] Cells fitted(QSizeF room) const;
};

/// The lengths for a table whose titles and signs alone would be wider than the stage.
Lengths squeezed(Lengths m, const Table &table, double room)
{
    double least = m.gap * static_cast<double>(table.columns() - 1);
    for (const double width : table.widths({}))
        least += width;
    const double part = std::min(1.0, 0.8 * room / least);
    m.gap *= part;
    m.sign *= part;
    m.narrowest *= part;
    return m;
}

/// The largest number up to `most` that fits.
template <typename Fits>
double largest(double most, Fits fits)
{
    double low = 0.01;
    double high = most;
    if (fits(high))
        return high;
    for (int i = 0; i < 24; ++i) {
        const double middle = (low + high) / 2;
        (fits(middle) ? low : high) = middle;
    }
    return low;
}

Cells Table::fitted(QSizeF room) const
{
    bool large = false;
    eachPlane([&](size_t, size_t, Pair size) { large |= !isSmall(size); });
    const double all = crisp(largest(lengths.largestCell, [&](double c) { return fits({c, c}, room); }));
    if (!large || all >= lengths.smallCell)
        return {all, all};
    const double small = crisp(largest(lengths.smallCell, [&](double c) { return fits({c, 0.01}, room); }));
    const double rest = largest(small, [&](double c) { return fits({small, c}, room); });
    return {small, crisp(rest)};
}

double total(std::span<const double> lengths)
{
    double sum = 0;
    for (const double length : lengths)
        sum += length;
    return sum;
}

/// Whether a plane stands further down in the same column.
bool isLast(Rows rows, size_t r, size_t c)
{
    return std::ranges::none_of(rows.subspan(r + 1),
                                [c](const auto &row) { return c < row.size() && row[c].plane >= 0; });
}

/// Puts panes and signs of the table to their places, row by row.
void placeTable(StageLayout &layout, const Table &table, const StageRoom &view, double top, Cells cells)
{
    const Lengths &m = table.lengths;
    const auto widths = table.widths(cells);
    const auto heights = table.heights(cells);
    const auto gaps = static_cast<double>(widths.size() - 1);
    const double spare = view.size.width() - 2 * m.margin - total(widths) - gaps * m.gap;
    const double gap = m.gap + std::clamp(spare / std::max(gaps, 1.0), 0.0, 1.4 * m.gap);
    const double begin = std::max(m.margin, (view.size.width() - total(widths) - gaps * gap) / 2);
    layout.left = std::round(begin);
    for (size_t r = 0; r < table.rows.size(); ++r) {
        double left = begin;
        const double middle = top + m.title + heights[r] / 2;
        for (size_t c = 0; c < table.rows[r].size(); ++c) {
            const Slot &slot = table.rows[r][c];
            if (slot.plane >= 0) {
                const Pair size = cellsOf(table.trace, slot);
                const double cell = cells.of(size);
                Pane pane{.plane = slot.plane, .legend = isLast(table.rows, r, c), .cell = cell};
                pane.frame = {std::round(left), std::round(middle - size.y * cell / 2), size.x * cell,
                              size.y * cell};
                const bool apart = c + 1 < table.rows[r].size() && table.rows[r][c + 1].plane < 0;
                const double more = apart ? widths[c + 1] + gap : 0.0; // titles run on above a sign
                pane.title = {pane.frame.left(), pane.frame.top() - m.title, widths[c] + more + gap * 0.8,
                              m.title};
                aim(pane, table.trace.plane(slot.plane), view);
                layout.panes.push_back(pane);
            } else if (slot.sign != Operator::None) {
                layout.signs.push_back({slot.sign, {left, middle - m.sign / 2, m.sign, m.sign}});
            }
            left += widths[c] + gap;
        }
        top += m.title + heights[r] + m.rowGap;
    }
}

/// A row of small planes over the table, spread over the width.
void placeDiagram(StageLayout &layout, const Table &row, const StageRoom &view, double top)
{
    const Lengths &m = row.lengths;
    const auto count = static_cast<double>(row.columns());
    const double step = (view.size.width() - 2 * m.margin) / count;
    double cell = m.largestCell;
    row.eachPlane([&](size_t, size_t, Pair size) {
        cell = std::min({cell, m.diagram / size.y, (step - m.gap) * 0.6 / size.x});
    });
    cell = crisp(cell);
    row.eachPlane([&](size_t, size_t c, Pair size) {
        Pane pane{.plane = row.rows.front()[c].plane, .legend = false, .cell = cell};
        const double left = m.margin + static_cast<double>(c) * step;
        pane.frame = {std::round(left), std::round(top + m.title + (m.diagram - size.y * cell) / 2),
                      size.x * cell, size.y * cell};
        pane.title = {pane.frame.left(), top, step - m.gap / 2, m.title};
        aim(pane, row.trace.plane(pane.plane), {.size = view.size});
        layout.panes.push_back(pane);
    });
}

} // namespace

StageLayout layoutColumns(const Trace &trace, const StageRoom &view, const Theme &theme)
{
    const Rows all(trace.arrangement());
    const auto above = static_cast<size_t>(trace.columnsFrom());
    const Lengths usual = lengthsFor(view.size, theme);
    const Rows below = all.subspan(above);
    const Lengths m = squeezed(usual, {trace, below, usual}, view.size.width() - 2 * usual.margin);
    const Table table{trace, below, m};
    const auto count = static_cast<double>(table.rows.size());
    const double diagrams = static_cast<double>(above) * (m.title + m.diagram + 2 * m.rowGap);
    const double fixed = diagrams + count * m.title + (count - 1) * m.rowGap + m.legend;
    const QSizeF room{view.size.width() - 2 * m.margin, view.size.height() - m.margin - m.arithmetic - fixed};
    const Cells cells = table.fitted(room);
    const double used = fixed + total(table.heights(cells));
    double top = std::max(m.margin * 0.5, (view.size.height() - m.arithmetic - used) / 2);
    StageLayout layout;
    for (size_t r = 0; r < above; ++r) {
        placeDiagram(layout, {trace, all.subspan(r, 1), m}, view, top);
        top += m.title + m.diagram + 2 * m.rowGap;
    }
    placeTable(layout, table, view, top, cells);
    const double end = top + used - diagrams;
    layout.placeArithmetic({.end = end, .height = m.arithmetic, .margin = m.margin}, view.size, theme);
    return layout;
}

} // namespace convoscope
