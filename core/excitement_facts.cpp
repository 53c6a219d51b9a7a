#include "core/excitement_facts.h"

#include "core/bundle.h"
#include "core/formula_line.h"
#include "core/sliding.h"
#include "core/value_text.h"

#include <charconv>

namespace convoscope {

namespace {

/// Which test digit a beat shows.
int digitOf(const Trace &trace, int beat)
{
    const std::string &label = trace.plane(trace.at({beat, -1}).plane).label;
    int digit = 0;
    std::from_chars(label.data(), label.data() + label.size(), digit);
    return digit;
}

} // namespace

std::vector<FactsTable> excitementFacts(const Trace &trace)
{
    FactsTable table{.name = "excitements", .columns = {"label", "sum"}, .rows = {}};
    for (int beat = 0; beat < trace.beats(); ++beat) {
        const Step step = trace.at({beat, -1});
        const int digit = digitOf(trace, beat);
        const float sum = step.then ? step.before : step.result;
        table.rows.push_back(
            {.name = "test-digit",
             .label = std::to_string(digit),
             .facts = {static_cast<long long>(bundledDigits().label(digit)), static_cast<double>(sum)},
             .beat = beat});
    }
    return {std::move(table)};
}

Formula excitementFormula(const Trace &trace)
{
    const Step step = trace.at({0, -1});
    LineWriter general;
    general.output("y")(" = Σ ").input("x")("·").kernel("w")(" + ").kernel("b");
    LineWriter numbers;
    numbers("= ")(formulaNumber(static_cast<double>(sumOf(step.terms))))(" + ")
        .kernel(formulaNumber(static_cast<double>(step.bias)))(" = ")
        .output(formulaNumber(static_cast<double>(step.then ? step.before : step.result)));
    return {general.tokens(), numbers.tokens()};
}

std::vector<Variable> excitementVariables(const Trace &trace, Position position)
{
    const Step step = trace.at(position);
    const float sum = sumOf(std::span(step.terms).first(static_cast<size_t>(step.done)));
    return {
        {.name = "digit", .value = std::to_string(digitOf(trace, position.beat)), .role = PlaneRole::Input},
        {.name = "b[f]", .value = valueText(step.bias), .role = PlaneRole::Kernel},
        {.name = "products.sum()", .value = valueText(sum), .role = PlaneRole::Output}};
}

} // namespace convoscope
