#include "core/channels_spellings.h"
#include "core/convolution_python.h"
#include "core/matrix_text.h"

namespace convoscope {

namespace {

constexpr std::string_view convolution = R"(
def conv(x, K, b, stride=(1, 1), sides=((0, 0), (0, 0)), dilation=(1, 1), groups=1):
    x = np.pad(x, ((0, 0), *sides))
    F, C, kH, kW = K.shape  # C channels are read by each of F filters
    eH, eW = dilation[0]*(kH - 1) + 1, dilation[1]*(kW - 1) + 1
    out_H = (x.shape[1] - eH) // stride[0] + 1
    out_W = (x.shape[2] - eW) // stride[1] + 1
    out = np.zeros((F, out_H, out_W))
    for f in range(F):
        c0 = f // (F // groups) * C
        for i in range(out_H):
            for j in range(out_W):
                h0, w0 = i*stride[0], j*stride[1]
                window = x[c0:c0+C, h0:h0+eH:dilation[0], w0:w0+eW:dilation[1]]
                products = (window * K[f]).sum(axis=(1, 2))$tap
                out[f, i, j] = products.sum() + b[f]$beat
    return out)";

constexpr std::string_view normalisation = R"(
def batch_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=(1, 2), keepdims=True)
    var = x.var(axis=(1, 2), keepdims=True)
    return (x - mean) / np.sqrt(var + eps) * gamma + beta)";

constexpr std::string_view activation = R"(
def relu(x):
    return np.maximum(x, 0))";

/// The arguments that are not the defaults of conv above.
std::string settings(const Conv2d &conv)
{
    std::string text;
    if (conv.stride != Pair{})
        text += ", stride=" + pythonPair(conv.stride);
    if (conv.border.sides != Sides{})
        text += ", sides=" + pythonSides(conv.border.sides);
    if (conv.dilation != Pair{})
        text += ", dilation=" + pythonPair(conv.dilation);
    if (conv.groups != 1)
        text += ", groups=" + std::to_string(conv.groups);
    return text;
}

std::string made(const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const std::string from = call.variable(s.from);
    switch (s.kind) {
    case FlowKind::Convolve: {
        const std::string suffix = call.suffix(index);
        const std::string bias = s.bias.empty() ? "[0]*" + std::to_string(s.weight.shape().n) : "b" + suffix;
        return joined({"conv(", from, ", K", suffix, ", ", bias, settings(s.conv), ")"});
    }
    case FlowKind::Normalise:
        return joined({"batch_norm(", from, ", ", shortestText(call.params->gamma), ", ",
                       shortestText(call.params->beta), ")"});
    case FlowKind::Activate: return "relu(" + from + ")";
    case FlowKind::Add: return from + " + " + call.variable(s.with);
    }
    return {};
}

} // namespace

void addPythonTensors(CodeWriter &code, const ChannelsCall &call, const ArrayWords &words)
{
    const Tensor &x = call.flow.tensor(0);
    const std::string make(words.make);
    if (call.fromFile()) {
        code.add("# The picture as a text file of numbers, a line per row, one channel below the other");
        code.add(
            joined({"x = ", make, "np.loadtxt(sys.argv[1], ndmin=2).reshape(", std::to_string(x.shape().c),
                    ", ", std::to_string(x.height()), ", ", std::to_string(x.width()), ")", words.tail}));
    } else {
        code.nested("x = " + make, x, 3, words.tail);
    }
    for (int i = 0; i < call.needed(); ++i) {
        const FlowStage &s = call.stage(i);
        if (s.kind != FlowKind::Convolve)
            continue;
        code.nested(joined({"K", call.suffix(i), " = ", make}), s.weight, 4, words.tail);
        if (s.bias.empty())
            continue;
        std::string list;
        for (const float b : s.bias)
            list += (list.empty() ? "" : ", ") + shortestText(b);
        code.add(joined({"b", call.suffix(i), " = ", make, "[", list, "]", words.tail}));
    }
}

ChannelsProgram numpyChannels(const ChannelsCall &call, Literals literals)
{
    CodeWriter code(literals);
    code.add(call.fromFile() ? "import sys\n\nimport numpy as np\n" : "import numpy as np\n");
    addPythonTensors(code, call, {});
    code.add("");
    code.add(convolution);
    if (call.has(FlowKind::Normalise))
        code.add(normalisation);
    if (call.has(FlowKind::Activate))
        code.add(activation);
    code.add("");
    std::vector<int> lines;
    for (int i = 0; i < call.needed(); ++i) {
        lines.push_back(code.nextLine());
        code.add(call.variable(i + 1) + " = " + made(call, i));
    }
    for (const int i : call.shown)
        code.add("for m in " + call.variable(i + 1) + ":\n    print(m)");
    return {std::move(code).take(), lines};
}

} // namespace convoscope
