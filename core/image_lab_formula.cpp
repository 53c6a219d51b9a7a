#include "core/image_lab_formula.h"

#include "core/formula_line.h"
#include "core/image_lab_part.h"

namespace convoscope {

namespace {

std::string text(int value)
{
    return formulaNumber(static_cast<long long>(value));
}

/// Σ k(i, j)·in(y + i − a, x + j − b)
void addSum(LineWriter &line, Pair window, std::string_view kernel)
{
    const Pair anchor = anchorOf(window);
    line("Σ ").kernel(kernel)("·").input("in(y + i − " + text(anchor.y) + ", x + j − " + text(anchor.x)
                                         + ")");
}

FormulaLine kernelLine(const FilterStep &step)
{
    LineWriter line;
    line.output("v")(" = ");
    const bool plain = !step.normalise && step.strength == 1.0;
    if (plain && step.divisor != 1.0)
        line("(");
    addSum(line, windowOf(step), "k(i, j)");
    if (plain && step.divisor != 1.0)
        line(") / " + formulaNumber(step.divisor));
    const double offset = settled(step).offset;
    if (offset != 0.0)
        line((offset < 0.0 ? " − " : " + ") + formulaNumber(std::abs(offset)));
    return line.tokens();
}

void addGradient(Formula &formula, const FilterStep &step)
{
    LineWriter along;
    along("gx = ");
    addSum(along, windowOf(step), "kx(i, j)");
    LineWriter across;
    across("gy = ");
    addSum(across, windowOf(step), "ky(i, j)");
    LineWriter both;
    both.output("v")(step.kind == FilterKind::Magnitude ? " = √(gx² + gy²)"
                                                        : " = atan2(gy, gx) · 256 / 360°");
    formula.insert(formula.end(), {along.tokens(), across.tokens(), both.tokens()});
}

FormulaLine byteLine(ResultMapping mapping)
{
    LineWriter line;
    line.output("out")(" = clamp(round(");
    switch (mapping) {
    case ResultMapping::Clamp: line.output("v"); break;
    case ResultMapping::Absolute: line("|").output("v")("|"); break;
    case ResultMapping::Offset: line.output("v")(" + 128"); break;
    case ResultMapping::AutoScaled: line("255·(").output("v")(" − min) / (max − min)"); break;
    }
    return line("), 0, 255)").tokens();
}

FormulaLine sizeLine(Pair size, int stride)
{
    LineWriter line;
    line("size = ");
    if (stride == 1)
        return line.output(text(size.y) + " × " + text(size.x)).tokens();
    line("⌈" + text(size.y) + " / " + text(stride) + "⌉ × ⌈" + text(size.x) + " / " + text(stride) + "⌉ = ");
    return line.output(text((size.y - 1) / stride + 1) + " × " + text((size.x - 1) / stride + 1)).tokens();
}

} // namespace

Formula imageLabFormula(const ImageLabParams &params)
{
    const auto filter = labFilter(params, params.explainedField());
    if (!filter || !params.photo.raster)
        return {};
    const auto steps = static_cast<int>(filter->steps.size());
    const int explained = explainedStep(params, steps);
    const FilterStep &step = filter->steps[static_cast<size_t>(explained)];
    Formula formula;
    if (step.kind == FilterKind::Kernel)
        formula.push_back(kernelLine(step));
    else if (step.kind == FilterKind::Median)
        formula.push_back(LineWriter()
                              .output("v")(" = median of ")
                              .input("in(y + i, x + j)")(", " + text(step.side) + " × " + text(step.side))
                              .tokens());
    else
        addGradient(formula, step);
    if (explained + 1 == steps) {
        formula.push_back(byteLine(params.mapping));
        formula.push_back(sizeLine(params.in().size, params.stride));
    }
    return formula;
}

} // namespace convoscope
