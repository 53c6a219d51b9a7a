#include "core/field_backward.h"

#include "core/effective_field.h"
#include "core/path_counts.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

Result<StackRun> runOf(const ReceptiveFieldParams &params, const FieldScene &scene, int network)
{
    return StackRun::make(scene.stack, layerValues(params, network), scene.x);
}

StackUnit unitOf(const ReceptiveFieldParams &params, const FieldScene &scene)
{
    const bool one = params.trained() && params.channel > 0;
    return {.row = scene.row,
            .cell = scene.unit,
            .channel = one ? std::optional(params.channel - 1) : std::nullopt};
}

/// Of a channel that isn't there, as the parameters count them.
Refusal countedFromOne(Refusal refusal)
{
    refusal.field = "unit_channel";
    ++refusal.got;
    ++refusal.limit;
    refusal.works = refusal.limit;
    return refusal;
}

/// The derivative of an activation, from what it made.
float slopeAfter(ActivationKind kind, float y)
{
    switch (kind) {
    case ActivationKind::Relu: return y > 0.0F ? 1.0F : 0.0F;
    case ActivationKind::Sigmoid: return y * (1.0F - y);
    case ActivationKind::Tanh: return 1.0F - y * y;
    default: return 1.0F;
    }
}

/// Which tap of a window along one axis reads `from`, or -1.
int tapOf(const AxisLink &link, int unit, int from)
{
    const std::vector<int> reads = link.reads(unit);
    const auto found = std::ranges::find(reads, from);
    return found == reads.end() ? -1 : static_cast<int>(found - reads.begin());
}

/// Which tap of the kernel stamps `from` onto `unit`, or -1.
int stampOf(int unit, int from, int kernel, int stride, int padding, int dilation)
{
    const int distance = unit + padding - from * stride;
    const int tap = distance / dilation;
    return distance >= 0 && distance % dilation == 0 && tap < kernel ? tap : -1;
}

/// Cells of a window that an average divides by: PyTorch counts the padding, not what hangs over it.
int counted(const AxisLink &link, int unit, int padding)
{
    const std::vector<int> reads = link.reads(unit);
    return static_cast<int>(std::ranges::count_if(reads, [&](int i) { return i < link.inputs() + padding; }));
}

} // namespace

Result<FieldBackward> FieldBackward::gradient(const ReceptiveFieldParams &params, const FieldScene &scene,
                                              int network)
{
    FieldBackward back(scene.stack);
    const auto run = runOf(params, scene, network);
    if (!run)
        return run.refusal();
    const auto seed = seedOf(*run, unitOf(params, scene));
    if (!seed)
        return countedFromOne(seed.refusal());
    auto gradients = run->gradients(scene.row, *seed);
    if (!gradients)
        return gradients.refusal();
    back.m_gradients = *std::move(gradients);
    back.m_gradients.resize(static_cast<size_t>(scene.stack.rows()));
    for (int r = 0; r < scene.stack.rows(); ++r) {
        back.m_outputs.push_back(run->output(r));
        Tensor &gradient = back.m_gradients[static_cast<size_t>(r)];
        if (gradient.empty())
            gradient = Tensor(run->output(r).shape());
        back.m_maps.push_back(gradient.shape().c > 1 ? magnitude(gradient) : gradient);
    }
    back.m_values = layerValues(params, network);
    return back;
}

FieldBackward FieldBackward::paths(const FieldScene &scene)
{
    FieldBackward back(scene.stack);
    const auto counts = pathCountsOfRows(scene.stack, scene.row, scene.unit);
    for (int r = 0; r < scene.stack.rows(); ++r) {
        const Pair size = scene.stack.row(r).size();
        Tensor map({.h = size.y, .w = size.x});
        const PathCounts none;
        const PathCounts &row = r <= scene.row ? counts[static_cast<size_t>(r)] : none;
        const size_t width = row.counts.empty() ? 1 : static_cast<size_t>(row.area.width);
        for (size_t i = 0; i < row.counts.size(); ++i)
            map.at(row.area.top + static_cast<int>(i / width), row.area.left + static_cast<int>(i % width)) =
                static_cast<float>(row.counts[i]);
        back.m_maps.push_back(std::move(map));
    }
    return back;
}

float FieldBackward::slopeOf(int row, int channel, Cell unit) const
{
    const auto &activation = m_values[static_cast<size_t>(row) - 1].activation;
    const float y = m_outputs[static_cast<size_t>(row)].at(0, channel, unit.row, unit.column);
    return activation ? slopeAfter(activation->kind, y) : 1.0F;
}

float FieldBackward::weightOf(int row, int channel, Cell unit, Cell read) const
{
    const LayerSpec &layer = m_stack.layers()[static_cast<size_t>(row) - 1];
    const Tensor &weight = m_values[static_cast<size_t>(row) - 1].weight;
    const bool stamps = layer.kind == LayerKind::Transposed;
    const int y = stamps
        ? stampOf(unit.row, read.row, layer.kernel.y, layer.stride.y, layer.padding.y, layer.dilation.y)
        : tapOf(*m_stack.y().link(row), unit.row, read.row);
    const int x = stamps
        ? stampOf(unit.column, read.column, layer.kernel.x, layer.stride.x, layer.padding.x, layer.dilation.x)
        : tapOf(*m_stack.x().link(row), unit.column, read.column);
    return y < 0 || x < 0 ? 0.0F : weight.at(channel, 0, y, x);
}

/// The first of equals in reading order wins.
bool FieldBackward::wins(int row, Cell unit, int parent, Cell read) const
{
    const Tensor &x = m_outputs[static_cast<size_t>(parent)];
    std::optional<Cell> winner;
    for (const int y : m_stack.y().link(row)->reads(unit.row)) {
        for (const int column : m_stack.x().link(row)->reads(unit.column)) {
            const bool inside = y >= 0 && column >= 0 && y < x.height() && column < x.width();
            if (inside && (!winner || x.at(y, column) > x.at(winner->row, winner->column)))
                winner = Cell{y, column};
        }
    }
    return winner == read;
}

float FieldBackward::through(int row, Cell unit, int parent, Cell read) const
{
    if (m_values.empty())
        return 1.0F;
    const LayerSpec &layer = m_stack.layers()[static_cast<size_t>(row) - 1];
    switch (layer.kind) {
    case LayerKind::Join: return unit == read ? 1.0F : 0.0F;
    case LayerKind::MaxPool: return wins(row, unit, parent, read) ? 1.0F : 0.0F;
    case LayerKind::AveragePool:
        return 1.0F
            / static_cast<float>(counted(*m_stack.y().link(row), unit.row, layer.padding.y)
                                 * counted(*m_stack.x().link(row), unit.column, layer.padding.x));
    case LayerKind::Conv:
    case LayerKind::Transposed: return weightOf(row, 0, unit, read) * slopeOf(row, 0, unit);
    }
    return 0.0F;
}

float FieldBackward::arriving(int row, int channel, Cell cell) const
{
    float sum = 0.0F;
    for (const int y : m_stack.y().link(row)->readers(cell.row)) {
        for (const int x : m_stack.x().link(row)->readers(cell.column))
            sum += m_gradients[static_cast<size_t>(row)].at(0, channel, y, x)
                * weightOf(row, channel, {y, x}, cell) * slopeOf(row, channel, {y, x});
    }
    return sum;
}

std::vector<float> FieldBackward::parts(int row, Cell cell) const
{
    std::vector<float> parts;
    if (m_gradients.empty())
        return parts;
    const Tensor &own = m_gradients[static_cast<size_t>(row)];
    for (int channel = 0; own.shape().c > 1 && channel < own.shape().c; ++channel)
        parts.push_back(std::abs(own.at(0, channel, cell.row, cell.column)));
    const bool read = row + 1 < m_stack.rows() && own.shape().c == 1;
    const int readers = read ? m_gradients[static_cast<size_t>(row) + 1].shape().c : 1;
    for (int channel = 0; readers > 1 && channel < readers; ++channel)
        parts.push_back(arriving(row + 1, channel, cell));
    return parts;
}

Result<Tensor> meanGradient(const ReceptiveFieldParams &params, const FieldScene &scene)
{
    Tensor sum({.h = scene.x.height(), .w = scene.x.width()});
    const int networks = params.weights == StackWeights::Random ? params.networks : 1;
    for (int network = 0; network < networks; ++network) {
        const auto run = runOf(params, scene, network);
        if (!run)
            return run.refusal();
        const auto gradient = effectiveField(*run, unitOf(params, scene));
        if (!gradient)
            return gradient.refusal();
        const Tensor size = magnitude(*gradient);
        std::ranges::transform(sum.values(), size.values(), sum.values().begin(),
                               [&](float a, float b) { return a + b / static_cast<float>(networks); });
    }
    return sum;
}

} // namespace convoscope
