#pragma once

#include "core/batch_norm.h"
#include "core/channels_lesson.h"
#include "core/convolution.h"

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace convoscope {

/// How one tensor is made out of earlier ones.
enum class FlowKind { Convolve, Normalise, Activate, Add };

/// One operation of a flow. Tensors are counted from 0, the input.
struct FlowStage {
    FlowKind kind = FlowKind::Convolve;
    std::string_view name; ///< key of the tensor that it makes
    int from = 0;
    int with = 0; ///< Add only: the other tensor
    Tensor weight{}; ///< Convolve: [out, in/groups, kh, kw],
    std::vector<float> bias{}; ///< [out] or empty,
    Conv2d conv{};
    std::optional<BatchNorm> norm{}; ///< Normalise
};

/// All tensors between the lesson's input and its output.
struct Flow {
    std::vector<Shape> shapes;
    std::vector<std::shared_ptr<const Tensor>> tensors; ///< of a plan only the input
    std::vector<FlowStage> stages; ///< stages[i] makes tensors[i + 1]
    [[nodiscard]] const Tensor &tensor(int i) const { return *tensors[static_cast<size_t>(i)]; }
    [[nodiscard]] const Shape &shape(int i) const { return shapes[static_cast<size_t>(i)]; }
    /// The stage that makes this tensor of a bottleneck; nothing where it has no such tensor.
    [[nodiscard]] std::optional<int> stageOf(BottleneckTensor tensor) const;
};

/// What the lesson computes. Refuses what the operations refuse, in the fields of the panel.
Result<Flow> channelFlow(const ChannelsParams &params);
/// The same without computing anything but shapes and weights; batch norms have no statistics.
Result<Flow> channelPlan(const ChannelsParams &params);

/// Key of a bottleneck's tensor, which is also the name of its planes.
std::string_view key(BottleneckTensor tensor);
/// All keys, in the order of the tensors; and the tensor of a key.
std::span<const std::string_view> bottleneckTensors();
BottleneckTensor bottleneckTensor(std::string_view key);

} // namespace convoscope
