#include "core/convolution_variables.h"

#include "core/sliding.h"
#include "core/value_text.h"

#include <algorithm>

namespace convoscope {

namespace {

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

bool complete(const Step &step)
{
    return step.done == static_cast<int>(step.terms.size());
}

bool isScatter(const Step &step)
{
    return step.combine == Combine::Scatter;
}

/// The term of the current tap.
const Term &current(const Step &step)
{
    return step.terms[static_cast<size_t>(std::max(step.done - 1, 0))];
}

std::string sumText(const Step &step)
{
    return valueText(sumOf(std::span(step.terms).first(static_cast<size_t>(step.done))));
}

bool isDirect(const ConvolutionCall &call)
{
    return call.transposed() && call.params->reading == TransposedReading::Direct;
}

/// Where the window begins in the padded input: i·S, j·S. The direct reading has stride 1.
Cell startOf(const ConvolutionCall &call, Cell cell)
{
    const Pair stride = isDirect(call) ? Pair{} : call.params->stride;
    return {cell.row * stride.y, cell.column * stride.x};
}

/// The values, or the products, of all terms as a matrix of the kernel's size.
std::string termsText(const ConvolutionCall &call, const Step &step, float (*of)(const Term &))
{
    std::vector<float> values;
    values.reserve(step.terms.size());
    std::ranges::transform(step.terms, std::back_inserter(values), of);
    return matrixValueText(values, call.weights);
}

void addIndices(std::vector<Variable> &variables, Cell cell, Cell start)
{
    variables.push_back({.name = "i, j", .value = pairText(cell.row, cell.column)});
    variables.push_back({.name = "h0, w0", .value = pairText(start.row, start.column)});
}

std::vector<Variable> numpyStamp(const ConvolutionCall &call, const Step &step, bool tapping)
{
    std::vector<Variable> variables;
    addIndices(variables, step.cell, startOf(call, step.cell));
    const Term &term = current(step);
    variables.push_back(
        {.name = numpyCell("x", step.cell), .value = valueText(term.value), .role = PlaneRole::Input});
    if (tapping) {
        variables.push_back({.name = "ki, kj", .value = pairText(term.by.row, term.by.column)});
        variables.push_back(
            {.name = numpyCell("K", term.by), .value = valueText(term.weight), .role = PlaneRole::Kernel});
    }
    variables.push_back({.name = numpyCell("x", step.cell) + " * K",
                         .value = termsText(call, step, [](const Term &t) { return t.product(); }),
                         .role = PlaneRole::Output});
    return variables;
}

void addCppStamp(std::vector<Variable> &variables, const Step &step, bool tapping)
{
    const Term &term = current(step);
    variables.push_back(
        {.name = cppCell("x", step.cell), .value = valueText(term.value), .role = PlaneRole::Input});
    if (!tapping)
        return;
    variables.push_back({.name = "ki, kj", .value = pairText(term.by.row, term.by.column)});
    variables.push_back({.name = "h, w", .value = pairText(term.to.row, term.to.column)});
    variables.push_back(
        {.name = cppCell("K", term.by), .value = valueText(term.weight), .role = PlaneRole::Kernel});
    variables.push_back({.name = cppCell("x", step.cell) + " * " + cppCell("K", term.by),
                         .value = valueText(term.product()),
                         .role = PlaneRole::Output});
}

void addCppTap(std::vector<Variable> &variables, const ConvolutionCall &call, const Step &step)
{
    const Term &term = current(step);
    const std::string read = call.padded() || isDirect(call)
        ? "at(x, " + pairText(term.from.row, term.from.column) + ")"
        : cppCell("x", term.from);
    variables.push_back({.name = "ki, kj", .value = pairText(term.by.row, term.by.column)});
    variables.push_back({.name = read, .value = valueText(term.value), .role = PlaneRole::Input});
    variables.push_back(
        {.name = cppCell("K", term.by), .value = valueText(term.weight), .role = PlaneRole::Kernel});
}

bool isProduct(const ConvolutionCall &call, bool tapping)
{
    return tapping && call.params->view == ConvolutionView::Im2col;
}

/// One term of the matrix product: a weight of the kernel's row times an entry of a column.
std::vector<Variable> numpyProduct(const ConvolutionCall &call, const Step &step)
{
    const Term &term = current(step);
    const int k = step.done - 1;
    const int n = step.cell.row * call.output.x + step.cell.column;
    return {{.name = numpyCell("columns", {k, n}), .value = valueText(term.value), .role = PlaneRole::Input},
            {.name = "K.ravel()[" + std::to_string(k) + "]",
             .value = valueText(term.weight),
             .role = PlaneRole::Kernel},
            {.name = "acc", .value = sumText(step), .role = PlaneRole::Output}};
}

std::vector<Variable> cppProduct(const ConvolutionCall &call, const Step &step)
{
    const Term &term = current(step);
    const int k = step.done - 1;
    const int n = step.cell.row * call.output.x + step.cell.column;
    return {{.name = "n, k", .value = pairText(n, k)},
            {.name = cppCell("K", term.by), .value = valueText(term.weight), .role = PlaneRole::Kernel},
            {.name = cppCell("columns", {k, n}), .value = valueText(term.value), .role = PlaneRole::Input},
            {.name = "acc", .value = sumText(step), .role = PlaneRole::Output}};
}

void addResult(std::vector<Variable> &variables, const Step &step, const std::string &name)
{
    if (complete(step))
        variables.push_back({.name = name, .value = valueText(step.result), .role = PlaneRole::Output});
}

/// i, j, h0, w0 and the window, and the current tap of it.
std::vector<Variable> numpyWindow(const ConvolutionCall &call, const Step &step, bool tapping)
{
    std::vector<Variable> variables;
    addIndices(variables, step.cell, startOf(call, step.cell));
    variables.push_back({.name = "window",
                         .value = termsText(call, step, [](const Term &t) { return t.value; }),
                         .role = PlaneRole::Input});
    if (!tapping)
        return variables;
    const Term &term = current(step);
    variables.push_back({.name = "ki, kj", .value = pairText(term.by.row, term.by.column)});
    variables.push_back(
        {.name = numpyCell("K", term.by), .value = valueText(term.weight), .role = PlaneRole::Kernel});
    variables.push_back({.name = "acc", .value = sumText(step), .role = PlaneRole::Output});
    return variables;
}

/// The first cell of C++'s window lies in the padding, where NumPy's x is padded already.
Cell cppStart(const ConvolutionCall &call, const Step &step)
{
    const Cell start = startOf(call, step.cell);
    const Pair crop = call.params->transposedPadding;
    if (isScatter(step))
        return {start.row - crop.y, start.column - crop.x};
    const Sides sides = isDirect(call) ? call.directSides() : call.border.sides;
    return {start.row - sides.top, start.column - sides.left};
}

} // namespace

std::vector<Variable> numpyVariables(const ConvolutionCall &call, const Step &step, bool tapping)
{
    if (isScatter(step))
        return numpyStamp(call, step, tapping);
    std::vector<Variable> variables =
        isProduct(call, tapping) ? numpyProduct(call, step) : numpyWindow(call, step, tapping);
    addResult(variables, step, numpyCell("out", step.cell));
    return variables;
}

std::vector<Variable> cppVariables(const ConvolutionCall &call, const Step &step, bool tapping)
{
    std::vector<Variable> variables;
    if (isProduct(call, tapping)) {
        variables = cppProduct(call, step);
        addResult(variables, step, cppCell("out", step.cell));
        return variables;
    }
    addIndices(variables, step.cell, cppStart(call, step));
    if (isScatter(step)) {
        addCppStamp(variables, step, tapping);
        return variables;
    }
    if (tapping)
        addCppTap(variables, call, step);
    variables.push_back({.name = "acc", .value = sumText(step), .role = PlaneRole::Output});
    addResult(variables, step, cppCell("out", step.cell));
    return variables;
}

std::vector<Variable> resultVariables(const Step &step, Dialect dialect)
{
    if (!complete(step) || isScatter(step))
        return {};
    const std::string cell = pairText(step.cell.row, step.cell.column);
    std::string name = "out[" + cell + "]";
    if (dialect == Dialect::PyTorch || dialect == Dialect::Onnx)
        name = "out[0, 0, " + cell + "]";
    else if (dialect == Dialect::Keras)
        name = "out[0, " + cell + ", 0]";
    return {{.name = std::move(name), .value = valueText(step.result), .role = PlaneRole::Output}};
}

} // namespace convoscope
