#include "core/receptive_field_lesson.h"

#include "core/digit_picture.h"
#include "core/field_of.h"
#include "core/input_presets.h"
#include "core/layer_presets.h"
#include "core/receptive_field_traces.h"
#include "core/trained_stack.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

using Key = std::string_view;
using P = ReceptiveFieldParams;

constexpr std::array<Key, 3> views{"growth", "effective", "paths"};
constexpr std::array<Key, 3> weights{"equal", "random", "trained"};
constexpr std::array<Key, 4> activations{"none", "relu", "sigmoid", "tanh"};
constexpr std::array<ActivationKind, 4> activationKinds{ActivationKind::Identity, ActivationKind::Relu,
                                                        ActivationKind::Sigmoid, ActivationKind::Tanh};
constexpr int largestInput = 512;
constexpr int mostChannels = 120; // of a layer of a bundled network
constexpr int firstTestDigit = 0;

/// The learner's own stack comes first.
std::span<const Key> stackKeys()
{
    static const std::vector<Key> keys = [] {
        std::vector<Key> all{"custom"};
        for (const LayerPreset &preset : layerPresets())
            all.push_back(preset.key);
        return all;
    }();
    return keys;
}

P &paramsOf(Params &params)
{
    return std::get<P>(params);
}

/// What trained weights were trained for: the network's own activation, and a digit in place of another of
/// the built-in inputs.
void adoptTrained(P &p)
{
    const TrainedStack *trained = p.trained() ? findTrainedStack(p.layers) : nullptr;
    if (!trained)
        return;
    p.activation = activationOf(*trained);
    if (!p.input.preset.empty() && !bundledDigitOf(p.input.preset))
        p.input = bundledDigit(firstTestDigit);
}

void setWeights(Params &params, const FieldValue &value)
{
    P &p = paramsOf(params);
    const auto chosen = static_cast<StackWeights>(std::get<int>(value));
    if (p.weights == chosen)
        return;
    p.weights = chosen;
    adoptTrained(p);
}

FieldValue stackOf(const Params &params)
{
    const LayerPreset *preset = findLayerPreset(std::get<P>(params).layers);
    return preset ? static_cast<int>(preset - layerPresets().data()) + 1 : 0;
}

void setStack(Params &params, const FieldValue &value)
{
    const int choice = std::get<int>(value);
    if (choice == 0)
        return; // goes on with the layers that are there
    const LayerPreset &preset = layerPresets()[static_cast<size_t>(choice) - 1];
    P &p = paramsOf(params);
    p.layers = preset.layers;
    p.inputSize = preset.input;
    p.layer = 0;
    p.unit = {-1, -1};
    adoptTrained(p);
}

FieldValue activationOf(const Params &params)
{
    const auto found = std::ranges::find(activationKinds, std::get<P>(params).activation);
    return static_cast<int>(found - activationKinds.begin());
}

void setActivation(Params &params, const FieldValue &value)
{
    paramsOf(params).activation = activationKinds[static_cast<size_t>(std::get<int>(value))];
}

bool computes(const P &p)
{
    return p.view != FieldView::Paths;
}
bool isRandom(const P &p)
{
    return computes(p) && p.weights == StackWeights::Random;
}
bool averages(const P &p)
{
    return p.view == FieldView::Effective && isRandom(p);
}

bool isTrained(const P &p)
{
    return p.trained();
}

template <bool (*Predicate)(const P &)>
constexpr auto when = &AppliesTo<Predicate>::test;

std::vector<Field> makeFields()
{
    const Key view = "view";
    const Key input = "input";
    const Key layers = "layers";
    const Key unit = "unit";
    const Key values = "layer_values";
    const FieldKind integer = FieldKind::Integer;
    return {
        memberField<&P::view>({.key = "view", .kind = FieldKind::Choice, .choices = views, .section = view}),
        {.key = "stack",
         .kind = FieldKind::Choice,
         .choices = stackKeys(),
         .section = layers,
         .get = stackOf,
         .set = setStack},
        memberField<&P::layers>(
            {.key = "layers", .kind = FieldKind::Layers, .low = 1, .high = mostLayers, .section = layers}),
        memberField<&P::layer>(
            {.key = "layer", .kind = integer, .low = 0, .high = mostLayers, .section = unit}),
        memberField<&P::unit>({.key = "unit",
                               .kind = FieldKind::Pair,
                               .low = -1,
                               .high = largestInput,
                               .section = unit,
                               .place = true}),
        memberField<&P::input>(
            {.key = "input", .kind = FieldKind::Picture, .low = 1, .high = 64, .section = input}),
        memberField<&P::inputSize>(
            {.key = "input_size", .kind = FieldKind::Pair, .low = 1, .high = largestInput, .section = input}),
        {.key = "stack_weights",
         .kind = FieldKind::Choice,
         .choices = weights,
         .section = values,
         .get = &FieldOf<&P::weights>::get,
         .set = setWeights,
         .applies = when<computes>},
        memberField<&P::seed>({.key = "network_seed",
                               .kind = integer,
                               .low = 1,
                               .high = 999,
                               .section = values,
                               .applies = when<isRandom>}),
        memberField<&P::networks>({.key = "networks",
                                   .kind = integer,
                                   .low = 1,
                                   .high = 100,
                                   .section = values,
                                   .applies = when<averages>}),
        memberField<&P::channel>({.key = "unit_channel",
                                  .kind = integer,
                                  .low = 0,
                                  .high = mostChannels,
                                  .section = values,
                                  .applies = when<isTrained>}),
        {.key = "activation",
         .kind = FieldKind::Choice,
         .choices = activations,
         .section = values,
         .get = activationOf,
         .set = setActivation,
         .applies = when<computes>},
    };
}

} // namespace

std::span<const Field> receptiveFieldFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

ReceptiveFieldParams receptiveFieldStart()
{
    const LayerPreset &preset = *findLayerPreset("two-3x3");
    return {.input = makePicture(inputPreset("rings-28x28").value_or(Tensor()), "rings-28x28"),
            .inputSize = preset.input,
            .layers = preset.layers};
}

double receptiveFieldWork(const P &params)
{
    double units = static_cast<double>(params.inputSize.y) * params.inputSize.x;
    double work = params.input.values ? static_cast<double>(params.input.tensor().values().size()) : 0.0;
    const bool back = params.view != FieldView::Growth;
    const double runs = averages(params) ? params.networks + 1.0 : 1.0;
    const TrainedStack *trained = params.trained() ? findTrainedStack(params.layers) : nullptr;
    for (size_t i = 0; i < params.layers.size(); ++i) {
        const LayerSpec &layer = params.layers[i];
        const double weights = trained ? static_cast<double>(trained->values[i].weight.values().size())
                                       : static_cast<double>(layer.kernel.y) * layer.kernel.x;
        const double strides = std::max(1.0, static_cast<double>(layer.stride.y) * layer.stride.x);
        units = layer.kind == LayerKind::Transposed ? units * strides : units / strides;
        work += units * weights * (back ? 2.0 * runs : 1.0);
    }
    return work;
}

Result<Trace> playReceptiveField(const P &params)
{
    if (!params.input.values || params.input.tensor().empty())
        return Refusal{.reason = Reason::EmptyInput, .field = "input", .works = 1};
    for (const int side : {params.inputSize.y, params.inputSize.x}) {
        if (auto refusal = refusedOutside("input_size", side, {1, largestInput}))
            return *refusal;
    }
    if (auto refusal = refusedOutside("layers", static_cast<int>(params.layers.size()), {1, mostLayers}))
        return *refusal;
    if (auto refusal = refusedOutside("layer", params.layer, {0, static_cast<int>(params.layers.size())}))
        return *refusal;
    return params.view == FieldView::Growth ? fieldGrowthTrace(params) : fieldBackwardTrace(params);
}

} // namespace convoscope
