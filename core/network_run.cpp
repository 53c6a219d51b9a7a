#include "core/network_run.h"

#include "core/gradients.h"
#include "core/linear.h"
#include "core/network_geometry.h"

#include <algorithm>

namespace convoscope {

namespace {

/// dL/dx of y = softmax(x) over the channels: y·(g - Σ y·g).
Tensor softmaxBackward(const Tensor &y, const Tensor &gradY)
{
    Tensor gradX(y.shape());
    const auto perSample = static_cast<size_t>(y.shape().c); // flat rows only: h = w = 1
    for (size_t first = 0; first < y.values().size(); first += perSample) {
        double sum = 0.0;
        for (size_t i = first; i < first + perSample; ++i)
            sum += static_cast<double>(y.values()[i]) * gradY.values()[i];
        for (size_t i = first; i < first + perSample; ++i)
            gradX.values()[i] =
                static_cast<float>(static_cast<double>(y.values()[i]) * (gradY.values()[i] - sum));
    }
    return gradX;
}

Tensor reshaped(const Tensor &x, const Shape &shape)
{
    return {shape, {x.values().begin(), x.values().end()}};
}

} // namespace

Result<NetworkRun> NetworkRun::make(std::shared_ptr<const Network> network, Tensor x)
{
    Shape wanted = network->input;
    wanted.n = x.shape().n;
    if (x.empty() || !(x.shape() == wanted))
        return Refusal{.reason = Reason::ShapesDontMatch,
                       .field = "input",
                       .got = x.shape().size(),
                       .limit = wanted.size()};
    NetworkRun run(std::move(network));
    run.m_rows.push_back({.y = std::move(x)});
    for (const NetworkLayer &layer : run.m_network->layers) {
        auto row = forward(layer.operation, run.m_rows.back().y);
        if (!row)
            return inLayer(layer, row.refusal());
        run.m_rows.push_back(*std::move(row));
    }
    return run;
}

Result<NetworkRun::Row> NetworkRun::forward(const LayerOperation &operation, const Tensor &x)
{
    const auto asRow = [](Result<Tensor> y) -> Result<Row> {
        if (!y)
            return y.refusal();
        return Row{.y = *std::move(y)};
    };
    if (const auto *conv = std::get_if<ConvLayer>(&operation))
        return asRow(conv2d(x, conv->weight, conv->bias, convOf(*conv)));
    if (const auto *linearLayer = std::get_if<LinearLayer>(&operation))
        return asRow(linear(x, linearLayer->weight, linearLayer->bias));
    if (const auto *activation = std::get_if<Activation>(&operation))
        return Row{.y = activated(x, *activation)};
    if (std::holds_alternative<FlattenLayer>(operation))
        return Row{.y = flattened(x)};
    if (std::holds_alternative<SoftmaxLayer>(operation))
        return Row{.y = softmax(x)};
    auto pooled = pool2d(x, std::get<Pool2d>(operation));
    if (!pooled)
        return pooled.refusal();
    Pooled result = *std::move(pooled);
    return Row{.y = std::move(result.y), .winners = std::move(result.indices)};
}

int NetworkRun::predicted(int sample) const
{
    const Tensor &last = m_rows.back().y;
    const auto perSample = static_cast<size_t>(last.shape().size() / last.shape().n);
    const auto scores = last.values().subspan(perSample * static_cast<size_t>(sample), perSample);
    return static_cast<int>(std::ranges::max_element(scores) - scores.begin());
}

Result<Tensor> NetworkRun::backThrough(int row, const Tensor &gradient) const
{
    const Tensor &x = output(row - 1);
    const LayerOperation &operation = m_network->maker(row).operation;
    if (const auto *conv = std::get_if<ConvLayer>(&operation))
        return conv2dBackwardInput(x.shape(), conv->weight, convOf(*conv), gradient);
    if (const auto *pool = std::get_if<Pool2d>(&operation))
        return pool2dBackward(x.shape(), *pool, winners(row), gradient);
    if (const auto *activation = std::get_if<Activation>(&operation))
        return activationBackward(x, *activation, gradient);
    if (std::holds_alternative<FlattenLayer>(operation))
        return reshaped(gradient, x.shape());
    if (std::holds_alternative<SoftmaxLayer>(operation))
        return softmaxBackward(output(row), gradient);
    auto gradients = linearBackward(x, std::get<LinearLayer>(operation).weight, gradient);
    if (!gradients)
        return gradients.refusal();
    LayerGradients result = *std::move(gradients);
    return std::move(result.x);
}

Result<Tensor> NetworkRun::backward(int row, const Tensor &gradient, int from) const
{
    if (auto refusal = refusedGradient(gradient.shape(), output(row).shape()))
        return *refusal;
    Tensor given = gradient;
    for (int r = row; r > from; --r) {
        auto share = backThrough(r, given);
        if (!share)
            return share.refusal();
        given = *std::move(share);
    }
    return given;
}

Tensor oneHot(const Shape &shape, int channel, Cell cell)
{
    Tensor chosen(shape);
    for (int n = 0; n < shape.n; ++n)
        chosen.at(n, channel, cell.row, cell.column) = 1.0F;
    return chosen;
}

} // namespace convoscope
