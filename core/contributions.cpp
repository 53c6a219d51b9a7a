#include "core/contributions.h"

namespace convoscope {

namespace {

Refusal outOfRange(const char *field, int got, int limit)
{
    return {.reason = Reason::OutOfRange, .field = field, .got = got, .limit = limit};
}

/// A row and an output of it that aren't there.
std::optional<Refusal> refused(const NetworkRun &run, int row, int channel)
{
    if (row < 1 || row >= run.rows())
        return outOfRange("row", row, run.rows() - 1);
    const int channels = run.output(row).shape().c;
    if (channel < 0 || channel >= channels)
        return outOfRange("channel", channel, channels - 1);
    return std::nullopt;
}

/// The shape that the values of a row had before they were flattened.
Shape shapeBehind(const NetworkRun &run, int row)
{
    const bool isFlattened =
        row > 0 && std::holds_alternative<FlattenLayer>(run.network().maker(row).operation);
    return run.output(isFlattened ? row - 1 : row).shape();
}

} // namespace

Result<Tensor> contributions(const NetworkRun &run, int row, int channel)
{
    if (auto refusal = refused(run, row, channel))
        return *refusal;
    const auto *layer = std::get_if<LinearLayer>(&run.network().maker(row).operation);
    if (!layer)
        return outOfRange("row", row, run.rows() - 1);
    Tensor shares(shapeBehind(run, row - 1),
                  {run.output(row - 1).values().begin(), run.output(row - 1).values().end()});
    const auto inputs = shares.values().size();
    const auto weights = layer->weight.values().subspan(static_cast<size_t>(channel) * inputs, inputs);
    for (size_t i = 0; i < inputs; ++i)
        shares.values()[i] *= weights[i];
    return shares;
}

Result<Tensor> pixelContributions(const NetworkRun &run, int row, int channel)
{
    if (auto refusal = refused(run, row, channel))
        return *refusal;
    auto gradient = run.backward(row, oneHot(run.output(row).shape(), channel));
    if (!gradient)
        return gradient.refusal();
    Tensor shares = *std::move(gradient);
    for (size_t i = 0; i < shares.values().size(); ++i)
        shares.values()[i] *= run.output(0).values()[i];
    return shares;
}

Tensor summedOverChannels(const Tensor &maps)
{
    Tensor sum({.h = maps.height(), .w = maps.width()});
    for (int c = 0; c < maps.shape().c; ++c) {
        const auto plane = maps.plane(0, c);
        for (size_t i = 0; i < plane.size(); ++i)
            sum.values()[i] += plane[i];
    }
    return sum;
}

} // namespace convoscope
