#include "core/channels_lesson.h"

#include "core/channel_model.h"
#include "core/channels_call.h"
#include "core/input_presets.h"
#include "core/trace.h"

namespace convoscope {

int ChannelsParams::inChannels() const
{
    return input.values ? input.tensor().shape().c : 0;
}

int ChannelsParams::layerGroups() const
{
    if (view == ChannelsView::Bottleneck || wiring == Wiring::Standard)
        return 1;
    return wiring == Wiring::Grouped ? groups : inChannels();
}

int ChannelsParams::layerFilters() const
{
    const bool each =
        view != ChannelsView::Bottleneck && (wiring == Wiring::Depthwise || wiring == Wiring::Separable);
    return each ? inChannels() * multiplier : outChannels;
}

Sides ChannelsParams::layerSides() const
{
    const int y = dilation.y * (kernelSize.y - 1);
    const int x = dilation.x * (kernelSize.x - 1);
    switch (padding) {
    case ChannelPadding::Valid: return {};
    case ChannelPadding::Same: return {.left = x / 2, .right = x - x / 2, .top = y / 2, .bottom = y - y / 2};
    case ChannelPadding::Auto: return {.left = x / 2, .right = x / 2, .top = y / 2, .bottom = y / 2};
    case ChannelPadding::Explicit: return sides;
    }
    return {};
}

ChannelsParams channelsStart()
{
    return {.input = makePicture(inputPreset("rgb-5x5").value_or(Tensor()), "rgb-5x5")};
}

namespace {

constexpr long long mostPlaneCells = 1LL << 27; // of all maps together

/// Refuses before anything is allocated.
std::optional<Refusal> refusedSize(const ChannelsParams &p)
{
    if (!p.input.values)
        return std::nullopt;
    const Shape &s = p.input.tensor().shape();
    const long long maps = s.c + (p.separable() ? p.layerFilters() : 0) + p.outChannels;
    const long long cells = static_cast<long long>(s.h) * s.w * maps;
    if (cells <= mostPlaneCells)
        return std::nullopt;
    return Refusal{.reason = Reason::TooLarge, .field = "input", .got = cells, .limit = mostPlaneCells};
}

} // namespace

Result<Trace> playChannels(const ChannelsParams &params)
{
    if (auto refusal = refusedSize(params))
        return *std::move(refusal);
    auto flow = channelFlow(params);
    if (!flow)
        return flow.refusal();
    const auto shown = shownStages(params, *flow);
    return Trace(std::make_shared<const ChannelModel>(channelScene(params, *std::move(flow), shown)));
}

} // namespace convoscope
