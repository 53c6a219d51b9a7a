#include "core/channels_formula.h"

#include "core/channels_call.h"
#include "core/formula_line.h"

#include <array>

namespace convoscope {

namespace {

std::string text(long long value)
{
    return formulaNumber(value);
}

/// Y[f] = Σ X[c] ∗ W[f, c] + b[f]
void addSum(Formula &formula, const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const bool single = s.weight.shape().c == 1;
    LineWriter line;
    line.output("Y")("[f] = " + std::string(single ? "" : "Σ ")).input("X")(single ? "[f" : "[c");
    if (single && s.weight.shape().n != call.flow.shape(s.from).c)
        line(" ÷ " + text(s.weight.shape().n / call.flow.shape(s.from).c));
    line("] ∗ ").kernel("W")(single ? "[f]" : "[f, c]");
    if (!s.bias.empty())
        line(" + ").kernel("b")("[f]");
    formula.push_back(line.tokens());
}

/// |W| = 2 · 3 · 3 · 3 = 54,  × 9 cells = 486 multiply-adds
void addWeights(Formula &formula, const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const Shape &w = s.weight.shape();
    const Shape &in = call.flow.shape(s.from);
    const Shape &out = call.flow.shape(index + 1);
    LineWriter line;
    line("|").kernel("W")("| = F·(C/G)·K·K = ").output(text(w.n))("·(").input(text(in.c));
    line("/")(text(s.conv.groups))(")·").kernel(text(w.h))("·").kernel(text(w.w))(" = ");
    formula.push_back(line.kernel(text(w.size())).tokens());
    LineWriter adds;
    adds("MAC = |").kernel("W")("|·O·O = ").kernel(text(w.size()))("·").output(text(out.h))("·");
    formula.push_back(adds.output(text(out.w))(" = " + text(w.size() * out.h * out.w)).tokens());
}

/// One axis of a window, in letters or numbers.
struct Axis {
    std::string input, kernel, dilation, low, high, stride;
    std::string times{};
};

void addSize(LineWriter &line, const Axis &a)
{
    line("⌊(").input(a.input)(" + " + a.low + " + " + a.high + " − " + a.dilation + a.times + "(");
    line.kernel(a.kernel)(" − 1) − 1) / " + a.stride + "⌋ + 1");
}

/// O = ⌊(I + P₁ + P₂ − d(K − 1) − 1) / S⌋ + 1 = ...
void addOutput(Formula &formula, const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    const Shape &in = call.flow.shape(s.from);
    const Shape &out = call.flow.shape(index + 1);
    const Sides &p = s.conv.border.sides;
    LineWriter letters;
    letters.output("O")(" = ");
    addSize(letters, {"I", "K", "d", "P₁", "P₂", "S"});
    formula.push_back(letters.tokens());
    const Axis y{text(in.h),  text(s.weight.height()), text(s.conv.dilation.y),
                 text(p.top), text(p.bottom),          text(s.conv.stride.y),
                 "·"};
    const Axis x{text(in.w),   text(s.weight.width()), text(s.conv.dilation.x),
                 text(p.left), text(p.right),          text(s.conv.stride.x),
                 "·"};
    const auto add = [&](std::string_view name, const Axis &axis, int size) {
        LineWriter line;
        if (!name.empty())
            line.output(name)(" ");
        line("= ");
        addSize(line, axis);
        formula.push_back(line(" = ").output(text(size)).tokens());
    };
    const bool square = in.h == in.w && s.weight.height() == s.weight.width()
        && s.conv.stride.y == s.conv.stride.x && s.conv.dilation.y == s.conv.dilation.x && p.top == p.left
        && p.bottom == p.right;
    add(square ? "" : "H", y, out.h);
    if (!square)
        add("W", x, out.w);
}

/// y = (x − μ) / √(σ² + ε) · γ + β, with the numbers of the first channel
void addNorm(Formula &formula, const FlowStage &s, int channel)
{
    LineWriter letters;
    letters.output("y")(" = (").input("x")(" − μ) / √(σ² + ε) · ").kernel("γ")(" + ").kernel("β");
    formula.push_back(letters.tokens());
    if (!s.norm)
        return;
    const BatchNorm &n = *s.norm;
    const auto c = static_cast<size_t>(channel);
    const auto number = [](float value) { return formulaNumber(static_cast<double>(value)); };
    const float scale = n.scale(channel);
    LineWriter numbers;
    numbers("= (").input("x")(" − " + number(n.mean[c]) + ") / √" + number(n.variance[c]) + " · ");
    numbers.kernel(number(n.gamma[c]))(" + ").kernel(number(n.beta[c]));
    formula.push_back(numbers.tokens());
    LineWriter folded;
    folded("= ").input("x")(" · ").kernel(number(scale))(" + ").kernel(number(n.beta[c] - n.mean[c] * scale));
    formula.push_back(folded.tokens());
}

void addStage(Formula &formula, const ChannelsCall &call, int index)
{
    const FlowStage &s = call.stage(index);
    LineWriter line;
    switch (s.kind) {
    case FlowKind::Convolve:
        addSum(formula, call, index);
        addWeights(formula, call, index);
        return addOutput(formula, call, index);
    case FlowKind::Normalise: return addNorm(formula, s, 0);
    case FlowKind::Activate: line.output("y")(" = max(").input("x")(", 0)"); break;
    case FlowKind::Add: line.output("y")(" = F(").input("x")(") + ").input("x"); break;
    }
    formula.push_back(line.tokens());
}

} // namespace

Formula channelsFormula(const ChannelsParams &params)
{
    const auto call = channelsCall(params);
    if (!call)
        return {};
    Formula formula;
    for (const int stage : call->shown)
        addStage(formula, *call, stage);
    return formula;
}

} // namespace convoscope
