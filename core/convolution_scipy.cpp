#include "core/border_names.h"
#include "core/convolution_python.h"
#include "core/convolution_spellings.h"
#include "core/matrix_text.h"

namespace convoscope {

namespace {

/// ndimage knows the border modes, but keeps the size, and its middle of an even kernel is the later cell.
bool usesNdimage(const ConvolutionCall &call)
{
    return call.same() && !call.lopsided() && call.border.mode != PaddingMode::Zeros;
}

/// convolve2d's "same" has the odd cell of an even kernel at the top/left; correlate2d's is PyTorch's.
bool fillsSame(const ConvolutionCall &call)
{
    return call.same() && !(call.lopsided() && call.flipped());
}

bool fillsItself(const ConvolutionCall &call)
{
    return call.border.mode == PaddingMode::Zeros && (fillsSame(call) || call.full());
}

void mindPadding(CodeWriter &code, const ConvolutionCall &call)
{
    if (call.same() && call.lopsided() && !fillsItself(call))
        code.mind(Caveat::SameIsAsymmetric);
    if (call.border.mode == PaddingMode::Reflect && call.padded())
        code.mind(usesNdimage(call) ? Caveat::ReflectHasOtherName : Caveat::SymmetricIsNotReflect);
    if (usesNdimage(call) || fillsItself(call) || !call.padded())
        return;
    if (call.border.mode != PaddingMode::Zeros)
        code.mind(Caveat::NoPaddingMode);
    else if (!call.same())
        code.mind(Caveat::NoSides);
}

void addNdimage(CodeWriter &code, const ConvolutionCall &call)
{
    code.add(std::string("out = ndimage.") + (call.flipped() ? "convolve" : "correlate") + "(x, K, mode=\""
             + std::string(borderName(call.border.mode, Dialect::SciPy)) + "\")$every$divide");
}

void addSignal(CodeWriter &code, const ConvolutionCall &call)
{
    const bool fills = call.padded() && fillsItself(call);
    if (call.padded() && !fills)
        code.add("x = " + numpyPad("x", call.border));
    std::string mode = "mode=\"valid\"";
    if (fills) {
        mode = std::string("mode=\"") + (fillsSame(call) ? "same" : "full")
            + "\", boundary=\"fill\", fillvalue=" + shortestText(call.border.constant);
    }
    code.add(std::string("out = signal.") + (call.flipped() ? "convolve2d" : "correlate2d") + "(x, K, " + mode
             + ")$every$divide");
}

void addTransposed(CodeWriter &code, const ConvolutionCall &call)
{
    code.mind(Caveat::NoTransposed);
    addPythonDirectInput(code, call);
    code.add("out = signal.convolve2d(x, K, mode=\"valid\")$divide");
}

} // namespace

Program scipyConvolution(const ConvolutionCall &call)
{
    CodeWriter code;
    const bool ndimage = usesNdimage(call);
    addPythonImports(code, call,
                     ndimage ? "import numpy as np\nfrom scipy import ndimage"
                             : "import numpy as np\nfrom scipy import signal");
    addPythonMatrices(code, call, {.tail = ", dtype=float)"});
    code.let("every", pythonEvery(call.params->stride));
    code.let("divide", pythonDivide(call));
    addPythonDilatedKernel(code, call);
    if (call.transposed()) {
        addTransposed(code, call);
    } else {
        if (call.strided())
            code.mind(Caveat::NoStride);
        mindPadding(code, call);
        addPythonMove(code, call);
        if (ndimage)
            addNdimage(code, call);
        else
            addSignal(code, call);
    }
    code.add("print(out)");
    return std::move(code).take();
}

} // namespace convoscope
