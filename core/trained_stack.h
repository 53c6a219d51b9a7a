#pragma once

#include "core/bundle.h"
#include "core/stack_run.h"

#include <span>
#include <string_view>
#include <vector>

namespace convoscope {

/// A trained network as a stack of layers on an input of one channel. What is fully connected is written as
/// convolutions, which compute the same: the first has a kernel as large as the map before it, the others
/// 1×1.
struct TrainedStack {
    BundledNetwork network{};
    std::string_view file{}; ///< where the weights were read from
    std::vector<std::string_view> names{}; ///< of the convolutions' weights in that file
    std::vector<LayerSpec> layers{};
    std::vector<LayerValues> values{}; ///< of each layer, with the activation behind it
};

/// Of all networks that the program carries.
std::span<const TrainedStack> trainedStacks();
/// The network that begins with these layers; null for none.
const TrainedStack *findTrainedStack(std::span<const LayerSpec> layers);
/// What the network has behind its first convolution.
ActivationKind activationOf(const TrainedStack &trained);

} // namespace convoscope
