#include "core/pipeline_spellings.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr float whiteByte = 255.0F;

int byteOf(float pixel)
{
    return static_cast<int>(std::lround(pixel * whiteByte));
}

bool isByte(float pixel)
{
    const int byte = byteOf(pixel);
    return byte >= 0 && byte <= 255 && static_cast<float>(byte) / whiteByte == pixel;
}

/// Whether experiments change the digit that programs don't do themselves.
bool isRedrawn(const PipelineParams &params)
{
    return params.angle != 0.0F || params.noise > 0.0F;
}

/// "(4, 0)" before and "24" behind: what to add at either end of an axis, and where the picture begins.
std::string axisPad(int by)
{
    return joined({"(", std::to_string(std::max(by, 0)), ", ", std::to_string(std::max(-by, 0)), ")"});
}

std::string axisSlice(int by, int size)
{
    return by < 0 ? joined({std::to_string(-by), ":"}) : joined({":", std::to_string(size)});
}

} // namespace

std::string PipelineCall::variable(int row) const
{
    if (row == 0)
        return "x";
    const auto &layer = network->maker(row);
    if (std::holds_alternative<FlattenLayer>(layer.operation))
        return "flat";
    return std::holds_alternative<SoftmaxLayer>(layer.operation) ? "probabilities" : layer.name;
}

std::string PipelineCall::weights(int row) const
{
    const std::string &name = network->maker(row).name;
    if (name != "logits")
        return name;
    return params->network == BundledNetwork::LenetStyle ? "fc" : "fc3";
}

std::string_view PipelineCall::whereFileIs()
{
    return "The file is in resources/weights of Convoscope's source, and installed in "
           "share/convoscope/weights";
}

bool PipelineCall::hasBytes() const
{
    return std::ranges::all_of(digit.values(), isByte);
}

Pair PipelineCall::shift() const
{
    return isRedrawn(*params) ? Pair{0, 0} : params->shift;
}

PoolKind PipelineCall::pools() const
{
    for (const NetworkLayer &layer : network->layers) {
        if (const auto *pool = std::get_if<Pool2d>(&layer.operation))
            return pool->kind;
    }
    return PoolKind::Max;
}

std::optional<PipelineCall> pipelineCall(const PipelineParams &params)
{
    const auto digit = pipelineDigit(params);
    const auto network = pipelineNetwork(params);
    if (!digit || !network)
        return std::nullopt;
    auto shapes = shapesOf(**network);
    if (!shapes)
        return std::nullopt;
    return PipelineCall{.params = &params,
                        .digit = isRedrawn(params) ? *digit : params.input.tensor(),
                        .network = *network,
                        .shapes = *std::move(shapes)};
}

std::string hexadecimal(std::span<const float> pixels)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const float pixel : pixels) {
        const auto byte = static_cast<size_t>(byteOf(pixel));
        text += digits[byte / 16];
        text += digits[byte % 16];
    }
    return text;
}

void addPythonDigit(CodeWriter &code, const PipelineCall &call)
{
    if (isRedrawn(*call.params))
        code.add("# The digit as the experiments leave it");
    if (!call.hasBytes()) {
        code.add("# 0 is paper, 1 is ink");
        code.matrix("digit = ", call.digit, "");
        return;
    }
    code.add("# A byte a pixel: 00 is paper, ff is ink");
    code.add("digit = bytes.fromhex(\"\"\"");
    for (int y = 0; y < call.digit.height(); ++y)
        code.add(hexadecimal(call.digit.row(0, 0, y)));
    code.add("\"\"\")");
}

void addNumpyInput(CodeWriter &code, const PipelineCall &call)
{
    const Pair size{call.digit.height(), call.digit.width()};
    code.let("H", std::to_string(size.y));
    code.let("W", std::to_string(size.x));
    code.add(call.hasBytes() ? "x = np.frombuffer(digit, np.uint8).reshape(1, $H, $W).astype(np.float32)/255"
                             : "x = np.array([digit], np.float32)");
    if (const Pair by = call.shift(); !(by == Pair{0, 0}))
        code.add(joined({"x = np.pad(x, ((0, 0), ", axisPad(by.y), ", ", axisPad(by.x), "))[:, ",
                         axisSlice(by.y, size.y), ", ", axisSlice(by.x, size.x), "]  # moved"}));
    if (const int frame = call.frame(); frame > 0) {
        code.let("p", std::to_string(frame));
        code.add("x = np.pad(x, ((0, 0), ($p, $p), ($p, $p)))");
    }
}

void addNumpyExperiments(CodeWriter &code, const PipelineCall &call)
{
    const PipelineParams &p = *call.params;
    code.let("layer", call.weights(1));
    if (p.swapped.y != p.swapped.x) {
        code.let("a", std::to_string(p.swapped.y));
        code.let("b", std::to_string(p.swapped.x));
        code.add("for part in (\"$layer.weight\", \"$layer.bias\"):  # two filters change places");
        code.add("    w[part][[$a, $b]] = w[part][[$b, $a]]");
    }
    if (p.silenced >= 0) {
        code.let("f", std::to_string(p.silenced));
        code.add("for part in (\"$layer.weight\", \"$layer.bias\"):  # a filter is silenced");
        code.add("    w[part][$f] = 0");
    }
}

} // namespace convoscope
