#include "core/border_names.h"
#include "core/convolution_python.h"
#include "core/convolution_spellings.h"
#include "core/matrix_text.h"

namespace convoscope {

namespace {

/// filter2D keeps the size, pads with zeros, copies or mirrors, but can't go round.
bool padsItself(const ConvolutionCall &call)
{
    return call.same() && !call.constantBorder() && call.border.mode != PaddingMode::Circular;
}

void mindPadding(CodeWriter &code, const ConvolutionCall &call)
{
    if (call.padded() && call.border.mode == PaddingMode::Reflect)
        code.mind(Caveat::ReflectHasOtherName);
    if (padsItself(call) && call.lopsided())
        code.mind(Caveat::EvenAnchor);
    if (call.padded() && !padsItself(call))
        code.mind(call.same() ? Caveat::NoPaddingMode : Caveat::NoSides);
}

/// The part of filter2D's output that only read what is there: it begins where the anchor is, in the corner.
std::string validPart(Pair size, Pair step)
{
    const auto slice = [](int count, int by) {
        const std::string every = by == 1 ? "" : joined({":", std::to_string(by)});
        return joined({":", std::to_string((count - 1) * by + 1), every});
    };
    return joined({"[", slice(size.y, step.y), ", ", slice(size.x, step.x), "]"});
}

void addBorder(CodeWriter &code, const ConvolutionCall &call)
{
    const Sides s = call.border.sides;
    code.let("top", std::to_string(s.top));
    code.let("bottom", std::to_string(s.bottom));
    code.let("left", std::to_string(s.left));
    code.let("right", std::to_string(s.right));
    code.let("value", call.constantBorder() ? ", value=" + shortestText(call.border.constant) : "");
    code.add("x = cv2.copyMakeBorder(x, $top, $bottom, $left, $right, $border$value)");
}

void addSame(CodeWriter &code, const ConvolutionCall &call)
{
    const Pair corner{call.border.sides.left, call.border.sides.top};
    code.let("anchor", call.lopsided() ? ", anchor=" + pythonPair(corner) : "");
    code.let("every", pythonEvery(call.params->stride));
    code.add("out = cv2.filter2D(x, cv2.CV_32F, K$anchor, borderType=$border)$every$divide");
}

void addCorner(CodeWriter &code, const ConvolutionCall &call, Pair step)
{
    code.let("part", validPart(call.output, step));
    code.add("out = cv2.filter2D(x, cv2.CV_32F, K, anchor=(0, 0))$part$divide");
}

void addFlip(CodeWriter &code)
{
    code.add("K = cv2.flip(K, -1)");
}

void addSliding(CodeWriter &code, const ConvolutionCall &call)
{
    if (call.strided())
        code.mind(Caveat::NoStride);
    mindPadding(code, call);
    addPythonMove(code, call);
    if (call.flipped()) {
        code.mind(Caveat::FlipsKernel);
        addFlip(code);
    }
    if (padsItself(call))
        return addSame(code, call);
    if (call.padded())
        addBorder(code, call);
    addCorner(code, call, call.params->stride);
}

} // namespace

Program openCvConvolution(const ConvolutionCall &call)
{
    CodeWriter code;
    addPythonImports(code, call, "import cv2\nimport numpy as np");
    addPythonMatrices(code, call, {.tail = ", dtype=np.float32)"});
    code.let("divide", pythonDivide(call));
    code.let("border", std::string(borderName(call.border.mode, Dialect::OpenCv)));
    addPythonDilatedKernel(code, call);
    if (call.transposed()) {
        code.mind(Caveat::NoTransposed);
        addPythonDirectInput(code, call);
        addFlip(code);
        addCorner(code, call, {});
    } else {
        addSliding(code, call);
    }
    code.add("print(out)");
    return std::move(code).take();
}

} // namespace convoscope
