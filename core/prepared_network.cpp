#include "core/prepared_network.h"

#include "core/bands.h"
#include "core/layer_kernels.h"
#include "core/network_run.h"

#include <algorithm>

namespace convoscope {

namespace {

/// Reads a network's layers one after the other.
class LayerReader {
public:
    explicit LayerReader(const Network &network)
        : m_network(network)
    {
    }

    /// The next layer, if it is one of this kind, which is then read.
    template <typename Layer>
    const Layer *next()
    {
        if (atEnd())
            return nullptr;
        const auto *layer = std::get_if<Layer>(&m_network.layers[m_next].operation);
        m_next += layer ? 1 : 0;
        return layer;
    }

    [[nodiscard]] bool atEnd() const { return m_next == m_network.layers.size(); }

private:
    const Network &m_network;
    size_t m_next = 0;
};

bool isTwoByTwo(const Pool2d *pool)
{
    return pool && *pool == Pool2d{.kind = PoolKind::Max};
}

/// ReLU or nothing, between a convolution and its pool.
bool canBeFused(const Activation *activation)
{
    return !activation || activation->kind == ActivationKind::Relu
        || activation->kind == ActivationKind::Identity;
}

/// Rows of the linear layer for features in the order pixel, channel, with zeros for channels that fill up a
/// block.
AlignedFloats rowsFor(const LinearLayer &layer, const Shape &features, int channels)
{
    const int cells = features.h * features.w;
    const int outputs = layer.weight.shape().n;
    AlignedFloats rows(static_cast<size_t>(outputs) * cells * features.c, 0.0F);
    float *to = rows.data();
    for (int o = 0; o < outputs; ++o) {
        const float *from = layer.weight.values().data() + static_cast<std::ptrdiff_t>(o) * channels * cells;
        for (int cell = 0; cell < cells; ++cell, to += features.c) {
            for (int c = 0; c < channels; ++c)
                to[c] = from[static_cast<std::ptrdiff_t>(c) * cells + cell];
        }
    }
    return rows;
}

} // namespace

PreparedNetwork::PreparedNetwork(std::shared_ptr<const Network> network)
    : m_network(std::move(network))
{
}

Result<PreparedNetwork> PreparedNetwork::make(std::shared_ptr<const Network> network)
{
    const auto shapes = shapesOf(*network);
    if (!shapes)
        return shapes.refusal();
    PreparedNetwork made(std::move(network));
    for (int row = 1; row < made.m_network->rows(); ++row)
        made.m_cost += costOf(*made.m_network, row, *shapes).macs;
    made.fuse();
    return made;
}

void PreparedNetwork::fuse()
{
    LayerReader layers(*m_network);
    std::vector<PooledBlock> blocks;
    int channels = 0;
    while (const auto *conv = layers.next<ConvLayer>()) {
        const auto *activation = layers.next<Activation>();
        if (!canBeFused(activation) || !isTwoByTwo(layers.next<Pool2d>()))
            return;
        const bool relu = activation && activation->kind == ActivationKind::Relu;
        auto block =
            PooledBlock::make(blocks.empty() ? m_network->input : blocks.back().output(), *conv, relu);
        if (!block)
            return;
        channels = conv->weight.shape().n;
        blocks.push_back(*std::move(block));
    }
    const auto *flatten = layers.next<FlattenLayer>();
    const auto *linear = layers.next<LinearLayer>();
    const auto *softmax = layers.next<SoftmaxLayer>();
    if (blocks.empty() || !flatten || !linear || !layers.atEnd())
        return;
    m_hasSoftmax = softmax;
    m_rows = rowsFor(*linear, blocks.back().output(), channels);
    m_bias = linear->bias;
    m_bias.resize(static_cast<size_t>(linear->weight.shape().n), 0.0F);
    m_blocks = std::move(blocks);
}

void PreparedNetwork::samples(const Tensor &x, int first, int last, Tensor &y) const
{
    auto values = static_cast<size_t>(m_network->input.size());
    size_t scratch = 0;
    for (const PooledBlock &block : m_blocks) {
        values = std::max(values, static_cast<size_t>(block.output().size()));
        scratch = std::max(scratch, block.scratchSize());
    }
    // What a block reads and what it writes, in turns.
    AlignedFloats from(values);
    AlignedFloats to(values);
    AlignedFloats space(scratch);
    const Shape in = m_network->input;
    for (int n = first; n < last; ++n) {
        const auto given = x.plane(n, 0);
        float *pixel = from.data();
        for (size_t i = 0; i < given.size(); ++i) {
            for (int c = 0; c < in.c; ++c)
                *pixel++ = given.data()[static_cast<size_t>(c) * given.size() + i];
        }
        for (const PooledBlock &block : m_blocks) {
            block.forward(from.data(), space.data(), to.data());
            std::swap(from, to);
        }
        addDots({.in = from.data(),
                 .count = static_cast<int>(m_blocks.back().output().size()),
                 .rows = m_rows.data(),
                 .rowCount = static_cast<int>(m_bias.size()),
                 .bias = m_bias.data(),
                 .out = &y.at(n, 0, 0, 0)});
    }
}

Result<Tensor> PreparedNetwork::forward(const Tensor &x, int threads) const
{
    Shape wanted = m_network->input;
    wanted.n = x.shape().n;
    if (!isFused() || x.empty() || !(x.shape() == wanted)) {
        const auto run = NetworkRun::make(m_network, x);
        if (!run)
            return run.refusal();
        return run->output(run->rows() - 1);
    }
    Tensor y({x.shape().n, static_cast<int>(m_bias.size()), 1, 1});
    const Bands bands{.count = x.shape().n, .size = 8, .cost = m_cost * x.shape().n, .threads = threads};
    inBands(bands, [&](int first, int last) { samples(x, first, last, y); });
    return m_hasSoftmax ? softmax(std::move(y)) : y;
}

Result<std::vector<int>> PreparedNetwork::predicted(const Tensor &x, int threads) const
{
    const auto y = forward(x, threads);
    if (!y)
        return y.refusal();
    std::vector<int> classes;
    const auto count = static_cast<size_t>(y->shape().size() / y->shape().n);
    for (int n = 0; n < y->shape().n; ++n) {
        const auto scores = y->values().subspan(n * count, count);
        classes.push_back(static_cast<int>(std::ranges::max_element(scores) - scores.begin()));
    }
    return classes;
}

} // namespace convoscope
