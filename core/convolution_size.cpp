#include "core/convolution_size.h"

#include "core/formula_line.h"

namespace convoscope {

namespace {

std::string text(int value)
{
    return formulaNumber(static_cast<long long>(value));
}

/// Letters or numbers of one axis, ready to be put into a formula.
struct Axis {
    std::string times; ///< between factors: nothing between letters
    std::string input, kernel, stride, dilation;
    std::string low, high; ///< padding; low alone where both are the same
    std::string crop, extra; ///< of a transposed convolution: padding and output_padding
    std::string spread, border; ///< of its direct reading: size and padding of the input
    std::string output;
};

/// What a formula speaks of.
struct Form {
    bool dilated = false;
    bool lopsided = false; ///< padding differs between the sides
};

Axis letters(Form form)
{
    return {.times = "",
            .input = "I",
            .kernel = "K",
            .stride = "S",
            .dilation = "d",
            .low = form.lopsided ? "P₁" : "P",
            .high = "P₂",
            .crop = "P",
            .extra = "op",
            .spread = "I′",
            .border = "P′",
            .output = "O"};
}

Axis axisY(const ConvolutionCall &c)
{
    const ConvolutionParams &p = *c.params;
    return {.times = "·",
            .input = text(c.input.y),
            .kernel = text(c.weights.y),
            .stride = text(p.stride.y),
            .dilation = text(p.dilation.y),
            .low = text(c.border.sides.top),
            .high = text(c.border.sides.bottom),
            .crop = text(p.transposedPadding.y),
            .extra = text(p.outputPadding.y),
            .spread = text(c.spread().y),
            .border = text(c.directSides().top),
            .output = text(c.output.y)};
}

Axis axisX(const ConvolutionCall &c)
{
    const ConvolutionParams &p = *c.params;
    return {.times = "·",
            .input = text(c.input.x),
            .kernel = text(c.weights.x),
            .stride = text(p.stride.x),
            .dilation = text(p.dilation.x),
            .low = text(c.border.sides.left),
            .high = text(c.border.sides.right),
            .crop = text(p.transposedPadding.x),
            .extra = text(p.outputPadding.x),
            .spread = text(c.spread().x),
            .border = text(c.directSides().left),
            .output = text(c.output.x)};
}

/// d(K − 1)
void addReach(LineWriter &line, const Axis &a)
{
    line(a.dilation + a.times + "(").kernel(a.kernel)(" − 1)");
}

/// K, or d(K − 1) + 1
void addExtent(LineWriter &line, const Axis &a, Form form)
{
    if (!form.dilated) {
        line.kernel(a.kernel);
        return;
    }
    line("(");
    addReach(line, a);
    line(" + 1)");
}

void addSliding(LineWriter &line, const Axis &a, Form form)
{
    line("⌊(").input(a.input)(" − ");
    addExtent(line, a, form);
    line(" + " + (form.lopsided ? a.low + " + " + a.high : "2" + a.times + a.low) + ") / " + a.stride
         + "⌋ + 1");
}

void addStamped(LineWriter &line, const Axis &a, Form /*form*/)
{
    line("(").input(a.input)(" − 1)·" + a.stride + " − 2" + a.times + a.crop + " + ");
    addReach(line, a);
    line(" + " + a.extra + " + 1");
}

void addSpread(LineWriter &line, const Axis &a, Form /*form*/)
{
    line("(").input(a.input)(" − 1)·" + a.stride + " + 1");
}

void addBorder(LineWriter &line, const Axis &a, Form /*form*/)
{
    addReach(line, a);
    line(" − " + a.crop);
}

void addDirect(LineWriter &line, const Axis &a, Form form)
{
    line("⌊(").input(a.spread)(" − ");
    addExtent(line, a, form);
    const bool negative = a.border.starts_with("−");
    line(" + 2" + a.times + (negative ? "(" + a.border + ")" : a.border) + " + " + a.extra + ") / 1⌋ + 1");
}

/// One quantity: how it is computed, and which number is the result.
struct Quantity {
    void (*write)(LineWriter &, const Axis &, Form) = nullptr;
    std::string Axis::*result = nullptr;
    PlaneRole role = PlaneRole::Output;
};

/// `name` padded to `width` characters, or nothing; then " = " and the right side.
LineWriter begun(const Quantity &q, std::string_view name, std::string_view pad, const Axis &axis, Form form)
{
    LineWriter line;
    if (name.empty())
        line("= ");
    else
        line.add(name, q.role)(pad)(" = ");
    q.write(line, axis, form);
    return line;
}

FormulaLine solved(const Quantity &q, std::string_view name, std::string_view pad, const Axis &axis,
                   Form form)
{
    return begun(q, name, pad, axis, form)(" = ").add(axis.*q.result, q.role).tokens();
}

/// In letters, then in the numbers of both axes, or of each where they differ.
void addQuantity(Formula &formula, const ConvolutionCall &call, Form form, const Quantity &q)
{
    const Axis symbols = letters(form);
    const std::string &name = symbols.*q.result;
    const std::string_view pad = call.transposed() ? " " : ""; // beside I′ and P′
    formula.push_back(begun(q, name, name.size() > 1 ? "" : pad, symbols, form).tokens());
    const Axis y = axisY(call);
    const Axis x = axisX(call);
    if (solved(q, "", "", y, form) == solved(q, "", "", x, form)) {
        formula.push_back(solved(q, "", "", y, form));
        return;
    }
    formula.push_back(solved(q, "H", pad, y, form));
    formula.push_back(solved(q, "W", pad, x, form));
}

/// Both readings, each with its own parameters.
void addTransposed(Formula &formula, const ConvolutionCall &call, Form form)
{
    addQuantity(formula, call, form, {.write = addStamped, .result = &Axis::output});
    addQuantity(formula, call, form, {.write = addSpread, .result = &Axis::spread, .role = PlaneRole::Input});
    addQuantity(formula, call, form, {.write = addBorder, .result = &Axis::border, .role = PlaneRole::Input});
    addQuantity(formula, call, form, {.write = addDirect, .result = &Axis::output});
}

} // namespace

Formula outputSizeFormula(const ConvolutionCall &call)
{
    const Sides s = call.border.sides;
    const Form form{.dilated = call.dilated(), .lopsided = s.left != s.right || s.top != s.bottom};
    Formula formula;
    if (call.transposed())
        addTransposed(formula, call, form);
    else
        addQuantity(formula, call, form, {.write = addSliding, .result = &Axis::output});
    return formula;
}

} // namespace convoscope
