#include "core/facts.h"
#include "core/layer_presets.h"
#include "core/receptive_field_model.h"

namespace convoscope {

namespace {

/// One number where height and width agree, else both.
Fact fact(bool square, int y, int x)
{
    return square || y == x ? Fact(static_cast<long long>(y)) : Fact(Pair{y, x});
}

Fact fact(Fraction value)
{
    return value.whole() ? Fact(value.over) : Fact(value.value());
}

FactsRow rowOf(const FieldScene &scene, int row)
{
    const StackRow reach = scene.stack.row(row);
    const bool square = scene.square();
    FactsRow line{.name = row == 0 ? "input" : key(scene.stack.layers()[static_cast<size_t>(row) - 1].kind),
                  .label = row == 0 ? "" : std::to_string(row)};
    line.facts = {fact(false, reach.y.size, reach.x.size), fact(square, reach.y.field, reach.x.field),
                  fact(reach.y.jump), fact(square, reach.y.start, reach.x.start),
                  Share{scene.stack.coverage(row)}};
    return line;
}

/// Where branches join that don't lie over each other.
FactsTable misaligned(const FieldScene &scene)
{
    FactsTable table{.name = "misalignment", .columns = {"apart", "jump_of_other"}};
    for (int r = 1; r < scene.stack.rows(); ++r) {
        const StackRow row = scene.stack.row(r);
        const auto &apart = row.y.misalignment ? row.y.misalignment : row.x.misalignment;
        if (apart)
            table.rows.push_back({.name = "join",
                                  .label = std::to_string(r),
                                  .facts = {apart->offset.value(), fact(apart->jump)}});
    }
    return table;
}

} // namespace

std::vector<FactsTable> receptiveFieldFacts(const ReceptiveFieldParams &params)
{
    const auto scene = fieldScene(params);
    if (!scene)
        return {};
    FactsTable table{.name = "receptive_fields",
                     .columns = {"map_size", "field_size", "jump", "start", "coverage"}};
    const int axes = scene->square() ? 1 : 2;
    for (int r = 0; r < scene->stack.rows(); ++r) {
        table.rows.push_back(rowOf(*scene, r));
        if (params.view == FieldView::Growth && r > 0 && r <= scene->row)
            table.rows.back().beat = (r - 1) * axes;
    }
    std::vector<FactsTable> tables{std::move(table)};
    if (FactsTable apart = misaligned(*scene); !apart.rows.empty())
        tables.push_back(std::move(apart));
    return tables;
}

} // namespace convoscope
