#include "core/chain_part.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace convoscope {

namespace {

size_t indexOf(const std::vector<int> &ascending, int value)
{
    const auto gapless = static_cast<size_t>(value - ascending.front());
    if (gapless < ascending.size() && ascending[gapless] == value)
        return gapless;
    return static_cast<size_t>(std::ranges::lower_bound(ascending, value) - ascending.begin());
}

/// One axis of a window, and of the picture.
struct Axis {
    int window = 1;
    int picture = 1;
    FilterBorder border = FilterBorder::Reflect;
};

/// The coordinates that windows around some others read.
std::vector<int> readBy(const std::vector<int> &coordinates, const Axis &axis)
{
    std::vector<int> read;
    for (const int i : coordinates) {
        for (int t = 0; t < axis.window; ++t) {
            if (const auto from = borderSource(i + t - axis.window / 2, axis.picture, axis.border))
                read.push_back(*from);
        }
    }
    if (read.empty()) // nothing but the constant
        read.push_back(0);
    std::ranges::sort(read);
    const auto rest = std::ranges::unique(read);
    read.erase(rest.begin(), rest.end());
    return read;
}

template <typename Value>
void fill(PartValues &part, const Value &value)
{
    part.values.reserve(part.rows.size() * part.columns.size());
    for (const int row : part.rows) {
        for (const int column : part.columns)
            part.values.push_back(value(Cell{row, column}));
    }
}

void runStep(const FilterStep &step, const PartWindow &window, PartValues &out)
{
    if (step.kind == FilterKind::Median)
        return fill(out, [&](Cell cell) { return middleValue(window, step.side, cell); });
    const SettledKernel along = settled(step);
    if (step.kind == FilterKind::Kernel)
        return fill(out, [&](Cell cell) { return weighedSum(window, along, cell); });
    const SettledKernel across = settledAcross(step);
    const auto combine = step.kind == FilterKind::Magnitude ? lengthOf : directionOf;
    fill(out, [&](Cell cell) {
        return combine(weighedSum(window, along, cell), weighedSum(window, across, cell));
    });
}

} // namespace

double PartValues::at(Cell cell) const
{
    return values[indexOf(rows, cell.row) * columns.size() + indexOf(columns, cell.column)];
}

double PartWindow::at(Cell cell) const
{
    const auto row = borderSource(cell.row, picture.y, border);
    const auto column = borderSource(cell.column, picture.x, border);
    return row && column ? before.at({*row, *column}) : constant;
}

Pair windowOf(const FilterStep &step)
{
    if (step.kind == FilterKind::Median)
        return {step.side, step.side};
    return {step.kernel.height(), step.kernel.width()};
}

double weighedSum(const PartWindow &window, const SettledKernel &kernel, Cell cell)
{
    const Pair anchor = kernel.anchor();
    double sum = 0.0;
    for (int y = 0; y < kernel.size.y; ++y) {
        for (int x = 0; x < kernel.size.x; ++x)
            sum += kernel.at(y, x) * window.at({cell.row + y - anchor.y, cell.column + x - anchor.x});
    }
    return sum + kernel.offset;
}

double middleValue(const PartWindow &window, int side, Cell cell)
{
    std::vector<double> values;
    values.reserve(static_cast<size_t>(side) * side);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x)
            values.push_back(window.at({cell.row + y - side / 2, cell.column + x - side / 2}));
    }
    const auto middle = values.begin() + static_cast<long>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

double lengthOf(double x, double y)
{
    return std::sqrt(x * x + y * y);
}

double directionOf(double x, double y)
{
    const double turns = std::atan2(y, x) / (2.0 * std::numbers::pi);
    return lengthOf(x, y) < leastGradient ? 0.0 : 256.0 * (turns < 0.0 ? turns + 1.0 : turns);
}

std::vector<PartValues> chainValues(const PartSource &source, const Filter &filter, const PartCells &cells)
{
    std::vector<PartValues> parts(filter.steps.size() + 1);
    parts.back().rows = cells.rows;
    parts.back().columns = cells.columns;
    for (size_t i = filter.steps.size(); i > 0; --i) {
        const Pair window = windowOf(filter.steps[i - 1]);
        parts[i - 1].rows = readBy(parts[i].rows, {window.y, source.size.y, filter.border});
        parts[i - 1].columns = readBy(parts[i].columns, {window.x, source.size.x, filter.border});
    }
    fill(parts.front(), source.value);
    for (size_t i = 0; i < filter.steps.size(); ++i) {
        const PartWindow window{parts[i], source.size, filter.border, filter.constant};
        runStep(filter.steps[i], window, parts[i + 1]);
    }
    return parts;
}

} // namespace convoscope
