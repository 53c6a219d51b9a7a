#include "core/convolution_python.h"
#include "core/convolution_spellings.h"

namespace convoscope {

namespace {

constexpr std::string_view sizes = R"(out_H = (x.shape[0] - $eH) // $sH + 1
out_W = (x.shape[1] - $eW) // $sW + 1)";

constexpr std::string_view windows = R"(
for i in range(out_H):
    for j in range(out_W):
        h0, w0 = i*$sH, j*$sW
        window = x[h0:h0+$eH$dH, w0:w0+$eW$dW])";

constexpr std::string_view sum = R"(        out[i, j] = (window * K).sum()$divide$beat$tap)";

constexpr std::string_view unroll = R"(        columns[:, i*out_W + j] = window.ravel()$beat

out = (K.ravel() @ columns).reshape(out_H, out_W)$divide$tap
print(out))";

constexpr std::string_view stamps = R"(H, W = x.shape
full_H = (H - 1)*$sH + $eH + $opH
full_W = (W - 1)*$sW + $eW + $opW
full = np.zeros((full_H, full_W)$dtype)

for i in range(H):
    for j in range(W):
        h0, w0 = i*$sH, j*$sW
        full[h0:h0+$eH$dH, w0:w0+$eW$dW] += x[i, j] * K$beat$tap

out = full[$pH:full_H-$pH, $pW:full_W-$pW]$divide
print(out))";

/// Defines `name`; $keyH and $keyW are then its values for the axes.
void addPair(CodeWriter &code, const std::string &key, const std::string &name, Pair value)
{
    const bool both = value.y == value.x;
    code.let(key + "H", both ? name : name + "[0]");
    code.let(key + "W", both ? name : name + "[1]");
    code.add(name + " = " + pythonNumber(value));
}

void addKernelSize(CodeWriter &code, const ConvolutionCall &call)
{
    code.add("kH, kW = K.shape");
    const bool dilated = call.dilated();
    if (dilated)
        code.add("eH, eW = $dilationH*(kH - 1) + 1, $dilationW*(kW - 1) + 1");
    code.let("eH", dilated ? "eH" : "kH");
    code.let("eW", dilated ? "eW" : "kW");
    const bool both = call.params->dilation.y == call.params->dilation.x;
    const std::string step = dilated ? ":dilation" : "";
    code.let("dH", both ? step : step + "[0]");
    code.let("dW", both ? step : step + "[1]");
}

void addSettings(CodeWriter &code, const ConvolutionCall &call)
{
    const bool direct = call.transposed() && call.params->reading == TransposedReading::Direct;
    addPair(code, "s", "stride", direct ? Pair{} : call.params->stride);
    if (call.dilated())
        addPair(code, "dilation", "dilation", call.params->dilation);
    if (call.divided())
        code.add("divisor = " + pythonDivisor(call));
    code.let("divide", call.divided() ? " / divisor" : "");
    code.let("dtype", call.whole() ? ", dtype=int" : "");
}

/// From the padded x and K in use to the last line of the loops.
void addLoops(CodeWriter &code, const ConvolutionCall &call)
{
    const bool unrolled = call.params->view == ConvolutionView::Im2col;
    addKernelSize(code, call);
    code.add(sizes);
    code.add(unrolled ? "columns = np.zeros((kH*kW, out_H*out_W)$dtype)"
                      : "out = np.zeros((out_H, out_W)$dtype)");
    code.add(windows);
    code.add(unrolled ? unroll : sum);
}

void addSliding(CodeWriter &code, const ConvolutionCall &call)
{
    if (call.padded())
        code.add("x = " + numpyPad("x", call.border));
    addLoops(code, call);
}

void addFlip(CodeWriter &code)
{
    code.add("K = K[::-1, ::-1]  # rotated by 180 degrees");
}

/// conv(shift(x)) and how far it is from shift(conv(x)).
void addShift(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    const Pair by{p.shift.y / p.stride.y, p.shift.x / p.stride.x};
    code.add("\ndef convolve(x):");
    code.indent(1);
    addSliding(code, call);
    code.add("return out\n");
    code.indent(-1);
    code.add("moved = " + numpyShifted("x", call.input, p.shift, shiftBorder(call)));
    code.add("expected = " + numpyShifted("convolve(x)", call.output, by, {.mode = p.paddingMode}));
    code.add("print(convolve(moved))\nprint(convolve(moved) - expected)");
}

void addStamps(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    addPair(code, "p", "padding", p.transposedPadding);
    addPair(code, "op", "output_padding", p.outputPadding);
    addKernelSize(code, call);
    code.add(stamps);
}

void addDirect(CodeWriter &code, const ConvolutionCall &call)
{
    code.add("\n# The same sums over the input spread with zeros");
    addPythonDirectInput(code, call);
    addFlip(code);
    addLoops(code, call);
    code.add("\nprint(out)");
}

void addView(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    if (call.transposed())
        return p.reading == TransposedReading::Stamp ? addStamps(code, call) : addDirect(code, call);
    if (call.flipped())
        addFlip(code);
    if (p.view == ConvolutionView::Shift)
        return addShift(code, call);
    addSliding(code, call);
    if (p.view != ConvolutionView::Im2col)
        code.add("\nprint(out)");
    if (p.view == ConvolutionView::Sharing)
        code.add("print(K.size, \"weights instead of\", " + std::to_string(call.input.y * call.input.x)
                 + " * out.size)");
}

} // namespace

Program numpyConvolution(const ConvolutionCall &call, Literals literals)
{
    CodeWriter code(literals);
    addPythonImports(code, call, "import numpy as np");
    const bool inferred = literals == Literals::Counted || call.whole() || call.fromFile();
    addPythonMatrices(code, call, {.tail = inferred ? ")" : ", dtype=float)"});
    addSettings(code, call);
    addView(code, call);
    return std::move(code).take();
}

} // namespace convoscope
