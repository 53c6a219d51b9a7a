#include "core/pipeline_spellings.h"

namespace convoscope {

namespace {

constexpr std::string_view reading = R"(
def load(path):  # the length of a header, the header as JSON, and the numbers that it describes
    with open(path, "rb") as file:
        data = file.read()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = np.frombuffer(data[start + begin:start + end], "<f4")
            tensors[name] = values.reshape(entry["shape"]).copy()
    return tensors)";

constexpr std::string_view convolution = R"(
def conv(x, K, b):
    F, C, kH, kW = K.shape
    out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1), np.float32)
    for f, i, j in np.ndindex(out.shape):
        window = x[:, i:i+kH, j:j+kW]
        products = (window * K[f]).sum(axis=(1, 2))  # what each channel brings$tap
        out[f, i, j] = products.sum() + b[f]
    return out)";

constexpr std::string_view pooling = R"(
def pool(x, k):
    out = np.zeros((x.shape[0], x.shape[1]//k, x.shape[2]//k), np.float32)
    for c, i, j in np.ndindex(out.shape):
        window = x[c, k*i:k*i+k, k*j:k*j+k]
        out[c, i, j] = window.$of()
    return out)";

constexpr std::string_view linear = R"(
def linear(x, W, b):
    out = b.copy()
    for o in range(W.shape[0]):
        for n in range(W.shape[1]):
            out[o] += W[o, n] * x[n]$othertap
    return out)";

constexpr std::string_view soft = R"(
def softmax(z):
    powers = np.exp(z - z.max())  # the largest is e^0 = 1, so that nothing overflows
    return powers / powers.sum())";

constexpr std::string_view scipyFunctions = R"(
def conv(x, K, b):
    return np.array([signal.correlate(x, k, mode="valid")[0] + c for k, c in zip(K, b)])

def pool(x, k):
    C, H, W = x.shape[0], x.shape[1]//k, x.shape[2]//k
    return x[:, :H*k, :W*k].reshape(C, H, k, W, k).$of(axis=(2, 4))

def linear(x, W, b):
    return W @ x + b)";

std::string activated(const std::string &from, ActivationKind kind)
{
    switch (kind) {
    case ActivationKind::Relu: return joined({"np.maximum(", from, ", 0)"});
    case ActivationKind::Tanh: return joined({"np.tanh(", from, ")"});
    default: return from + "  # the activation is off";
    }
}

std::string called(const std::string &function, const std::string &from, const std::string &weights)
{
    return joined({function, "(", from, ", w[\"", weights, ".weight\"], w[\"", weights, ".bias\"])"});
}

/// The right side of the line that makes a row.
struct Made {
    const PipelineCall &call;
    int row;
    std::string from = call.variable(row - 1);

    std::string operator()(const ConvLayer &) const { return called("conv", from, call.weights(row)); }
    std::string operator()(const LinearLayer &) const { return called("linear", from, call.weights(row)); }
    std::string operator()(const Activation &a) const { return activated(from, a.kind); }
    std::string operator()(const Pool2d &pool) const
    {
        return joined({"pool(", from, ", ", std::to_string(pool.kernel.y), ")"});
    }
    std::string operator()(const FlattenLayer &) const { return from + ".reshape(-1)"; }
    std::string operator()(const SoftmaxLayer &) const { return joined({"softmax(", from, ")"}); }
};

/// A line for each row, each a call of one of the functions; `load` reads the weights.
PipelineProgram functionsPipeline(const PipelineCall &call, std::string_view imports,
                                  std::initializer_list<std::string_view> functions, std::string_view load)
{
    CodeWriter code;
    code.add(imports);
    addPythonDigit(code, call);
    code.let("of", call.pools() == PoolKind::Max ? "max" : "mean");
    for (const std::string_view function : functions)
        code.add(function);
    code.add("");
    code.add(joined({"# ", PipelineCall::whereFileIs()}));
    code.add(joined({"w = ", load, "(\"", call.file(), "\")"}));
    addNumpyExperiments(code, call);
    PipelineProgram made;
    made.lines.push_back(code.nextLine());
    addNumpyInput(code, call);
    for (int row = 1; row < call.network->rows(); ++row) {
        made.lines.push_back(code.nextLine());
        code.add(joined({call.variable(row), " = ",
                         std::visit(Made{.call = call, .row = row}, call.network->maker(row).operation)}));
    }
    code.add("print(logits)\nprint(probabilities)");
    made.program = std::move(code).take();
    return made;
}

} // namespace

PipelineProgram numpyPipeline(const PipelineCall &call)
{
    return functionsPipeline(call, "import json\n\nimport numpy as np\n",
                             {reading, convolution, pooling, linear, soft}, "load");
}

PipelineProgram scipyPipeline(const PipelineCall &call)
{
    return functionsPipeline(call,
                             "import numpy as np\nfrom safetensors.numpy import load_file\n"
                             "from scipy import signal\nfrom scipy.special import softmax\n",
                             {scipyFunctions}, "load_file");
}

} // namespace convoscope
