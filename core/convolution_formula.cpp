#include "core/convolution_formula.h"

#include "core/convolution_size.h"
#include "core/formula_line.h"

namespace convoscope {

namespace {

std::string text(int value)
{
    return formulaNumber(static_cast<long long>(value));
}

long long cells(Pair size)
{
    return static_cast<long long>(size.y) * size.x;
}

/// |K| = 3·3 = 9
void addCount(Formula &formula, std::string_view letter, Pair size, PlaneRole role)
{
    LineWriter line;
    line("|").add(letter, role)("| = ").add(text(size.y), role)("·").add(text(size.x), role)(" = ");
    formula.push_back(line.add(formulaNumber(cells(size)), role).tokens());
}

/// |K|·|O| = 9·25 = 225 MAC
void addWork(Formula &formula, const ConvolutionCall &call)
{
    const long long k = cells(call.weights);
    const long long n = cells(call.output);
    LineWriter line;
    line("|").kernel("K")("|·|").output("O")("| = ").kernel(formulaNumber(k))("·").output(formulaNumber(n));
    formula.push_back(line(" = " + formulaNumber(k * n) + " MAC").tokens());
}

/// (1 × 9) · (9 × 25) = 1 × 25
void addProduct(Formula &formula, const ConvolutionCall &call)
{
    const std::string k = formulaNumber(cells(call.weights));
    const std::string n = formulaNumber(cells(call.output));
    LineWriter line;
    line("(1 × ").kernel(k)(") · (").kernel(k)(" × ").output(n)(") = 1 × ").output(n);
    formula.push_back(line.tokens());
}

/// |I|·|O| = 25·25 = 625 MAC, and how many times the shared weights that is
void addDense(Formula &formula, const ConvolutionCall &call)
{
    const long long in = cells(call.input);
    const long long out = cells(call.output);
    const long long shared = cells(call.weights);
    LineWriter weights;
    weights("|").input("I")("|·|").output("O")("| = ").input(formulaNumber(in))("·").output(
        formulaNumber(out));
    formula.push_back(weights(" = " + formulaNumber(in * out) + " MAC").tokens());
    LineWriter ratio;
    ratio("|").input("I")("|·|").output("O")("| / |").kernel("K")("| = " + formulaNumber(in * out) + " / ");
    ratio.kernel(formulaNumber(shared))(in * out % shared == 0 ? " = " : " ≈ ");
    formula.push_back(
        ratio(formulaNumber(static_cast<double>(in * out) / static_cast<double>(shared))).tokens());
}

/// Δ / S = (0, 1) / (2, 2) = (0, 0.5): the output can follow whole steps only.
void addMove(Formula &formula, const ConvolutionParams &p)
{
    const auto pair = [](const std::string &y, const std::string &x) { return "(" + y + ", " + x + ")"; };
    const auto ratio = [](int by, int stride) { return formulaNumber(static_cast<double>(by) / stride); };
    LineWriter line;
    line("Δ / S = ").input(pair(text(p.shift.y), text(p.shift.x)));
    line(" / " + pair(text(p.stride.y), text(p.stride.x)) + " = ");
    formula.push_back(line.output(pair(ratio(p.shift.y, p.stride.y), ratio(p.shift.x, p.stride.x))).tokens());
}

} // namespace

Formula convolutionFormula(const ConvolutionParams &params)
{
    const auto call = convolutionCall(params);
    if (!call)
        return {};
    Formula formula = outputSizeFormula(*call);
    if (params.view == ConvolutionView::Shift)
        addMove(formula, params);
    if (params.view != ConvolutionView::Im2col && params.view != ConvolutionView::Sharing)
        return formula;
    addCount(formula, "K", call->weights, PlaneRole::Kernel);
    addCount(formula, "O", call->output, PlaneRole::Output);
    if (params.view == ConvolutionView::Im2col)
        addProduct(formula, *call);
    addWork(formula, *call);
    if (params.view == ConvolutionView::Sharing)
        addDense(formula, *call);
    return formula;
}

} // namespace convoscope
