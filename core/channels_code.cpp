#include "core/channels_code.h"

#include "core/channels_spellings.h"
#include "core/sliding.h"
#include "core/value_text.h"

#include <algorithm>

namespace convoscope {

namespace {

using Variables = std::vector<Variable>;

/// What the playhead's step computes, in the terms of the program.
struct Running {
    const ChannelsCall &call;
    const Trace &trace;
    Step step;
    bool tapping = false;
    int stage = 0; ///< of the flow

    [[nodiscard]] const FlowStage &flow() const { return call.stage(stage); }
    [[nodiscard]] int channel() const { return trace.plane(step.plane).channel; }
    [[nodiscard]] std::string made() const { return call.variable(stage + 1); }
    [[nodiscard]] bool complete() const { return step.done == static_cast<int>(step.terms.size()); }
    /// Multiply-adds of one channel.
    [[nodiscard]] int sliceTaps() const { return flow().weight.height() * flow().weight.width(); }
    [[nodiscard]] int slice() const { return (step.done - 1) / std::max(1, sliceTaps()); }
};

Running runningAt(const ChannelsCall &call, const Trace &trace, Position position)
{
    Running now{.call = call, .trace = trace, .step = trace.at(position), .tapping = position.tap >= 0};
    for (const int i : call.shown) {
        if (call.stage(i).name == trace.plane(now.step.plane).name)
            now.stage = i;
    }
    return now;
}

std::string listText(const std::vector<int> &numbers)
{
    std::string text;
    for (const int n : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(n);
    return text;
}

/// "out[0, 1, 2]" or "out[0][1][2]".
std::string element(const std::string &name, const std::vector<int> &indices, bool cpp)
{
    if (!cpp)
        return joined({name, "[", listText(indices), "]"});
    std::string text = name;
    for (const int i : indices)
        text += joined({"[", std::to_string(i), "]"});
    return text;
}

/// The values that one slice reads, as a matrix.
std::string windowText(const Running &now)
{
    std::vector<float> values;
    const auto taps = static_cast<size_t>(now.sliceTaps());
    const auto first = static_cast<size_t>(now.slice()) * taps;
    for (size_t t = first; t < first + taps; ++t)
        values.push_back(now.step.terms[t].value);
    return matrixValueText(values, {now.flow().weight.height(), now.flow().weight.width()});
}

/// What each slice comes to, as far as it has been added.
std::string productsText(const Running &now)
{
    std::string text;
    const auto taps = static_cast<size_t>(now.sliceTaps());
    const auto terms = std::span(now.step.terms).first(static_cast<size_t>(now.step.done));
    for (size_t k = 0; k * taps < terms.size(); ++k) {
        const auto part = terms.subspan(k * taps, std::min(taps, terms.size() - k * taps));
        text += joined({k == 0 ? "" : " ", valueText(sumOf(part))});
    }
    return joined({"[", text, "]"});
}

void addConvolution(Variables &variables, const Running &now, bool cpp)
{
    const FlowStage &s = now.flow();
    const Cell out = now.step.cell;
    const int f = now.channel();
    const int first = f / (s.weight.shape().n / s.conv.groups) * s.weight.shape().c;
    const Sides inside = cpp ? s.conv.border.sides : Sides{};
    variables.push_back({.name = "f, c0", .value = listText({f, first})});
    variables.push_back({.name = "i, j", .value = listText({out.row, out.column})});
    variables.push_back({.name = "h0, w0",
                         .value = listText({out.row * s.conv.stride.y - inside.top,
                                            out.column * s.conv.stride.x - inside.left})});
    if (now.tapping) {
        const Term &term = now.step.terms[static_cast<size_t>(now.step.done - 1)];
        variables.push_back({.name = cpp ? "c, ki, kj" : "c",
                             .value = cpp ? listText({now.slice(), term.by.row, term.by.column})
                                          : std::to_string(now.slice())});
        if (!cpp)
            variables.push_back({.name = "window[c]", .value = windowText(now), .role = PlaneRole::Input});
        const std::vector<int> by{f, now.slice(), term.by.row, term.by.column};
        variables.push_back(
            {.name = element("K", by, cpp), .value = valueText(term.weight), .role = PlaneRole::Kernel});
    }
    if (!cpp)
        variables.push_back(
            {.name = "products", .value = productsText(now), .role = PlaneRole::Intermediate});
    if (!s.bias.empty())
        variables.push_back(
            {.name = element("b", {f}, cpp), .value = valueText(now.step.bias), .role = PlaneRole::Kernel});
    const float sum = sumOf(std::span(now.step.terms).first(static_cast<size_t>(now.step.done)));
    if (cpp)
        variables.push_back(
            {.name = "acc", .value = valueText(sum + now.step.bias), .role = PlaneRole::Output});
}

Variables loopVariables(const Running &now, bool cpp)
{
    Variables variables;
    const std::vector<int> cell{now.channel(), now.step.cell.row, now.step.cell.column};
    if (now.flow().kind == FlowKind::Convolve) {
        addConvolution(variables, now, cpp);
    } else {
        const std::string from = now.call.variable(now.flow().from);
        variables.push_back({.name = element(from, cell, cpp),
                             .value = valueText(now.step.terms.front().value),
                             .role = PlaneRole::Input});
    }
    if (now.complete()) {
        const std::string name = now.flow().kind == FlowKind::Convolve ? "out" : now.made();
        variables.push_back({.name = element(name, cell, cpp),
                             .value = valueText(now.step.result),
                             .role = PlaneRole::Output});
    }
    return variables;
}

/// The cell of a library's result, once it is complete.
Variables resultVariables(const Running &now, Dialect dialect)
{
    if (!now.complete())
        return {};
    const Cell at = now.step.cell;
    const std::vector<int> index = dialect == Dialect::Keras
        ? std::vector<int>{0, at.row, at.column, now.channel()}
        : std::vector<int>{0, now.channel(), at.row, at.column};
    return {{.name = element(now.made(), index, false),
             .value = valueText(now.step.result),
             .role = PlaneRole::Output}};
}

int lineOf(const ChannelsProgram &code, const Running &now)
{
    if (now.flow().kind != FlowKind::Convolve)
        return code.lines[static_cast<size_t>(now.stage)];
    return now.tapping ? code.program.tapLine : code.program.beatLine;
}

} // namespace

Listing channelsListing(const ChannelsParams &params, Dialect dialect)
{
    const auto call = channelsCall(params);
    if (!call)
        return {};
    switch (dialect) {
    case Dialect::NumPy: return numpyChannels(*call).program.listing;
    case Dialect::Cpp: return cppChannels(*call).program.listing;
    case Dialect::PyTorch: return pytorchChannels(*call).program.listing;
    case Dialect::Keras: return kerasChannels(*call).program.listing;
    case Dialect::Onnx:
        if (call->fromFile() && call->has(FlowKind::Normalise)) // whose statistics would be constants
            return {.lines = {}, .caveats = {Caveat::CannotExpress}};
        return onnxChannels(*call).program.listing;
    case Dialect::SciPy:
    case Dialect::OpenCv: return {.lines = {}, .caveats = {Caveat::CannotExpress}};
    }
    return {};
}

CodeState channelsCodeState(const ChannelsParams &params, Dialect dialect, const Trace &trace,
                            Position position)
{
    const auto call = channelsCall(params);
    if (!call || trace.empty())
        return {};
    const Running now = runningAt(*call, trace, position);
    switch (dialect) {
    case Dialect::NumPy:
        return {.line = lineOf(numpyChannels(*call, Literals::Counted), now),
                .variables = loopVariables(now, false)};
    case Dialect::Cpp:
        return {.line = lineOf(cppChannels(*call, Literals::Counted), now),
                .variables = loopVariables(now, true)};
    case Dialect::SciPy:
    case Dialect::OpenCv: return {};
    default: return {.variables = resultVariables(now, dialect)};
    }
}

} // namespace convoscope
