#include "core/convolution_python.h"
#include "core/layer_presets.h"
#include "core/receptive_field_spellings.h"
#include "core/trained_stack.h"

#include <string>

namespace convoscope {

namespace {

constexpr std::string_view weightFile = R"(
with open(sys.argv[1], "rb") as file:  # $file
    header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    data = file.read()

def numbers(name):
    begin, end = header[name]["data_offsets"]
    return np.frombuffer(data[begin:end], "<f4").astype(float)

def plain(y):  # and the slope there
    return y, 1
)";

constexpr std::string_view passes = R"(
def part(i, j, out):  # what tap (i, j) of every window reads, in all channels
    return (slice(None), slice(i, i + (out[0] - 1)*sh + 1, sh), slice(j, j + (out[1] - 1)*sw + 1, sw))

x = x[None]
rows = []  # what the way back needs
for kind, (kh, kw), (sh, sw), name, activated in layers:
    out = ((x.shape[1] - kh)//sh + 1, (x.shape[2] - kw)//sw + 1)
    taps = np.array([x[part(i, j, out)] for i in range(kh) for j in range(kw)])
    if kind == "conv":
        bias = numbers(name + ".bias")
        w = numbers(name + ".weight").reshape(len(bias), len(x), kh*kw)
        y, slope = activated(np.einsum("oct,tcyx->oyx", w, taps) + bias[:, None, None])
    else:
        w = np.arange(kh*kw)[:, None, None, None] == taps.argmax(axis=0)
        if kind == "average_pool":
            w = np.full(taps.shape, 1/(kh*kw))
        y, slope = (w*taps).sum(axis=0), 1
    rows.append((w, slope, x.shape))
    x = y

g = np.zeros(x.shape)
g[$unit] = 1
for (kind, (kh, kw), (sh, sw), _, _), (w, slope, shape) in zip(layers[::-1], rows[::-1]):
    back = np.zeros(shape)
    for tap in range(kh*kw):
        given = np.einsum("oc,oyx->cyx", w[:, :, tap], g*slope) if kind == "conv" else w[tap]*g
        back[part(tap//kw, tap % kw, g.shape[1:])] += given
    g = back
print(g[0]))";

constexpr std::string_view torchGradient = R"(
weights = load_file(sys.argv[1])  # $file
convs = [layer for layer in net if isinstance(layer, nn.Conv2d)]
with torch.no_grad():
    for conv, name in zip(convs, [$names]):
        conv.weight.copy_(weights[name + ".weight"].view_as(conv.weight))
        conv.bias.copy_(weights[name + ".bias"])

x.requires_grad_()
net(x)[0, $unit].sum().backward()
print(x.grad[0, 0]))";

bool isLarge(const Tensor &x)
{
    return x.height() > mostLiteralSide || x.width() > mostLiteralSide;
}

struct Spelling {
    std::string_view name; ///< of the function
    std::string_view numpy; ///< its definition
    std::string_view torch;
};

Spelling spellingOf(ActivationKind kind)
{
    switch (kind) {
    case ActivationKind::Relu:
        return {"relu", "def relu(y):\n    return np.maximum(y, 0), y > 0\n", "nn.ReLU()"};
    case ActivationKind::Sigmoid:
        return {"sigmoid", "def sigmoid(y):\n    y = 1/(1 + np.exp(-y))\n    return y, y*(1 - y)\n",
                "nn.Sigmoid()"};
    case ActivationKind::Tanh:
        return {"tanh", "def tanh(y):\n    y = np.tanh(y)\n    return y, 1 - y*y\n", "nn.Tanh()"};
    default: return {"plain", "", ""};
    }
}

/// "7, 0, 0", or ":, 2, 2" for all channels.
std::string unitText(const ReceptiveFieldParams &params, const FieldScene &scene)
{
    const std::string channel = params.channel > 0 ? std::to_string(params.channel - 1) : ":";
    return channel + ", " + std::to_string(scene.unit.row) + ", " + std::to_string(scene.unit.column);
}

/// A call for each layer up to the one looked at: it, its values, and the name of its weights or nothing.
template <typename Add>
void eachLayer(const ReceptiveFieldParams &params, const TrainedStack &trained, const Add &add)
{
    const std::vector<LayerValues> values = layerValues(params);
    size_t convs = 0;
    for (size_t i = 0; i < layersOf(params).size(); ++i) {
        const bool conv = params.layers[i].kind == LayerKind::Conv;
        add(params.layers[i], values[i], conv ? std::string(trained.names[convs++]) : std::string());
    }
}

std::string torchModule(const LayerSpec &layer, const LayerValues &values)
{
    const Shape &w = values.weight.shape();
    if (layer.kind == LayerKind::Conv)
        return "nn.Conv2d(" + std::to_string(w.c) + ", " + std::to_string(w.n) + ", "
            + pythonNumber(layer.kernel) + ")";
    return std::string(layer.kind == LayerKind::MaxPool ? "nn.MaxPool2d(" : "nn.AvgPool2d(")
        + pythonNumber(layer.kernel) + ")";
}

} // namespace

void addTrainedGradient(CodeWriter &code, const ReceptiveFieldParams &params, const FieldScene &scene)
{
    const TrainedStack *trained = findTrainedStack(params.layers);
    if (!trained)
        return;
    code.mind(Caveat::WeightsFromFile);
    code.let("file", std::string(trained->file));
    code.let("unit", unitText(params, scene));
    if (isLarge(scene.x))
        code.add("x = np.loadtxt(sys.argv[2])");
    else
        code.matrix("x = np.array(", scene.x, ", dtype=float)");
    code.add(weightFile);
    const Spelling activation = spellingOf(params.activation);
    if (!activation.numpy.empty())
        code.add(activation.numpy);
    code.add("layers = [");
    eachLayer(params, *trained, [&](const LayerSpec &l, const LayerValues &values, const std::string &name) {
        code.add("    (\"" + std::string(key(l.kind)) + "\", " + pythonPair(l.kernel) + ", "
                 + pythonPair(l.stride) + ", \"" + name + "\", "
                 + std::string(values.activation ? activation.name : "plain") + "),");
    });
    code.add("]");
    code.add(passes);
}

Program pytorchTrained(const ReceptiveFieldParams &params, const FieldScene &scene)
{
    CodeWriter code;
    const TrainedStack *trained = findTrainedStack(params.layers);
    if (!trained)
        return std::move(code).take();
    code.mind(Caveat::WeightsFromFile);
    code.let("file", std::string(trained->file));
    code.let("unit", unitText(params, scene));
    code.add(isLarge(scene.x) ? "import sys\nimport numpy as np\nimport torch" : "import sys\nimport torch");
    code.add("from safetensors.torch import load_file\nfrom torch import nn\n");
    if (isLarge(scene.x))
        code.add("x = torch.tensor(np.loadtxt(sys.argv[2]), dtype=torch.float32)[None, None]");
    else
        code.matrix("x = torch.tensor(", scene.x, ", dtype=torch.float32)[None, None]");
    code.add("net = nn.Sequential(");
    std::string names;
    eachLayer(params, *trained, [&](const LayerSpec &l, const LayerValues &values, const std::string &name) {
        code.add("    " + torchModule(l, values) + ",");
        if (values.activation)
            code.add("    " + std::string(spellingOf(params.activation).torch) + ",");
        if (!name.empty())
            names += (names.empty() ? "\"" : ", \"") + name + "\"";
    });
    code.add(")");
    code.let("names", names);
    code.add(torchGradient);
    return std::move(code).take();
}

} // namespace convoscope
