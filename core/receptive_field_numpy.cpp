#include "core/convolution_python.h"
#include "core/layer_presets.h"
#include "core/receptive_field_spellings.h"

#include <string>

namespace convoscope {

namespace {

constexpr std::string_view recursion = R"(
def fields(size, layers):
    rows = [[size, 1, 1, 0]]  # size, field, jump, start
    field, jump, start = 1, 1, 0
    for k, s, p, d in layers:
        reach = d*(k - 1)
        field += reach*jump  # the jump of the layers before$beat$tap
        start -= p*jump
        size = (size + 2*p - reach - 1)//s + 1
        jump *= s
        rows.append([size, field, jump, start])
    return np.array(rows)
)";

constexpr std::string_view ways = R"(
def ways(size, layers, unit):  # from every cell of an axis to the unit
    sizes = fields(size, layers)[:, 0]
    count = np.zeros(sizes[-1])
    count[unit] = 1
    for (k, s, p, d), size in zip(layers[::-1], sizes[-2::-1]):
        back = np.zeros(size + 2*p)
        for i, n in enumerate(count):
            back[i*s:i*s + d*(k - 1) + 1:d] += n
        count = back[p:p + size]
    return count
)";

constexpr std::string_view passes = R"(
def part(i, j, shape):  # what tap (i, j) of every window reads
    return (slice(i*dh, i*dh + (shape[0] - 1)*sh + 1, sh), slice(j*dw, j*dw + (shape[1] - 1)*sw + 1, sw))

rows = []  # what the way back needs
for kind, (kh, kw), (sh, sw), (ph, pw), (dh, dw) in layers:
    out = ((x.shape[0] + 2*ph - dh*(kh - 1) - 1)//sh + 1, (x.shape[1] + 2*pw - dw*(kw - 1) - 1)//sw + 1)
    padded = np.pad(x, ((ph, ph), (pw, pw)), constant_values=-np.inf if kind == "max_pool" else 0)
    taps = np.array([padded[part(i, j, out)] for i in range(kh) for j in range(kw)])
    if kind == "max_pool":
        slopes = np.arange(kh*kw)[:, None, None] == taps.argmax(axis=0)
        y = taps.max(axis=0)
    else:
        w = weights(kh, kw) if kind == "conv" else np.full(kh*kw, 1/(kh*kw))
        y = np.tensordot(w, taps, 1)
        slopes = np.broadcast_to(w[:, None, None], taps.shape)
        if kind == "conv":
            y, slope = activated(y)
            slopes = slopes*slope
    rows.append((slopes, x.shape))
    x = y

g = np.zeros(x.shape)
g[$unit] = 1
for (kind, (kh, kw), (sh, sw), (ph, pw), (dh, dw)), (slopes, shape) in zip(layers[::-1], rows[::-1]):
    back = np.zeros((shape[0] + 2*ph, shape[1] + 2*pw))
    for tap in range(kh*kw):
        back[part(tap//kw, tap % kw, g.shape)] += slopes[tap]*g
    g = back[ph:ph + shape[0], pw:pw + shape[1]]
print(g))";

constexpr std::string_view random = R"(
state = $seed
def weights(kh, kw):
    global state
    w = []
    for _ in range(kh*kw):
        state = (1664525*state + 1013904223) % 2**32
        w.append((3/(kh*kw))**0.5*(state/2**31 - 1))
    return np.array(w))";

constexpr std::string_view equal = R"(
def weights(kh, kw):
    return np.full(kh*kw, 1/(kh*kw)))";

std::string_view activationText(ActivationKind kind)
{
    switch (kind) {
    case ActivationKind::Relu: return "    return np.maximum(y, 0), y > 0";
    case ActivationKind::Sigmoid: return "    y = 1/(1 + np.exp(-y))\n    return y, y*(1 - y)";
    case ActivationKind::Tanh: return "    y = np.tanh(y)\n    return y, 1 - y*y";
    default: return "    return y, 1";
    }
}

std::string numbers(std::initializer_list<int> values)
{
    std::string text = "(";
    for (const int value : values)
        text += (text.size() > 1 ? ", " : "") + std::to_string(value);
    return text + ")";
}

/// "layers = [(3, 1, 0, 1), ...]" of one axis.
void addAxis(CodeWriter &code, const std::string &name, const std::vector<LayerSpec> &layers, int Pair::*axis)
{
    code.add(name + " = [");
    for (const LayerSpec &l : layers) {
        const int dilation = l.kind == LayerKind::AveragePool ? 1 : l.dilation.*axis;
        code.add("    " + numbers({l.kernel.*axis, l.stride.*axis, l.padding.*axis, dilation}) + ",  # "
                 + std::string(key(l.kind)));
    }
    code.add("]");
}

/// The recursion for both axes, or for each where they differ.
void addTables(CodeWriter &code, const FieldScene &scene, const std::vector<LayerSpec> &layers, bool alike)
{
    code.add("# kernel, stride, padding, dilation");
    addAxis(code, alike ? "layers" : "rows", layers, &Pair::y);
    if (!alike)
        addAxis(code, "columns", layers, &Pair::x);
    code.let("height", std::to_string(scene.x.height()));
    code.let("width", std::to_string(scene.x.width()));
    code.add(recursion);
    code.add(alike ? "print(fields($height, layers))"
                   : "print(fields($height, rows))\nprint(fields($width, columns))");
}

void addWays(CodeWriter &code, const FieldScene &scene, bool alike)
{
    code.let("y", std::to_string(scene.unit.row));
    code.let("z", std::to_string(scene.unit.column));
    code.add(ways);
    code.let("rows", alike ? "layers" : "rows");
    code.let("columns", alike ? "layers" : "columns");
    code.add("print(np.outer(ways($height, $rows, $y), ways($width, $columns, $z)))");
}

void addGradient(CodeWriter &code, const ReceptiveFieldParams &params, const FieldScene &scene,
                 const std::vector<LayerSpec> &layers)
{
    if (scene.x.height() > mostLiteralSide || scene.x.width() > mostLiteralSide)
        code.add("x = np.loadtxt(sys.argv[1])");
    else
        code.matrix("x = np.array(", scene.x, ", dtype=float)");
    code.add("layers = [");
    for (const LayerSpec &l : layers) {
        const Pair dilation = l.kind == LayerKind::AveragePool ? Pair{} : l.dilation;
        code.add("    (\"" + std::string(key(l.kind)) + "\", " + pythonPair(l.kernel) + ", "
                 + pythonPair(l.stride) + ", " + pythonPair(l.padding) + ", " + pythonPair(dilation) + "),");
    }
    code.add("]");
    code.let("seed", std::to_string(params.seed));
    code.add(params.weights == StackWeights::Random ? random : equal);
    code.add("\ndef activated(y):  # and the slope there");
    code.add(activationText(params.activation));
    code.let("unit", std::to_string(scene.unit.row) + ", " + std::to_string(scene.unit.column));
    code.add(passes);
}

} // namespace

bool isPlainStack(const std::vector<LayerSpec> &layers)
{
    for (const LayerSpec &layer : layers) {
        if (layer.kind == LayerKind::Transposed || layer.kind == LayerKind::Join || layer.from
            || layer.ceilMode)
            return false;
    }
    return true;
}

std::vector<LayerSpec> layersOf(const ReceptiveFieldParams &params)
{
    return {params.layers.begin(), params.layers.begin() + params.row()};
}

Program numpyField(const ReceptiveFieldParams &params, const FieldScene &scene, Literals literals)
{
    CodeWriter code(literals);
    const auto layers = layersOf(params);
    const bool effective = params.view == FieldView::Effective;
    const bool alike = scene.square() && scene.x.height() == scene.x.width()
        && scene.stack.y().rows() == scene.stack.x().rows();
    const bool fromFile =
        effective && (scene.x.height() > mostLiteralSide || scene.x.width() > mostLiteralSide);
    const bool trained = effective && params.trained();
    if (trained)
        code.add("import json\nimport sys\nimport numpy as np\n");
    else
        code.add(fromFile ? "import sys\nimport numpy as np\n" : "import numpy as np\n");
    addTables(code, scene, layers, alike);
    if (params.view == FieldView::Paths)
        addWays(code, scene, alike);
    if (trained)
        addTrainedGradient(code, params, scene);
    else if (effective)
        addGradient(code, params, scene, layers);
    return std::move(code).take();
}

} // namespace convoscope
