#include "core/convolution_python.h"
#include "core/receptive_field_spellings.h"

#include <string>

namespace convoscope {

namespace {

std::string moduleText(const LayerSpec &l)
{
    const bool conv = l.kind == LayerKind::Conv;
    std::string text = conv            ? "nn.Conv2d(1, 1, "
        : l.kind == LayerKind::MaxPool ? "nn.MaxPool2d("
                                       : "nn.AvgPool2d(";
    text += pythonNumber(l.kernel);
    if (!conv || l.stride != Pair{})
        text += ", stride=" + pythonNumber(l.stride);
    if (l.padding != Pair{0, 0})
        text += ", padding=" + pythonNumber(l.padding);
    if (l.kind != LayerKind::AveragePool && l.dilation != Pair{})
        text += ", dilation=" + pythonNumber(l.dilation);
    return text + (conv ? ", bias=False)" : ")");
}

std::string_view activationText(ActivationKind kind)
{
    switch (kind) {
    case ActivationKind::Relu: return "nn.ReLU()";
    case ActivationKind::Sigmoid: return "nn.Sigmoid()";
    case ActivationKind::Tanh: return "nn.Tanh()";
    default: return {};
    }
}

constexpr std::string_view random = R"(
state = $seed
def fill(w):
    global state
    for i in range(w.numel()):
        state = (1664525*state + 1013904223) % 2**32
        w.view(-1)[i] = (3/w.numel())**0.5*(state/2**31 - 1))";

constexpr std::string_view equal = R"(
def fill(w):
    w.fill_($share))";

constexpr std::string_view gradient = R"(
with torch.no_grad():
    for w in net.parameters():
        fill(w)

x.requires_grad_()
net(x)[0, 0, $unit].backward()
print(x.grad[0, 0]))";

/// Ways are counted by ones everywhere: a pool counts as a convolution.
std::vector<LayerSpec> asConvolutions(std::vector<LayerSpec> layers)
{
    for (LayerSpec &l : layers) {
        if (l.kind == LayerKind::AveragePool)
            l.dilation = {};
        l.kind = LayerKind::Conv;
    }
    return layers;
}

} // namespace

Program pytorchField(const ReceptiveFieldParams &params, const FieldScene &scene)
{
    if (params.view == FieldView::Effective && params.trained())
        return pytorchTrained(params, scene);
    CodeWriter code;
    const bool computes = params.view == FieldView::Effective;
    const bool isFile = computes && (scene.x.height() > mostLiteralSide || scene.x.width() > mostLiteralSide);
    code.add(isFile ? "import sys\nimport numpy as np\nimport torch\nfrom torch import nn\n"
                    : "import torch\nfrom torch import nn\n");
    if (isFile)
        code.add("x = torch.tensor(np.loadtxt(sys.argv[1]), dtype=torch.float32)[None, None]");
    else if (computes)
        code.matrix("x = torch.tensor(", scene.x, ", dtype=torch.float32)[None, None]");
    else
        code.add("x = torch.zeros(1, 1, " + std::to_string(scene.x.height()) + ", "
                 + std::to_string(scene.x.width()) + ")");
    code.add("net = nn.Sequential(");
    for (const LayerSpec &l : computes ? layersOf(params) : asConvolutions(layersOf(params))) {
        code.add("    " + moduleText(l) + ",");
        if (const auto after = activationText(params.activation);
            computes && l.kind == LayerKind::Conv && !after.empty())
            code.add("    " + std::string(after) + ",");
    }
    code.add(")");
    code.let("seed", std::to_string(params.seed));
    code.let("share", computes ? "1/w.numel()" : "1");
    code.add(computes && params.weights == StackWeights::Random ? random : equal);
    code.let("unit", std::to_string(scene.unit.row) + ", " + std::to_string(scene.unit.column));
    code.add(gradient);
    return std::move(code).take();
}

} // namespace convoscope
