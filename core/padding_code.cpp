#include "core/padding_code.h"

#include "core/border_names.h"
#include "core/padding_spellings.h"
#include "core/sliding.h"
#include "core/value_text.h"

#include <algorithm>

namespace convoscope {

namespace {

using Variables = std::vector<Variable>;

/// How a language writes indices and texts, and names the modes.
struct Style {
    Dialect dialect;

    [[nodiscard]] std::string cell(const std::string &name, Cell c) const
    {
        const std::string row = std::to_string(c.row);
        const std::string column = std::to_string(c.column);
        return dialect == Dialect::Cpp ? joined({name, "[", row, "][", column, "]"})
                                       : joined({name, "[", row, ", ", column, "]"});
    }
    [[nodiscard]] std::string mode(PaddingMode mode) const
    {
        return joined({"\"", borderName(mode, dialect), "\""});
    }
};

std::string pairText(Cell c)
{
    return joined({std::to_string(c.row), ", ", std::to_string(c.column)});
}

void addResult(Variables &variables, const std::string &name, float value)
{
    variables.push_back({.name = name, .value = valueText(value), .role = PlaneRole::Output});
}

void addRead(Variables &variables, const std::string &name, float value, PlaneRole role)
{
    variables.push_back({.name = name, .value = valueText(value), .role = role});
}

/// The cell being filled: in one mode while it is tapped, else in all of them.
Variables copyVariables(const PaddingCall &call, const Style &style, const Step &step, bool tapping)
{
    Variables variables{{.name = "i, j", .value = pairText(step.cell)}};
    const Cell at{step.cell.row + call.sides.top, step.cell.column + call.sides.left};
    const size_t last = static_cast<size_t>(step.done) - 1;
    for (size_t m = tapping ? last : 0; m <= last; ++m) {
        const Term &term = step.terms[m];
        const std::string mode = style.mode(call.modes[m]);
        if (tapping) {
            variables.push_back({.name = "mode", .value = mode});
            if (term.from != term.to)
                addRead(variables, style.cell("x", term.from), term.value, PlaneRole::Input);
        }
        addResult(variables, style.cell("out[" + mode + "]", at), term.value);
    }
    return variables;
}

std::string windowText(const PaddingCall &call, const Step &step)
{
    std::vector<float> values;
    std::ranges::transform(step.terms, std::back_inserter(values), &Term::value);
    return matrixValueText(values, call.kernel);
}

float sumSoFar(const Step &step)
{
    return sumOf(std::span(step.terms).first(static_cast<size_t>(step.done)));
}

/// The sum being made for the explained mode.
Variables sumVariables(const PaddingCall &call, const Style &style, const Step &step, bool tapping)
{
    Variables variables{{.name = "mode", .value = style.mode(explainedMode(*call.params))},
                        {.name = "i, j", .value = pairText(step.cell)}};
    if (style.dialect == Dialect::NumPy)
        variables.push_back({.name = "window", .value = windowText(call, step), .role = PlaneRole::Input});
    if (tapping) {
        const Term &term = step.terms[static_cast<size_t>(step.done) - 1];
        variables.push_back({.name = "ki, kj", .value = pairText(term.by)});
        if (style.dialect == Dialect::Cpp)
            addRead(variables, "at(x, " + pairText(term.from) + ")", term.value, PlaneRole::Input);
        addRead(variables, style.cell("K", term.by), term.weight, PlaneRole::Kernel);
    }
    if (tapping || style.dialect == Dialect::Cpp)
        addResult(variables, "acc", sumSoFar(step));
    if (step.done == static_cast<int>(step.terms.size()))
        addResult(variables, style.cell("out", step.cell), step.result);
    return variables;
}

} // namespace

Listing paddingListing(const PaddingParams &params, Dialect dialect)
{
    const auto call = paddingCall(params);
    if (!call)
        return {};
    switch (dialect) {
    case Dialect::NumPy: return numpyPadding(*call).listing;
    case Dialect::Cpp: return cppPadding(*call).listing;
    case Dialect::PyTorch: return pytorchPadding(*call).listing;
    case Dialect::SciPy: return scipyPadding(*call).listing;
    case Dialect::OpenCv: return openCvPadding(*call).listing;
    case Dialect::Keras: return kerasPadding(*call).listing;
    case Dialect::Onnx: return onnxPadding(*call).listing;
    }
    return {};
}

CodeState paddingCodeState(const PaddingParams &params, Dialect dialect, const Trace &trace,
                           Position position)
{
    const auto call = paddingCall(params);
    const bool looping = dialect == Dialect::NumPy || dialect == Dialect::Cpp;
    if (!call || !looping || trace.empty())
        return {};
    const Program program = dialect == Dialect::Cpp ? cppPadding(*call, Literals::Counted)
                                                    : numpyPadding(*call, Literals::Counted);
    const Step step = trace.at(position);
    const bool tapping = position.tap >= 0;
    return {.line = tapping ? program.tapLine : program.beatLine,
            .variables = call->edges() ? sumVariables(*call, {dialect}, step, tapping)
                                       : copyVariables(*call, {dialect}, step, tapping)};
}

} // namespace convoscope
