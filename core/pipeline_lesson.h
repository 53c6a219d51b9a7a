#pragma once

#include "core/bundle.h"
#include "core/field.h"
#include "core/network_cell.h"
#include "core/picture.h"
#include "core/refusal.h"

#include <optional>

namespace convoscope {

class Trace;

/// What of a digit's way is on the stage.
enum class PipelineView {
    Network, ///< from the digit as the network knows it to the answer
    Preparation, ///< from the drawing or the photo to that digit
    Kernels ///< what the first layer looks for
};

/// What the pools of a network do in an experiment.
enum class PoolsInUse { Trained, Max, Average };

/// Which convolutions keep their activation in an experiment.
enum class ActivationsInUse { All, NotFirst, NotSecond, None };

/// What the colours of a map span.
enum class MapScale {
    Layer, ///< all maps of its layer, so that they compare
    Map ///< itself, so that faint ones show what they hold
};

/// Everything a learner can set in the lesson on a whole network.
struct PipelineParams {
    PipelineView view = PipelineView::Network;
    BundledNetwork network = BundledNetwork::LenetStyle;
    Picture input; ///< a digit as the networks know them: 28×28, 0 = paper, 1 = ink
    int layer =
        5; ///< row of the network whose cell is explained; one with an activation behind stands for it,
    int map = 0; ///< its channel there; in a flat row which value
    Pair cell{5, 5}; ///< and its place in the map; of no meaning in a flat row
    MapScale scale = MapScale::Layer;
    int shownFilter = 0; ///< of the first layer, for Kernels
    // Experiments.
    Pair shift{0, 0}; ///< of the digit, down and right
    float angle = 0.0F; ///< degrees, counter-clockwise
    float noise = 0.0F; ///< standard deviation
    int seed = 1; ///< of the noise
    ActivationsInUse activations = ActivationsInUse::All; ///< of the convolutions
    PoolsInUse pools = PoolsInUse::Trained;
    int silenced = -1; ///< a filter of the first layer switched off; -1 for none
    Pair swapped{0, 0}; ///< two filters of the first layer exchanged; nothing where they are the same
    bool operator==(const PipelineParams &) const = default;
};

PipelineParams pipelineStart();
std::span<const Field> pipelineFields();
/// Multiply-adds of one run, and of what explains it.
double pipelineWork(const PipelineParams &params);

/// The digit after shift, turn and noise. Refuses an input that isn't 28×28 (ShapesDontMatch in "input").
Result<Tensor> pipelineDigit(const PipelineParams &params);
/// The network after the experiments with it. Refuses filters that aren't there (OutOfRange in "silenced" or
/// "swapped").
Result<std::shared_ptr<const Network>> pipelineNetwork(const PipelineParams &params);
/// Both together.
Result<NetworkRun> runPipeline(const PipelineParams &params);

/// The chosen cell. Refuses one that isn't there (OutOfRange in "network_row", "map" or "cell").
Result<CellRef> chosenCell(const PipelineParams &params, const NetworkRun &run);

/// All layers on the stage, one beat a layer in their order. A layer's beat explains one of its cells: the
/// chosen one, or in the other layers the one with the largest value; its taps are the cell's terms. In the
/// other view preparationTrace(input).
Result<Trace> playPipeline(const PipelineParams &params);

} // namespace convoscope
