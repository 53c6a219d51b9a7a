#include "core/pipeline_lesson.h"

#include "core/digit_picture.h"
#include "core/digit_preparation_trace.h"
#include "core/excitement_trace.h"
#include "core/network_experiments.h"
#include "core/pipeline_model.h"
#include "core/pipeline_planes.h"
#include "core/shifting.h"

namespace convoscope {

namespace {

constexpr Pair digitSize{28, 28};
constexpr int firstFilters = 1; // the row that the first layer makes

/// The refusals of experiments speak of rows and filters; the learner knows the fields of the panel.
Refusal named(Refusal refusal, const char *field)
{
    refusal.field = field;
    refusal.works = refusal.limit;
    return refusal;
}

Network withoutActivations(Network network, ActivationsInUse kept)
{
    const auto flat = network.findRow("flatten").value_or(network.rows());
    int convolution = 0;
    for (int row = 1; row < flat; ++row) {
        auto changed = withoutActivation(network, row);
        if (!changed)
            continue;
        const bool off = kept == ActivationsInUse::None
            || kept == (convolution == 0 ? ActivationsInUse::NotFirst : ActivationsInUse::NotSecond);
        if (off)
            network = *std::move(changed);
        ++convolution;
    }
    return network;
}

} // namespace

PipelineParams pipelineStart()
{
    PipelineParams params;
    params.input = bundledDigit(0);
    return params;
}

Result<Tensor> pipelineDigit(const PipelineParams &params)
{
    const Tensor &digit = params.input.tensor();
    if (!(digit.shape() == Shape{.h = digitSize.y, .w = digitSize.x}))
        return Refusal{.reason = Reason::ShapesDontMatch,
                       .field = "input",
                       .got = digit.shape().size(),
                       .limit = static_cast<long long>(digitSize.y) * digitSize.x};
    if (auto refusal = refusedShift(params.shift, digitSize))
        return *refusal;
    Tensor changed = params.shift == Pair{0, 0} ? digit : shifted(digit, params.shift, {});
    if (params.angle != 0.0F)
        changed = rotated(changed, params.angle);
    if (params.noise > 0.0F)
        changed = withNoise(std::move(changed), params.noise, static_cast<unsigned>(params.seed));
    return changed;
}

Result<std::shared_ptr<const Network>> pipelineNetwork(const PipelineParams &params)
{
    const auto &trained = bundledNetwork(params.network);
    const bool swaps = params.swapped.y != params.swapped.x;
    if (params.activations == ActivationsInUse::All && params.pools == PoolsInUse::Trained
        && params.silenced < 0 && !swaps)
        return trained;
    Network network = *trained;
    if (swaps) {
        auto changed = withSwappedFilters(network, firstFilters, params.swapped.y, params.swapped.x);
        if (!changed)
            return named(changed.refusal(), "swapped");
        network = *std::move(changed);
    }
    if (params.silenced >= 0) {
        auto changed = withoutFilter(network, firstFilters, params.silenced);
        if (!changed)
            return named(changed.refusal(), "silenced");
        network = *std::move(changed);
    }
    if (params.activations != ActivationsInUse::All)
        network = withoutActivations(std::move(network), params.activations);
    if (params.pools != PoolsInUse::Trained)
        network = withPools(std::move(network),
                            params.pools == PoolsInUse::Max ? PoolKind::Max : PoolKind::Average);
    return std::make_shared<const Network>(std::move(network));
}

Result<NetworkRun> runPipeline(const PipelineParams &params)
{
    const auto digit = pipelineDigit(params);
    if (!digit)
        return digit.refusal();
    const auto network = pipelineNetwork(params);
    if (!network)
        return network.refusal();
    auto input = framed(*digit, **network);
    if (!input)
        return input.refusal();
    return NetworkRun::make(*network, *std::move(input));
}

Result<CellRef> chosenCell(const PipelineParams &params, const NetworkRun &run)
{
    if (auto refusal = refusedOutside("network_row", params.layer, {0, run.rows() - 1}))
        return *refusal;
    const int layer = shownRow(run.network(), params.layer);
    const Shape &shape = run.output(layer).shape();
    if (auto refusal = refusedOutside("map", params.map, {0, shape.c - 1}))
        return *refusal;
    const CellRef flat{layer, params.map, {}};
    if (shape.h == 1 && shape.w == 1)
        return flat;
    if (auto refusal = refusedOutside("cell", params.cell.y, {0, shape.h - 1}, 'y'))
        return *refusal;
    if (auto refusal = refusedOutside("cell", params.cell.x, {0, shape.w - 1}, 'x'))
        return *refusal;
    return CellRef{layer, params.map, {params.cell.y, params.cell.x}};
}

Result<Trace> playPipeline(const PipelineParams &params)
{
    if (params.view == PipelineView::Preparation)
        return preparationTrace(params.input);
    if (params.view == PipelineView::Kernels)
        return excitementTrace(params.network, params.shownFilter);
    auto run = runPipeline(params);
    if (!run)
        return run.refusal();
    const auto chosen = chosenCell(params, *run);
    if (!chosen)
        return chosen.refusal();
    auto reach = NetworkReach::make(run->network());
    if (!reach)
        return reach.refusal();
    return Trace(
        std::make_shared<const PipelineModel>(*std::move(run), *std::move(reach), *chosen, params.scale));
}

} // namespace convoscope
