#include "core/lenet.h"

#include <array>

namespace convoscope {

namespace {

/// Adds layers to a network with the weights that a file has for them, until one is refused.
class Builder {
public:
    Builder(const WeightFile &file, std::string name, Shape input)
        : m_file(file)
        , m_network{.name = std::move(name), .input = input, .layers = {}}
    {
    }

    /// Weights `name`.weight [out, in, kernel, kernel] and `name`.bias [out].
    void conv(const std::string &name, Shape weight)
    {
        const std::array<long long, 4> shape{weight.n, weight.c, weight.h, weight.w};
        auto weights = values(name + ".weight", shape);
        auto bias = values(name + ".bias", std::array<long long, 1>{weight.n});
        if (!m_refusal)
            add(name, ConvLayer{.weight = Tensor(weight, std::move(weights)), .bias = std::move(bias)});
    }

    /// The layer `layer` with weights `name`.weight [out, in] and `name`.bias [out].
    void linear(const std::string &layer, const std::string &name, Pair outIn)
    {
        auto weights = values(name + ".weight", std::array<long long, 2>{outIn.y, outIn.x});
        auto bias = values(name + ".bias", std::array<long long, 1>{outIn.y});
        if (!m_refusal)
            add(layer,
                LinearLayer{.weight = Tensor({outIn.y, outIn.x, 1, 1}, std::move(weights)),
                            .bias = std::move(bias)});
    }

    void add(std::string name, LayerOperation operation)
    {
        m_network.layers.push_back({std::move(name), std::move(operation)});
    }

    Result<Network> made()
    {
        if (m_refusal)
            return *m_refusal;
        return std::move(m_network);
    }

private:
    std::vector<float> values(const std::string &name, std::span<const long long> shape)
    {
        auto values = m_file.values(name, shape);
        if (values)
            return *std::move(values);
        if (!m_refusal)
            m_refusal = values.refusal();
        return {};
    }

    const WeightFile &m_file;
    Network m_network;
    std::optional<Refusal> m_refusal;
};

} // namespace

Result<Network> lenetStyle(const WeightFile &file)
{
    const Activation relu{.kind = ActivationKind::Relu};
    const Pool2d pool{.kind = PoolKind::Max};
    Builder net(file, "lenet_style", {.h = 28, .w = 28});
    net.conv("conv1", {32, 1, 3, 3});
    net.add("relu1", relu);
    net.add("pool1", pool);
    net.conv("conv2", {64, 32, 3, 3});
    net.add("relu2", relu);
    net.add("pool2", pool);
    net.add("flatten", FlattenLayer{});
    net.linear("logits", "fc", {10, 1600});
    net.add("softmax", SoftmaxLayer{});
    return net.made();
}

Result<Network> lenet5(const WeightFile &file)
{
    const Activation tanh{.kind = ActivationKind::Tanh};
    const Pool2d pool{.kind = PoolKind::Average};
    Builder net(file, "lenet5", {.h = 32, .w = 32});
    net.conv("conv1", {6, 1, 5, 5});
    net.add("tanh1", tanh);
    net.add("pool1", pool);
    net.conv("conv2", {16, 6, 5, 5});
    net.add("tanh2", tanh);
    net.add("pool2", pool);
    net.add("flatten", FlattenLayer{});
    net.linear("fc1", "fc1", {120, 400});
    net.add("tanh3", tanh);
    net.linear("fc2", "fc2", {84, 120});
    net.add("tanh4", tanh);
    net.linear("logits", "fc3", {10, 84});
    net.add("softmax", SoftmaxLayer{});
    return net.made();
}

} // namespace convoscope
