#include "core/path_counts.h"

#include <utility>

namespace convoscope {

namespace {

size_t place(const Rect &area, Cell cell)
{
    return static_cast<size_t>(cell.row - area.top) * area.width + (cell.column - area.left);
}

PathCounts none(const Rect &area)
{
    const bool empty = area.empty();
    return {area, std::vector<double>(empty ? 0 : static_cast<size_t>(area.height) * area.width)};
}

/// Per unit of an axis of `from`, the units in [first, first + length) that it reads.
std::vector<std::vector<int>> readsWithin(const AxisLink *link, std::pair<int, int> from,
                                          std::pair<int, int> within)
{
    std::vector<std::vector<int>> reads;
    for (int unit = from.first; unit < from.first + from.second; ++unit) {
        reads.push_back(link ? link->reads(unit) : std::vector<int>{unit});
        std::erase_if(reads.back(),
                      [within](int u) { return u < within.first || u >= within.first + within.second; });
    }
    return reads;
}

/// Passes the counts of a row on to one of the rows that it reads.
void passOn(const LayerStack &stack, int row, const PathCounts &from, PathCounts &to)
{
    const auto rows =
        readsWithin(stack.y().link(row), {from.area.top, from.area.height}, {to.area.top, to.area.height});
    const auto columns =
        readsWithin(stack.x().link(row), {from.area.left, from.area.width}, {to.area.left, to.area.width});
    auto count = from.counts.begin();
    for (const auto &readRows : rows) {
        for (const auto &readColumns : columns) {
            const double paths = *count++;
            if (paths == 0.0)
                continue;
            for (const int y : readRows) {
                for (const int x : readColumns)
                    to.counts[place(to.area, {y, x})] += paths;
            }
        }
    }
}

} // namespace

double PathCounts::at(Cell pixel) const
{
    return area.contains(pixel) ? counts[place(area, pixel)] : 0.0;
}

std::vector<PathCounts> pathCountsOfRows(const LayerStack &stack, int row, Cell unit)
{
    std::vector<PathCounts> rows;
    for (const UnitSet &set : stack.sources(row, unit))
        rows.push_back(none(set.hull()));
    rows.back().counts.front() = 1.0;
    for (int r = row; r > 0; --r) {
        for (const int parent : stack.parents(r))
            passOn(stack, r, rows[static_cast<size_t>(r)], rows[static_cast<size_t>(parent)]);
    }
    return rows;
}

PathCounts pathCounts(const LayerStack &stack, int row, Cell unit)
{
    return std::move(pathCountsOfRows(stack, row, unit).front());
}

} // namespace convoscope
