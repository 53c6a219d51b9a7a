#include "core/channels_facts.h"

#include "core/channels_call.h"
#include "core/code_writer.h"
#include "core/counts.h"

#include <algorithm>

namespace convoscope {

namespace {

Extents extentsOf(const Shape &shape)
{
    return {shape.c, shape.h, shape.w};
}

/// Shape of what is made, parameters, multiply-adds.
FactsRow stageRow(const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const Shape &made = call.flow.shape(index + 1);
    FactsRow row{.name = s.name, .facts = {extentsOf(made)}};
    if (s.kind == FlowKind::Convolve) {
        const Shape &w = s.weight.shape();
        const Cost cost{w.size() + static_cast<long long>(s.bias.size()), w.size() * made.h * made.w};
        row.facts.insert(row.facts.end(), {Extents{w.n, w.c, w.h, w.w}, cost.parameters, cost.macs});
    } else if (s.kind == FlowKind::Normalise) {
        row.facts.insert(row.facts.end(), {Extents{made.c, 2}, affineCost(made.c).parameters, 0LL});
    } else {
        row.facts.insert(row.facts.end(), {std::monostate{}, 0LL, 0LL});
    }
    return row;
}

long long countOf(const Fact &fact)
{
    const auto *count = std::get_if<long long>(&fact);
    return count ? *count : 0;
}

FactsTable stageTable(const ChannelsCall &call)
{
    FactsTable table{.name = "channels-stage", .columns = {"shape", "weight-shape", "parameters", "macs"}};
    table.rows.push_back({.name = "input", .facts = {extentsOf(call.flow.shape(0)), {}, {}, {}}});
    long long parameters = 0;
    long long macs = 0;
    int beat = 0;
    for (int i = 0; i < static_cast<int>(call.flow.stages.size()); ++i) {
        FactsRow row = stageRow(call, i);
        parameters += countOf(row.facts[2]);
        macs += countOf(row.facts[3]);
        if (std::ranges::find(call.shown, i) != call.shown.end()) {
            row.beat = beat;
            beat += static_cast<int>(call.flow.shape(i + 1).size());
        }
        table.rows.push_back(std::move(row));
    }
    if (table.rows.size() > 2)
        table.rows.push_back({.name = "total", .facts = {{}, {}, parameters, macs}, .total = true});
    return table;
}

/// Rows of the comparison: weights alone, all parameters, multiply-adds, share of the weights of a 3×3.
class Comparison {
public:
    explicit Comparison(const ChannelsParams &p)
        : m_in(p.countedChannels.y)
        , m_out(p.countedChannels.x)
        , m_map(p.countedMap)
        , m_bias(p.bias)
    {
        m_table = {.name = "channels-compared", .columns = {"weights", "parameters", "macs", "share"}};
    }

    [[nodiscard]] FactsTable take() &&;

private:
    [[nodiscard]] ConvSize conv(int in, int kernel) const
    {
        return {.in = in, .out = m_out, .kernel = {kernel, kernel}, .bias = m_bias};
    }
    void add(std::string_view name, std::string label, Cost weights, Cost all);
    void addConv(std::string_view name, std::string label, const ConvSize &size);
    void addTwo();
    void addSeparable();
    void addBottleneck();
    void addConnected();
    /// The cost without biases and norms.
    [[nodiscard]] Cost bare(ConvSize size) const;
    [[nodiscard]] Cost full(const ConvSize &size) const;

    int m_in;
    int m_out;
    Pair m_map;
    bool m_bias;
    FactsTable m_table;
};

Cost Comparison::full(const ConvSize &size) const
{
    const auto cost = convCost(size, m_map);
    return cost ? *cost : Cost{};
}

Cost Comparison::bare(ConvSize size) const
{
    size.bias = false;
    return full(size);
}

void Comparison::add(std::string_view name, std::string label, Cost weights, Cost all)
{
    const auto standard = static_cast<double>(bare(conv(m_in, 3)).parameters);
    m_table.rows.push_back({.name = name,
                            .label = std::move(label),
                            .facts = {weights.parameters, all.parameters, all.macs,
                                      Share{static_cast<double>(weights.parameters) / standard}}});
}

void Comparison::addConv(std::string_view name, std::string label, const ConvSize &size)
{
    add(name, std::move(label), bare(size), full(size));
}

/// One after the other, the second from the outputs of the first.
void Comparison::addTwo()
{
    const ConvSize first = conv(m_in, 3);
    const ConvSize second = conv(m_out, 3);
    add("two-convolutions", "2 · 3×3", bare(first) + bare(second), full(first) + full(second));
}

void Comparison::addSeparable()
{
    ConvSize size = conv(m_in, 3);
    const auto all = separableCost(size, m_map);
    size.bias = false;
    const auto weights = separableCost(size, m_map);
    if (all && weights)
        add("separable", "3×3 + 1×1", *weights, *all);
}

/// A quarter of the outputs in the middle, as in ResNet; with the batch norms among the parameters.
void Comparison::addBottleneck()
{
    BottleneckSize size{.in = m_in, .middle = std::max(1, m_out / 4), .out = m_out};
    const auto all = bottleneckCost(size, m_map);
    size.norms = false;
    const auto weights = bottleneckCost(size, m_map);
    if (all && weights)
        add("bottleneck", "1×1 · 3×3 · 1×1", *weights, *all);
}

/// Every output cell from every input cell of a map of the same size.
void Comparison::addConnected()
{
    const long long cells = static_cast<long long>(m_map.y) * m_map.x;
    add("connected", "", linearCost(m_in * cells, m_out * cells, false),
        linearCost(m_in * cells, m_out * cells, m_bias));
}

FactsTable Comparison::take() &&
{
    for (const int kernel : {1, 3, 5, 7}) {
        const std::string side = std::to_string(kernel);
        addConv("convolution", joined({side, "×", side}), conv(m_in, kernel));
    }
    addTwo();
    ConvSize grouped = conv(m_in, 3);
    grouped.groups = 2;
    if (m_in % 2 == 0 && m_out % 2 == 0)
        addConv("grouped", "3×3, 2", grouped);
    addSeparable();
    addBottleneck();
    addConnected();
    return std::move(m_table);
}

/// The tensors of one convolution with the kernel of the stage: what it holds, and what it makes of a batch.
FactsTable tensorTable(const ChannelsParams &p)
{
    const auto [in, out] = std::pair(p.countedChannels.y, p.countedChannels.x);
    FactsTable table{.name = "channels-tensors", .columns = {"tensor-shape"}};
    table.rows.push_back(
        {.name = "weight-tensor", .facts = {Extents{out, in, p.kernelSize.y, p.kernelSize.x}}});
    if (p.bias)
        table.rows.push_back({.name = "bias-tensor", .facts = {Extents{out}}});
    table.rows.push_back(
        {.name = "output-tensor", .facts = {Extents{p.countedBatch, out, p.countedMap.y, p.countedMap.x}}});
    return table;
}

} // namespace

std::vector<FactsTable> channelsFacts(const ChannelsParams &params)
{
    const auto call = channelsCall(params);
    if (!call)
        return {};
    return {stageTable(*call), Comparison(params).take(), tensorTable(params)};
}

} // namespace convoscope
