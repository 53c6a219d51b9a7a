#include "core/padding_formula.h"

#include "core/formula_line.h"
#include "core/padding_call.h"

namespace convoscope {

namespace {

std::string text(long long value)
{
    return formulaNumber(value);
}

/// Letters or numbers of one axis.
struct Axis {
    std::string times; ///< between factors: nothing between letters
    std::string input, kernel, low, high, padded, output;
};

/// What a line computes: its left side, its right side, its result.
struct Quantity {
    std::string name;
    PlaneRole role;
    void (*write)(LineWriter &, const Axis &, bool lopsided);
    std::string Axis::*result;
};

void writePadded(LineWriter &line, const Axis &a, bool lopsided)
{
    line.input(a.input)(lopsided ? " + " + a.low + " + " + a.high : " + 2" + a.times + a.low);
}

void writeTotal(LineWriter &line, const Axis &a, bool /*lopsided*/)
{
    line.kernel(a.kernel)(" − 1");
}

void writeOutput(LineWriter &line, const Axis &a, bool /*lopsided*/)
{
    line.input(a.padded)(" − ").kernel(a.kernel)(" + 1");
}

Axis letters(bool lopsided)
{
    return {.times = "",
            .input = "I",
            .kernel = "K",
            .low = lopsided ? "P₁" : "P",
            .high = "P₂",
            .padded = "I′",
            .output = "O"};
}

struct Lengths {
    int input, kernel, low, high;
};

Axis numbers(Lengths l)
{
    const int padded = l.input + l.low + l.high;
    return {.times = "·",
            .input = text(l.input),
            .kernel = text(l.kernel),
            .low = text(l.low),
            .high = text(l.high),
            .padded = text(padded),
            .output = text(padded - l.kernel + 1)};
}

/// The axes of a call.
struct Axes {
    Axis letters, y, x;
    bool lopsided;

    explicit Axes(const PaddingCall &call)
        : letters(convoscope::letters(isLopsided(call.sides)))
        , y(numbers({call.input.y, call.kernel.y, call.sides.top, call.sides.bottom}))
        , x(numbers({call.input.x, call.kernel.x, call.sides.left, call.sides.right}))
        , lopsided(isLopsided(call.sides))
    {
    }
    static bool isLopsided(const Sides &s) { return s.left != s.right || s.top != s.bottom; }
};

FormulaLine solved(const Quantity &q, const std::string &name, const Axis &axis, bool lopsided)
{
    LineWriter line;
    if (!name.empty())
        line.add(name, q.role)(" ");
    line("= ");
    q.write(line, axis, lopsided);
    return line(" = ").add(axis.*q.result, q.role).tokens();
}

/// In letters, then in the numbers of both axes, or of each where they differ.
void add(Formula &formula, const Axes &axes, const Quantity &q)
{
    LineWriter line;
    line.add(q.name, q.role)(" = ");
    q.write(line, axes.letters, axes.lopsided);
    formula.push_back(line.tokens());
    if (solved(q, "", axes.y, axes.lopsided) == solved(q, "", axes.x, axes.lopsided)) {
        formula.push_back(solved(q, "", axes.y, axes.lopsided));
        return;
    }
    formula.push_back(solved(q, "H", axes.y, axes.lopsided));
    formula.push_back(solved(q, "W", axes.x, axes.lopsided));
}

/// How much padding the kernel asks for: K − 1 in all, or on each side.
void addTotal(Formula &formula, const PaddingCall &call, const Axes &axes)
{
    const bool full = call.params->padding == PaddingKind::Full;
    const auto total = [&](const Axis &axis) {
        LineWriter line;
        line(axes.lopsided ? axes.letters.low + " + P₂" : full ? "P" : "2P")(" = ").kernel("K")(" − 1 = ");
        writeTotal(line, axis, axes.lopsided);
        return line;
    };
    formula.push_back(total(axes.y)(" = " + text(call.kernel.y - 1)).tokens());
    if (call.kernel.y != call.kernel.x)
        formula.push_back(total(axes.x)(" = " + text(call.kernel.x - 1)).tokens());
}

/// |I′| − |I| = 7·7 − 3·3 = 40
void addCells(Formula &formula, const PaddingCall &call, const Axes &axes)
{
    const Pair padded = call.padded();
    const long long cells =
        static_cast<long long>(padded.y) * padded.x - static_cast<long long>(call.input.y) * call.input.x;
    LineWriter line;
    line("|").input("I′")("| − |").input("I")("| = ").input(axes.y.padded)("·").input(axes.x.padded)(" − ");
    line.input(axes.y.input)("·").input(axes.x.input)(" = " + text(cells));
    formula.push_back(line.tokens());
}

} // namespace

Formula paddingFormula(const PaddingParams &params)
{
    const auto call = paddingCall(params);
    if (!call)
        return {};
    const Axes axes(*call);
    Formula formula;
    add(formula, axes, {"I′", PlaneRole::Input, writePadded, &Axis::padded});
    if (params.padding == PaddingKind::Same || params.padding == PaddingKind::Full)
        addTotal(formula, *call, axes);
    const bool sized = call->edges() || params.padding != PaddingKind::Explicit;
    if (sized && call->output.y > 0 && call->output.x > 0)
        add(formula, axes, {"O", PlaneRole::Output, writeOutput, &Axis::output});
    if (!call->edges())
        addCells(formula, *call, axes);
    return formula;
}

} // namespace convoscope
