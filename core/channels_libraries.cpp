#include "core/channels_spellings.h"
#include "core/convolution_python.h"
#include "core/matrix_text.h"

namespace convoscope {

namespace {

std::string numbers(std::span<const float> values)
{
    std::string list;
    for (const float v : values)
        list += (list.empty() ? "" : ", ") + shortestText(v);
    return "[" + list + "]";
}

bool alike(const Sides &s)
{
    return s.left == s.right && s.top == s.bottom;
}

std::string_view numpyFor(const ChannelsCall &call)
{
    return call.fromFile() ? "import sys\n\nimport numpy as np\n" : "";
}

/// The padding argument of F.conv2d, or F.pad before it where sides differ.
std::string torchConv(const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const Sides &p = s.conv.border.sides;
    const std::string suffix = call.suffix(index);
    std::string x = call.variable(s.from);
    std::string more;
    if (s.conv.stride != Pair{})
        more += ", stride=" + pythonNumber(s.conv.stride);
    const bool same = index == 0 && call.params->padding == ChannelPadding::Same && s.conv.stride == Pair{}
        && call.params->view != ChannelsView::Bottleneck && p != Sides{};
    if (same)
        more += ", padding=\"same\"";
    else if (alike(p) && p != Sides{})
        more += ", padding=" + pythonNumber({p.top, p.left});
    else if (p != Sides{})
        x = joined({"F.pad(", x, ", (", std::to_string(p.left), ", ", std::to_string(p.right), ", ",
                    std::to_string(p.top), ", ", std::to_string(p.bottom), "))"});
    if (s.conv.dilation != Pair{})
        more += ", dilation=" + pythonNumber(s.conv.dilation);
    if (s.conv.groups != 1)
        more += ", groups=" + std::to_string(s.conv.groups);
    return joined({"F.conv2d(", x, ", K", suffix, s.bias.empty() ? "" : ", b" + suffix, more, ")"});
}

std::string torchMade(const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const std::string from = call.variable(s.from);
    switch (s.kind) {
    case FlowKind::Convolve: return torchConv(call, index);
    case FlowKind::Normalise: {
        const auto full = [&](float value) {
            return joined({"torch.full((", std::to_string(call.flow.shape(index).c), ",), ",
                           shortestText(value), isWhole(value) ? ".0)" : ")"});
        };
        return joined({"F.batch_norm(", from, ", None, None, ", full(call.params->gamma), ", ",
                       full(call.params->beta), ", training=True)"});
    }
    case FlowKind::Activate: return "F.relu(" + from + ")";
    case FlowKind::Add: return from + " + " + call.variable(s.with);
    }
    return {};
}

/// A layer of Keras with its weights, and its call on `from`.
void addKerasConv(CodeWriter &code, const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const Shape &w = s.weight.shape();
    const std::string suffix = call.suffix(index);
    const bool each = w.c == 1 && s.conv.groups > 1 && s.conv.stride.y == s.conv.stride.x;
    const std::string name = "layer" + suffix;
    code.let("name", name);
    code.let("from", call.variable(s.from));
    code.let("to", call.variable(index + 1));
    code.let("settings",
             joined({pythonPair({w.h, w.w}), ", strides=", pythonPair(s.conv.stride), ", dilation_rate=",
                     pythonPair(s.conv.dilation), s.bias.empty() ? ", use_bias=False" : ""}));
    code.let("bias", s.bias.empty() ? "" : ", b" + suffix);
    code.let("K", "K" + suffix);
    code.let("channels", std::to_string(call.flow.shape(s.from).c));
    if (each) {
        code.let("multiplier", std::to_string(w.n / s.conv.groups));
        code.add("$name = keras.layers.DepthwiseConv2D($settings, depth_multiplier=$multiplier)");
        code.add("$name.build((None, None, None, $channels))");
        code.add("$name.set_weights([$K.transpose(2, 3, 0, 1).reshape($K.shape[2:] + ($channels, "
                 "$multiplier))$bias])");
    } else {
        code.let("filters", std::to_string(w.n));
        code.let("groups", std::to_string(s.conv.groups));
        code.add("$name = keras.layers.Conv2D($filters, $settings, groups=$groups)");
        code.add("$name.build((None, None, None, $channels))");
        code.add("$name.set_weights([$K.transpose(2, 3, 1, 0)$bias])");
    }
    const Sides &sides = s.conv.border.sides;
    if (sides == Sides{})
        return code.add("$to = $name($from)");
    code.let("sides", pythonSides(sides));
    code.add("$to = $name(keras.layers.ZeroPadding2D($sides)($from))");
}

void addKerasStage(CodeWriter &code, const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const std::string to = call.variable(index + 1) + " = ";
    const std::string from = call.variable(s.from);
    switch (s.kind) {
    case FlowKind::Convolve: return addKerasConv(code, call, index);
    case FlowKind::Normalise:
        code.mind(Caveat::EpsilonDiffers);
        code.let("gamma", shortestText(call.params->gamma));
        code.let("beta", shortestText(call.params->beta));
        code.add("norm_layer = keras.layers.BatchNormalization(\n"
                 "    epsilon=1e-5, gamma_initializer=keras.initializers.Constant($gamma),\n"
                 "    beta_initializer=keras.initializers.Constant($beta))");
        return code.add(to + "norm_layer(" + from + ", training=True)");
    case FlowKind::Activate: return code.add(to + "keras.ops.relu(" + from + ")");
    case FlowKind::Add: return code.add(joined({to, from, " + ", call.variable(s.with)}));
    }
}

/// A node of the graph; `more` holds its further inputs, `attributes` what follows the outputs.
std::string node(std::string_view kind, const ChannelsCall &call, int index, const std::string &more,
                 const std::string &attributes)
{
    return joined({"    helper.make_node(\"", kind, "\", [\"", call.variable(call.stage(index).from), "\"",
                   more, "], [\"", call.variable(index + 1), "\"]", attributes, "),"});
}

std::string pairList(Pair p)
{
    return joined({"[", std::to_string(p.y), ", ", std::to_string(p.x), "]"});
}

std::string quoted(const std::string &name)
{
    return ", \"" + name + "\"";
}

std::string onnxNode(const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const std::string made = call.variable(index + 1);
    switch (s.kind) {
    case FlowKind::Convolve: {
        const Sides &p = s.conv.border.sides;
        const std::string pads = joined({", pads=[", std::to_string(p.top), ", ", std::to_string(p.left),
                                         ", ", std::to_string(p.bottom), ", ", std::to_string(p.right), "]"});
        const std::string suffix = call.suffix(index);
        return node("Conv", call, index,
                    quoted("K" + suffix) + (s.bias.empty() ? std::string() : quoted("b" + suffix)),
                    joined({", strides=", pairList(s.conv.stride), ", dilations=", pairList(s.conv.dilation),
                            ", group=", std::to_string(s.conv.groups), pads}));
    }
    case FlowKind::Normalise:
        return node("BatchNormalization", call, index,
                    quoted("gamma_" + made) + quoted("beta_" + made) + quoted("mean_" + made)
                        + quoted("var_" + made),
                    ", epsilon=1e-5");
    case FlowKind::Activate: return node("Relu", call, index, "", "");
    case FlowKind::Add: return node("Add", call, index, quoted(call.variable(s.with)), "");
    }
    return {};
}

void addOnnxConstants(CodeWriter &code, const ChannelsCall &call)
{
    code.add("constants = {");
    for (int i = 0; i < call.needed(); ++i) {
        const FlowStage &s = call.stage(i);
        const std::string suffix = call.suffix(i);
        if (s.kind == FlowKind::Convolve) {
            code.add(joined({"    \"K", suffix, "\": K", suffix, ","}));
            if (!s.bias.empty())
                code.add(joined({"    \"b", suffix, "\": b", suffix, ","}));
        } else if (s.norm) {
            const std::string made = call.variable(i + 1);
            const auto add = [&](const char *name, std::span<const float> values) {
                code.add(joined(
                    {"    \"", name, "_", made, "\": np.array(", numbers(values), ", dtype=np.float32),"}));
            };
            add("gamma", s.norm->gamma);
            add("beta", s.norm->beta);
            add("mean", s.norm->mean);
            add("var", s.norm->variance);
        }
    }
    code.add("}");
}

constexpr std::string_view onnxGraph = R"(float32 = TensorProto.FLOAT
graph = helper.make_graph(
    nodes, "channels",
    [helper.make_tensor_value_info("x", float32, None)],
    [helper.make_tensor_value_info(name, float32, None) for name in shown],
    [numpy_helper.from_array(value, name) for name, value in constants.items()])
for maps in ReferenceEvaluator(helper.make_model(graph)).run(None, {"x": x[None]}):
    for m in maps[0]:
        print(m))";

} // namespace

ChannelsProgram pytorchChannels(const ChannelsCall &call)
{
    CodeWriter code;
    code.add(joined({numpyFor(call), "import torch\nimport torch.nn.functional as F\n"}));
    addPythonTensors(code, call, {.make = "torch.tensor(", .tail = ", dtype=torch.float32)"});
    code.add("x = x[None]  # a batch of one\n");
    for (int i = 0; i < call.needed(); ++i)
        code.add(call.variable(i + 1) + " = " + torchMade(call, i));
    for (const int i : call.shown)
        code.add("for m in " + call.variable(i + 1) + "[0]:\n    print(m)");
    return {std::move(code).take()};
}

ChannelsProgram kerasChannels(const ChannelsCall &call)
{
    CodeWriter code;
    code.mind(Caveat::ChannelsLast);
    code.add(joined({call.fromFile() ? "import sys\n\n" : "", "import keras\nimport numpy as np\n"}));
    addPythonTensors(code, call, {.tail = ", dtype=np.float32)"});
    code.add("x = x.transpose(1, 2, 0)[None]\n");
    for (int i = 0; i < call.needed(); ++i)
        addKerasStage(code, call, i);
    for (const int i : call.shown)
        code.add("for m in keras.ops.convert_to_numpy(" + call.variable(i + 1)
                 + ")[0].transpose(2, 0, 1):\n    print(m)");
    return {std::move(code).take()};
}

ChannelsProgram onnxChannels(const ChannelsCall &call)
{
    CodeWriter code;
    code.add(joined({call.fromFile() ? "import sys\n\n" : "",
                     "import numpy as np\nfrom onnx import TensorProto, helper, numpy_helper\n"
                     "from onnx.reference import ReferenceEvaluator\n"}));
    addPythonTensors(code, call, {.tail = ", dtype=np.float32)"});
    addOnnxConstants(code, call);
    code.add("nodes = [");
    for (int i = 0; i < call.needed(); ++i)
        code.add(onnxNode(call, i));
    code.add("]");
    std::string shown;
    for (const int i : call.shown)
        shown += joined({shown.empty() ? "" : ", ", "\"", call.variable(i + 1), "\""});
    code.add("shown = [" + shown + "]");
    code.add(onnxGraph);
    return {std::move(code).take()};
}

} // namespace convoscope
