#include "core/pipeline_variables.h"

#include "core/pipeline_beats.h"
#include "core/pipeline_planes.h"
#include "core/sliding.h"
#include "core/value_text.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

using Variables = std::vector<Variable>;

std::string listText(std::initializer_list<int> numbers)
{
    std::string text;
    for (const int n : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(n);
    return text;
}

/// Short enough for three of them to stand side by side.
float rounded(float value)
{
    if (value == 0.0F || !std::isfinite(value))
        return value;
    constexpr int digits = 3;
    const int places = digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value))));
    const double scale = std::pow(10.0, places);
    return static_cast<float>(std::round(static_cast<double>(value) * scale) / scale);
}

/// The values of the channel that the current tap belongs to, as a matrix.
std::string windowText(const PipelineMoment &now, Pair kernel)
{
    const auto size = static_cast<size_t>(kernel.y) * static_cast<size_t>(kernel.x);
    const size_t first = (static_cast<size_t>(now.step.done) - 1) / size * size;
    std::vector<float> values;
    for (size_t i = first; i < std::min(first + size, now.step.terms.size()); ++i)
        values.push_back(rounded(now.step.terms[i].value));
    return matrixValueText(values, kernel);
}

/// The tap that is added, and what it made of the sum.
void addTap(Variables &variables, const PipelineMoment &now, const Shape &k)
{
    const int tap = now.step.done - 1;
    const int c = tap / (k.h * k.w);
    const int ki = tap / k.w % k.h;
    const int kj = tap % k.w;
    const std::string weight = valueText(now.term().weight);
    if (now.dialect == Dialect::Cpp) {
        const std::string at = std::to_string(now.unit * k.c * k.h * k.w + tap);
        variables.push_back({.name = "c, ki, kj", .value = listText({c, ki, kj})});
        variables.push_back(
            {.name = "x(c, i + ki, j + kj)", .value = valueText(now.term().value), .role = PlaneRole::Input});
        variables.push_back({.name = joined({"K[", at, "]"}), .value = weight, .role = PlaneRole::Kernel});
        variables.push_back({.name = "acc", .value = valueText(now.running()), .role = PlaneRole::Output});
        return;
    }
    const std::string channel = std::to_string(c);
    const auto terms = std::span(now.step.terms).first(static_cast<size_t>(now.step.done));
    const auto first = static_cast<size_t>(c) * static_cast<size_t>(k.h * k.w);
    variables.push_back({.name = joined({"window[", channel, "]"}),
                         .value = windowText(now, {k.h, k.w}),
                         .role = PlaneRole::Input});
    variables.push_back(
        {.name = joined({"K[f, ", listText({c, ki, kj}), "]"}), .value = weight, .role = PlaneRole::Kernel});
    variables.push_back({.name = joined({"products[", channel, "]"}),
                         .value = valueText(sumOf(terms.subspan(first))),
                         .role = PlaneRole::Intermediate});
    variables.push_back(
        {.name = "products.sum()", .value = valueText(sumOf(terms)), .role = PlaneRole::Output});
}

void addConvolution(Variables &variables, const PipelineMoment &now, const ConvLayer &layer)
{
    const Cell out = now.step.cell;
    variables.push_back({.name = "f, i, j", .value = listText({now.unit, out.row, out.column})});
    variables.push_back({.name = "b[f]", .value = valueText(now.step.bias), .role = PlaneRole::Kernel});
    if (now.tapping)
        addTap(variables, now, layer.weight.shape());
}

void addLinear(Variables &variables, const PipelineMoment &now)
{
    const bool cpp = now.dialect == Dialect::Cpp;
    if (!now.tapping) {
        variables.push_back({.name = "o", .value = std::to_string(now.unit)});
        return;
    }
    variables.push_back({.name = "o, n", .value = listText({now.unit, now.step.done - 1})});
    variables.push_back({.name = "x[n]", .value = valueText(now.term().value), .role = PlaneRole::Input});
    variables.push_back(
        {.name = cpp
             ? joined(
                 {"W[", std::to_string(now.unit * now.call.shape(now.row - 1).c + now.step.done - 1), "]"})
             : "W[o, n]",
         .value = valueText(now.term().weight),
         .role = PlaneRole::Kernel});
    variables.push_back({.name = "out[o]", .value = valueText(now.running()), .role = PlaneRole::Output});
}

/// What a softmax raises, and the sum that it divides by.
void addSoftmax(Variables &variables, const PipelineMoment &now)
{
    const bool cpp = now.dialect == Dialect::Cpp;
    const float logit = now.step.terms[static_cast<size_t>(now.unit)].value;
    variables.push_back({.name = cpp ? "value" : joined({"powers[", std::to_string(now.unit), "]"}),
                         .value = valueText(std::exp(logit - now.step.before)),
                         .role = PlaneRole::Input});
    variables.push_back({.name = cpp ? "sum" : "powers.sum()", .value = valueText(now.step.divisor)});
}

/// The value that an activation or a rearrangement passes on.
Variable sourceOf(const PipelineMoment &now)
{
    int channel = now.unit;
    Cell cell = now.step.cell;
    if (now.isFlat(now.row) && !now.isFlat(now.row - 1)) {
        const Shape &before = now.call.shape(now.row - 1);
        const int place = channel % (before.h * before.w);
        channel /= before.h * before.w;
        cell = {place / before.w, place % before.w};
    }
    const float value = now.step.then ? now.step.before : now.valueOf(now.row - 1, channel, cell);
    return {
        .name = now.element(now.row - 1, channel, cell), .value = valueText(value), .role = PlaneRole::Input};
}

void addLoop(Variables &variables, const PipelineMoment &now)
{
    if (const auto *conv = std::get_if<ConvLayer>(&now.operation()))
        return addConvolution(variables, now, *conv);
    if (std::holds_alternative<LinearLayer>(now.operation()))
        return addLinear(variables, now);
    if (std::holds_alternative<SoftmaxLayer>(now.operation()))
        return addSoftmax(variables, now);
    if (const auto *pool = std::get_if<Pool2d>(&now.operation())) {
        variables.push_back(
            {.name = "c, i, j", .value = listText({now.unit, now.step.cell.row, now.step.cell.column})});
        variables.push_back(
            {.name = "window", .value = windowText(now, pool->kernel), .role = PlaneRole::Input});
    } else {
        variables.push_back(sourceOf(now));
    }
}

Variable shapeOf(const PipelineMoment &now)
{
    const Shape &s = now.call.shape(now.row);
    const std::string name = now.array(now.row);
    if (now.dialect != Dialect::Cpp)
        return {.name = name + ".shape", .value = now.shape(now.row)};
    if (now.isFlat(now.row))
        return {.name = name + ".size()", .value = std::to_string(s.c)};
    return {.name = "C, H, W", .value = listText({s.c, s.h, s.w})};
}

/// The row that a position works on: while terms are added that of the sums, then that of what follows them.
int rowAt(const Network &network, Position position)
{
    const int row = PipelineBeats(network, *shapesOf(network)).rowOf(position.beat);
    return position.tap >= 0 ? weighedRow(network, row) : row;
}

} // namespace

std::string PipelineMoment::array(int of) const
{
    const bool inForward = dialect == Dialect::PyTorch && of > 0 && of < call.logits();
    return inForward ? "x" : call.variable(of);
}

float PipelineMoment::running() const
{
    return sumOf(std::span(step.terms).first(static_cast<size_t>(step.done))) + step.bias;
}

/// "conv1[4, 5, 5]", with an index for the sample where the library has one.
std::string PipelineMoment::element(int of, int channel, Cell cell) const
{
    const std::string name = array(of);
    const std::string sample = isBatched() ? "0, " : "";
    const bool round = dialect == Dialect::Cpp && !isFlat(of);
    const std::string place = isFlat(of) ? listText({channel})
        : dialect == Dialect::Keras      ? listText({cell.row, cell.column, channel})
                                         : listText({channel, cell.row, cell.column});
    return joined({name, round ? "(" : "[", sample, place, round ? ")" : "]"});
}

std::string PipelineMoment::shape(int of) const
{
    const Shape &s = call.shape(of);
    const bool keras = dialect == Dialect::Keras;
    const std::string sizes = isFlat(of) ? listText({s.c})
        : keras                          ? listText({s.h, s.w, s.c})
                                         : listText({s.c, s.h, s.w});
    if (isBatched())
        return joined({"(1, ", sizes, ")"});
    return joined({"(", sizes, isFlat(of) ? ",)" : ")"});
}

float PipelineMoment::valueOf(int of, int channel, Cell cell) const
{
    for (const Plane &plane : trace.planes()) {
        if (plane.name != rowKey(*call.network, of) || (!isFlat(of) && plane.channel != channel))
            continue;
        const int columns = plane.values->width();
        return plane.at(isFlat(of) ? Cell{channel / columns, channel % columns} : cell);
    }
    return 0.0F;
}

PipelineMoment pipelineMoment(const PipelineCall &call, Dialect dialect, const Trace &trace,
                              Position position)
{
    PipelineMoment now{.call = call,
                       .trace = trace,
                       .dialect = dialect,
                       .row = rowAt(*call.network, position),
                       .unit = 0,
                       .step = trace.at(position),
                       .tapping = position.tap >= 0};
    const Plane &plane = trace.plane(now.step.plane);
    now.unit = now.isFlat(now.row) ? now.step.cell.row * plane.values->width() + now.step.cell.column
                                   : plane.channel;
    return now;
}

std::vector<Variable> pipelineVariables(const PipelineMoment &now)
{
    Variables variables{shapeOf(now)};
    if (now.isLoop())
        addLoop(variables, now);
    if (now.complete())
        variables.push_back({.name = now.element(now.row, now.unit, now.step.cell),
                             .value = valueText(now.step.result),
                             .role = PlaneRole::Output});
    return variables;
}

} // namespace convoscope
