#include "core/image_lab_facts.h"

#include "core/chain_part.h"
#include "core/kernel_analysis.h"
#include "core/kernel_rank.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr size_t mostShown = 15; // weights of a vector in a table

long long tapsOf(const FilterStep &step)
{
    const Pair window = windowOf(step);
    const long long taps = static_cast<long long>(window.y) * window.x;
    return step.kind == FilterKind::Magnitude || step.kind == FilterKind::Direction ? 2 * taps : taps;
}

/// Of a kernel: its size, the sum of its weights, its rank, and multiply-adds a pixel directly and by rows
/// and columns.
FactsRow kernelRow(const SettledKernel &kernel)
{
    FactsRow row;
    const auto terms = static_cast<long long>(separated(kernel).size());
    const long long direct = static_cast<long long>(kernel.size.y) * kernel.size.x;
    row.facts = {kernel.size, kernel.sum(), terms, direct,
                 std::min(direct, terms * (kernel.size.y + kernel.size.x))};
    return row;
}

FactsRow stepRow(const FilterStep &step, size_t number)
{
    FactsRow row;
    if (step.kind == FilterKind::Kernel)
        row = kernelRow(settled(step));
    else
        row.facts = {windowOf(step), std::monostate(), std::monostate(), tapsOf(step), std::monostate()};
    row.name = "chain_step";
    row.label = std::to_string(number);
    return row;
}

FactsTable chainTable(const std::vector<FilterStep> &steps, std::string_view name)
{
    FactsTable table{.name = name, .columns = {"kernel_size", "weights_sum", "rank", "direct", "separate"}};
    for (size_t i = 0; i < steps.size(); ++i)
        table.rows.push_back(stepRow(steps[i], i + 1));
    if (steps.size() < 2)
        return table;
    if (const auto combined = combinedKernel(steps)) {
        table.rows.push_back(kernelRow(*combined));
        table.rows.back().name = "combined";
        table.rows.back().total = true;
    }
    return table;
}

FactsRow vectorRow(std::string_view name, const std::vector<double> &values)
{
    FactsRow row{.name = name};
    for (const double value : values)
        row.facts.emplace_back(value);
    return row;
}

/// The column and the row whose products are the kernel.
std::optional<FactsTable> vectorsTable(const std::vector<FilterStep> &steps)
{
    const auto combined = combinedKernel(steps);
    if (!combined || combined->size.y < 2 || combined->size.x < 2)
        return std::nullopt;
    const auto terms = separated(*combined);
    if (terms.size() != 1 || std::max(terms[0].column.size(), terms[0].row.size()) > mostShown)
        return std::nullopt;
    FactsTable table{.name = "vectors"};
    const auto factors = integerFactors(*combined);
    const auto whole = [](const std::vector<int> &values) {
        return std::vector<double>(values.begin(), values.end());
    };
    table.rows = {vectorRow("column_vector", factors ? whole(factors->column) : terms[0].column),
                  vectorRow("row_vector", factors ? whole(factors->row) : terms[0].row)};
    const size_t columns = std::max(table.rows[0].facts.size(), table.rows[1].facts.size());
    table.columns.assign(columns, {});
    for (FactsRow &row : table.rows)
        row.facts.resize(columns);
    return table;
}

void addChain(std::vector<FactsTable> &tables, const ImageLabParams &params, std::string_view field)
{
    const auto filter = labFilter(params, field);
    if (!filter)
        return;
    tables.push_back(chainTable(filter->steps, field));
    if (auto vectors = vectorsTable(filter->steps))
        tables.push_back(*std::move(vectors));
}

} // namespace

std::vector<FactsTable> imageLabFacts(const ImageLabParams &params)
{
    std::vector<FactsTable> tables;
    addChain(tables, params, "chain");
    if (params.view == ImageLabView::Versus)
        addChain(tables, params, "rival");
    return tables;
}

} // namespace convoscope
