#include "core/pipeline_planes.h"

#include "core/contributions.h"

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

std::shared_ptr<const Tensor> shared(const Tensor &values)
{
    return std::make_shared<const Tensor>(values);
}

Plane explaining(std::string_view name, const std::shared_ptr<const Tensor> &values, int channel,
                 PlaneRole role)
{
    return {.name = name,
            .label = values->shape().c > 1 ? std::to_string(channel + 1) : std::string(),
            .role = role,
            .values = values,
            .channel = channel,
            .range = rangeOf(values->values())};
}

/// One plane per channel, with colours that compare.
std::vector<Plane> explaining(std::string_view name, const Tensor &values, PlaneRole role)
{
    const auto kept = shared(values);
    std::vector<Plane> planes;
    planes.reserve(static_cast<size_t>(values.shape().c));
    for (int channel = 0; channel < values.shape().c; ++channel)
        planes.push_back(explaining(name, kept, channel, role));
    return planes;
}

std::vector<Plane> kernelsFor(const NetworkRun &run, const CellRef &chosen)
{
    const int row = weighedRow(run.network(), chosen.row);
    const auto *layer = row > 0 ? std::get_if<ConvLayer>(&run.network().maker(row).operation) : nullptr;
    if (!layer)
        return {};
    const Shape &shape = layer->weight.shape();
    Tensor filter({.c = shape.c, .h = shape.h, .w = shape.w});
    const auto size = filter.values().size();
    const auto from = layer->weight.values().subspan(static_cast<size_t>(chosen.channel) * size, size);
    std::ranges::copy(from, filter.values().begin());
    return explaining("map-kernels", filter, PlaneRole::Kernel);
}

/// Maps stay maps; values in a line become a plane.
std::vector<Plane> sharePlanes(std::string_view name, Tensor shares)
{
    const Shape &shape = shares.shape();
    const int columns = shape.h == 1 && shape.w == 1 ? columnsFor(shape.c) : 0;
    if (columns > 0)
        shares =
            Tensor({.h = shape.c / columns, .w = columns}, {shares.values().begin(), shares.values().end()});
    return explaining(name, shares, PlaneRole::Difference);
}

std::vector<Plane> sharesFor(const NetworkRun &run, const CellRef &chosen)
{
    const int row = weighedRow(run.network(), chosen.row);
    if (row < 1 || !std::holds_alternative<LinearLayer>(run.network().maker(row).operation))
        return {};
    const auto shares = contributions(run, row, chosen.channel);
    const auto pixels = pixelContributions(run, row, chosen.channel);
    if (!shares || !pixels)
        return {};
    auto planes = sharePlanes("pixel-shares", *pixels);
    const auto more = sharePlanes("shares", *shares);
    planes.insert(planes.end(), more.begin(), more.end());
    return planes;
}

} // namespace

std::string_view nameKey(const Network &network, int row)
{
    static constexpr auto keys = std::to_array<std::string_view>(
        {"input", "conv1", "relu1", "tanh1", "pool1", "conv2", "relu2", "tanh2", "pool2", "flatten", "fc1",
         "tanh3", "fc2", "tanh4", "logits", "softmax"});
    const auto *const found = std::ranges::find(keys, network.rowName(row));
    return found == keys.end() ? "layer" : *found;
}

std::string_view rowKey(const Network &network, int row)
{
    const auto *function = row > 0 ? std::get_if<Activation>(&network.maker(row).operation) : nullptr;
    return nameKey(network, function && function->kind == ActivationKind::Identity ? row - 1 : row);
}

PipelinePlanes::PipelinePlanes(const NetworkRun &run, const CellRef &chosen)
    : m_kernels(kernelsFor(run, chosen))
    , m_shares(sharesFor(run, chosen))
    , m_chosen(chosen)
    , m_first{0}
{
    for (int row = 0; row < run.rows(); ++row) {
        const Shape &shape = run.output(row).shape();
        const bool flattened =
            row > 0 && std::holds_alternative<FlattenLayer>(run.network().maker(row).operation);
        const bool flat = flattened || (shape.h == 1 && shape.w == 1);
        const Shape &before = run.output(std::max(0, row - 1)).shape();
        const int columns = flattened ? before.h * before.w : columnsFor(shape.c);
        const int planes = flat ? 1 : shape.c;
        m_columns.push_back(flat ? columns : 0);
        m_channels.push_back(shape.c);
        m_first.push_back(m_first.back() + (isMerged(run.network(), row) ? 0 : planes));
    }
}

int PipelinePlanes::rowOf(int plane) const
{
    return static_cast<int>(std::ranges::upper_bound(m_first, plane) - m_first.begin()) - 1;
}

std::optional<int> PipelinePlanes::kernelOf(int channel) const
{
    if (channel < 0 || channel >= static_cast<int>(m_kernels.size()))
        return std::nullopt;
    return count() + channel;
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
    if (cells.units.empty() || planesOf(row) == 0)
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
                            .feature = row > 0 && columns == 0});
        }
    }
    made.insert(made.end(), m_kernels.begin(), m_kernels.end());
    made.insert(made.end(), m_shares.begin(), m_shares.end());
    return made;
}

Arrangement PipelinePlanes::arrangement(const Network &network) const
{
    Arrangement columns;
    const auto add = [&columns](int first, size_t planes, Fit fit) {
        for (int i = 0; i < static_cast<int>(planes); ++i)
            columns.back().push_back({.plane = first + i, .fit = planes > 1 ? Fit::Thumbnail : fit});
    };
    const size_t pixels = m_shares.empty() ? 0 : 1;
    for (int row = 0; row < network.rows(); ++row) {
        if (isMerged(network, row))
            continue;
        const bool explained = row == m_chosen.row && row > 0;
        const bool maps = row > 0 && !isFlat(row);
        const bool pool = maps && std::holds_alternative<Pool2d>(network.maker(row).operation);
        if (explained && m_kernels.size() > 1) {
            columns.emplace_back();
            add(count(), m_kernels.size(), Fit::Own);
        }
        if (explained && m_shares.size() > pixels) {
            columns.emplace_back();
            add(count() + 1, m_shares.size() - pixels, Fit::Own);
        }
        const bool last = row + 1 == network.rows(); // the probabilities stand below the logits
        const bool line = row > 0 && isFlat(row) && isFlat(row - 1) && row + 2 < network.rows();
        if (!pool && !last && !(line && !explained))
            columns.emplace_back();
        add(planeOf(row, 0), static_cast<size_t>(planesOf(row)),
            isFlat(row) && row + 2 >= network.rows() ? Fit::Bars : Fit::Own);
        if (row == 0)
            add(count(), m_kernels.size() == 1 ? 1 : pixels, Fit::Own);
    }
    return columns;
}

} // namespace convoscope
