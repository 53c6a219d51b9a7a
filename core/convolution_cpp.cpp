#include "core/convolution_cpp_parts.h"
#include "core/convolution_spellings.h"
#include "core/matrix_text.h"

#include <algorithm>
#include <string>

namespace convoscope {

namespace {

using namespace cpp_parts;

constexpr Brackets braces{.open = '{', .close = '}'};

struct Names {
    std::string y;
    std::string x;
};

/// A constant for both axes, or one for each. Gives the names.
Names addPair(CodeWriter &code, const std::string &name, Pair value)
{
    if (value.y == value.x) {
        code.add("const int " + name + " = " + std::to_string(value.y) + ";");
        return {name, name};
    }
    code.add("const int " + name + "H = " + std::to_string(value.y) + ", " + name
             + "W = " + std::to_string(value.x) + ";");
    return {name + "H", name + "W"};
}

void letPair(CodeWriter &code, const std::string &key, const Names &names)
{
    code.let(key + "H", names.y);
    code.let(key + "W", names.x);
}

bool isDirect(const ConvolutionCall &call)
{
    return call.transposed() && call.params->reading == TransposedReading::Direct;
}

bool isStamped(const ConvolutionCall &call)
{
    return call.transposed() && !isDirect(call);
}

bool isShift(const ConvolutionCall &call)
{
    return call.params->view == ConvolutionView::Shift;
}

bool readsAt(const ConvolutionCall &call)
{
    return call.padded() || isDirect(call);
}

void addHeaders(CodeWriter &code, const ConvolutionCall &call)
{
    if (call.flipped() || isDirect(call))
        code.add("#include <algorithm>");
    if (call.fromFile())
        code.add("#include <fstream>");
    code.add("#include <iostream>");
    if (call.fromFile())
        code.add("#include <iterator>\n#include <sstream>\n#include <string>");
    code.add("#include <vector>\n\nusing Matrix = std::vector<std::vector<float>>;\n");
}

void addSides(CodeWriter &code, const ConvolutionCall &call)
{
    const bool padded = readsAt(call);
    const Sides s = isDirect(call) ? call.directSides() : call.border.sides;
    if (padded) {
        code.add("const int top = " + std::to_string(s.top) + ", bottom = " + std::to_string(s.bottom)
                 + ", left = " + std::to_string(s.left) + ", right = " + std::to_string(s.right) + ";");
    }
    code.let("top", padded ? " - top" : "");
    code.let("left", padded ? " - left" : "");
    letPair(code, "pad", padded ? Names{" + top + bottom", " + left + right"} : Names{});
}

void addDilation(CodeWriter &code, const ConvolutionCall &call)
{
    if (!call.dilated()) {
        letPair(code, "extent", {"kH", "kW"});
        letPair(code, "times", {});
        letPair(code, "d", {});
        return;
    }
    const Names d = addPair(code, "dilation", call.params->dilation);
    letPair(code, "extent", {d.y + " * (kH - 1) - 1", d.x + " * (kW - 1) - 1"});
    letPair(code, "times", {d.y + " * ", d.x + " * "});
    letPair(code, "d", {" * " + d.y, " * " + d.x});
}

void addSettings(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    letPair(code, "s", addPair(code, "stride", isDirect(call) ? Pair{} : p.stride));
    letPair(code, "in", {"H", "W"});
    if (isDirect(call)) {
        const Names spacing = addPair(code, "spacing", p.stride);
        letPair(code, "spread", spacing);
        letPair(code, "in", {"(H - 1) * " + spacing.y + " + 1", "(W - 1) * " + spacing.x + " + 1"});
    }
    if (isStamped(call)) {
        letPair(code, "p", addPair(code, "padding", p.transposedPadding));
        letPair(code, "op", addPair(code, "outputPadding", p.outputPadding));
    }
    addSides(code, call);
    addDilation(code, call);
    if (call.divided())
        code.add("const float divisor = " + shortestText(call.divisor) + ";");
    code.let("divide", call.divided() ? " / divisor" : "");
    code.let("value",
             std::string(readsAt(call) ? "at(x, " : "x[")
                 + code.expanded(readsAt(call) ? "h0 + ki$dH, w0 + kj$dW)" : "h0 + ki$dH][w0 + kj$dW]"));
}

std::string insideText(PaddingMode mode)
{
    switch (mode) {
    case PaddingMode::Reflect: return "i < 0 ? -i : i < size ? i : 2 * (size - 1) - i";
    case PaddingMode::Replicate: return "i < 0 ? 0 : i < size ? i : size - 1";
    default: return "(i + size) % size";
    }
}

void addReading(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    const bool constant = p.paddingMode == PaddingMode::Zeros;
    code.let("outside", isShift(call) ? "outside" : shortestText(p.paddingValue));
    code.let("default", isShift(call) ? ", float outside = " + shortestText(p.paddingValue) : "");
    code.let("inside", insideText(p.paddingMode));
    if (isDirect(call))
        code.add(spread);
    else if (call.padded() || isShift(call))
        code.add(constant ? zeros : copies);
}

void addLoops(CodeWriter &code, const ConvolutionCall &call)
{
    if (isStamped(call)) {
        code.add(stamps);
        if (call.divided())
            code.add(divideAll);
        return;
    }
    code.add(sizes);
    code.add(call.params->view == ConvolutionView::Im2col ? columns : sums);
}

/// The functions above main of the shift view.
void addShift(CodeWriter &code, const ConvolutionCall &call)
{
    const bool constant = call.params->paddingMode == PaddingMode::Zeros;
    code.let("param", constant ? ", float outside" : "");
    code.let("argument", constant ? ", outside" : "");
    code.add(shifted);
    code.add("\nMatrix convolve(const Matrix &x, const Matrix &K)\n{");
    code.indent(1);
    addLoops(code, call);
    code.add("return out;");
    code.indent(-1);
    code.add("}");
}

void addComparison(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    const bool constant = p.paddingMode == PaddingMode::Zeros;
    code.let("down", std::to_string(p.shift.y));
    code.let("right", std::to_string(p.shift.x));
    code.let("outDown", std::to_string(p.shift.y / p.stride.y));
    code.let("outRight", std::to_string(p.shift.x / p.stride.x));
    code.let("constantArgument", constant ? ", " + shortestText(p.paddingValue) : "");
    code.let("zeroArgument", constant ? ", 0" : "");
    code.add(compare);
}

void addMain(CodeWriter &code, const ConvolutionCall &call)
{
    const bool rotated = call.flipped() || isDirect(call);
    const std::string type = rotated ? "Matrix K = " : "const Matrix K = ";
    if (call.fromFile()) {
        code.add("\n// Takes the picture as a text file of numbers, a line per row\nint main(int, char "
                 "**argv)\n{");
        code.indent(1);
        code.add("const Matrix x = read(argv[1]);");
    } else {
        code.add("\nint main()\n{");
        code.indent(1);
        code.matrix("const Matrix x = ", *call.x, ";", braces);
    }
    code.matrix(type, *call.kernel, ";", braces);
    if (rotated)
        code.add(rotate);
    code.add("");
    if (isShift(call)) {
        addComparison(code, call);
    } else {
        addLoops(code, call);
        code.add("\nprint(out);");
    }
    code.indent(-1);
    code.add("}");
}

} // namespace

Program cppConvolution(const ConvolutionCall &call, Literals literals)
{
    CodeWriter code(literals);
    addHeaders(code, call);
    addSettings(code, call);
    addReading(code, call);
    if (call.fromFile())
        code.add(read);
    code.add(print);
    if (isShift(call))
        addShift(code, call);
    addMain(code, call);
    return std::move(code).take();
}

} // namespace convoscope
