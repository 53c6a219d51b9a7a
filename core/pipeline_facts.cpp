#include "core/pipeline_facts.h"

#include "core/contributions.h"
#include "core/excitement_facts.h"
#include "core/formula_line.h"
#include "core/network_cell.h"
#include "core/network_experiments.h"
#include "core/pipeline_planes.h"
#include "core/preparation_facts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace convoscope {

namespace {

Extents extentsOf(const Shape &shape)
{
    return shape.h == 1 && shape.w == 1 ? Extents{shape.c} : Extents{shape.c, shape.h, shape.w};
}

FactsTable layerTable(const NetworkRun &run)
{
    FactsTable table{.name = "network-layers", .columns = {"shape", "parameters", "macs"}, .rows = {}};
    std::vector<Shape> shapes;
    shapes.reserve(static_cast<size_t>(run.rows()));
    for (int row = 0; row < run.rows(); ++row)
        shapes.push_back(run.output(row).shape());
    const PipelineBeats beats(run.network(), shapes);
    Cost total;
    for (int row = 0; row < run.rows(); ++row) {
        const Cost cost = costOf(run.network(), row, shapes);
        total = total + cost;
        FactsRow line{.name = nameKey(run.network(), row),
                      .facts = {extentsOf(shapes[static_cast<size_t>(row)]), cost.parameters, cost.macs}};
        line.beat = beats.firstOf(row);
        table.rows.push_back(std::move(line));
    }
    table.rows.push_back({.name = "total", .facts = {{}, total.parameters, total.macs}, .total = true});
    return table;
}

FactsTable classTable(const NetworkRun &run)
{
    const auto logits = run.output(run.rows() - 2).values();
    const SoftmaxStory story = softmaxStory(logits);
    FactsTable table{.name = "classes", .columns = {"logit", "power", "probability"}, .rows = {}};
    for (size_t digit = 0; digit < logits.size(); ++digit)
        table.rows.push_back(
            {.label = std::to_string(digit),
             .facts = {static_cast<double>(logits[digit]), story.powers[digit], Share{story.shares[digit]}}});
    table.rows.push_back({.name = "total", .facts = {{}, story.sum, Share{1.0}}, .total = true});
    return table;
}

/// Without the experiments.
PipelineParams plain(const PipelineParams &params)
{
    return {.network = params.network,
            .input = params.input,
            .layer = params.layer,
            .map = params.map,
            .cell = params.cell,
            .scale = params.scale,
            .seed = params.seed};
}

/// What a map, or a value of a line, brings to the chosen cell.
struct Feed {
    int index = 0;
    double sum = 0.0;
};

/// Of a linear layer behind flattened maps: what each map brings; of a sum: each channel, or each value.
std::vector<Feed> feedsOf(const NetworkRun &run, const CellStory &story)
{
    std::vector<Feed> feeds;
    const auto shares = contributions(run, story.cell.row, story.cell.channel);
    if (shares && shares->height() > 1) {
        for (int c = 0; c < shares->shape().c; ++c) {
            const auto plane = shares->plane(0, c);
            feeds.push_back({c, std::accumulate(plane.begin(), plane.end(), 0.0)});
        }
        return feeds;
    }
    for (const ChannelShare &share : story.channels)
        feeds.push_back({share.channel, share.sum});
    return feeds;
}

/// The five that bring most to the chosen cell, all others, the bias, and what comes of it. Empty where it is
/// no sum.
FactsTable feedTable(const NetworkRun &run, const CellRef &chosen)
{
    constexpr size_t listed = 5;
    FactsTable table{.name = "feeds", .columns = {"adds"}, .rows = {}};
    const int row = weighedRow(run.network(), chosen.row);
    if (row < 2)
        return table;
    const auto story = cellStory(run, {row, chosen.channel, chosen.cell});
    if (!story || story->rule != CellRule::Sum)
        return table;
    auto feeds = feedsOf(run, *story);
    const bool ofMaps = feeds.size() != story->terms.size();
    std::ranges::stable_sort(feeds, std::ranges::greater(), [](const Feed &f) { return std::abs(f.sum); });
    double others = 0.0;
    for (size_t i = 0; i < feeds.size(); ++i) {
        if (i < listed)
            table.rows.push_back({.name = ofMaps ? "map" : "value",
                                  .label = std::to_string(feeds[i].index + 1),
                                  .facts = {feeds[i].sum}});
        else
            others += feeds[i].sum;
    }
    if (feeds.size() > listed)
        table.rows.push_back(
            {.name = "others", .label = std::to_string(feeds.size() - listed), .facts = {others}});
    table.rows.push_back({.name = "bias", .facts = {static_cast<double>(story->bias)}});
    table.rows.push_back({.name = "sum", .facts = {static_cast<double>(story->result)}, .total = true});
    if (row != chosen.row) {
        const float value = run.output(chosen.row).at(0, chosen.channel, chosen.cell.row, chosen.cell.column);
        table.rows.push_back(
            {.name = rowKey(run.network(), chosen.row), .facts = {static_cast<double>(value)}});
    }
    return table;
}

FactsTable changeTable(const NetworkRun &before, const NetworkRun &after)
{
    FactsTable table{.name = "changes", .columns = {"mean-change", "relative-change"}, .rows = {}};
    const auto moved = changes(before, after);
    for (int row = 0; row < after.rows(); ++row) {
        const RowChange &change = moved[static_cast<size_t>(row)];
        table.rows.push_back(
            {.name = nameKey(after.network(), row), .facts = {change.mean, Share{change.relative}}});
    }
    return table;
}

std::string power(double exponent)
{
    return std::string("e^(").append(formulaNumber(exponent)).append(")");
}

} // namespace

std::vector<FactsTable> pipelineFacts(const PipelineParams &params)
{
    if (params.view == PipelineView::Kernels) {
        const auto trace = playPipeline(params);
        return trace ? excitementFacts(*trace) : std::vector<FactsTable>();
    }
    if (params.view != PipelineView::Network)
        return {};
    const auto run = runPipeline(params);
    if (!run)
        return {};
    std::vector<FactsTable> tables;
    if (const auto chosen = chosenCell(params, *run)) {
        if (auto feeds = feedTable(*run, *chosen); !feeds.rows.empty())
            tables.push_back(std::move(feeds));
    }
    tables.push_back(classTable(*run));
    tables.push_back(layerTable(*run));
    const auto before = runPipeline(plain(params));
    if (before && !(plain(params) == params))
        tables.push_back(changeTable(*before, *run));
    return tables;
}

Formula pipelineFormula(const PipelineParams &params)
{
    if (params.view == PipelineView::Preparation)
        return preparationFormula(params.input);
    if (params.view == PipelineView::Kernels) {
        const auto trace = playPipeline(params);
        return trace ? excitementFormula(*trace) : Formula();
    }
    const auto run = runPipeline(params);
    if (!run)
        return {};
    const auto logits = run->output(run->rows() - 2).values();
    const auto digit = static_cast<size_t>(run->predicted());
    const SoftmaxStory story = softmaxStory(logits);
    LineWriter general;
    general.output("p")
        .output(std::to_string(digit))(" = e^(")
        .input(std::string("z").append(std::to_string(digit)))(" − ")
        .input("max z")(") / Σ e^(")
        .input("z")(" − ")
        .input("max z")(")");
    LineWriter numbers;
    numbers("= e^(").input(formulaNumber(static_cast<double>(logits[digit])))(" − ").input(
        formulaNumber(static_cast<double>(story.largest)))(") / (");
    for (size_t i = 0; i < story.shifted.size(); ++i)
        numbers(i == 0 ? "" : " + ").input(power(story.shifted[i]));
    numbers(")");
    LineWriter result;
    result("= ")(formulaNumber(story.powers[digit]))(" / ")(formulaNumber(story.sum))(" = ").output(
        formulaNumber(story.shares[digit]));
    return {general.tokens(), numbers.tokens(), result.tokens()};
}

} // namespace convoscope
