#pragma once

#include "core/channel_stage.h"

#include <memory>
#include <vector>

namespace convoscope {

/// The planes of a flow and their places on the stage: tensors channel by channel, weights as a table with a
/// row per channel and a column per filter.
struct ChannelScene {
    std::shared_ptr<const Flow> flow;
    std::vector<Plane> planes{};
    std::vector<ChannelStage> stages{}; ///< those that are stepped through, in order
    Arrangement arrangement{};
    ChannelPlanes diagram{}; ///< every tensor of the flow as one plane, its channels below each other
    int columnsFrom = 0; ///< the row of the arrangement from which on the slots stand in columns
    bool upright = false; ///< too many channels for a table: columns of small planes
    std::vector<Wire> wires{};
};

/// Steps through the given stages of the flow, each of which reads the input or what an earlier one makes;
/// a single stage may read any tensors, and then the whole flow stands above it as a diagram.
ChannelScene channelScene(const ChannelsParams &params, Flow flow, const std::vector<int> &shown);

} // namespace convoscope
