#include "core/pooling_variables.h"

#include "core/pool_walk.h"
#include "core/sliding.h"
#include "core/value_text.h"

#include <limits>

namespace convoscope {

namespace {

using Variables = std::vector<Variable>;

std::string pairText(int a, int b)
{
    return std::to_string(a) + ", " + std::to_string(b);
}

/// "name[1, 2]"
std::string numpyCell(const std::string &name, Cell cell)
{
    return name + "[" + pairText(cell.row, cell.column) + "]";
}

/// "name[1][2]"
std::string cppCell(const std::string &name, Cell cell)
{
    return name + "[" + std::to_string(cell.row) + "][" + std::to_string(cell.column) + "]";
}

/// A step of the Strided view's convolution.
bool isConvolution(const Step &step)
{
    return step.combine == Combine::Sum;
}

bool complete(const Step &step)
{
    return step.done == static_cast<int>(step.terms.size());
}

const Term &current(const Step &step)
{
    return step.terms[static_cast<size_t>(step.done - 1)];
}

/// What a running maximum, sum or mean holds before it is divided.
std::string runningText(const Step &step)
{
    if (step.combine == Combine::Max)
        return valueText(step.result);
    return valueText(sumOf(std::span(step.terms).first(static_cast<size_t>(step.done))));
}

const Plane &inputOf(const Trace &trace, const Step &step)
{
    return trace.plane(step.terms.front().plane);
}

/// What stands in the window of the NumPy program, where the padding is written out.
std::string windowText(const PoolingCall &call, const Trace &trace, Cell cell)
{
    const bool shift = call.shift();
    const Plane &in = trace.plane(shift ? 2 : 0);
    const Sides s = call.params->sides();
    const PoolTaps y = tapsIn(call.windows.y(cell), -s.top, call.input.y + s.bottom);
    const PoolTaps x = tapsIn(call.windows.x(cell), -s.left, call.input.x + s.right);
    std::vector<float> values;
    for (int i = 0; i < y.count; ++i) {
        for (int j = 0; j < x.count; ++j) {
            const Cell from{y.at(i), x.at(j)};
            const bool left = call.leavesOut() && !in.body().contains(from);
            values.push_back(left ? std::numeric_limits<float>::quiet_NaN() : in.at(from));
        }
    }
    return matrixValueText(values, {y.count, x.count});
}

/// Where the window begins in x, or in the padded x.
void addStart(Variables &variables, const PoolingCall &call, Cell cell, bool padded)
{
    const PoolSpan &y = call.windows.y(cell);
    const PoolSpan &x = call.windows.x(cell);
    variables.push_back({.name = "i, j", .value = pairText(cell.row, cell.column)});
    if (call.pool.layout == PoolLayout::Adaptive && !call.mean) {
        variables.push_back({.name = "h0, h1", .value = pairText(y.start, y.start + y.extent)});
        variables.push_back({.name = "w0, w1", .value = pairText(x.start, x.start + x.extent)});
        return;
    }
    const Sides s = padded ? call.params->sides() : Sides{};
    variables.push_back({.name = "h0, w0", .value = pairText(y.start + s.top, x.start + s.left)});
}

bool isGlobal(const PoolingCall &call)
{
    return call.pool.layout == PoolLayout::Global && !call.mean;
}

void addResult(Variables &variables, const Step &step, const std::string &name)
{
    if (complete(step))
        variables.push_back({.name = name, .value = valueText(step.result), .role = PlaneRole::Output});
}

} // namespace

Variables numpyPoolVariables(const PoolingCall &call, const Trace &trace, const Step &step, bool tapping)
{
    Variables variables;
    if (!isGlobal(call))
        addStart(variables, call, step.cell, true);
    variables.push_back(
        {.name = "window", .value = windowText(call, trace, step.cell), .role = PlaneRole::Input});
    if (tapping && isConvolution(step)) {
        const Cell by = current(step).by;
        variables.push_back({.name = numpyCell("K", by),
                             .value = valueText(current(step).weight),
                             .role = PlaneRole::Kernel});
    }
    if (tapping)
        variables.push_back({.name = "acc", .value = runningText(step), .role = PlaneRole::Output});
    addResult(variables, step, numpyCell(isConvolution(step) ? "conv" : "out", step.cell));
    return variables;
}

Variables cppPoolVariables(const PoolingCall &call, const Trace &trace, const Step &step, bool tapping)
{
    Variables variables;
    if (!isGlobal(call))
        addStart(variables, call, step.cell, false);
    if (tapping) {
        const Cell from = current(step).from;
        variables.push_back({.name = "h, w", .value = pairText(from.row, from.column)});
        if (inputOf(trace, step).body().contains(from))
            variables.push_back({.name = cppCell("x", from),
                                 .value = valueText(current(step).value),
                                 .role = PlaneRole::Input});
        if (isConvolution(step))
            variables.push_back({.name = cppCell("K", current(step).by),
                                 .value = valueText(current(step).weight),
                                 .role = PlaneRole::Kernel});
    }
    const char *running = step.combine == Combine::Max ? "best" : "sum";
    variables.push_back({.name = isConvolution(step) ? "acc" : running,
                         .value = runningText(step),
                         .role = PlaneRole::Output});
    addResult(variables, step, cppCell(isConvolution(step) ? "conv" : "out", step.cell));
    return variables;
}

Variables resultPoolVariables(const PoolingCall &call, const Step &step, Dialect dialect)
{
    if (!complete(step))
        return {};
    const std::string cell = pairText(step.cell.row, step.cell.column);
    Variables variables;
    const std::string name = isConvolution(step) ? "conv" : call.shift() ? "of_moved" : "out";
    if (dialect == Dialect::PyTorch)
        addResult(variables, step, name + "[0, 0, " + cell + "]");
    else if (dialect == Dialect::Onnx)
        addResult(variables, step, call.shift() ? "of_moved[" + cell + "]" : "out[0, 0, " + cell + "]");
    else if (dialect == Dialect::Keras && isConvolution(step))
        addResult(variables, step, "conv[0, " + cell + ", 0]");
    else if (dialect == Dialect::Keras)
        addResult(variables, step, (call.shift() ? "pool(moved)[" : "pool(x)[") + cell + "]");
    return variables;
}

} // namespace convoscope
