#include "core/border_names.h"
#include "core/convolution_python.h"
#include "core/convolution_spellings.h"
#include "core/matrix_text.h"

namespace convoscope {

namespace {

constexpr std::string_view conv =
    R"(    helper.make_node("Conv", ["$in", "K"], ["out"], strides=$strides,
                     pads=[$begins, $ends], dilations=$dilations),)";

constexpr std::string_view convTranspose = R"(nodes = [
    helper.make_node("ConvTranspose", ["x", "K"], ["out"], strides=$strides,
                     pads=[$begins, $ends], output_padding=$more, dilations=$dilations),)";

constexpr std::string_view padTensor =
    R"(weights.append(numpy_helper.from_array(np.array([0, 0, $begins, 0, 0, $ends]), "pads")))";

constexpr std::string_view wholeTranspose = R"(nodes = [
    helper.make_node("ConvTranspose", ["x", "K"], ["whole"], strides=$strides, dilations=$dilations),
    helper.make_node("Pad", ["whole", "pads"], ["out"]),)";

constexpr std::string_view graph = R"(]
model = helper.make_model(helper.make_graph(nodes, "convolution",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
    [helper.make_tensor_value_info("out", TensorProto.FLOAT, (1, 1, $outH, $outW))], weights))
out = ReferenceEvaluator(model).run(None, {"x": x})[0]
print(out[0, 0]$divide))";

std::string list(Pair pair)
{
    return joined({"[", std::to_string(pair.y), ", ", std::to_string(pair.x), "]"});
}

/// ONNX names all beginnings before all ends: top, left, bottom, right.
void letPads(CodeWriter &code, Sides s)
{
    code.let("begins", joined({std::to_string(s.top), ", ", std::to_string(s.left)}));
    code.let("ends", joined({std::to_string(s.bottom), ", ", std::to_string(s.right)}));
}

/// A node of its own for what Conv's zeros can't do; its pads count batch and channel too.
void addPadNode(CodeWriter &code, const ConvolutionCall &call)
{
    code.mind(Caveat::NoPaddingMode);
    letPads(code, call.border.sides);
    code.let("mode", std::string(borderName(call.border.mode, Dialect::Onnx)));
    code.let("constant", call.constantBorder() ? R"(, "constant")" : "");
    code.let("value", shortestText(call.border.constant));
    code.add(padTensor);
    if (call.constantBorder())
        code.add(R"(weights.append(numpy_helper.from_array(np.float32($value), "constant")))");
    code.add("nodes = [");
    code.add(R"(    helper.make_node("Pad", ["x", "pads"$constant], ["padded"], mode="$mode"),)");
}

void addConv(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    const bool apart = call.padded() && (call.border.mode != PaddingMode::Zeros || call.constantBorder());
    if (p.padding == PaddingKind::Same && call.strided() && call.padded())
        code.mind(Caveat::SameIsAsymmetric);
    if (apart)
        addPadNode(code, call);
    else
        code.add("nodes = [");
    letPads(code, apart ? Sides{} : call.border.sides);
    code.let("in", apart ? "padded" : "x");
    code.add(conv);
}

/// ONNX Runtime refuses output_padding from the stride on, which a dilation allows in PyTorch.
bool refusesOutputPadding(const ConvolutionParams &p)
{
    return p.outputPadding.y >= p.stride.y || p.outputPadding.x >= p.stride.x;
}

/// Then Pad, whose negative numbers take cells away, makes the border.
void addCutTranspose(CodeWriter &code, const ConvolutionParams &p)
{
    const Pair cut = p.transposedPadding;
    const Pair more = p.outputPadding;
    code.mind(Caveat::CropsAfterwards);
    letPads(code, {.left = -cut.x, .right = more.x - cut.x, .top = -cut.y, .bottom = more.y - cut.y});
    code.add(padTensor);
    code.add(wholeTranspose);
}

void addConvTranspose(CodeWriter &code, const ConvolutionParams &p)
{
    if (refusesOutputPadding(p))
        return addCutTranspose(code, p);
    const Pair cut = p.transposedPadding;
    letPads(code, {.left = cut.x, .right = cut.x, .top = cut.y, .bottom = cut.y});
    code.let("more", list(p.outputPadding));
    code.add(convTranspose);
}

} // namespace

Program onnxConvolution(const ConvolutionCall &call)
{
    CodeWriter code;
    addPythonImports(code, call,
                     "import numpy as np\nfrom onnx import TensorProto, helper, numpy_helper\n"
                     "from onnx.reference import ReferenceEvaluator");
    addPythonMatrices(code, call, {.tail = ", dtype=np.float32)"});
    addPythonMove(code, call);
    if (call.flipped()) {
        code.mind(Caveat::FlipsKernel);
        code.add("K = K[::-1, ::-1]");
    }
    code.add("x, K = x[None, None], K[None, None]");
    code.add("weights = [numpy_helper.from_array(K, \"K\")]");
    code.let("outH", std::to_string(call.output.y));
    code.let("outW", std::to_string(call.output.x));
    code.let("strides", list(call.params->stride));
    code.let("dilations", list(call.params->dilation));
    code.let("divide", pythonDivide(call));
    if (call.transposed())
        addConvTranspose(code, *call.params);
    else
        addConv(code, call);
    code.add(graph);
    return std::move(code).take();
}

} // namespace convoscope
