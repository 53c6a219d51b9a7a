#include "core/border_names.h"
#include "core/convolution_python.h"
#include "core/matrix_text.h"
#include "core/padding_spellings.h"

namespace convoscope {

namespace {

/// "top, bottom, left, right" in the order of the letters, e.g. "lrtb".
std::string sidesText(Sides s, std::string_view order)
{
    std::string text;
    for (const char side : order) {
        const int cells = side == 'l' ? s.left : side == 'r' ? s.right : side == 't' ? s.top : s.bottom;
        text += (text.empty() ? "" : ", ") + std::to_string(cells);
    }
    return text;
}

/// Loops over the modes; `out` is what a line of the template makes of one, `shown` how it is printed.
struct Loop {
    std::string_view out;
    std::string_view shown;
};

constexpr std::string_view firstOf = R"(first = None
for mode in ($modes):
    out = $out
    print(mode, out$shown, sep="\n")
    if first is None:
        first = out
    else:
        print((out - first)$shown))";

constexpr std::string_view each = R"(for mode in ($modes):
    print(mode, $out$shown, sep="\n"))";

/// Prints what each mode makes of x, and in the Edges view how far it is from the first.
void addLoop(CodeWriter &code, const PaddingCall &call, Dialect dialect, const Loop &loop)
{
    const std::string comma = call.modes.size() == 1 ? "," : "";
    code.let("modes", paddingModeList(call, dialect) + comma);
    code.let("out", code.expanded(loop.out));
    code.let("shown", std::string(loop.shown));
    code.add(call.edges() ? firstOf : each);
}

void letConstant(CodeWriter &code, const PaddingCall &call)
{
    code.let("constant", shortestText(call.constant()));
}

bool isNamedOtherwise(const PaddingCall &call)
{
    return call.shows(PaddingMode::Reflect) && call.sides != Sides{};
}

constexpr std::string_view kerasPadded = R"(
def padded(mode):
    if mode == "constant":
        return keras.ops.pad(x, sides, mode="constant", constant_values=$constant)
    if mode == "reflect":
        return keras.ops.pad(x, sides, mode="reflect")
    rows = np.arange(-top, H + bottom)
    columns = np.arange(-left, W + right)
    if mode == "edge":
        rows, columns = np.clip(rows, 0, H - 1), np.clip(columns, 0, W - 1)
    else:  # wrap
        rows, columns = rows % H, columns % W
    return keras.ops.take(keras.ops.take(x, rows, axis=0), columns, axis=1)
)";

constexpr std::string_view kerasConvolved = R"(
def convolved(padded):
    out = keras.ops.conv(padded[None, :, :, None], K[:, :, None, None], padding="valid")
    return keras.ops.convert_to_numpy(out)[0, :, :, 0]
)";

constexpr std::string_view onnxRun = R"(
def run(mode):
    nodes = [helper.make_node("Pad", ["x", "pads", "value"], ["$padded"], mode=mode)$conv]
    graph = helper.make_graph(nodes, "padding",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, (1, 1, $outH, $outW))],
        [numpy_helper.from_array(np.array([0, 0, $begins, 0, 0, $ends]), "pads"),
         numpy_helper.from_array(np.float32($constant), "value")$weights])
    return ReferenceEvaluator(helper.make_model(graph)).run(None, {"x": x})[0][0, 0]
)";

} // namespace

Program pytorchPadding(const PaddingCall &call)
{
    CodeWriter code;
    addPaddingInput(code, call,
                    call.fromFile() ? "import numpy as np\nimport torch\nimport torch.nn.functional as F"
                                    : "import torch\nimport torch.nn.functional as F",
                    ", dtype=torch.float32)[None, None]");
    code.add("sides = (" + sidesText(call.sides, "lrtb") + ")  # left, right, top, bottom");
    letConstant(code, call);
    if (call.constant() != 0.0F) { // F.pad takes no value in the other modes
        code.add("\ndef padded(mode):\n    if mode == \"constant\":\n"
                 "        return F.pad(x, sides, value=$constant)\n"
                 "    return F.pad(x, sides, mode=mode)\n");
        code.let("padded", "padded(mode)");
    } else {
        code.let("padded", "F.pad(x, sides, mode=mode)");
    }
    addLoop(code, call, Dialect::PyTorch,
            {.out = call.edges() ? "F.conv2d($padded, K)" : "$padded", .shown = "[0, 0]"});
    return std::move(code).take();
}

Program scipyPadding(const PaddingCall &call)
{
    CodeWriter code;
    const bool keepsSize = call.edges() && call.centred();
    const bool takesSignal = call.edges() && !keepsSize;
    addPaddingInput(code, call,
                    takesSignal ? "import numpy as np\nfrom scipy import ndimage, signal"
                                : "import numpy as np\nfrom scipy import ndimage",
                    ", dtype=float)");
    letConstant(code, call);
    if (isNamedOtherwise(call))
        code.mind(Caveat::ReflectHasOtherName);
    if (keepsSize) {
        addLoop(code, call, Dialect::SciPy,
                {.out = "ndimage.correlate(x, K, mode=mode, cval=$constant)", .shown = ""});
        return std::move(code).take();
    }
    const Sides s = call.sides;
    code.let("rows", joined({std::to_string(-s.top), ":", std::to_string(call.input.y + s.bottom)}));
    code.let("columns", joined({std::to_string(-s.left), ":", std::to_string(call.input.x + s.right)}));
    code.add("cells = np.mgrid[$rows, $columns]  # rows and columns, the padding's too\n");
    code.add("def padded(mode):\n    mode = {\"wrap\": \"grid-wrap\"}.get(mode, mode)");
    code.add("    return ndimage.map_coordinates(x, cells, order=0, mode=mode, cval=$constant)\n");
    addLoop(code, call, Dialect::SciPy,
            {.out = takesSignal ? "signal.correlate2d(padded(mode), K, mode=\"valid\")" : "padded(mode)",
             .shown = ""});
    return std::move(code).take();
}

Program openCvPadding(const PaddingCall &call)
{
    CodeWriter code;
    addPaddingInput(code, call, "import cv2\nimport numpy as np", ", dtype=np.float32)");
    letConstant(code, call);
    if (isNamedOtherwise(call))
        code.mind(Caveat::ReflectHasOtherName);
    code.add("sides = (" + sidesText(call.sides, "tblr") + ")  # top, bottom, left, right");
    code.let("outH", std::to_string(call.output.y));
    code.let("outW", std::to_string(call.output.x));
    code.let("padded", code.expanded("cv2.copyMakeBorder(x, *sides, mode, value=$constant)"));
    if (call.edges())
        code.add("\ndef convolved(padded):\n"
                 "    return cv2.filter2D(padded, cv2.CV_32F, K, anchor=(0, 0))[:$outH, :$outW]\n");
    addLoop(code, call, Dialect::OpenCv,
            {.out = call.edges() ? "convolved($padded)" : "$padded", .shown = ""});
    return std::move(code).take();
}

Program kerasPadding(const PaddingCall &call)
{
    CodeWriter code;
    addPaddingInput(code, call, "import keras\nimport numpy as np", ", dtype=np.float32)");
    letConstant(code, call);
    if (call.modes.size() > 2)
        code.mind(Caveat::NoCopyingModes);
    code.add("sides = " + pythonSides(call.sides) + "\n(top, bottom), (left, right) = sides\nH, W = x.shape");
    code.add(kerasPadded);
    if (call.edges())
        code.add(std::string_view(kerasConvolved).substr(1));
    addLoop(code, call, Dialect::Keras,
            {.out = call.edges() ? "convolved(padded(mode))" : "keras.ops.convert_to_numpy(padded(mode))",
             .shown = ""});
    return std::move(code).take();
}

Program onnxPadding(const PaddingCall &call)
{
    CodeWriter code;
    addPaddingInput(code, call,
                    "import numpy as np\nfrom onnx import TensorProto, helper, numpy_helper\n"
                    "from onnx.reference import ReferenceEvaluator",
                    ", dtype=np.float32)");
    const bool edges = call.edges();
    const Pair size = edges ? call.output : call.padded();
    letConstant(code, call);
    code.add(edges ? "x, K = x[None, None], K[None, None]" : "x = x[None, None]");
    code.let("begins", sidesText(call.sides, "tl"));
    code.let("ends", sidesText(call.sides, "br"));
    code.let("outH", std::to_string(size.y));
    code.let("outW", std::to_string(size.x));
    code.let("padded", edges ? "padded" : "out");
    code.let("conv",
             edges ? ",\n             helper.make_node(\"Conv\", [\"padded\", \"K\"], [\"out\"])" : "");
    code.let("weights", edges ? ",\n         numpy_helper.from_array(K, \"K\")" : "");
    code.add(onnxRun);
    addLoop(code, call, Dialect::Onnx, {.out = "run(mode)", .shown = ""});
    return std::move(code).take();
}

} // namespace convoscope
