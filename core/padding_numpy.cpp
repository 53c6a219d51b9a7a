#include "core/border_names.h"
#include "core/convolution_python.h"
#include "core/matrix_text.h"
#include "core/padding_spellings.h"

namespace convoscope {

namespace {

constexpr std::string_view sources = R"(
def source(i, size, mode):  # the row or column that i is copied from
    if mode == "reflect":
        return -i if i < 0 else i if i < size else 2*(size - 1) - i
    if mode == "edge":
        return min(max(i, 0), size - 1)
    return i % size  # wrap

def value(i, j, mode):
    if mode == "constant":
        return x[i, j] if 0 <= i < H and 0 <= j < W else $constant
    return x[source(i, H, mode), source(j, W, mode)]
)";

constexpr std::string_view copies = R"(modes = [$modes]
size = top + H + bottom, left + W + right
out = {mode: np.empty(size, x.dtype) for mode in modes}

for i in range(-top, H + bottom):
    for j in range(-left, W + right):
        for mode in modes:
            out[mode][top+i, left+j] = value(i, j, mode)$beat$tap

for mode in modes:
    print(mode)
    print(out[mode])

# The same in a call each)";

constexpr std::string_view convolve = R"(
def convolve(x):
    out_H, out_W = x.shape[0] - kH + 1, x.shape[1] - kW + 1
    out = np.zeros((out_H, out_W)$dtype)
    for i in range(out_H):
        for j in range(out_W):
            window = x[i:i+kH, j:j+kW]
            out[i, j] = (window * K).sum()$beat$tap
    return out

first = convolve($padded)
print("constant")
print(first))";

constexpr std::string_view compare = R"(
for mode in ($modes,):
    out = convolve(np.pad(x, sides, mode=mode))
    print(mode)
    print(out)
    print(out - first))";

/// np.pad(x, sides, ...)
std::string padded(PaddingMode mode, float constant)
{
    if (mode != PaddingMode::Zeros)
        return joined({"np.pad(x, sides, mode=\"", borderName(mode, Dialect::NumPy), "\")"});
    if (constant == 0.0F)
        return "np.pad(x, sides)";
    return "np.pad(x, sides, constant_values=" + shortestText(constant) + ")";
}

void addCopies(CodeWriter &code, const PaddingCall &call)
{
    const Sides s = call.sides;
    code.add(joined({"top, bottom, left, right = ", std::to_string(s.top), ", ", std::to_string(s.bottom),
                     ", ", std::to_string(s.left), ", ", std::to_string(s.right)}));
    code.add("H, W = x.shape");
    code.let("constant", shortestText(call.constant()));
    code.let("modes", paddingModeList(call, Dialect::NumPy));
    code.add(sources);
    code.add(copies);
    code.add("sides = " + pythonSides(s));
    for (const PaddingMode mode : call.modes) {
        code.let("mode", std::string(borderName(mode, Dialect::NumPy)));
        code.let("padded", padded(mode, call.constant()));
        code.add("assert (out[\"$mode\"] == $padded).all()");
    }
}

void addEdges(CodeWriter &code, const PaddingCall &call)
{
    code.add("sides = " + pythonSides(call.sides));
    code.add("kH, kW = K.shape");
    code.let("dtype", call.whole() ? ", dtype=int" : "");
    code.let("padded", padded(PaddingMode::Zeros, call.constant()));
    code.add(convolve);
    if (call.modes.size() < 2)
        return;
    code.let("modes", paddingModeList(call, Dialect::NumPy, 1));
    code.add(compare);
}

} // namespace

std::string paddingModeList(const PaddingCall &call, Dialect dialect, size_t skipped)
{
    const std::string_view quote = dialect == Dialect::OpenCv ? "" : "\"";
    std::string list;
    for (size_t m = skipped; m < call.modes.size(); ++m)
        list += joined({list.empty() ? "" : ", ", quote, borderName(call.modes[m], dialect), quote});
    return list;
}

void addPaddingInput(CodeWriter &code, const PaddingCall &call, std::string_view imports,
                     std::string_view tail)
{
    const std::string make = tail.starts_with(", dtype=torch") ? "torch.tensor(" : "np.array(";
    if (call.fromFile())
        code.add("import sys\n");
    code.add(imports);
    code.add("");
    if (call.fromFile()) {
        code.add("# The picture as a text file of numbers, a line per row: python3 this.py picture.txt");
        code.add("x = " + make + "np.loadtxt(sys.argv[1], ndmin=2)" + std::string(tail));
    } else {
        code.matrix("x = " + make, call.x(), tail);
    }
    if (call.edges())
        code.matrix("K = " + make, call.params->kernel, tail);
    code.add("");
}

Program numpyPadding(const PaddingCall &call, Literals literals)
{
    CodeWriter code(literals);
    const bool inferred = literals == Literals::Counted || call.whole() || call.fromFile();
    addPaddingInput(code, call, "import numpy as np", inferred ? ")" : ", dtype=float)");
    if (call.edges())
        addEdges(code, call);
    else
        addCopies(code, call);
    return std::move(code).take();
}

} // namespace convoscope
