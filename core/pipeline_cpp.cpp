#include "core/pipeline_cpp_parts.h"
#include "core/pipeline_spellings.h"

namespace convoscope {

namespace {

constexpr Brackets braces{.open = '{', .close = '}'};

/// The functions for the activations in use: the first network's relu, the second's tanh, or both where an
/// experiment left tanh to the flat layers alone.
void addActivations(CodeWriter &code, const PipelineCall &call)
{
    for (const ActivationKind kind : {ActivationKind::Relu, ActivationKind::Tanh}) {
        for (const NetworkLayer &layer : call.network->layers) {
            const auto *a = std::get_if<Activation>(&layer.operation);
            if (a && a->kind == kind) {
                code.add(kind == ActivationKind::Relu ? cppPipelineRelu : cppPipelineTanh);
                break;
            }
        }
    }
}

void addPools(CodeWriter &code, const PipelineCall &call)
{
    const bool max = call.pools() == PoolKind::Max;
    code.let("start", max ? "x(c, k * i, k * j)" : "0");
    code.let("take",
             max ? "= std::max(acc, x(c, k * i + ki, k * j + kj))" : "+= x(c, k * i + ki, k * j + kj)");
    code.let("divided", max ? "" : " / (k * k)");
}

void addDigit(CodeWriter &code, const PipelineCall &call)
{
    if (!call.hasBytes()) {
        code.matrix("const float digit[][28] = ", call.digit, "; // 0 is paper, 1 is ink", braces);
        return;
    }
    code.add("const std::string digit[] = { // a byte a pixel: 00 is paper, ff is ink");
    for (int y = 0; y < call.digit.height(); ++y)
        code.add(joined({"    \"", hexadecimal(call.digit.row(0, 0, y)), "\","}));
    code.add("};");
}

std::string plus(std::string_view name, int by)
{
    return by == 0 ? std::string(name) : joined({name, by < 0 ? " - " : " + ", std::to_string(std::abs(by))});
}

void addInput(CodeWriter &code, const PipelineCall &call)
{
    const Pair by = call.shift();
    const int frame = call.frame();
    code.let("H", std::to_string(call.shape(0).h));
    code.let("W", std::to_string(call.shape(0).w));
    code.let("top", std::to_string(std::max(0, -by.y)));
    code.let("bottom", std::to_string(call.digit.height() - std::max(0, by.y)));
    code.let("left", std::to_string(std::max(0, -by.x)));
    code.let("right", std::to_string(call.digit.width() - std::max(0, by.x)));
    code.let("y", plus("h", by.y + frame));
    code.let("z", plus("w", by.x + frame));
    code.add("Maps x{1, $H, $W};");
    code.add("for (int h = $top; h < $bottom; ++h)\n    for (int w = $left; w < $right; ++w)");
    code.add(call.hasBytes()
                 ? "        x(0, $y, $z) = std::stoi(digit[h].substr(2 * w, 2), nullptr, 16) / 255.0f;"
                 : "        x(0, $y, $z) = digit[h][w];");
}

/// conv1's K and b, changed by the experiments.
void addExperiments(CodeWriter &code, const PipelineCall &call)
{
    const PipelineParams &p = *call.params;
    const auto *conv = std::get_if<ConvLayer>(&call.network->maker(1).operation);
    if (!conv || (p.swapped.y == p.swapped.x && p.silenced < 0))
        return;
    const int k = conv->weight.height();
    code.let("size", std::to_string(conv->weight.shape().c * k * k));
    code.let("a", std::to_string(p.swapped.y));
    code.let("b", std::to_string(p.swapped.x));
    code.let("f", std::to_string(p.silenced));
    if (p.swapped.y != p.swapped.x)
        code.add(
            "std::swap_ranges(&K[$a * $size], &K[$a * $size] + $size, &K[$b * $size]); // two filters change "
            "places\nstd::swap(b[$a], b[$b]);");
    if (p.silenced >= 0)
        code.add("std::fill_n(&K[$f * $size], $size, 0.0f); // a filter is silenced\nb[$f] = 0;");
}

/// The line that makes a row. A map's row is a Maps, a flat one's a Values.
struct Made {
    const PipelineCall &call;
    int row;
    std::string from = call.variable(row - 1);
    std::string to = call.variable(row);

    std::string operator()(const ConvLayer &layer) const
    {
        const std::string k = std::to_string(layer.weight.height());
        if (row == 1)
            return joined({"const Maps ", to, " = conv(x, K, b, ", k, ");"});
        return joined({"const Maps ", to, " = conv(", from, ", load(\"", call.weights(row),
                       ".weight\"), load(\"", call.weights(row), ".bias\"), ", k, ");"});
    }
    std::string operator()(const Activation &a) const
    {
        if (a.kind == ActivationKind::Identity)
            return joined({"const Maps ", to, " = ", from, "; // the activation is off"});
        const char *const function = a.kind == ActivationKind::Relu ? "relu(" : "tangent(";
        const Shape &s = call.shape(row);
        if (s.h == 1 && s.w == 1)
            return joined({"const Values ", to, " = ", function, from, ");"});
        return joined({"const Maps ", to, "{", std::to_string(s.c), ", ", std::to_string(s.h), ", ",
                       std::to_string(s.w), ", ", function, from, ".values)};"});
    }
    std::string operator()(const Pool2d &pool) const
    {
        return joined({"const Maps ", to, " = pool(", from, ", ", std::to_string(pool.kernel.y), ");"});
    }
    std::string operator()(const FlattenLayer &) const
    {
        return joined({"const Values ", to, " = ", from, ".values; // channel by channel, row by row"});
    }
    std::string operator()(const LinearLayer &) const
    {
        return joined({"const Values ", to, " = linear(", from, ", load(\"", call.weights(row),
                       ".weight\"), load(\"", call.weights(row), ".bias\"));"});
    }
    std::string operator()(const SoftmaxLayer &) const
    {
        return joined({"const Values ", to, " = softmax(", from, ");"});
    }
};

} // namespace

PipelineProgram cppPipeline(const PipelineCall &call)
{
    CodeWriter code;
    code.let("file", call.file());
    code.let("where", std::string(PipelineCall::whereFileIs()));
    addPools(code, call);
    code.add(cppPipelineHead);
    addDigit(code, call);
    code.add("");
    code.add(cppPipelineReading);
    code.add(cppPipelineLayers);
    addActivations(code, call);
    code.add("\nint main()\n{");
    code.indent(1);
    PipelineProgram made;
    made.lines.push_back(code.nextLine());
    addInput(code, call);
    code.let("layer", call.weights(1));
    code.add("Values K = load(\"$layer.weight\"), b = load(\"$layer.bias\");");
    addExperiments(code, call);
    for (int row = 1; row < call.network->rows(); ++row) {
        made.lines.push_back(code.nextLine());
        code.add(std::visit(Made{.call = call, .row = row}, call.network->maker(row).operation));
    }
    code.add("std::cout.precision(7); // what a float is sure of\nprint(logits);\nprint(probabilities);");
    code.indent(-1);
    code.add("}");
    made.program = std::move(code).take();
    return made;
}

} // namespace convoscope
