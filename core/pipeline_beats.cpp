#include "core/pipeline_beats.h"

#include <algorithm>

namespace convoscope {

bool isMerged(const Network &network, int row)
{
    return row > 0 && row + 1 < network.rows()
        && std::holds_alternative<Activation>(network.maker(row + 1).operation);
}

int shownRow(const Network &network, int row)
{
    while (isMerged(network, row))
        ++row;
    return row;
}

int weighedRow(const Network &network, int row)
{
    return row > 0 && isMerged(network, row - 1) ? row - 1 : row;
}

PipelineBeats::PipelineBeats(const Network &network, const std::vector<Shape> &shapes)
    : m_shapes(shapes)
    , m_first{0}
{
    for (int row = 0; row < network.rows(); ++row) {
        const Shape &shape = shapes[static_cast<size_t>(row)];
        const bool flattened = row > 0 && std::holds_alternative<FlattenLayer>(network.maker(row).operation);
        const Shape &before = shapes[static_cast<size_t>(std::max(0, row - 1))];
        const bool maps = shape.h > 1 || shape.w > 1;
        m_values.push_back(maps ? 0 : flattened ? before.h * before.w : 1);
        const int beats = maps ? shape.h * shape.w : shape.c / m_values.back();
        m_first.push_back(m_first.back() + (row == 0 || isMerged(network, row) ? 0 : beats));
        m_shown.push_back(shownRow(network, row));
    }
}

int PipelineBeats::rowOf(int beat) const
{
    return static_cast<int>(std::ranges::upper_bound(m_first, beat) - m_first.begin()) - 1;
}

std::optional<int> PipelineBeats::firstOf(int row) const
{
    if (row < 1)
        return std::nullopt;
    return m_first[static_cast<size_t>(m_shown[static_cast<size_t>(row)])];
}

CellRef PipelineBeats::cellOf(int beat, int map) const
{
    const int row = rowOf(beat);
    const int index = beat - m_first[static_cast<size_t>(row)];
    if (valuesAt(row) > 0)
        return {row, index * valuesAt(row), {}};
    const int width = m_shapes[static_cast<size_t>(row)].w;
    return {row, map, {index / width, index % width}};
}

std::optional<int> PipelineBeats::beatOf(const CellRef &ref) const
{
    const auto first = firstOf(ref.row);
    if (!first)
        return std::nullopt;
    const int row = m_shown[static_cast<size_t>(ref.row)];
    if (valuesAt(row) > 0)
        return *first + ref.channel / valuesAt(row);
    return *first + ref.cell.row * m_shapes[static_cast<size_t>(row)].w + ref.cell.column;
}

} // namespace convoscope
