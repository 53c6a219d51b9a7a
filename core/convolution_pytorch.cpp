#include "core/border_names.h"
#include "core/convolution_python.h"
#include "core/convolution_spellings.h"
#include "core/matrix_text.h"

namespace convoscope {

namespace {

/// F.pad counts from the last axis: left, right, top, bottom.
std::string torchPad(Sides s, const Border &border)
{
    std::string more;
    if (border.mode != PaddingMode::Zeros)
        more = joined({", mode=\"", borderName(border.mode, Dialect::PyTorch), "\""});
    else if (border.constant != 0.0F)
        more = ", value=" + shortestText(border.constant);
    return joined({"F.pad(x, (", std::to_string(s.left), ", ", std::to_string(s.right), ", ",
                   std::to_string(s.top), ", ", std::to_string(s.bottom), ")", more, ")"});
}

void addMove(CodeWriter &code, const ConvolutionCall &call)
{
    const Pair by = call.params->shift;
    code.let("pad", torchPad(entering(by), shiftBorder(call)));
    code.let("rows", pythonLeft(call.input.y, by.y));
    code.let("columns", pythonLeft(call.input.x, by.x));
    code.add("x = $pad[:, :, $rows, $columns]");
}

/// The padding argument where conv2d and unfold have one that fits; otherwise x is padded first.
std::string paddingArgument(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    const Sides s = call.border.sides;
    if (!call.padded())
        return "0";
    const bool zeros = call.border.mode == PaddingMode::Zeros && !call.constantBorder();
    const bool asked = p.padding == PaddingKind::Same && p.view != ConvolutionView::Im2col;
    if (asked && zeros && !call.strided())
        return "\"same\"";
    if (asked && call.strided())
        code.mind(Caveat::SameNeedsStrideOne);
    if (zeros && s.left == s.right && s.top == s.bottom)
        return pythonNumber({s.top, s.left});
    if (!zeros)
        code.mind(Caveat::NoPaddingMode);
    code.add("x = " + torchPad(s, call.border));
    return "0";
}

void addConvolution(CodeWriter &code, const ConvolutionCall &call)
{
    code.let("padding", paddingArgument(code, call));
    code.add("out = F.conv2d(x, K, stride=$stride, padding=$padding$dilation)$divide");
}

void addUnfolded(CodeWriter &code, const ConvolutionCall &call)
{
    code.let("padding", paddingArgument(code, call));
    code.let("size", pythonPair(call.weights));
    code.let("output", joined({std::to_string(call.output.y), ", ", std::to_string(call.output.x)}));
    code.add("columns = F.unfold(x, $size$dilation, padding=$padding, stride=$stride)");
    code.add("out = (K.reshape(1, -1) @ columns).reshape(1, 1, $output)$divide");
}

void addTransposed(CodeWriter &code, const ConvolutionCall &call)
{
    code.let("padding", pythonNumber(call.params->transposedPadding));
    code.let("more", pythonNumber(call.params->outputPadding));
    code.add("out = F.conv_transpose2d(x, K, stride=$stride, padding=$padding, output_padding=$more$dilation)"
             "$divide");
}

} // namespace

Program pytorchConvolution(const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    CodeWriter code;
    addPythonImports(code, call,
                     call.fromFile() ? "import numpy as np\nimport torch\nimport torch.nn.functional as F"
                                     : "import torch\nimport torch.nn.functional as F");
    addPythonMatrices(code, call, {.make = "torch.tensor(", .tail = ", dtype=torch.float32)[None, None]"});
    code.let("dilation", call.dilated() ? ", dilation=" + pythonNumber(p.dilation) : "");
    code.let("stride", pythonNumber(p.stride));
    code.let("divide", pythonDivide(call));
    if (p.view == ConvolutionView::Shift)
        addMove(code, call);
    if (call.flipped()) {
        code.mind(Caveat::FlipsKernel);
        code.add("K = torch.flip(K, (2, 3))");
    }
    if (call.transposed())
        addTransposed(code, call);
    else if (p.view == ConvolutionView::Im2col)
        addUnfolded(code, call);
    else
        addConvolution(code, call);
    code.add("print(out[0, 0])");
    return std::move(code).take();
}

} // namespace convoscope
