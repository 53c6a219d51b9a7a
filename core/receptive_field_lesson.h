#pragma once

#include "core/activation.h"
#include "core/layer_link.h"
#include "core/picture.h"
#include "core/refusal.h"

#include <span>
#include <vector>

namespace convoscope {

/// How the lesson looks at the stack of layers.
enum class FieldView {
    Growth, ///< the field of one unit grows layer by layer
    Effective, ///< the gradient of the unit flows back to the input
    Paths ///< the number of ways from every pixel to the unit
};

/// What the layers compute with.
enum class StackWeights {
    Equal, ///< every kernel takes the mean
    Random, ///< drawn evenly around 0
    Trained ///< of the bundled network that begins with these layers
};

/// Everything a learner can set in the lesson on receptive fields. Sizes in cells.
struct ReceptiveFieldParams {
    FieldView view = FieldView::Growth;
    Picture input;
    Pair inputSize{9, 9}; ///< what the picture is resized to before the first layer sees it
    std::vector<LayerSpec> layers{};
    int layer = 0; ///< whose unit is looked at, counted from 1; 0 for the last
    Pair unit{-1, -1}; ///< of that layer's map; -1 for the middle
    StackWeights weights = StackWeights::Equal;
    int seed = 1; ///< of random weights
    int networks = 1; ///< whose gradients are averaged, with random weights
    int channel = 0; ///< of the unit, counted from 1; 0 for all added up; with trained weights
    ActivationKind activation = ActivationKind::Identity; ///< behind every convolution
    bool operator==(const ReceptiveFieldParams &) const = default;

    /// The row of the stack that `layer` means.
    [[nodiscard]] int row() const { return layer == 0 ? static_cast<int>(layers.size()) : layer; }
    /// Whether the layers compute at all, and with trained weights.
    [[nodiscard]] bool trained() const
    {
        return view != FieldView::Paths && weights == StackWeights::Trained;
    }
};

inline constexpr int mostLayers = 64;

struct Field;
struct FactsTable;
class Trace;

std::span<const Field> receptiveFieldFields();
/// Two 3×3 convolutions on 9×9 cells.
ReceptiveFieldParams receptiveFieldStart();
/// The trace of the chosen view. Refusals name the field at fault: "layers[2].kernel", "layer", "unit", ...
Result<Trace> playReceptiveField(const ReceptiveFieldParams &params);
/// Size, field, jump, start and coverage of every layer; how the gradient is spread, in the views that have
/// one.
std::vector<FactsTable> receptiveFieldFacts(const ReceptiveFieldParams &params);

/// Multiply-adds of all networks, there and back, roughly.
double receptiveFieldWork(const ReceptiveFieldParams &params);

} // namespace convoscope
