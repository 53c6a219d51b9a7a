#include "core/receptive_field.h"

#include <algorithm>

namespace convoscope {

namespace {

std::vector<UnitSet> products(std::vector<std::vector<int>> rows, std::vector<std::vector<int>> columns)
{
    std::vector<UnitSet> sets;
    sets.reserve(rows.size());
    for (size_t i = 0; i < rows.size(); ++i)
        sets.push_back({std::move(rows[i]), std::move(columns[i])});
    return sets;
}

} // namespace

Rect UnitSet::hull() const
{
    if (empty())
        return {.height = 0, .width = 0};
    return {rows.front(), columns.front(), rows.back() - rows.front() + 1,
            columns.back() - columns.front() + 1};
}

bool UnitSet::contains(Cell unit) const
{
    return std::ranges::binary_search(rows, unit.row) && std::ranges::binary_search(columns, unit.column);
}

Result<LayerStack> LayerStack::make(Pair input, std::vector<LayerSpec> layers)
{
    auto y = AxisStack::make(input.y, layers, 'y');
    if (!y)
        return y.refusal();
    auto x = AxisStack::make(input.x, layers, 'x');
    if (!x)
        return x.refusal();
    return LayerStack(std::move(layers), *std::move(y), *std::move(x));
}

Rect LayerStack::field(int row, Cell unit) const
{
    const auto y = m_y.extent(row, unit.row);
    const auto x = m_x.extent(row, unit.column);
    return {y.first, x.first, y.length, x.length};
}

std::vector<UnitSet> LayerStack::sources(int row, Cell unit) const
{
    return products(m_y.sources(row, unit.row), m_x.sources(row, unit.column));
}

std::vector<UnitSet> LayerStack::viewers(Cell pixel) const
{
    return products(m_y.viewers(pixel.row), m_x.viewers(pixel.column));
}

double LayerStack::coverage(int row) const
{
    const auto share = [row](const AxisStack &axis) {
        return std::min(1.0, static_cast<double>(axis.row(row).field) / axis.row(0).size);
    };
    return share(m_y) * share(m_x);
}

} // namespace convoscope
