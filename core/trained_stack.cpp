#include "core/trained_stack.h"

#include <algorithm>

namespace convoscope {

namespace {

/// Adds the layers of a network one after the other.
class StackBuilder {
public:
    explicit StackBuilder(Shape input)
        : m_map(input)
    {
    }

    void operator()(const ConvLayer &conv)
    {
        const Pair kernel{conv.weight.height(), conv.weight.width()};
        add({.kernel = kernel, .stride = conv.stride, .padding = conv.padding},
            {.weight = conv.weight, .bias = conv.bias});
    }
    void operator()(const Pool2d &pool)
    {
        add({.kind = pool.kind == PoolKind::Max ? LayerKind::MaxPool : LayerKind::AveragePool,
             .kernel = pool.kernel,
             .stride = pool.stride,
             .padding = pool.padding,
             .dilation = pool.dilation,
             .ceilMode = pool.ceilMode},
            {});
    }
    void operator()(const LinearLayer &linear)
    {
        // Flattening goes by channels, rows and columns, as a weight of [out, channels, rows, columns] does.
        const std::span<const float> weights = linear.weight.values();
        const Shape shape{linear.weight.shape().n, m_map.c, m_map.h, m_map.w};
        add({.kernel = {m_map.h, m_map.w}},
            {.weight = Tensor(shape, {weights.begin(), weights.end()}), .bias = linear.bias});
        m_map = {.c = shape.n, .h = 1, .w = 1};
    }
    void operator()(const Activation &activation) { m_values.back().activation = activation; }
    void operator()(const FlattenLayer & /*layer*/) { }
    void operator()(const SoftmaxLayer & /*layer*/) { }

    /// The shape of what the network's layer has made, before a flattening.
    void see(const Shape &shape)
    {
        if (shape.h > 1 || shape.w > 1)
            m_map = shape;
    }
    [[nodiscard]] TrainedStack made() &&
    {
        return {.layers = std::move(m_layers), .values = std::move(m_values)};
    }

private:
    void add(const LayerSpec &layer, LayerValues values)
    {
        m_layers.push_back(layer);
        m_values.push_back(std::move(values));
    }

    Shape m_map; ///< what the next layer reads
    std::vector<LayerSpec> m_layers;
    std::vector<LayerValues> m_values;
};

TrainedStack stackOf(BundledNetwork which, std::string_view file, std::vector<std::string_view> names)
{
    const Network &network = *bundledNetwork(which);
    StackBuilder build(network.input);
    const auto shapes = shapesOf(network);
    for (int row = 1; shapes && row < network.rows(); ++row) {
        std::visit(build, network.maker(row).operation);
        build.see((*shapes)[static_cast<size_t>(row)]);
    }
    TrainedStack made = std::move(build).made();
    made.network = which;
    made.file = file;
    made.names = std::move(names);
    return made;
}

} // namespace

std::span<const TrainedStack> trainedStacks()
{
    static const std::vector<TrainedStack> stacks{
        stackOf(BundledNetwork::LenetStyle, "lenet_style.safetensors", {"conv1", "conv2", "fc"}),
        stackOf(BundledNetwork::Lenet5, "lenet5.safetensors", {"conv1", "conv2", "fc1", "fc2", "fc3"})};
    return stacks;
}

const TrainedStack *findTrainedStack(std::span<const LayerSpec> layers)
{
    for (const TrainedStack &trained : trainedStacks()) {
        if (layers.size() <= trained.layers.size()
            && std::ranges::equal(layers, std::span(trained.layers).first(layers.size())))
            return &trained;
    }
    return nullptr;
}

ActivationKind activationOf(const TrainedStack &trained)
{
    const auto &first = trained.values.front().activation;
    return first ? first->kind : ActivationKind::Identity;
}

} // namespace convoscope
