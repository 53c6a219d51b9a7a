#include "core/pipeline_facts.h"

#include "core/formula_line.h"
#include "core/network_experiments.h"
#include "core/pipeline_planes.h"

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
    for (int row = 0; row < run.rows(); ++row)
        shapes.push_back(run.output(row).shape());
    const PipelineBeats beats(run.network(), shapes);
    Cost total;
    for (int row = 0; row < run.rows(); ++row) {
        const Cost cost = costOf(run.network(), row, shapes);
        total = total + cost;
        FactsRow line{.name = rowKey(run.network(), row),
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

FactsTable changeTable(const NetworkRun &before, const NetworkRun &after)
{
    FactsTable table{.name = "changes", .columns = {"mean-change", "relative-change"}, .rows = {}};
    const auto moved = changes(before, after);
    for (int row = 0; row < after.rows(); ++row) {
        const RowChange &change = moved[static_cast<size_t>(row)];
        table.rows.push_back(
            {.name = rowKey(after.network(), row), .facts = {change.mean, Share{change.relative}}});
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
    const auto run = runPipeline(params);
    if (!run)
        return {};
    std::vector<FactsTable> tables{layerTable(*run), classTable(*run)};
    const auto before = runPipeline(plain(params));
    if (before && !(plain(params) == params))
        tables.push_back(changeTable(*before, *run));
    return tables;
}

Formula pipelineFormula(const PipelineParams &params)
{
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
