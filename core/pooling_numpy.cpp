#include "core/convolution_python.h"
#include "core/pooling_spellings.h"

#include <string>

namespace convoscope {

namespace {

constexpr std::string_view rounding = R"(out_H = -(($eH - x.shape[0]) // $sH) + 1
out_W = -(($eW - x.shape[1]) // $sW) + 1
if (out_H - 1)*$sH >= x.shape[0] - $pH:
    out_H -= 1  # no window begins in the padding
if (out_W - 1)*$sW >= x.shape[1] - $pW:
    out_W -= 1)";

constexpr std::string_view sliding = R"(
for i in range(out_H):
    for j in range(out_W):
        h0, w0 = i*$sH, j*$sW
        window = x[h0:h0+$eH$dH, w0:w0+$eW$dW]
        out[i, j] = $pool$beat$tap)";

constexpr std::string_view convolved = R"(        conv[i, j] = ($zeros * K).sum()$otherbeat$othertap)";

constexpr std::string_view adaptive = R"(H, W = x.shape
out_H, out_W = $outH, $outW
out = np.zeros((out_H, out_W)$dtype)

for i in range(out_H):
    for j in range(out_W):
        h0, h1 = i*H // out_H, -(-(i + 1)*H // out_H)
        w0, w1 = j*W // out_W, -(-(j + 1)*W // out_W)
        window = x[h0:h1, w0:w1]
        out[i, j] = $pool$beat$tap)";

constexpr std::string_view global = R"(window = x
out = np.array([[$pool]])$beat$tap)";

constexpr std::string_view comparison = R"(out, of_moved = pool(x), pool(moved)
print(out)
print(of_moved)
print(of_moved - out)
print((of_moved == out).sum(), "of", out.size, "the same"))";

/// Defines `name`; $keyH and $keyW are then its values for the axes.
void addPair(CodeWriter &code, const std::string &key, const std::string &name, Pair value)
{
    const bool both = value.y == value.x;
    code.let(key + "H", both ? name : name + "[0]");
    code.let(key + "W", both ? name : name + "[1]");
    code.add(name + " = " + pythonNumber(value));
}

void addSettings(CodeWriter &code, const Pool2d &pool)
{
    addPair(code, "k", "kernel", pool.kernel);
    addPair(code, "s", "stride", pool.stride);
    code.let("eH", code.expanded("$kH"));
    code.let("eW", code.expanded("$kW"));
    code.let("dH", "");
    code.let("dW", "");
    if (pool.dilation == Pair{})
        return;
    addPair(code, "d", "dilation", pool.dilation);
    code.add("eH, eW = $dH*($kH - 1) + 1, $dW*($kW - 1) + 1");
    code.let("eH", "eH");
    code.let("eW", "eW");
    code.let("dH", code.expanded(":$dH"));
    code.let("dW", code.expanded(":$dW"));
}

std::string padded(const PoolingCall &call, const std::string &value)
{
    const std::string more = value.empty() ? "" : ", constant_values=" + value;
    return "np.pad(x, " + pythonSides(call.params->sides()) + more + ")";
}

/// What an average leaves out is not a number, and a maximum's padding less than all.
std::string outside(const PoolingCall &call)
{
    if (call.max())
        return "-np.inf";
    return call.leavesOut() ? "np.nan" : "";
}

void addSliding(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    const bool apart = call.mean && call.padded() && (call.max() || call.leavesOut());
    if (apart)
        code.add("z = " + padded(call, ""));
    code.let("zeros", apart ? code.expanded("z[h0:h0+$eH$dH, w0:w0+$eW$dW]") : "window");
    if (call.padded())
        code.add("x = " + padded(call, outside(call)));
    if (pool.ceilMode)
        code.add(rounding);
    else
        code.add("out_H = (x.shape[0] - $eH) // $sH + 1\nout_W = (x.shape[1] - $eW) // $sW + 1");
    code.add("out = np.zeros((out_H, out_W)$dtype)");
    if (call.mean)
        code.add("conv = np.zeros((out_H, out_W))");
    code.add(sliding);
    if (call.mean)
        code.add(convolved);
}

void addPool(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    switch (pool.layout) {
    case PoolLayout::Sliding: return addSliding(code, call, pool);
    case PoolLayout::Adaptive: return code.add(adaptive);
    case PoolLayout::Global: return code.add(global);
    }
}

void addShift(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    code.add("\ndef pool(x):");
    code.indent(1);
    addPool(code, call, pool);
    code.add("return out\n");
    code.indent(-1);
    code.add("moved = " + numpyShifted("x", call.input, call.params->shift, {}));
    code.add(comparison);
}

} // namespace

Program numpyPooling(const PoolingCall &call, Literals literals)
{
    CodeWriter code(literals);
    const Pool2d pool = call.mean ? slidingPool(call) : call.pool;
    const bool exact = call.padded() && !outside(call).empty(); // −∞ and NaN are no integers
    addPythonInput(code, call, "import numpy as np", "np.array(", exact ? ", dtype=float)" : ")");
    code.let("dtype", call.max() ? ", dtype=x.dtype" : "");
    code.let("pool", call.max() ? "window.max()" : call.leavesOut() ? "np.nanmean(window)" : "window.mean()");
    code.let("outH", std::to_string(call.output.y));
    code.let("outW", std::to_string(call.output.x));
    code.let("pH", std::to_string(pool.padding.y));
    code.let("pW", std::to_string(pool.padding.x));
    if (pool.layout == PoolLayout::Sliding)
        addSettings(code, pool);
    if (call.mean) {
        const Pair size = call.mean->size;
        code.add("K = np.full(" + pythonPair(size) + ", 1 / " + std::to_string(size.y * size.x) + ")");
    }
    if (call.shift()) {
        addShift(code, call, pool);
    } else {
        addPool(code, call, pool);
        code.add(call.mean ? "\nprint(out)\nprint(conv)" : "\nprint(out)");
    }
    return std::move(code).take();
}

} // namespace convoscope
