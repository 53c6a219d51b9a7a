#include "core/pipeline_spellings.h"

namespace convoscope {

namespace {

std::string className(const PipelineCall &call)
{
    return call.params->network == BundledNetwork::LenetStyle ? "LenetStyle" : "Lenet5";
}

/// "self.conv1 = nn.Conv2d(1, 32, 3)" for the layers that have weights.
struct Member {
    const PipelineCall &call;
    int row;

    [[nodiscard]] std::string sizes() const
    {
        return joined({std::to_string(call.shape(row - 1).c), ", ", std::to_string(call.shape(row).c)});
    }
    std::string operator()(const ConvLayer &layer) const
    {
        return joined({"nn.Conv2d(", sizes(), ", ", std::to_string(layer.weight.height()), ")"});
    }
    std::string operator()(const LinearLayer &) const { return joined({"nn.Linear(", sizes(), ")"}); }
    template <typename Other>
    std::string operator()(const Other &) const
    {
        return {};
    }
};

/// The line of forward that makes a row.
struct Line {
    const PipelineCall &call;
    int row;

    [[nodiscard]] std::string weighted() const { return joined({"x = self.", call.weights(row), "(x)"}); }
    std::string operator()(const ConvLayer &) const { return weighted(); }
    std::string operator()(const LinearLayer &) const
    {
        return row == call.logits() ? joined({"return self.", call.weights(row), "(x)"}) : weighted();
    }
    std::string operator()(const Activation &a) const
    {
        switch (a.kind) {
        case ActivationKind::Relu: return "x = torch.relu(x)";
        case ActivationKind::Tanh: return "x = torch.tanh(x)";
        default: return joined({"# ", call.variable(row), " is off"});
        }
    }
    std::string operator()(const Pool2d &pool) const
    {
        return joined({pool.kind == PoolKind::Max ? "x = F.max_pool2d(x, " : "x = F.avg_pool2d(x, ",
                       std::to_string(pool.kernel.y), ")"});
    }
    std::string operator()(const FlattenLayer &) const { return "x = torch.flatten(x, 1)"; }
    std::string operator()(const SoftmaxLayer &) const { return {}; }
};

void addClass(CodeWriter &code, const PipelineCall &call, std::vector<int> &lines)
{
    code.let("class", className(call));
    code.add("\nclass $class(nn.Module):\n    def __init__(self):\n        super().__init__()");
    code.indent(2);
    for (int row = 1; row < call.network->rows(); ++row) {
        const std::string member =
            std::visit(Member{.call = call, .row = row}, call.network->maker(row).operation);
        if (!member.empty())
            code.add(joined({"self.", call.weights(row), " = ", member}));
    }
    code.indent(-1);
    code.add("\ndef forward(self, x):");
    code.indent(1);
    for (int row = 1; row <= call.logits(); ++row) {
        lines[static_cast<size_t>(row)] = code.nextLine();
        code.add(std::visit(Line{.call = call, .row = row}, call.network->maker(row).operation));
    }
    code.indent(-2);
}

void addExperiments(CodeWriter &code, const PipelineCall &call)
{
    const PipelineParams &p = *call.params;
    if (p.swapped.y == p.swapped.x && p.silenced < 0)
        return;
    code.let("a", std::to_string(p.swapped.y));
    code.let("b", std::to_string(p.swapped.x));
    code.let("f", std::to_string(p.silenced));
    code.let("layer", call.weights(1));
    code.add("with torch.no_grad():\n    for part in (net.$layer.weight, net.$layer.bias):");
    if (p.swapped.y != p.swapped.x)
        code.add("        part[[$a, $b]] = part[[$b, $a]]  # two filters change places");
    if (p.silenced >= 0)
        code.add("        part[$f] = 0  # a filter is silenced");
}

void addInput(CodeWriter &code, const PipelineCall &call)
{
    code.let("H", std::to_string(call.digit.height()));
    code.let("W", std::to_string(call.digit.width()));
    code.add(call.hasBytes() ? "x = torch.tensor(list(digit), dtype=torch.float32).reshape(1, 1, $H, $W)/255"
                             : "x = torch.tensor(digit, dtype=torch.float32)[None, None]");
    if (const Pair by = call.shift(); !(by == Pair{0, 0}))
        code.add(joined({"x = F.pad(x, (", std::to_string(by.x), ", ", std::to_string(-by.x), ", ",
                         std::to_string(by.y), ", ", std::to_string(-by.y), "))  # moved"}));
    if (const int frame = call.frame(); frame > 0) {
        code.let("p", std::to_string(frame));
        code.add("x = F.pad(x, ($p, $p, $p, $p))");
    }
}

} // namespace

PipelineProgram pytorchPipeline(const PipelineCall &call)
{
    CodeWriter code;
    PipelineProgram made{.program = {},
                         .lines = std::vector<int>(static_cast<size_t>(call.network->rows()), -1)};
    code.add("import torch\nimport torch.nn.functional as F\nfrom safetensors.torch import load_file\n"
             "from torch import nn\n");
    addPythonDigit(code, call);
    addClass(code, call, made.lines);
    code.add("\nnet = $class()");
    code.add(joined({"# ", PipelineCall::whereFileIs()}));
    code.add(joined({"net.load_state_dict(load_file(\"", call.file(), "\"))"}));
    addExperiments(code, call);
    made.lines.front() = code.nextLine();
    addInput(code, call);
    code.add("with torch.no_grad():\n    logits = net(x)");
    made.lines.back() = code.nextLine();
    code.add("probabilities = torch.softmax(logits, dim=1)\n"
             "print(logits[0].numpy())\nprint(probabilities[0].numpy())");
    made.program = std::move(code).take();
    return made;
}

} // namespace convoscope
