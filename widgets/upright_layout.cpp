#include "widgets/upright_layout.h"

#include "widgets/stage_aim.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convoscope {

namespace {

constexpr int longPlane = 32; // cells from which on a plane is a list rather than a picture
constexpr double smallestSquare = 6; // pixels of a thumbnail
constexpr double widestSquare = 72; // pixels, on a stage of usual size

/// How many thumbnails long a plane is that stands alone.
double timesFor(int longest)
{
    if (longest > longPlane)
        return 9.0;
    return longest > 25 ? 4.6 : longest > 4 ? 2.8 : 1.8;
}

/// Lengths that don't depend on the trace, in logical pixels.
struct Lengths {
    double margin;
    double title; ///< of a group, both lines
    double gap; ///< between columns
    double apart; ///< between the groups of a column
    double between; ///< between thumbnails
    double narrowest; ///< a column, so that its titles can be read
    double bar; ///< length of the longest bar with its number
    double arithmetic;
};

Lengths lengthsFor(QSizeF size, const Theme &theme)
{
    const double tight = std::clamp(size.width() / 860.0, 0.5, 1.6);
    const auto length = [&](double pixels) { return static_cast<double>(theme.px(pixels)); };
    return {.margin = length(22 * tight),
            .title = length(size.height() < theme.px(480) ? 32 : 36),
            .gap = length(22 * tight),
            .apart = length(12),
            .between = length(size.width() > theme.px(1400) ? 5 : 3),
            .narrowest = length(72 * std::min(tight, 1.0)),
            .bar = length(std::clamp(104 * tight, 80.0, 190.0)),
            .arithmetic = std::clamp(size.height() * 0.14, length(72), length(110))};
}

/// Planes under one title.
struct Group {
    std::vector<int> planes;
    Fit fit = Fit::Own;
    Pair cells{}; ///< of one of them
    int perLine = 1;
    [[nodiscard]] int lines() const { return (static_cast<int>(planes.size()) + perLine - 1) / perLine; }
};

using Column = std::vector<Group>;

std::vector<Column> columnsOf(const Trace &trace)
{
    std::vector<Column> columns;
    for (const auto &line : trace.arrangement()) {
        Column column;
        for (const Slot &slot : line) {
            const Plane &plane = trace.plane(slot.plane);
            const bool more = !column.empty() && slot.fit == Fit::Thumbnail
                && column.back().fit == Fit::Thumbnail
                && trace.plane(column.back().planes.front()).name == plane.name;
            const Rect cells = plane.extent();
            if (!more)
                column.push_back({.planes = {}, .fit = slot.fit, .cells = {cells.height, cells.width}});
            column.back().planes.push_back(slot.plane);
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

/// Everything while the size of the thumbnails is being found.
class Fitting {
public:
    Fitting(std::vector<Column> columns, const Lengths &lengths, QSizeF room)
        : m_columns(std::move(columns))
        , m_lengths(lengths)
        , m_room(room)
    {
    }

    /// Whether all columns find room with thumbnails of that side; arranges their lines.
    bool fits(double side)
    {
        m_side = side;
        m_highestBar = m_room.height();
        for (const Column &column : m_columns)
            m_highestBar = std::min(m_highestBar, highestBar(column));
        double width = m_lengths.gap * static_cast<double>(m_columns.size() - 1);
        for (Column &column : m_columns) {
            if (!arrange(column))
                return false;
            width += widthOf(column);
        }
        return width <= m_room.width();
    }

    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }
    [[nodiscard]] double side() const { return m_side; }
    /// Side of a cell of a plane that stands alone: several thumbnails long.
    [[nodiscard]] double cellOf(const Group &group) const
    {
        const int longest = std::max(group.cells.y, group.cells.x);
        if (group.fit == Fit::Thumbnail)
            return crisp(m_side / longest);
        return crisp(m_side * timesFor(longest) / longest);
    }
    /// As high as a number, unless the bars of a column had no room then.
    [[nodiscard]] double barHeight() const
    {
        return crisp(std::min(std::max(m_side * 0.8, m_lengths.title * 0.42), m_highestBar));
    }
    [[nodiscard]] QSizeF sizeOf(const Group &group) const
    {
        if (group.fit == Fit::Bars)
            return {m_lengths.bar, barHeight() * group.cells.y};
        if (group.fit != Fit::Thumbnail)
            return {cellOf(group) * group.cells.x, cellOf(group) * group.cells.y};
        const double step = m_side + m_lengths.between;
        return {group.perLine * step - m_lengths.between, group.lines() * step - m_lengths.between};
    }
    [[nodiscard]] double widthOf(const Column &column) const
    {
        double width = m_lengths.narrowest;
        for (const Group &group : column)
            width = std::max(width, sizeOf(group).width());
        return width;
    }
    [[nodiscard]] double heightOf(const Column &column) const
    {
        double height = m_lengths.apart * static_cast<double>(column.size() - 1);
        for (const Group &group : column)
            height += m_lengths.title + sizeOf(group).height();
        return height;
    }

private:
    [[nodiscard]] double highestBar(const Column &column) const
    {
        double left = m_room.height() - m_lengths.apart * static_cast<double>(column.size() - 1);
        int bars = 0;
        for (const Group &group : column) {
            left -= m_lengths.title;
            bars += group.fit == Fit::Bars ? group.cells.y : 0;
        }
        return bars > 0 ? std::max(1.0, left / bars) : m_room.height();
    }

    /// Thumbnails share the height that the other planes of a column leave, as their numbers demand.
    bool arrange(Column &column)
    {
        double left = m_room.height() - m_lengths.apart * static_cast<double>(column.size() - 1);
        int thumbnails = 0;
        for (const Group &group : column) {
            left -= m_lengths.title + (group.fit == Fit::Thumbnail ? 0.0 : sizeOf(group).height());
            thumbnails += group.fit == Fit::Thumbnail ? static_cast<int>(group.planes.size()) : 0;
        }
        if (left < 0)
            return false;
        for (Group &group : column) {
            if (group.fit != Fit::Thumbnail)
                continue;
            const auto count = static_cast<double>(group.planes.size());
            const double height = left * count / thumbnails;
            const double lines =
                std::floor((height + m_lengths.between) / (m_side + m_lengths.between) + 1e-6);
            if (lines < 1)
                return false;
            group.perLine = evenly(static_cast<int>(count), static_cast<int>(std::ceil(count / lines)));
        }
        return true;
    }

    /// At least `least` to a line, a power of two if that is not far, as the counts of channels are.
    [[nodiscard]] static int evenly(int count, int least)
    {
        for (int perLine = least; perLine <= std::min(count, least + least / 3); ++perLine) {
            if (count % perLine == 0)
                return perLine;
        }
        return least;
    }

    std::vector<Column> m_columns;
    Lengths m_lengths;
    QSizeF m_room;
    double m_side = 0;
    double m_highestBar = 0;
};

Lengths squeezed(Lengths m)
{
    for (double *length : {&m.margin, &m.gap, &m.narrowest, &m.bar})
        *length *= 0.8;
    return m;
}

QSizeF roomFor(const Lengths &m, QSizeF size)
{
    return {size.width() - 2 * m.margin, size.height() - m.margin - m.arithmetic};
}

/// The largest thumbnails with which everything fits; below smallestSquare where nothing does.
Fitting fitted(const Trace &trace, const Lengths &m, QSizeF size, double largest)
{
    Fitting sizes(columnsOf(trace), m, roomFor(m, size));
    double side = largest;
    while (!sizes.fits(side) && side >= smallestSquare)
        side -= 1;
    return sizes;
}

/// Puts the planes of a group below its title.
void place(StageLayout &layout, const Group &group, QRectF rect, const Fitting &sizes, const Lengths &m,
           const Trace &trace, const StageRoom &view)
{
    for (size_t i = 0; i < group.planes.size(); ++i) {
        Pane pane{.plane = group.planes[i],
                  .thumbnail = group.fit == Fit::Thumbnail,
                  .bars = group.fit == Fit::Bars,
                  .legend = false,
                  .cell = sizes.cellOf(group)};
        pane.frame = rect;
        if (pane.thumbnail) {
            const int line = static_cast<int>(i) / group.perLine;
            const int at = static_cast<int>(i) % group.perLine;
            const double step = sizes.side() + m.between;
            pane.frame = {std::round(rect.left() + at * step), std::round(rect.top() + line * step),
                          group.cells.x * pane.cell, group.cells.y * pane.cell};
        }
        if (pane.bars) {
            pane.cell = sizes.barHeight();
            pane.stretch = rect.width() / pane.cell / group.cells.x;
            pane.origin = rect.topLeft();
        } else {
            aim(pane, trace.plane(pane.plane), {.size = view.size});
        }
        pane.title = {pane.frame.topLeft(), QSizeF(0, 0)};
        layout.panes.push_back(pane);
    }
}

} // namespace

StageLayout layoutUpright(const Trace &trace, const StageRoom &view, const Theme &theme)
{
    StageLayout layout;
    const double largest = std::max(theme.px(widestSquare) * 1.0, view.size.width() / 30);
    Lengths m = lengthsFor(view.size, theme);
    Fitting sizes = fitted(trace, m, view.size, largest);
    for (int i = 0; i < 8 && sizes.side() < smallestSquare; ++i) { // what lies between the planes gives way
        m = squeezed(m);
        sizes = fitted(trace, m, view.size, largest);
    }
    const QSizeF room = roomFor(m, view.size);
    const auto &columns = sizes.columns();
    double width = 0;
    double height = 0;
    for (const Column &column : columns) {
        width += sizes.widthOf(column);
        height = std::max(height, sizes.heightOf(column));
    }
    const auto gaps = static_cast<double>(columns.size() - 1);
    const double gap = std::clamp((room.width() - width) / std::max(1.0, gaps), m.gap, m.gap * 2.2);
    double left = std::max(m.margin, (view.size.width() - width - gap * gaps) / 2);
    const double top = std::max(m.margin * 0.5, (view.size.height() - m.arithmetic - height) / 2);
    layout.left = std::round(left);
    for (const Column &column : columns) {
        double y = top + (height - sizes.heightOf(column)) / 2;
        const double wide = sizes.widthOf(column);
        for (const Group &group : column) {
            layout.groups.push_back({.plane = group.planes.front(),
                                     .count = static_cast<int>(group.planes.size()),
                                     .title = {std::round(left), std::round(y), wide + gap * 0.8, m.title}});
            y += m.title;
            const QSizeF size = sizes.sizeOf(group);
            place(layout, group, {std::round(left), std::round(y), size.width(), size.height()}, sizes, m,
                  trace, view);
            y += size.height() + m.apart;
        }
        left += wide + gap;
    }
    const double end = top + height + theme.px(4);
    layout.placeArithmetic({.end = end, .height = m.arithmetic, .margin = m.margin}, view.size, theme);
    return layout;
}

} // namespace convoscope
