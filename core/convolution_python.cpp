#include "core/convolution_python.h"

#include "core/border_names.h"
#include "core/matrix_text.h"

#include <algorithm>

namespace convoscope {

namespace {

/// The slice without `low` cells at the beginning and `high` at the end.
std::string without(int low, int high)
{
    return joined({low > 0 ? std::to_string(low) : "", ":", high > 0 ? std::to_string(-high) : ""});
}

} // namespace

std::string pythonPair(Pair pair)
{
    return joined({"(", std::to_string(pair.y), ", ", std::to_string(pair.x), ")"});
}

std::string pythonNumber(Pair pair)
{
    return pair.y == pair.x ? std::to_string(pair.y) : pythonPair(pair);
}

std::string pythonSides(Sides s)
{
    return joined({"(", pythonPair({s.top, s.bottom}), ", ", pythonPair({s.left, s.right}), ")"});
}

std::string pythonDivisor(const ConvolutionCall &call)
{
    return call.params->normalise ? "K.sum()" : shortestText(call.divisor);
}

std::string pythonDivide(const ConvolutionCall &call)
{
    return call.divided() ? " / " + pythonDivisor(call) : "";
}

std::string pythonEvery(Pair step)
{
    if (step == Pair{})
        return {};
    const std::string rows = step.y == 1 ? ":" : joined({"::", std::to_string(step.y)});
    return step.x == 1 ? joined({"[", rows, "]"}) : joined({"[", rows, ", ::", std::to_string(step.x), "]"});
}

std::string numpyPad(std::string_view name, const Border &border)
{
    std::string more;
    if (border.mode != PaddingMode::Zeros)
        more = joined({", mode=\"", borderName(border.mode, Dialect::NumPy), "\""});
    else if (border.constant != 0.0F)
        more = ", constant_values=" + shortestText(border.constant);
    return joined({"np.pad(", name, ", ", pythonSides(border.sides), more, ")"});
}

std::string pythonLeft(int size, int by)
{
    if (by == 0)
        return ":";
    return by > 0 ? joined({":", std::to_string(size)}) : joined({std::to_string(-by), ":"});
}

Sides entering(Pair by)
{
    return {.left = std::max(by.x, 0),
            .right = std::max(-by.x, 0),
            .top = std::max(by.y, 0),
            .bottom = std::max(-by.y, 0)};
}

std::string numpyShifted(std::string_view name, Pair size, Pair by, const Border &border)
{
    const Border around{.sides = entering(by), .mode = border.mode, .constant = border.constant};
    return joined(
        {numpyPad(name, around), "[", pythonLeft(size.y, by.y), ", ", pythonLeft(size.x, by.x), "]"});
}

Border shiftBorder(const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    return {.mode = p.paddingMode, .constant = p.paddingMode == PaddingMode::Zeros ? p.paddingValue : 0.0F};
}

void addPythonImports(CodeWriter &code, const ConvolutionCall &call, std::string_view imports)
{
    if (call.fromFile())
        code.add("import sys\n");
    code.add(imports);
    code.add("");
}

void addPythonMatrices(CodeWriter &code, const ConvolutionCall &call, const PythonArray &array)
{
    const std::string make(array.make);
    if (call.fromFile()) {
        code.add("# The picture as a text file of numbers, a line per row: python3 this.py picture.txt");
        code.add("x = " + make + "np.loadtxt(sys.argv[1], ndmin=2)" + std::string(array.tail));
    } else {
        code.matrix("x = " + make, *call.x, array.tail);
    }
    code.matrix("K = " + make, *call.kernel, array.tail);
    code.add("");
}

void addPythonMove(CodeWriter &code, const ConvolutionCall &call)
{
    if (call.params->view == ConvolutionView::Shift)
        code.add("x = " + numpyShifted("x", call.input, call.params->shift, shiftBorder(call)));
}

void addPythonSpread(CodeWriter &code, std::string_view name, Pair size, Pair step)
{
    code.let("name", std::string(name));
    code.add("spread = np.zeros(" + pythonPair(size) + ", dtype=$name.dtype)");
    code.add("spread" + (step == Pair{} ? "[:, :]" : pythonEvery(step)) + " = $name");
    code.add("$name = spread");
}

void addPythonDilatedKernel(CodeWriter &code, const ConvolutionCall &call)
{
    if (!call.dilated())
        return;
    code.mind(Caveat::NoDilation);
    addPythonSpread(code, "K", call.extent, call.params->dilation);
}

void addPythonDirectInput(CodeWriter &code, const ConvolutionCall &call)
{
    if (call.strided())
        addPythonSpread(code, "x", call.spread(), call.params->stride);
    const Sides s = call.directSides();
    const auto least = [](int side) { return std::max(side, 0); };
    const Sides added{
        .left = least(s.left), .right = least(s.right), .top = least(s.top), .bottom = least(s.bottom)};
    if (added != Sides{})
        code.add("x = " + numpyPad("x", {.sides = added}));
    if (added != s)
        code.add("x = x[" + without(-s.top, -s.bottom) + ", " + without(-s.left, -s.right) + "]");
}

} // namespace convoscope
