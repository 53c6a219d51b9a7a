#include "core/convolution_python.h"
#include "core/convolution_spellings.h"

#include <algorithm>

namespace convoscope {

namespace {

bool zeroBorder(const ConvolutionCall &call)
{
    return call.border.mode == PaddingMode::Zeros && !call.constantBorder();
}

/// Cells that TensorFlow's SAME puts before the input: half, rounded down, of what ceil(I/S) outputs need.
int tensorflowBefore(int input, int extent, int stride)
{
    const int outputs = (input + stride - 1) / stride;
    return std::max((outputs - 1) * stride + extent - input, 0) / 2;
}

/// Whether padding="same" begins where our padding begins; the sizes agree anyway.
bool isTensorflowSame(const ConvolutionCall &call)
{
    const Pair stride = call.params->stride;
    return call.same() && zeroBorder(call)
        && tensorflowBefore(call.input.y, call.extent.y, stride.y) == call.border.sides.top
        && tensorflowBefore(call.input.x, call.extent.x, stride.x) == call.border.sides.left;
}

void mindPadding(CodeWriter &code, const ConvolutionCall &call)
{
    if (!call.padded() || isTensorflowSame(call))
        return;
    if (!zeroBorder(call))
        code.mind(Caveat::NoPaddingMode);
    else
        code.mind(call.params->padding == PaddingKind::Same ? Caveat::SameIsAsymmetric : Caveat::NoSides);
}

/// Spreads the kernel where there is no dilation: not beside a stride, nor in transposed convolution (which
/// TensorFlow lacks on the CPU). Gives the dilation that is left to the layer.
Pair addDilation(CodeWriter &code, const ConvolutionCall &call)
{
    if (!call.dilated() || !(call.strided() || call.transposed()))
        return call.params->dilation;
    code.mind(call.transposed() ? Caveat::NoDilation : Caveat::StrideExcludesDilation);
    addPythonSpread(code, "K", call.extent, call.params->dilation);
    return {};
}

void addLayer(CodeWriter &code, std::string_view type, const ConvolutionCall &call, std::string_view padding)
{
    code.let("dilation", pythonPair(addDilation(code, call)));
    code.let("stride", pythonPair(call.params->stride));
    code.let("padding", std::string(padding));
    code.let("type", std::string(type));
    code.add(R"(layer = keras.layers.$type(1, K.shape, strides=$stride, padding="$padding",)");
    code.let("indent", std::string(joined({"layer = keras.layers.", type}).size(), ' '));
    code.add("$indent dilation_rate=$dilation, use_bias=False)");
    code.add("layer.build((None, None, None, 1))\nlayer.set_weights([K[:, :, None, None]])");
}

void addSliding(CodeWriter &code, const ConvolutionCall &call)
{
    const bool same = isTensorflowSame(call);
    mindPadding(code, call);
    addPythonMove(code, call);
    if (call.flipped()) {
        code.mind(Caveat::FlipsKernel);
        code.add("K = K[::-1, ::-1]");
    }
    if (call.padded() && !zeroBorder(call))
        code.add("x = " + numpyPad("x", call.border));
    addLayer(code, "Conv2D", call, same ? "same" : "valid");
    const bool zeros = call.padded() && zeroBorder(call) && !same;
    if (zeros) {
        code.add("pad = keras.layers.ZeroPadding2D(" + pythonSides(call.border.sides) + ")");
        code.add("out = layer(pad(x[None, :, :, None]))");
    } else {
        code.add("out = layer(x[None, :, :, None])");
    }
}

/// Without padding the layer gives (I-1)S + max(extent, S) rows; ours lie in them, or reach past their end.
void addTransposed(CodeWriter &code, const ConvolutionCall &call)
{
    const ConvolutionParams &p = *call.params;
    const auto excess = [](int input, int extent, int stride, int output, int crop) {
        return (input - 1) * stride + std::max(extent, stride) - output - crop;
    };
    const Pair low = p.transposedPadding;
    const Pair high{excess(call.input.y, call.extent.y, p.stride.y, call.output.y, low.y),
                    excess(call.input.x, call.extent.x, p.stride.x, call.output.x, low.x)};
    const Sides added{.right = std::max(-high.x, 0), .bottom = std::max(-high.y, 0)};
    const Sides cropped{
        .left = low.x, .right = std::max(high.x, 0), .top = low.y, .bottom = std::max(high.y, 0)};
    addLayer(code, "Conv2DTranspose", call, "valid");
    code.add("out = layer(x[None, :, :, None])");
    if (added != Sides{})
        code.add("out = keras.layers.ZeroPadding2D(" + pythonSides(added) + ")(out)");
    if (cropped == Sides{})
        return;
    code.mind(Caveat::CropsAfterwards);
    code.add("out = keras.layers.Cropping2D(" + pythonSides(cropped) + ")(out)");
}

} // namespace

Program kerasConvolution(const ConvolutionCall &call)
{
    CodeWriter code;
    addPythonImports(code, call, "import keras\nimport numpy as np");
    addPythonMatrices(code, call, {.tail = ", dtype=np.float32)"});
    if (call.transposed())
        addTransposed(code, call);
    else
        addSliding(code, call);
    code.add("print(keras.ops.convert_to_numpy(out)[0, :, :, 0]" + pythonDivide(call) + ")");
    return std::move(code).take();
}

} // namespace convoscope
