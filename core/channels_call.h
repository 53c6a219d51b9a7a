#pragma once

#include "core/channel_flow.h"

#include <optional>
#include <string>
#include <vector>

namespace convoscope {

/// What formula, facts and programs of the channels lesson need; of a large input only the plan of the flow.
/// Points into the parameters it was made from.
struct ChannelsCall {
    const ChannelsParams *params = nullptr;
    Flow flow;
    std::vector<int> shown{}; ///< the stages that the steps make, and whose results programs print

    [[nodiscard]] const FlowStage &stage(int i) const { return flow.stages[static_cast<size_t>(i)]; }
    /// What programs call a tensor: "x", "out", "reduced_norm".
    [[nodiscard]] std::string variable(int tensor) const;
    /// What they add to the names of a stage's weights and bias: nothing where there is one convolution only.
    [[nodiscard]] std::string suffix(int stage) const;
    /// How many stages are needed for those that are shown.
    [[nodiscard]] int needed() const { return shown.back() + 1; }
    [[nodiscard]] bool has(FlowKind kind) const;
    /// Too large to be written out as literals.
    [[nodiscard]] bool fromFile() const;
};

/// The stages that the steps make: all, or that of the opened tensor of a bottleneck.
std::vector<int> shownStages(const ChannelsParams &params, const Flow &flow);
/// Nothing where the lesson refuses the parameters.
std::optional<ChannelsCall> channelsCall(const ChannelsParams &params);

} // namespace convoscope
