#include "core/network_reach.h"

#include "core/network_geometry.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace convoscope {

namespace {

std::vector<int> upTo(int count)
{
    std::vector<int> numbers(static_cast<size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

std::vector<int> inOrder(const std::set<int> &numbers)
{
    return {numbers.begin(), numbers.end()};
}

/// What some outputs of an axis read, nothing beyond the border.
std::vector<int> readBy(const AxisLink &link, const std::vector<int> &outputs)
{
    std::set<int> read;
    for (const int output : outputs) {
        for (const int input : link.reads(output)) {
            if (input >= 0 && input < link.inputs())
                read.insert(input);
        }
    }
    return inOrder(read);
}

/// The outputs that read any of some inputs.
std::vector<int> readersOf(const AxisLink &link, const std::vector<int> &inputs)
{
    std::set<int> readers;
    for (const int input : inputs) {
        for (const int output : link.readers(input))
            readers.insert(output);
    }
    return inOrder(readers);
}

std::optional<LayerSpec> specOf(const LayerOperation &operation)
{
    if (const auto *conv = std::get_if<ConvLayer>(&operation))
        return LayerSpec{.kind = LayerKind::Conv,
                         .kernel = {conv->weight.height(), conv->weight.width()},
                         .stride = conv->stride,
                         .padding = conv->padding};
    if (const auto *pool = std::get_if<Pool2d>(&operation))
        return LayerSpec{.kind = pool->kind == PoolKind::Max ? LayerKind::MaxPool : LayerKind::AveragePool,
                         .kernel = pool->kernel,
                         .stride = pool->stride,
                         .padding = pool->padding,
                         .dilation = pool->dilation,
                         .ceilMode = pool->ceilMode};
    return std::nullopt;
}

} // namespace

bool RowCells::contains(int channel, Cell cell) const
{
    return (channels.empty() || std::ranges::binary_search(channels, channel)) && units.contains(cell);
}

NetworkReach::Joint NetworkReach::jointOf(const LayerOperation &operation)
{
    if (std::holds_alternative<ConvLayer>(operation))
        return Joint::Windows;
    if (std::holds_alternative<Pool2d>(operation))
        return Joint::OwnWindows;
    if (std::holds_alternative<Activation>(operation))
        return Joint::Cells;
    return std::holds_alternative<FlattenLayer>(operation) ? Joint::Flattened : Joint::Everything;
}

Result<std::vector<LayerSpec>> NetworkReach::specsOf(const Network &network)
{
    std::vector<LayerSpec> specs;
    for (const NetworkLayer &layer : network.layers) {
        const auto *pool = std::get_if<Pool2d>(&layer.operation);
        if (pool && pool->layout != PoolLayout::Sliding)
            return inLayer(layer, {.reason = Reason::OutOfRange, .field = "layout"});
        if (const auto spec = specOf(layer.operation))
            specs.push_back(*spec);
    }
    return specs;
}

Result<NetworkReach::Row> NetworkReach::rowFor(const LayerOperation &operation, int row) const
{
    Row made{.joint = jointOf(operation)};
    const auto spec = specOf(operation);
    if (!spec)
        return made;
    const Shape &before = m_shapes[static_cast<size_t>(row) - 1];
    auto y = AxisLink::make(*spec, before.h, 'y');
    auto x = AxisLink::make(*spec, before.w, 'x');
    if (!y || !x)
        return y ? x.refusal() : y.refusal();
    made.y = *std::move(y);
    made.x = *std::move(x);
    return made;
}

Result<NetworkReach> NetworkReach::make(const Network &network)
{
    const auto shapes = shapesOf(network);
    if (!shapes)
        return shapes.refusal();
    const auto specs = specsOf(network);
    if (!specs)
        return specs.refusal();
    auto stack = LayerStack::make({network.input.h, network.input.w}, *specs);
    if (!stack)
        return stack.refusal();
    NetworkReach reach(*shapes, *std::move(stack));
    reach.m_rows.emplace_back();
    reach.m_stackRows.push_back(0);
    reach.m_firstFlat = network.rows();
    for (int row = 1; row < network.rows(); ++row) {
        auto made = reach.rowFor(network.maker(row).operation, row);
        if (!made)
            return inLayer(network.maker(row), made.refusal());
        const Joint joint = made->joint;
        if (joint == Joint::Flattened || joint == Joint::Everything)
            reach.m_firstFlat = std::min(reach.m_firstFlat, row);
        reach.m_stackRows.push_back(reach.m_stackRows.back() + static_cast<int>(made->y.has_value()));
        reach.m_rows.push_back(*std::move(made));
    }
    return reach;
}

RowCells NetworkReach::all(int row) const
{
    const Shape &shape = m_shapes[static_cast<size_t>(row)];
    return {.channels = {}, .units = {.rows = upTo(shape.h), .columns = upTo(shape.w)}};
}

/// The cells of row - 1 from which values of a flattened row come.
RowCells NetworkReach::unflattened(int row, const std::vector<int> &values) const
{
    if (values.empty())
        return all(row - 1);
    const Shape &map = m_shapes[static_cast<size_t>(row) - 1];
    std::set<int> channels;
    std::set<int> rows;
    std::set<int> columns;
    for (const int value : values) {
        channels.insert(value / (map.h * map.w));
        rows.insert(value / map.w % map.h);
        columns.insert(value % map.w);
    }
    return {.channels = inOrder(channels), .units = {.rows = inOrder(rows), .columns = inOrder(columns)}};
}

/// The values of a flattened row that come from cells of the row before.
RowCells NetworkReach::flattened(int row, const RowCells &cells) const
{
    const Shape &map = m_shapes[static_cast<size_t>(row) - 1];
    RowCells values{.channels = {}, .units = {.rows = {0}, .columns = {0}}};
    for (const int channel : cells.channels.empty() ? upTo(map.c) : cells.channels) {
        for (const int y : cells.units.rows) {
            for (const int x : cells.units.columns)
                values.channels.push_back((channel * map.h + y) * map.w + x);
        }
    }
    if (values.channels.empty())
        values.units = {};
    return values;
}

RowCells NetworkReach::cellsBefore(int row, const RowCells &cells) const
{
    const Row &made = m_rows[static_cast<size_t>(row)];
    if (made.joint == Joint::Cells)
        return cells;
    if (made.joint == Joint::Flattened)
        return unflattened(row, cells.channels);
    if (made.joint == Joint::Everything || !made.y || !made.x)
        return all(row - 1);
    return {.channels = made.joint == Joint::OwnWindows ? cells.channels : std::vector<int>(),
            .units = {.rows = readBy(*made.y, cells.units.rows),
                      .columns = readBy(*made.x, cells.units.columns)}};
}

RowCells NetworkReach::cellsBehind(int row, const RowCells &cells) const
{
    const Row &made = m_rows[static_cast<size_t>(row)];
    if (cells.units.empty() || made.joint == Joint::Cells)
        return cells;
    if (made.joint == Joint::Flattened)
        return flattened(row, cells);
    if (made.joint == Joint::Everything || !made.y || !made.x)
        return all(row);
    return {.channels = made.joint == Joint::OwnWindows ? cells.channels : std::vector<int>(),
            .units = {.rows = readersOf(*made.y, cells.units.rows),
                      .columns = readersOf(*made.x, cells.units.columns)}};
}

std::vector<RowCells> NetworkReach::sources(const CellRef &ref) const
{
    std::vector<RowCells> found(static_cast<size_t>(ref.row) + 1);
    found.back() = {.channels = {ref.channel},
                    .units = {.rows = {ref.cell.row}, .columns = {ref.cell.column}}};
    for (int row = ref.row; row > 0; --row)
        found[static_cast<size_t>(row) - 1] = cellsBefore(row, found[static_cast<size_t>(row)]);
    return found;
}

std::vector<RowCells> NetworkReach::viewers(const CellRef &ref) const
{
    std::vector<RowCells> found{
        {.channels = {ref.channel}, .units = {.rows = {ref.cell.row}, .columns = {ref.cell.column}}}};
    for (int row = ref.row + 1; row < static_cast<int>(m_rows.size()); ++row)
        found.push_back(cellsBehind(row, found.back()));
    return found;
}

Rect NetworkReach::field(const CellRef &ref) const
{
    if (!isFlat(ref.row))
        return m_stack.field(stackRow(ref.row), ref.cell);
    if (m_rows[static_cast<size_t>(ref.row)].joint != Joint::Flattened)
        return {0, 0, m_shapes.front().h, m_shapes.front().w};
    const UnitSet unit = unflattened(ref.row, {ref.channel}).units;
    return m_stack.field(stackRow(ref.row), {unit.rows.front(), unit.columns.front()});
}

} // namespace convoscope
