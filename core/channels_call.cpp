#include "core/channels_call.h"

#include "core/code_writer.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace convoscope {

namespace {

bool isLarge(const ChannelsParams &p)
{
    return p.input.values && std::max(p.input.tensor().height(), p.input.tensor().width()) > mostLiteralSide;
}

} // namespace

std::string ChannelsCall::variable(int tensor) const
{
    if (tensor == 0)
        return "x";
    // The functions of the programs have the other names.
    constexpr std::pair<std::string_view, std::string_view> others[] = {{"output", "out"},
                                                                        {"conv", "convolved"},
                                                                        {"norm", "normed"},
                                                                        {"relu", "rectified"},
                                                                        {"sum", "total"}};
    std::string name(stage(tensor - 1).name);
    for (const auto &[key, other] : others) {
        if (name == key)
            return std::string(other);
    }
    std::ranges::replace(name, '-', '_');
    return name;
}

std::string ChannelsCall::suffix(int index) const
{
    const auto convolutions = std::ranges::count(flow.stages, FlowKind::Convolve, &FlowStage::kind);
    return convolutions == 1 ? std::string() : '_' + variable(index + 1);
}

bool ChannelsCall::has(FlowKind kind) const
{
    return std::ranges::any_of(std::span(flow.stages).first(static_cast<size_t>(needed())),
                               [kind](const FlowStage &s) { return s.kind == kind; });
}

bool ChannelsCall::fromFile() const
{
    return isLarge(*params);
}

std::vector<int> shownStages(const ChannelsParams &p, const Flow &flow)
{
    std::vector<int> all(flow.stages.size());
    std::iota(all.begin(), all.end(), 0);
    if (p.view != ChannelsView::Bottleneck)
        return all;
    return {flow.stageOf(p.opened).value_or(all.back())};
}

std::optional<ChannelsCall> channelsCall(const ChannelsParams &params)
{
    auto flow = isLarge(params) ? channelPlan(params) : channelFlow(params);
    if (!flow)
        return std::nullopt;
    ChannelsCall call{.params = &params, .flow = *std::move(flow)};
    call.shown = shownStages(params, call.flow);
    return call;
}

} // namespace convoscope
