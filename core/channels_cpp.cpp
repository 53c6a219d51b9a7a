#include "core/channels_spellings.h"
#include "core/matrix_text.h"

namespace convoscope {

namespace {

constexpr Brackets braces{.open = '{', .close = '}'};

constexpr std::string_view head = R"(#include <algorithm>
#include <cmath>
$includes#include <iostream>
#include <vector>

using Matrix = std::vector<std::vector<float>>;
using Maps = std::vector<Matrix>; // one per channel
using Filters = std::vector<Maps>; // each reads its channels
)";

constexpr std::string_view convolution = R"(struct Conv {
    int strideH = 1, strideW = 1, top = 0, bottom = 0, left = 0, right = 0, dilationH = 1, dilationW = 1, groups = 1;
};

float at(const Matrix &x, int h, int w)
{
    const int H = x.size(), W = x[0].size();
    return h < 0 || h >= H || w < 0 || w >= W ? 0 : x[h][w];
}

Maps conv(const Maps &x, const Filters &K, const std::vector<float> &b, Conv s = {})
{
    const int H = x[0].size(), W = x[0][0].size(), F = K.size();
    const int C = K[0].size(), kH = K[0][0].size(), kW = K[0][0][0].size();
    const int outH = (H + s.top + s.bottom - s.dilationH * (kH - 1) - 1) / s.strideH + 1;
    const int outW = (W + s.left + s.right - s.dilationW * (kW - 1) - 1) / s.strideW + 1;
    Maps out(F, Matrix(outH, std::vector<float>(outW)));
    for (int f = 0; f < F; ++f) {
        const int c0 = f / (F / s.groups) * C;
        for (int i = 0; i < outH; ++i) {
            for (int j = 0; j < outW; ++j) {
                const int h0 = i * s.strideH - s.top, w0 = j * s.strideW - s.left;
                float acc = b[f];
                for (int c = 0; c < C; ++c)
                    for (int ki = 0; ki < kH; ++ki)
                        for (int kj = 0; kj < kW; ++kj)
                            acc += at(x[c0 + c], h0 + ki * s.dilationH, w0 + kj * s.dilationW) * K[f][c][ki][kj];$tap
                out[f][i][j] = acc;$beat
            }
        }
    }
    return out;
})";

constexpr std::string_view normalisation = R"(
Maps batchNorm(Maps x, float gamma, float beta)
{
    for (Matrix &m : x) {
        const double count = m.size() * m[0].size();
        double mean = 0, variance = 0;
        for (const auto &row : m)
            for (float value : row)
                mean += value / count;
        for (const auto &row : m)
            for (float value : row)
                variance += (value - mean) * (value - mean) / count;
        for (auto &row : m)
            for (float &value : row)
                value = (value - mean) / std::sqrt(variance + 1e-5) * gamma + beta;
    }
    return x;
})";

constexpr std::string_view activation = R"(
Maps relu(Maps x)
{
    for (Matrix &m : x)
        for (auto &row : m)
            for (float &value : row)
                value = std::max(value, 0.0f);
    return x;
})";

constexpr std::string_view addition = R"(
Maps sum(Maps a, const Maps &b)
{
    for (size_t c = 0; c < a.size(); ++c)
        for (size_t i = 0; i < a[c].size(); ++i)
            for (size_t j = 0; j < a[c][i].size(); ++j)
                a[c][i][j] += b[c][i][j];
    return a;
})";

constexpr std::string_view reading = R"(
Maps read(const char *name, int channels, int height, int width)
{
    std::ifstream file(name);
    Maps x(channels, Matrix(height, std::vector<float>(width)));
    for (Matrix &m : x)
        for (auto &row : m)
            for (float &value : row)
                file >> value;
    return x;
})";

constexpr std::string_view printing = R"(
void print(const Maps &maps)
{
    std::cout.precision(7); // what a float is sure of
    for (const Matrix &m : maps) {
        for (const auto &row : m) {
            for (float value : row)
                std::cout << value << ' ';
            std::cout << '\n';
        }
        std::cout << '\n';
    }
})";

/// The settings that are not the defaults of Conv above.
std::string settings(const Conv2d &conv)
{
    std::string text;
    const auto add = [&](const char *name, int value, int usual) {
        if (value != usual)
            text += joined({text.empty() ? "." : ", .", name, " = ", std::to_string(value)});
    };
    const Sides &s = conv.border.sides;
    add("strideH", conv.stride.y, 1);
    add("strideW", conv.stride.x, 1);
    add("top", s.top, 0);
    add("bottom", s.bottom, 0);
    add("left", s.left, 0);
    add("right", s.right, 0);
    add("dilationH", conv.dilation.y, 1);
    add("dilationW", conv.dilation.x, 1);
    add("groups", conv.groups, 1);
    return text.empty() ? text : ", {" + text + "}";
}

std::string made(const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const std::string from = call.variable(s.from);
    const std::string suffix = call.suffix(index);
    switch (s.kind) {
    case FlowKind::Convolve:
        return joined({"conv(", from, ", K", suffix, ", b", suffix, settings(s.conv), ")"});
    case FlowKind::Normalise:
        return joined({"batchNorm(", from, ", ", shortestText(call.params->gamma), ", ",
                       shortestText(call.params->beta), ")"});
    case FlowKind::Activate: return "relu(" + from + ")";
    case FlowKind::Add: return joined({"sum(", from, ", ", call.variable(s.with), ")"});
    }
    return {};
}

void addFunctions(CodeWriter &code, const ChannelsCall &call)
{
    code.let("includes", call.fromFile() ? "#include <fstream>\n" : "");
    code.add(code.expanded(head));
    code.add(convolution);
    if (call.has(FlowKind::Normalise))
        code.add(normalisation);
    if (call.has(FlowKind::Activate))
        code.add(activation);
    if (call.has(FlowKind::Add))
        code.add(addition);
    if (call.fromFile())
        code.add(reading);
    code.add(printing);
}

void addTensors(CodeWriter &code, const ChannelsCall &call)
{
    const Tensor &x = call.flow.tensor(0);
    if (call.fromFile())
        code.add(joined({"const Maps x = read(argv[1], ", std::to_string(x.shape().c), ", ",
                         std::to_string(x.height()), ", ", std::to_string(x.width()), ");"}));
    else
        code.nested("const Maps x = ", x, 3, ";", braces);
    for (int i = 0; i < call.needed(); ++i) {
        const FlowStage &s = call.stage(i);
        if (s.kind != FlowKind::Convolve)
            continue;
        code.nested(joined({"const Filters K", call.suffix(i), " = "}), s.weight, 4, ";", braces);
        std::string list;
        for (const float b : s.bias)
            list += (list.empty() ? "" : ", ") + shortestText(b);
        const std::string zeros = joined({"(", std::to_string(s.weight.shape().n), ");"});
        code.add(joined({"const std::vector<float> b", call.suffix(i),
                         s.bias.empty() ? zeros : joined({" = {", list, "};"})}));
    }
}

} // namespace

ChannelsProgram cppChannels(const ChannelsCall &call, Literals literals)
{
    CodeWriter code(literals);
    addFunctions(code, call);
    if (call.fromFile())
        code.add("\n// Takes the picture as a text file of numbers, a line per row, one channel below the "
                 "other\nint main(int, char **argv)\n{");
    else
        code.add("\nint main()\n{");
    code.indent(1);
    addTensors(code, call);
    code.add("");
    std::vector<int> lines;
    for (int i = 0; i < call.needed(); ++i) {
        lines.push_back(code.nextLine());
        code.add(joined({"const Maps ", call.variable(i + 1), " = ", made(call, i), ";"}));
    }
    for (const int i : call.shown)
        code.add("print(" + call.variable(i + 1) + ");");
    code.indent(-1);
    code.add("}");
    return {std::move(code).take(), lines};
}

} // namespace convoscope
