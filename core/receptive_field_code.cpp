#include "core/receptive_field_code.h"

#include "core/receptive_field_spellings.h"
#include "core/value_text.h"

namespace convoscope {

namespace {

Program programOf(const ReceptiveFieldParams &params, const FieldScene &scene, Dialect dialect,
                  Literals literals)
{
    switch (dialect) {
    case Dialect::NumPy: return numpyField(params, scene, literals);
    case Dialect::Cpp: return cppField(params, scene);
    case Dialect::PyTorch: return pytorchField(params, scene);
    default: return {.listing = {.lines = {}, .caveats = {Caveat::CannotExpress}}};
    }
}

Variable variable(const char *name, double value, std::optional<PlaneRole> role = std::nullopt)
{
    return {name, valueText(static_cast<float>(value)), role};
}

/// The recursion as it passes a layer.
std::vector<Variable> recursionOf(const AxisStack &axis, const LayerSpec &layer, int row, bool height)
{
    const AxisReach &before = axis.row(axis.parents(row).front());
    const Pair d = layer.kind == LayerKind::AveragePool ? Pair{} : layer.dilation;
    const AxisLink *link = axis.link(row);
    return {
        variable("k", height ? layer.kernel.y : layer.kernel.x, PlaneRole::Kernel),
        variable("s", height ? layer.stride.y : layer.stride.x),
        variable("d", height ? d.y : d.x),
        variable("reach", link ? link->reach().value() : 0.0, PlaneRole::Kernel),
        variable("jump", before.jump.value(), PlaneRole::Intermediate),
        variable("field", axis.row(row).field, PlaneRole::Output),
    };
}

} // namespace

Listing receptiveFieldListing(const ReceptiveFieldParams &params, Dialect dialect)
{
    const auto scene = fieldScene(params);
    if (!scene)
        return {};
    if (!isPlainStack(layersOf(params)))
        return {.lines = {}, .caveats = {Caveat::NotAPlainStack}};
    Listing listing = programOf(params, *scene, dialect, Literals::Written).listing;
    if (params.view == FieldView::Effective && params.weights == StackWeights::Random && params.networks > 1
        && !listing.lines.empty())
        listing.caveats.push_back(Caveat::FirstNetworkOnly);
    return listing;
}

CodeState receptiveFieldCodeState(const ReceptiveFieldParams &params, Dialect dialect, const Trace &trace,
                                  Position position)
{
    const auto scene = fieldScene(params);
    if (!scene || trace.empty())
        return {};
    const bool growth = params.view == FieldView::Growth;
    const Step step = trace.at(position);
    CodeState state;
    if (growth && isPlainStack(layersOf(params)))
        state.line = programOf(params, *scene, dialect, Literals::Counted).beatLine;
    if (!growth) {
        state.variables = {variable("g", step.result, PlaneRole::Output)};
        return state;
    }
    const int axes = scene->square() ? 1 : 2;
    const int row = position.beat / axes + 1;
    const bool height = position.beat % axes == 0;
    state.variables = recursionOf(height ? scene->stack.y() : scene->stack.x(),
                                  params.layers[static_cast<size_t>(row) - 1], row, height);
    return state;
}

} // namespace convoscope
