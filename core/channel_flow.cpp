#include "core/channel_flow.h"

#include "core/activation.h"
#include "core/bottleneck.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

using P = ChannelsParams;

constexpr std::array<std::string_view, 12> bottleneckKeys{
    "reduced",  "reduced-norm",  "reduced-relu", "spatial",       "spatial-norm", "spatial-relu",
    "expanded", "expanded-norm", "shortcut",     "shortcut-norm", "sum",          "output"};

enum class Effort { Planned, Computed };

/// Adds stage after stage; after a refusal it does nothing more.
class FlowMaker {
public:
    FlowMaker(const Picture &input, Effort effort)
        : m_effort(effort)
        , m_flow{.shapes = {input.tensor().shape()}, .tensors = {input.values}, .stages = {}}
    {
    }

    [[nodiscard]] int last() const { return static_cast<int>(m_flow.shapes.size()) - 1; }
    [[nodiscard]] Result<Flow> take() &&
    {
        if (m_refusal)
            return *std::move(m_refusal);
        return std::move(m_flow);
    }

    void convolve(FlowStage stage)
    {
        if (m_refusal)
            return;
        Shape shape = m_flow.shape(stage.from);
        const auto window = conv2dWindow(shape, stage.weight.shape(), stage.conv);
        if (!window) {
            m_refusal = window.refusal();
            return;
        }
        shape = {
            .n = shape.n, .c = stage.weight.shape().n, .h = window->y.outputs(), .w = window->x.outputs()};
        if (computes())
            keep(conv2d(m_flow.tensor(stage.from), stage.weight, stage.bias, stage.conv));
        push(shape, std::move(stage));
    }

    void normalise(std::string_view name, const P &p)
    {
        if (m_refusal)
            return;
        FlowStage stage{.kind = FlowKind::Normalise, .name = name, .from = last()};
        if (computes()) {
            BatchNorm norm = measuredNorm(m_flow.tensor(last()));
            std::ranges::fill(norm.gamma, p.gamma);
            std::ranges::fill(norm.beta, p.beta);
            keep(batchNorm(m_flow.tensor(last()), norm));
            stage.norm = std::move(norm);
        }
        push(m_flow.shape(last()), std::move(stage));
    }

    void activate(std::string_view name)
    {
        if (m_refusal)
            return;
        if (computes())
            keep(activated(m_flow.tensor(last()), {.kind = ActivationKind::Relu}));
        push(m_flow.shape(last()), {.kind = FlowKind::Activate, .name = name, .from = last()});
    }

    /// Both have the same shape.
    void add(std::string_view name, int a, int b)
    {
        if (m_refusal)
            return;
        if (computes())
            keep(added(m_flow.tensor(a), m_flow.tensor(b), "shortcut"));
        push(m_flow.shape(a), {.kind = FlowKind::Add, .name = name, .from = a, .with = b});
    }

private:
    [[nodiscard]] bool computes() const { return m_effort == Effort::Computed; }

    void keep(Result<Tensor> made)
    {
        if (made)
            m_flow.tensors.push_back(std::make_shared<const Tensor>(*std::move(made)));
        else
            m_refusal = made.refusal();
    }

    void push(const Shape &shape, FlowStage stage)
    {
        m_flow.shapes.push_back(shape);
        m_flow.stages.push_back(std::move(stage));
    }

    Effort m_effort;
    Flow m_flow;
    std::optional<Refusal> m_refusal;
};

void addTail(FlowMaker &maker, const P &p, std::string_view norm, std::string_view relu)
{
    if (p.view == ChannelsView::Layer)
        return;
    if (p.norm)
        maker.normalise(norm, p);
    if (p.activation)
        maker.activate(relu);
}

Result<Flow> layerFlow(const P &p, Effort effort)
{
    FlowMaker maker(p.input, effort);
    const bool two = p.separable();
    const std::vector<float> biases = p.bias ? layerBiases(p) : std::vector<float>{};
    const std::string_view name = p.view == ChannelsView::Layer ? "output" : "conv";
    maker.convolve({.name = two ? "depthwise" : name,
                    .weight = layerWeights(p),
                    .bias = two ? std::vector<float>{} : biases,
                    .conv = {.stride = p.stride,
                             .dilation = p.dilation,
                             .groups = p.layerGroups(),
                             .border = {.sides = p.layerSides()}}});
    addTail(maker, p, two ? "depthwise-norm" : "norm", two ? "depthwise-relu" : "relu");
    if (two) {
        maker.convolve({.name = name, .from = maker.last(), .weight = pointwiseWeights(p), .bias = biases});
        addTail(maker, p, "norm", "relu");
    }
    return std::move(maker).take();
}

/// A bottleneck's convolution: weights from the preset, without bias.
FlowStage convolution(const P &p, BottleneckTensor made, int from, FilterShape shape)
{
    // Differences or mixes in every layer would leave nothing to see.
    const WeightFilling preset =
        p.filters == WeightFilling::Mean ? WeightFilling::Mean : WeightFilling::Random;
    const unsigned seed = static_cast<unsigned>(p.seed) + static_cast<unsigned>(made);
    const bool spatial = shape.kernel != Pair{1, 1};
    const bool strided = spatial || made == BottleneckTensor::Shortcut;
    return {.name = key(made),
            .from = from,
            .weight = filterWeights(preset, shape, seed),
            .conv = {.stride = strided ? p.stride : Pair{},
                     .border = {.sides = spatial ? Sides{1, 1, 1, 1} : Sides{}}}};
}

Result<Flow> bottleneckFlow(const P &p, Effort effort)
{
    using enum BottleneckTensor;
    FlowMaker maker(p.input, effort);
    const int in = p.inChannels();
    const auto tail = [&](BottleneckTensor norm, std::optional<BottleneckTensor> relu) {
        if (p.norm)
            maker.normalise(key(norm), p);
        if (p.activation && relu)
            maker.activate(key(*relu));
    };
    maker.convolve(convolution(p, Reduced, 0, {p.middleChannels, in, {1, 1}}));
    tail(ReducedNorm, ReducedRelu);
    maker.convolve(convolution(p, Spatial, maker.last(), {p.middleChannels, p.middleChannels, {3, 3}}));
    tail(SpatialNorm, SpatialRelu);
    maker.convolve(convolution(p, Expanded, maker.last(), {p.outChannels, p.middleChannels, {1, 1}}));
    tail(ExpandedNorm, std::nullopt);
    const int main = maker.last();
    int shortcut = 0;
    if (in != p.outChannels || p.stride != Pair{}) {
        maker.convolve(convolution(p, Shortcut, 0, {p.outChannels, in, {1, 1}}));
        tail(ShortcutNorm, std::nullopt);
        shortcut = maker.last();
    }
    maker.add(key(Sum), main, shortcut);
    maker.activate(key(Output));
    return std::move(maker).take();
}

/// conv2d speaks of its own parameters; the learner knows the fields of the panel.
Refusal inTermsOfFields(Refusal refusal, const P &p)
{
    if (refusal.field == "kernel")
        refusal.field = "kernel_size";
    else if (refusal.field == "padding" && p.padding == ChannelPadding::Explicit)
        refusal.field = "pad";
    return refusal;
}

Result<Flow> flowOf(const P &p, Effort effort)
{
    if (!p.input.values || p.input.tensor().empty())
        return Refusal{.reason = Reason::EmptyInput, .field = "input", .works = 1};
    if (auto refusal = refusedGroups(p.layerGroups(), p.inChannels(), p.layerFilters()))
        return *std::move(refusal);
    auto flow = p.view == ChannelsView::Bottleneck ? bottleneckFlow(p, effort) : layerFlow(p, effort);
    return flow ? std::move(flow) : inTermsOfFields(flow.refusal(), p);
}

} // namespace

std::string_view key(BottleneckTensor tensor)
{
    return bottleneckKeys[static_cast<size_t>(tensor)];
}

std::span<const std::string_view> bottleneckTensors()
{
    return bottleneckKeys;
}

BottleneckTensor bottleneckTensor(std::string_view key)
{
    return static_cast<BottleneckTensor>(std::ranges::find(bottleneckKeys, key) - bottleneckKeys.begin());
}

std::optional<int> Flow::stageOf(BottleneckTensor tensor) const
{
    const auto found = std::ranges::find(stages, key(tensor), &FlowStage::name);
    if (found == stages.end())
        return std::nullopt;
    return static_cast<int>(found - stages.begin());
}

Result<Flow> channelFlow(const ChannelsParams &params)
{
    return flowOf(params, Effort::Computed);
}

Result<Flow> channelPlan(const ChannelsParams &params)
{
    return flowOf(params, Effort::Planned);
}

} // namespace convoscope
