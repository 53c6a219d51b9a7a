#include "core/pipeline_planes.h"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <string>

namespace convoscope {

namespace {

/// The columns in which a line of values is shown: a column of its own where they are few, else nearly a
/// square.
int columnsFor(int values)
{
    constexpr int few = 16;
    if (values <= few)
        return 1;
    int columns = 1;
    for (int d = 2; d * d <= values; ++d)
        columns = values % d == 0 ? d : columns;
    return columns;
}

bool hasWeights(const LayerOperation &operation)
{
    return std::holds_alternative<ConvLayer>(operation) || std::holds_alternative<FlattenLayer>(operation);
}

std::shared_ptr<const Tensor> shared(const Tensor &values)
{
    return std::make_shared<const Tensor>(values);
}

} // namespace

std::string_view rowKey(const Network &network, int row)
{
    static constexpr auto keys = std::to_array<std::string_view>(
        {"input", "conv1", "relu1", "tanh1", "pool1", "conv2", "relu2", "tanh2", "pool2", "flatten", "fc1",
         "tanh3", "fc2", "tanh4", "logits", "softmax"});
    const auto *const found = std::ranges::find(keys, network.rowName(row));
    return found == keys.end() ? "layer" : *found;
}

PipelinePlanes::PipelinePlanes(const NetworkRun &run)
    : m_first{0}
{
    for (int row = 0; row < run.rows(); ++row) {
        const Shape &shape = run.output(row).shape();
        const bool flattened =
            row > 0 && std::holds_alternative<FlattenLayer>(run.network().maker(row).operation);
        const bool flat = flattened || (shape.h == 1 && shape.w == 1);
        const Shape &before = run.output(std::max(0, row - 1)).shape();
        const int columns = flattened ? before.h * before.w : columnsFor(shape.c);
        m_columns.push_back(flat ? columns : 0);
        m_channels.push_back(shape.c);
        m_first.push_back(m_first.back() + (flat ? 1 : shape.c));
    }
}

int PipelinePlanes::rowOf(int plane) const
{
    return static_cast<int>(std::ranges::upper_bound(m_first, plane) - m_first.begin()) - 1;
}

Cell PipelinePlanes::placeOf(const CellRef &ref) const
{
    const int columns = m_columns[static_cast<size_t>(ref.row)];
    return columns > 0 ? Cell{ref.channel / columns, ref.channel % columns} : ref.cell;
}

CellRef PipelinePlanes::refAt(int plane, Cell place) const
{
    const int row = rowOf(plane);
    const int columns = m_columns[static_cast<size_t>(row)];
    if (columns > 0)
        return {row, place.row * columns + place.column, {}};
    return {row, plane - m_first[static_cast<size_t>(row)], place};
}

std::vector<Mark> PipelinePlanes::marksOf(int row, const RowCells &cells, MarkRole role) const
{
    std::vector<Mark> marks;
    if (cells.units.empty())
        return marks;
    std::vector<int> channels = cells.channels;
    if (channels.empty() && isFlat(row)) {
        const int columns = m_columns[static_cast<size_t>(row)];
        return {{.plane = planeOf(row, 0),
                 .role = role,
                 .cells = {0, 0, m_channels[static_cast<size_t>(row)] / columns, columns}}};
    }
    if (channels.empty()) {
        channels.resize(static_cast<size_t>(m_channels[static_cast<size_t>(row)]));
        std::iota(channels.begin(), channels.end(), 0);
    }
    for (const int channel : channels)
        marks.push_back({.plane = planeOf(row, channel),
                         .role = role,
                         .cells = isFlat(row) ? Rect::of(placeOf({row, channel, {}})) : cells.units.hull()});
    return marks;
}

std::vector<Plane> PipelinePlanes::planes(const NetworkRun &run, MapScale scale) const
{
    std::vector<Plane> made;
    for (int row = 0; row < run.rows(); ++row) {
        const Tensor &y = run.output(row);
        const int columns = m_columns[static_cast<size_t>(row)];
        const auto values = columns > 0 ? shared(Tensor({.h = y.shape().c / columns, .w = columns},
                                                        {y.values().begin(), y.values().end()}))
                                        : shared(y);
        for (int channel = 0; channel < planesOf(row); ++channel) {
            const auto own = values->plane(0, channel);
            made.push_back({.name = rowKey(run.network(), row),
                            .label = planesOf(row) > 1 ? std::to_string(channel + 1) : std::string(),
                            .role = row == 0            ? PlaneRole::Input
                                : row + 1 == run.rows() ? PlaneRole::Output
                                                        : PlaneRole::Intermediate,
                            .values = values,
                            .channel = channel,
                            .range = rangeOf(scale == MapScale::Layer ? values->values() : own),
                            .builtUp = row > 0});
        }
    }
    return made;
}

Arrangement PipelinePlanes::arrangement(const Network &network) const
{
    Arrangement lines(1);
    for (int row = 0; row < network.rows(); ++row) {
        const bool begins = row > 1 && hasWeights(network.maker(row).operation);
        if (begins)
            lines.emplace_back();
        if (row > 0)
            lines.back().push_back({.sign = Operator::Becomes});
        for (int channel = 0; channel < planesOf(row); ++channel)
            lines.back().push_back(
                {.plane = planeOf(row, channel), .fit = planesOf(row) > 1 ? Fit::Thumbnail : Fit::Own});
    }
    return lines;
}

} // namespace convoscope
