#include "core/convolution_python.h"
#include "core/pool_walk.h"
#include "core/pooling_spellings.h"

#include <string>

namespace convoscope {

namespace {

std::string number(int value)
{
    return std::to_string(value);
}

std::string list(Pair pair)
{
    return joined({"[", number(pair.y), ", ", number(pair.x), "]"});
}

/// The call of torch.nn.functional with every argument that is not PyTorch's default.
std::string torchCall(const PoolingCall &call)
{
    const Pool2d &pool = call.pool;
    const std::string kind = call.max() ? "max_pool2d(x, " : "avg_pool2d(x, ";
    if (!call.sliding())
        return "F.adaptive_" + kind + pythonNumber(call.output) + ")";
    std::string text = "F." + kind + pythonNumber(pool.kernel) + ", stride=" + pythonNumber(pool.stride);
    if (call.padded())
        text += ", padding=" + pythonNumber(pool.padding);
    if (call.dilated())
        text += ", dilation=" + pythonNumber(pool.dilation);
    if (pool.ceilMode)
        text += ", ceil_mode=True";
    if (call.leavesOut())
        text += ", count_include_pad=False";
    return text + ")";
}

/// F.pad counts from the last axis, and cuts off where it is negative.
std::string torchMoved(Pair by)
{
    return joined(
        {"F.pad(x, (", number(by.x), ", ", number(-by.x), ", ", number(by.y), ", ", number(-by.y), "))"});
}

void addTorchConvolution(CodeWriter &code, const MeanKernel &mean)
{
    code.let("size", joined({"(1, 1, ", number(mean.size.y), ", ", number(mean.size.x), ")"}));
    code.let("weights", number(mean.size.y * mean.size.x));
    code.add("K = torch.full($size, 1 / $weights)");
    std::string more = "stride=" + pythonNumber(mean.stride);
    if (mean.padding != Sides{})
        more += ", padding=" + pythonNumber({mean.padding.top, mean.padding.left});
    if (mean.dilation != Pair{})
        more += ", dilation=" + pythonNumber(mean.dilation);
    code.let("more", more);
    code.add("conv = F.conv2d(x, K, $more)\nprint(conv[0, 0])");
}

/// What the windows of a maximum hang over is filled, so that rounding up needs no word of its own.
Sides kerasSides(const PoolingCall &call)
{
    Sides s = call.params->sides();
    const Sides over = overhangOf(call.windows, call.input, s);
    s.right += over.right;
    s.bottom += over.bottom;
    return s;
}

std::string kerasPad(Sides sides, bool max)
{
    return "np.pad(x, " + pythonSides(sides) + (max ? ", constant_values=-np.inf)" : ")");
}

std::string kerasCall(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    const std::string kind = call.max() ? "Max" : "Average";
    if (pool.layout == PoolLayout::Global)
        return "keras.layers.Global" + kind + "Pooling2D(keepdims=True)";
    if (pool.layout == PoolLayout::Adaptive)
        return "keras.layers.Adaptive" + kind + "Pooling2D(" + pythonPair(call.output) + ")";
    if (kerasSides(call) != Sides{})
        code.mind(Caveat::NoPoolPadding);
    return "keras.layers." + kind + "Pooling2D(" + pythonPair(pool.kernel)
        + ", strides=" + pythonPair(pool.stride) + ")";
}

bool kerasLacks(const PoolingCall &call)
{
    return call.dilated() || call.leavesOut() || (!call.max() && call.hangs());
}

void addKerasConvolution(CodeWriter &code, const MeanKernel &mean)
{
    code.let("size", joined({"(", number(mean.size.y), ", ", number(mean.size.x), ", 1, 1)"}));
    code.let("weights", number(mean.size.y * mean.size.x));
    code.let("stride", pythonPair(mean.stride));
    code.let("z", mean.padding == Sides{} ? "x" : kerasPad(mean.padding, false));
    code.add("K = np.full($size, 1 / $weights, dtype=np.float32)");
    code.add("conv = keras.ops.conv($z[None, :, :, None], K, strides=$stride)");
    code.add("print(keras.ops.convert_to_numpy(conv)[0, :, :, 0])");
}

Program cannot()
{
    CodeWriter code;
    code.mind(Caveat::CannotExpress);
    return std::move(code).take();
}

constexpr std::string_view onnxGraph = R"(nodes = [$nodes]
model = helper.make_model(helper.make_graph(nodes, "pooling",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, $inH, $inW))],
    [$results], [$constants]))
run = ReferenceEvaluator(model).run)";

/// ONNX names all beginnings before all ends: top, left, bottom, right.
std::string onnxPads(Pair p)
{
    return joined({"pads=[", number(p.y), ", ", number(p.x), ", ", number(p.y), ", ", number(p.x), "]"});
}

std::string onnxNode(const PoolingCall &call, const Pool2d &pool)
{
    const std::string kind = call.max() ? "MaxPool" : "AveragePool";
    if (pool.layout == PoolLayout::Global)
        return "helper.make_node(\"Global" + kind + "\", [\"x\"], [\"out\"])";
    std::string text = "\n    helper.make_node(\"" + kind
        + "\", [\"x\"], [\"out\"], kernel_shape=" + list(pool.kernel)
        + ",\n                     strides=" + list(pool.stride) + ", " + onnxPads(pool.padding);
    if (call.dilated())
        text += ", dilations=" + list(pool.dilation);
    if (pool.ceilMode)
        text += ", ceil_mode=1";
    if (!call.max() && !call.leavesOut())
        text += ", count_include_pad=1";
    return text + ")";
}

std::string onnxConvolution(const MeanKernel &mean)
{
    return ",\n    helper.make_node(\"Conv\", [\"x\", \"K\"], [\"conv\"], strides=" + list(mean.stride) + ", "
        + onnxPads({mean.padding.top, mean.padding.left})
        + ",\n                     dilations=" + list(mean.dilation) + ")";
}

std::string onnxResult(const std::string &name, Pair size)
{
    return joined({"helper.make_tensor_value_info(\"", name, "\", TensorProto.FLOAT, (1, 1, ", number(size.y),
                   ", ", number(size.x), "))"});
}

void addOnnxGraph(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    std::string nodes = onnxNode(call, pool);
    std::string results = onnxResult("out", call.output);
    if (call.mean) {
        const Pair size = call.mean->size;
        code.add("K = np.full(" + joined({"(1, 1, ", number(size.y), ", ", number(size.x), ")"}) + ", 1 / "
                 + number(size.y * size.x) + ", dtype=np.float32)");
        nodes += onnxConvolution(*call.mean);
        results += ",\n     " + onnxResult("conv", call.output);
    }
    code.let("nodes", nodes);
    code.let("results", results);
    code.let("constants", call.mean ? "numpy_helper.from_array(K, \"K\")" : "");
    code.let("inH", number(call.input.y));
    code.let("inW", number(call.input.x));
    code.add(code.expanded(onnxGraph));
}

} // namespace

void addPythonInput(CodeWriter &code, const PoolingCall &call, std::string_view imports,
                    std::string_view make, std::string_view tail)
{
    if (call.fromFile())
        code.add("import sys\n");
    code.add(imports);
    code.add("");
    const std::string begin = "x = " + std::string(make);
    if (call.fromFile()) {
        code.add("# The picture as a text file of numbers, a line per row: python3 this.py picture.txt");
        code.add(begin + "np.loadtxt(sys.argv[1], ndmin=2)" + std::string(tail));
    } else {
        code.matrix(begin, *call.x, tail);
    }
    code.add("");
}

Pool2d slidingPool(const PoolingCall &call)
{
    const Pair in = call.input;
    const Pair out = call.output;
    if (call.sliding() || in.y % out.y != 0 || in.x % out.x != 0)
        return call.pool;
    const Pair size{in.y / out.y, in.x / out.x};
    return {.kind = call.pool.kind, .kernel = size, .stride = size};
}

Program pytorchPooling(const PoolingCall &call)
{
    CodeWriter code;
    const std::string_view imports = call.fromFile()
        ? "import numpy as np\nimport torch\nimport torch.nn.functional as F"
        : "import torch\nimport torch.nn.functional as F";
    addPythonInput(code, call, imports, "torch.tensor(", ", dtype=torch.float32)[None, None]");
    if (call.shift()) {
        code.add("def pool(x):\n    return " + torchCall(call) + "\n");
        code.add("moved = " + torchMoved(call.params->shift));
        code.add("out, of_moved = pool(x), pool(moved)\nprint(out[0, 0])\nprint(of_moved[0, 0])");
        code.add("print((of_moved - out)[0, 0])");
    } else {
        code.add("out = " + torchCall(call) + "\nprint(out[0, 0])");
    }
    if (call.mean)
        addTorchConvolution(code, *call.mean);
    return std::move(code).take();
}

Program kerasPooling(const PoolingCall &call)
{
    if (kerasLacks(call))
        return cannot();
    CodeWriter code;
    const Pool2d pool = call.pool.layout == PoolLayout::Adaptive ? slidingPool(call) : call.pool;
    addPythonInput(code, call, "import keras\nimport numpy as np", "np.array(", ", dtype=np.float32)");
    code.add("layer = " + kerasCall(code, call, pool));
    const Sides sides = kerasSides(call);
    const bool pads = call.sliding() && sides != Sides{};
    code.add("\ndef pool(x):");
    code.indent(1);
    if (pads)
        code.add("x = " + kerasPad(sides, call.max()));
    code.add("return keras.ops.convert_to_numpy(layer(x[None, :, :, None]))[0, :, :, 0]\n");
    code.indent(-1);
    if (call.shift()) {
        code.add("moved = " + numpyShifted("x", call.input, call.params->shift, {}));
        code.add("print(pool(x))\nprint(pool(moved))\nprint(pool(moved) - pool(x))");
    } else {
        code.add("print(pool(x))");
    }
    if (call.mean)
        addKerasConvolution(code, *call.mean);
    return std::move(code).take();
}

Program onnxPooling(const PoolingCall &call)
{
    const Pool2d pool = call.pool.layout == PoolLayout::Adaptive ? slidingPool(call) : call.pool;
    if (pool.layout == PoolLayout::Adaptive)
        return cannot();
    CodeWriter code;
    addPythonInput(code, call,
                   "import numpy as np\nfrom onnx import TensorProto, helper, numpy_helper\n"
                   "from onnx.reference import ReferenceEvaluator",
                   "np.array(", ", dtype=np.float32)");
    addOnnxGraph(code, call, pool);
    if (call.shift()) {
        code.add("moved = " + numpyShifted("x", call.input, call.params->shift, {}));
        code.add("out, of_moved = (run(None, {\"x\": m[None, None]})[0][0, 0] for m in (x, moved))");
        code.add("print(out)\nprint(of_moved)\nprint(of_moved - out)");
    } else {
        code.add("for out in run(None, {\"x\": x[None, None]}):\n    print(out[0, 0])");
    }
    return std::move(code).take();
}

} // namespace convoscope
