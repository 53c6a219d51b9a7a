#include "core/pipeline_openings.h"

#include "core/network_cell.h"
#include "core/pipeline_planes.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

Picture channelOf(const Tensor &maps, int channel)
{
    return makePicture(Tensor({.h = maps.height(), .w = maps.width()},
                              {maps.plane(0, channel).begin(), maps.plane(0, channel).end()}));
}

Sides sidesOf(Pair padding)
{
    return {.left = padding.x, .right = padding.x, .top = padding.y, .bottom = padding.y};
}

/// One channel's part of a convolution.
Opening ofChannel(const Tensor &maps, const ConvLayer &layer, const CellRef &ref, int channel)
{
    const Tensor &weight = layer.weight;
    ConvolutionParams params = convolutionStart();
    params.input = channelOf(maps, channel);
    params.kernel =
        Tensor({.h = weight.height(), .w = weight.width()},
               {weight.plane(ref.channel, channel).begin(), weight.plane(ref.channel, channel).end()});
    params.kernelSpec = {.preset = KernelPreset::Custom, .size = {weight.height(), weight.width()}};
    params.stride = layer.stride;
    params.padding = PaddingKind::Explicit;
    params.sides = sidesOf(layer.padding);
    return {.lesson = "convolution", .params = params, .cell = ref.cell};
}

/// All channels with the filter that makes the cell's map.
Opening ofAllChannels(const Tensor &maps, const ConvLayer &layer, const CellRef &ref,
                      std::optional<ActivationKind> then)
{
    const Shape &shape = layer.weight.shape();
    ChannelsParams params = channelsStart();
    params.view = then == ActivationKind::Relu ? ChannelsView::Block : ChannelsView::Layer;
    params.norm = false;
    params.input = makePicture(maps);
    params.outChannels = 1;
    params.filters = WeightFilling::Own;
    params.kernelSize = {shape.h, shape.w};
    const auto size = static_cast<size_t>(shape.c) * static_cast<size_t>(shape.h * shape.w);
    const auto from = layer.weight.values().subspan(static_cast<size_t>(ref.channel) * size, size);
    params.own = Tensor({1, shape.c, shape.h, shape.w}, {from.begin(), from.end()});
    params.biases = Tensor({.h = 1, .w = 1}, {layer.bias[static_cast<size_t>(ref.channel)]});
    params.stride = layer.stride;
    params.padding = ChannelPadding::Explicit;
    params.sides = sidesOf(layer.padding);
    return {.lesson = "channels", .params = params, .cell = ref.cell};
}

Opening ofPool(const Tensor &maps, const Pool2d &pool, const CellRef &ref)
{
    PoolingParams params = poolingStart();
    params.operation = pool.kind == PoolKind::Max ? PoolOperation::Max : PoolOperation::Average;
    params.input = channelOf(maps, ref.channel);
    params.window = pool.kernel;
    params.stride = pool.stride;
    return {.lesson = "pooling", .params = params, .cell = ref.cell};
}

int mostImportantChannel(const CellStory &story)
{
    const auto most = std::ranges::max_element(story.channels, {},
                                               [](const ChannelShare &share) { return std::abs(share.sum); });
    return most == story.channels.end() ? 0 : most->channel;
}

std::vector<Opening> ofCell(const NetworkRun &run, const CellRef &ref, std::optional<int> channel)
{
    const int row = weighedRow(run.network(), ref.row);
    if (row < 1)
        return {};
    const Tensor &maps = run.output(row - 1);
    const LayerOperation &operation = run.network().maker(row).operation;
    if (const auto *pool = std::get_if<Pool2d>(&operation))
        return {ofPool(maps, *pool, ref)};
    const auto *layer = std::get_if<ConvLayer>(&operation);
    const auto story = cellStory(run, {row, ref.channel, ref.cell});
    if (!layer || !story)
        return {};
    const Opening one = ofChannel(maps, *layer, ref, channel.value_or(mostImportantChannel(*story)));
    if (channel || maps.shape().c > mostInputChannels)
        return {one};
    const auto *activation = std::get_if<Activation>(&run.network().maker(ref.row).operation);
    return {ofAllChannels(maps, *layer, ref, activation ? std::optional(activation->kind) : std::nullopt),
            one};
}

} // namespace

std::vector<Opening> pipelineOpenings(const PipelineParams &params, int plane, Cell cell)
{
    const auto run = runPipeline(params);
    if (!run)
        return {};
    const auto chosen = chosenCell(params, *run);
    if (!chosen)
        return {};
    const PipelinePlanes places(*run, *chosen);
    if (plane < places.count())
        return places.rowOf(plane) > 0 ? ofCell(*run, places.refAt(plane, cell), {}) : std::vector<Opening>();
    for (int channel = 0; places.kernelOf(channel); ++channel) {
        if (places.kernelOf(channel) == plane)
            return ofCell(*run, *chosen, channel);
    }
    return {};
}

} // namespace convoscope
