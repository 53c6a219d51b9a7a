#include "core/pipeline_spellings.h"

namespace convoscope {

namespace {

/// The names of the layers of a kind in the file, in Python: ["conv1", "conv2"].
template <typename Layer>
std::string namesOf(const PipelineCall &call)
{
    std::string text;
    for (int row = 1; row < call.network->rows(); ++row) {
        if (std::holds_alternative<Layer>(call.network->maker(row).operation))
            text += joined({text.empty() ? "\"" : ", \"", call.weights(row), "\""});
    }
    return joined({"[", text, "]"});
}

/// The entry of keras.Sequential that makes a row.
struct KerasLayer {
    const PipelineCall &call;
    int row;

    [[nodiscard]] std::string activation(std::string_view function) const
    {
        return joined({"layers.Activation(\"", function, "\", name=\"", call.variable(row), "\"),"});
    }
    std::string operator()(const ConvLayer &layer) const
    {
        return joined({"layers.Conv2D(", std::to_string(call.shape(row).c), ", ",
                       std::to_string(layer.weight.height()), ", name=\"", call.weights(row), "\"),"});
    }
    std::string operator()(const LinearLayer &) const
    {
        return joined(
            {"layers.Dense(", std::to_string(call.shape(row).c), ", name=\"", call.weights(row), "\"),"});
    }
    std::string operator()(const Activation &a) const
    {
        return activation(a.kind == ActivationKind::Relu       ? "relu"
                              : a.kind == ActivationKind::Tanh ? "tanh"
                                                               : "linear");
    }
    std::string operator()(const Pool2d &pool) const
    {
        return joined({pool.kind == PoolKind::Max ? "layers.MaxPooling2D(" : "layers.AveragePooling2D(",
                       std::to_string(pool.kernel.y), ", name=\"", call.variable(row), "\"),"});
    }
    std::string operator()(const FlattenLayer &) const
    {
        return "layers.Permute((3, 1, 2)),  # the weights want channel by channel\nlayers.Flatten(),";
    }
    std::string operator()(const SoftmaxLayer &) const { return {}; }
};

/// The node of the graph that makes a row.
struct OnnxNode {
    const PipelineCall &call;
    int row;

    [[nodiscard]] std::string node(std::string_view kind, const std::string &inputs = {},
                                   std::string_view attributes = {}) const
    {
        return joined({"helper.make_node(\"", kind, "\", [\"", call.variable(row - 1), "\"", inputs, "], [\"",
                       call.variable(row), "\"]", attributes, "),"});
    }
    [[nodiscard]] std::string weights() const
    {
        const std::string name = call.weights(row);
        return joined({", \"", name, ".weight\", \"", name, ".bias\""});
    }
    std::string operator()(const ConvLayer &layer) const
    {
        const std::string k = std::to_string(layer.weight.height());
        return node("Conv", weights(), joined({", kernel_shape=[", k, ", ", k, "]"}));
    }
    std::string operator()(const LinearLayer &) const { return node("Gemm", weights(), ", transB=1"); }
    std::string operator()(const Activation &a) const
    {
        return node(a.kind == ActivationKind::Relu       ? "Relu"
                        : a.kind == ActivationKind::Tanh ? "Tanh"
                                                         : "Identity");
    }
    std::string operator()(const Pool2d &pool) const
    {
        const std::string k = std::to_string(pool.kernel.y);
        return node(pool.kind == PoolKind::Max ? "MaxPool" : "AveragePool", {},
                    joined({", kernel_shape=[", k, ", ", k, "], strides=[", k, ", ", k, "]"}));
    }
    std::string operator()(const FlattenLayer &) const { return node("Flatten"); }
    std::string operator()(const SoftmaxLayer &) const { return node("Softmax"); }
};

/// The lines of the layers, one entry each.
template <typename Entry>
void addEntries(CodeWriter &code, const PipelineCall &call, PipelineProgram &made)
{
    code.indent(1);
    for (int row = 1; row < call.network->rows(); ++row) {
        const std::string entry = std::visit(Entry{call, row}, call.network->maker(row).operation);
        made.lines.push_back(entry.empty() ? -1 : code.nextLine());
        if (!entry.empty())
            code.add(entry);
    }
    code.indent(-1);
}

/// The digit, and the weights as a dictionary.
void addArrays(CodeWriter &code, const PipelineCall &call, PipelineProgram &made)
{
    addPythonDigit(code, call);
    code.add("");
    code.add(joined({"# ", PipelineCall::whereFileIs()}));
    code.add(joined({"w = load_file(\"", call.file(), "\")"}));
    addNumpyExperiments(code, call);
    made.lines.push_back(code.nextLine());
    addNumpyInput(code, call);
}

constexpr std::string_view onnxGraph = R"(float32 = TensorProto.FLOAT
graph = helper.make_graph(
    nodes, "$network",
    [helper.make_tensor_value_info("x", float32, [1, 1, $H, $W])],
    [helper.make_tensor_value_info(name, float32, [1, 10]) for name in ("logits", "probabilities")],
    [numpy_helper.from_array(value, name) for name, value in w.items()])
model = helper.make_model(graph))";

constexpr std::string_view onnxRun = R"(for values in ReferenceEvaluator(model).run(None, {"x": x[None]}):
    print(values[0]))";

constexpr std::string_view openCvRun = R"(net = cv2.dnn.readNetFromONNX(model.SerializeToString())
net.setInput(x[None])
for values in net.forward(["logits", "probabilities"]):
    print(values[0]))";

/// The network as a graph; `imports` and `run` belong to what runs it.
PipelineProgram graphPipeline(const PipelineCall &call, std::string_view imports, std::string_view run)
{
    CodeWriter code;
    PipelineProgram made;
    code.add(imports);
    addArrays(code, call, made);
    code.add("nodes = [");
    addEntries<OnnxNode>(code, call, made);
    code.add("]");
    code.let("network", call.network->name);
    code.let("H", std::to_string(call.shape(0).h));
    code.let("W", std::to_string(call.shape(0).w));
    code.add(onnxGraph);
    code.add(run);
    made.program = std::move(code).take();
    return made;
}

} // namespace

PipelineProgram kerasPipeline(const PipelineCall &call)
{
    CodeWriter code;
    PipelineProgram made;
    code.mind(Caveat::ChannelsLast);
    code.add("import keras\nimport numpy as np\nfrom keras import layers\nfrom safetensors.numpy import "
             "load_file\n");
    addArrays(code, call, made);
    code.let("H", std::to_string(call.shape(0).h));
    code.let("W", std::to_string(call.shape(0).w));
    code.let("convs", namesOf<ConvLayer>(call));
    code.let("dense", namesOf<LinearLayer>(call));
    code.add("net = keras.Sequential([\n    keras.Input(($H, $W, 1)),");
    addEntries<KerasLayer>(code, call, made);
    code.add("])\nfor name in $convs:\n"
             "    net.get_layer(name).set_weights([w[name + \".weight\"].transpose(2, 3, 1, 0), w[name + "
             "\".bias\"]])\n"
             "for name in $dense:\n"
             "    net.get_layer(name).set_weights([w[name + \".weight\"].T, w[name + \".bias\"]])\n"
             "logits = net(x.transpose(1, 2, 0)[None])");
    made.lines.back() = code.nextLine();
    code.add("probabilities = keras.ops.softmax(logits)\n"
             "for values in (logits, probabilities):\n    print(keras.ops.convert_to_numpy(values)[0])");
    made.program = std::move(code).take();
    return made;
}

PipelineProgram onnxPipeline(const PipelineCall &call)
{
    return graphPipeline(call,
                         "import numpy as np\nfrom onnx import TensorProto, helper, numpy_helper\n"
                         "from onnx.reference import ReferenceEvaluator\n"
                         "from safetensors.numpy import load_file\n",
                         onnxRun);
}

PipelineProgram openCvPipeline(const PipelineCall &call)
{
    return graphPipeline(
        call,
        "import cv2\nimport numpy as np\nfrom onnx import TensorProto, helper, numpy_helper\n"
        "from safetensors.numpy import load_file\n",
        openCvRun);
}

} // namespace convoscope
