#include "core/pooling_formula.h"

#include "core/formula_line.h"
#include "core/pooling_call.h"

namespace convoscope {

namespace {

std::string text(int value)
{
    return formulaNumber(static_cast<long long>(value));
}

/// Letters or numbers of one axis, ready to be put into a formula.
struct Axis {
    std::string times; ///< between factors: nothing between letters
    std::string input, kernel, stride, dilation, padding, output;
};

/// One axis of a sliding window.
struct Numbers {
    int input, kernel, stride, dilation, padding, output;
    bool operator==(const Numbers &) const = default;

    [[nodiscard]] int room() const { return input + 2 * padding - dilation * (kernel - 1) - 1; }
    /// Cells after the last window; negative where it hangs over the edge.
    [[nodiscard]] int rest() const { return room() - (output - 1) * stride; }
    /// Rounded up, before a last window that would begin in the padding is dropped.
    [[nodiscard]] int roundedUp() const { return room() <= 0 ? 1 : (room() + stride - 1) / stride + 1; }
    [[nodiscard]] Axis axis() const
    {
        return {"·", text(input), text(kernel), text(stride), text(dilation), text(padding), text(output)};
    }
};

Numbers numbersY(const PoolingCall &c)
{
    return {c.input.y, c.pool.kernel.y, c.pool.stride.y, c.pool.dilation.y, c.pool.padding.y, c.output.y};
}

Numbers numbersX(const PoolingCall &c)
{
    return {c.input.x, c.pool.kernel.x, c.pool.stride.x, c.pool.dilation.x, c.pool.padding.x, c.output.x};
}

const Axis letters{"", "I", "K", "S", "d", "P", "O"};

/// K, or d(K − 1) + 1
void addExtent(LineWriter &line, const Axis &a, bool dilated)
{
    if (dilated)
        line("(" + a.dilation + a.times + "(").kernel(a.kernel)(" − 1) + 1)");
    else
        line.kernel(a.kernel);
}

void addSize(LineWriter &line, const Axis &a, const PoolingCall &call)
{
    line(call.pool.ceilMode ? "⌈(" : "⌊(").input(a.input)(" − ");
    addExtent(line, a, call.dilated());
    line(" + 2" + a.times + a.padding + ") / " + a.stride + (call.pool.ceilMode ? "⌉ + 1" : "⌋ + 1"));
}

void addRest(LineWriter &line, const Axis &a, const PoolingCall &call)
{
    line.input(a.input)(" + 2" + a.times + a.padding + " − ((").output(a.output)(" − 1)·" + a.stride + " + ");
    addExtent(line, a, call.dilated());
    line(")");
}

/// "= " where both axes are alike, or "H = ".
LineWriter begun(std::string_view name)
{
    LineWriter line;
    if (!name.empty())
        line.add(name, PlaneRole::Output)(" ");
    line("= ");
    return line;
}

/// The size with the numbers of one axis.
void addSolved(Formula &formula, const PoolingCall &call, std::string_view name, const Numbers &n)
{
    LineWriter line = begun(name);
    addSize(line, n.axis(), call);
    const int found = call.pool.ceilMode ? n.roundedUp() : n.output;
    formula.push_back(line(" = ").output(text(found)).tokens());
    if (found == n.output)
        return;
    LineWriter dropped; // a window may not begin in the padding
    dropped("(").output(text(found))(" − 1)·" + text(n.stride) + " ≥ ").input(text(n.input));
    dropped(" + " + text(n.padding) + "  →  ").output(name.empty() ? "O" : name)(" = ");
    formula.push_back(dropped.output(text(n.output)).tokens());
}

void addLeft(Formula &formula, const PoolingCall &call, std::string_view name, const Numbers &n)
{
    LineWriter line = begun(name);
    addRest(line, n.axis(), call);
    formula.push_back(line(" = " + text(n.rest())).tokens());
}

/// Calls add for both axes at once, or for each where they differ.
template <typename Add>
void eachAxis(const PoolingCall &call, const Add &add)
{
    const Numbers y = numbersY(call);
    const Numbers x = numbersX(call);
    if (y == x)
        return add("", y);
    add("H", y);
    add("W", x);
}

void addSliding(Formula &formula, const PoolingCall &call)
{
    LineWriter size;
    size.output("O")(" = ");
    addSize(size, letters, call);
    formula.push_back(size.tokens());
    eachAxis(call, [&](std::string_view name, const Numbers &n) { addSolved(formula, call, name, n); });
    if (numbersY(call).rest() == 0 && numbersX(call).rest() == 0)
        return;
    LineWriter rest;
    rest("R = ");
    addRest(rest, letters, call);
    formula.push_back(rest.tokens());
    eachAxis(call, [&](std::string_view name, const Numbers &n) { addLeft(formula, call, name, n); });
}

/// "0, 2, 5", the middle of a long list left out.
template <typename Of>
std::string list(const std::vector<PoolSpan> &spans, Of of)
{
    constexpr size_t most = 8;
    std::string all;
    for (size_t i = 0; i < spans.size(); ++i) {
        if (spans.size() > most && i == most - 2) {
            all += ", …";
            i = spans.size() - 1;
        }
        all += (i == 0 ? "" : ", ") + text(of(spans[i]));
    }
    return all;
}

/// Where the windows of one axis begin and end, and how many cells they have.
void addAdaptiveAxis(Formula &formula, const std::vector<PoolSpan> &spans, int input)
{
    const std::string outputs = text(static_cast<int>(spans.size()));
    LineWriter begin;
    begin("a(i) = ⌊i·").input(text(input))(" / ").output(outputs)("⌋ = ");
    formula.push_back(begin(list(spans, [](const PoolSpan &s) { return s.start; })).tokens());
    LineWriter end;
    end("b(i) = ⌈(i + 1)·").input(text(input))(" / ").output(outputs)("⌉ = ");
    formula.push_back(end(list(spans, [](const PoolSpan &s) { return s.start + s.extent; })).tokens());
    LineWriter size;
    size.kernel("K")("(i) = b(i) − a(i) = ");
    formula.push_back(size.kernel(list(spans, [](const PoolSpan &s) { return s.extent; })).tokens());
}

void addAdaptive(Formula &formula, const PoolingCall &call)
{
    LineWriter line;
    line.output("O")(" = ").output(text(call.output.y))(" × ").output(text(call.output.x));
    formula.push_back(line.tokens());
    addAdaptiveAxis(formula, call.windows.rows, call.input.y);
    if (call.windows.rows != call.windows.columns)
        addAdaptiveAxis(formula, call.windows.columns, call.input.x);
}

void addGlobal(Formula &formula, const PoolingCall &call)
{
    LineWriter line;
    line.kernel("K")(" = ").input("I")(" = ").input(text(call.input.y))(" × ").input(text(call.input.x));
    formula.push_back(line.tokens());
    LineWriter output;
    formula.push_back(output.output("O")(" = ").output("1")(" × ").output("1").tokens());
}

/// Δ / S = (0, 1) / (2, 2) = (0, 0.5): only whole steps move the output as a whole.
void addMove(Formula &formula, const PoolingCall &call)
{
    const auto pair = [](const std::string &y, const std::string &x) { return "(" + y + ", " + x + ")"; };
    const auto ratio = [](int by, int stride) { return formulaNumber(static_cast<double>(by) / stride); };
    const Pair by = call.params->shift;
    const Pair s = call.pool.stride;
    LineWriter line;
    line("Δ / S = ").input(pair(text(by.y), text(by.x)))(" / " + pair(text(s.y), text(s.x)) + " = ");
    formula.push_back(line.output(pair(ratio(by.y, s.y), ratio(by.x, s.x))).tokens());
}

/// k = 1 / (2·2) = 0.25
void addMean(Formula &formula, const MeanKernel &mean)
{
    LineWriter line;
    line.kernel("k")(" = 1 / (").kernel(text(mean.size.y))("·").kernel(text(mean.size.x))(") = ");
    formula.push_back(line.kernel(formulaNumber(static_cast<double>(mean.weight()))).tokens());
}

} // namespace

Formula poolingFormula(const PoolingParams &params)
{
    const auto call = poolingCall(params);
    if (!call)
        return {};
    Formula formula;
    switch (call->pool.layout) {
    case PoolLayout::Sliding: addSliding(formula, *call); break;
    case PoolLayout::Adaptive: addAdaptive(formula, *call); break;
    case PoolLayout::Global: addGlobal(formula, *call); break;
    }
    if (call->shift() && call->sliding())
        addMove(formula, *call);
    if (call->mean)
        addMean(formula, *call->mean);
    return formula;
}

} // namespace convoscope
