#include "core/convolution_cpp_parts.h"
#include "core/matrix_text.h"
#include "core/pooling_spellings.h"

#include <string>

namespace convoscope {

namespace {

constexpr Brackets braces{.open = '{', .close = '}'};

constexpr std::string_view sizes = R"(const int outH = ($roomH) / $sH + 1;
const int outW = ($roomW) / $sW + 1;)";

constexpr std::string_view rounding = R"(int outH = ($roomH + $sH - 1) / $sH + 1;
int outW = ($roomW + $sW - 1) / $sW + 1;
if ((outH - 1) * $sH >= H$pH)
    --outH; // no window begins in the padding
if ((outW - 1) * $sW >= W$pW)
    --outW;)";

constexpr std::string_view head = R"(
for (int i = 0; i < outH; ++i) {
    for (int j = 0; j < outW; ++j) {
        const int h0 = i * $sH$minusH, w0 = j * $sW$minusW;)";

constexpr std::string_view taps = R"(for (int ki = 0; ki < $kH; ++ki) {
    for (int kj = 0; kj < $kW; ++kj) {
        const int h = h0 + ki$dH, w = w0 + kj$dW;)";

constexpr std::string_view adaptive = R"(const int outH = $outH, outW = $outW;
Matrix out(outH, std::vector<float>(outW));

for (int i = 0; i < outH; ++i) {
    for (int j = 0; j < outW; ++j) {
        const int h0 = i * H / outH, h1 = ((i + 1) * H + outH - 1) / outH;
        const int w0 = j * W / outW, w1 = ((j + 1) * W + outW - 1) / outW;
        $begin
        for (int h = h0; h < h1; ++h)
            for (int w = w0; w < w1; ++w)
                $take$tap
        out[i][j] = $result;$beat
    }
})";

constexpr std::string_view global = R"(
$begin
for (int h = 0; h < H; ++h)
    for (int w = 0; w < W; ++w)
        $take$tap
const Matrix out{{$result}};$beat)";

/// What moves in is 0.
constexpr std::string_view shifted = R"(
Matrix shifted(const Matrix &m, int down, int right)
{
    const int H = m.size(), W = m[0].size();
    Matrix out(H, std::vector<float>(W));
    for (int i = 0; i < H; ++i)
        for (int j = 0; j < W; ++j)
            if (i >= down && i - down < H && j >= right && j - right < W)
                out[i][j] = m[i - down][j - right];
    return out;
})";

constexpr std::string_view compare = R"(const Matrix out = pool(x), ofMoved = pool(shifted(x, $down, $right));
Matrix difference = out;
for (int i = 0; i < int(out.size()); ++i)
    for (int j = 0; j < int(out[0].size()); ++j)
        difference[i][j] = ofMoved[i][j] - out[i][j];
print(out);
std::cout << '\n';
print(ofMoved);
std::cout << '\n';
print(difference);)";

struct Names {
    std::string y;
    std::string x;
};

/// A constant for both axes, or one for each. Gives the names.
Names addPair(CodeWriter &code, const std::string &name, Pair value)
{
    if (value.y == value.x) {
        code.add("const int " + name + " = " + std::to_string(value.y) + ";");
        return {name, name};
    }
    code.add("const int " + name + "H = " + std::to_string(value.y) + ", " + name
             + "W = " + std::to_string(value.x) + ";");
    return {name + "H", name + "W"};
}

void letPair(CodeWriter &code, const std::string &key, const Names &names)
{
    code.let(key + "H", names.y);
    code.let(key + "W", names.x);
}

void addSettings(CodeWriter &code, const Pool2d &pool)
{
    const Names k = addPair(code, "kernel", pool.kernel);
    const Names s = addPair(code, "stride", pool.stride);
    const bool padded = pool.padding != Pair{0, 0};
    const Names p = padded ? addPair(code, "padding", pool.padding) : Names{};
    const bool dilated = pool.dilation != Pair{};
    const Names d = dilated ? addPair(code, "dilation", pool.dilation) : Names{};
    const auto room = [&](const std::string &size, const std::string &kernel, const std::string &padding,
                          const std::string &dilation) {
        return size + (padded ? " + 2 * " + padding : "")
            + (dilated ? " - " + dilation + " * (" + kernel + " - 1) - 1" : " - " + kernel);
    };
    letPair(code, "k", k);
    letPair(code, "s", s);
    letPair(code, "room", {room("H", k.y, p.y, d.y), room("W", k.x, p.x, d.x)});
    letPair(code, "p", padded ? Names{" + " + p.y, " + " + p.x} : Names{});
    letPair(code, "minus", padded ? Names{" - " + p.y, " - " + p.x} : Names{});
    letPair(code, "d", dilated ? Names{" * " + d.y, " * " + d.x} : Names{});
}

/// How a pool begins a window, takes a value in, and ends.
void letOperation(CodeWriter &code, const PoolingCall &call, const std::string &divisor)
{
    if (call.max()) {
        code.let("begin", "float best = -std::numeric_limits<float>::infinity();");
        code.let("take", "best = std::max(best, x[h][w]);");
        code.let("result", "best");
    } else {
        code.let("begin", "float sum = 0;");
        code.let("take", "sum += x[h][w];");
        code.let("result", "sum / " + divisor);
    }
}

/// The innermost lines of sliding windows; `counting` where the divisor differs from window to window.
void addTaking(CodeWriter &code, const PoolingCall &call, bool counting)
{
    const bool guarded = call.padded() || call.pool.ceilMode;
    const bool padding = call.padded() && !call.leavesOut();
    if (counting && padding)
        code.add("if (h < H$pH && w < W$pW)\n    ++count; // padding counts, what lies beyond it doesn't");
    const bool both = (counting && !padding) || call.mean;
    if (guarded) {
        code.add(both ? "if (h >= 0 && h < H && w >= 0 && w < W) {"
                      : "if (h >= 0 && h < H && w >= 0 && w < W)");
        code.indent(1);
    }
    code.add("$take$tap");
    if (call.mean)
        code.add("acc += x[h][w] * K[ki][kj];$othertap");
    if (counting && !padding)
        code.add("++count;");
    if (guarded) {
        code.indent(-1);
        if (both)
            code.add("}");
    }
}

void addSliding(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    const bool counting = !call.max() && (pool.ceilMode || call.leavesOut());
    letOperation(code, call, counting ? "count" : code.expanded("($kH * $kW)"));
    code.add(pool.ceilMode ? rounding : sizes);
    code.add("Matrix out(outH, std::vector<float>(outW));");
    if (call.mean)
        code.add("Matrix conv = out;");
    code.add(head);
    code.indent(2);
    code.add("$begin");
    if (counting)
        code.add("int count = 0;");
    if (call.mean)
        code.add("float acc = 0;");
    code.add(taps);
    code.indent(2);
    addTaking(code, call, counting);
    code.indent(-2);
    code.add("    }\n}\nout[i][j] = $result;$beat");
    if (call.mean)
        code.add("conv[i][j] = acc;$otherbeat");
    code.indent(-2);
    code.add("    }\n}");
}

void addPool(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    code.add("const int H = x.size(), W = x[0].size();");
    if (pool.layout == PoolLayout::Sliding)
        return addSliding(code, call, pool);
    const bool adapts = pool.layout == PoolLayout::Adaptive;
    letOperation(code, call, adapts ? "((h1 - h0) * (w1 - w0))" : "(H * W)");
    code.add(adapts ? adaptive : global);
}

void addHeaders(CodeWriter &code, const PoolingCall &call)
{
    if (call.max())
        code.add("#include <algorithm>");
    if (call.fromFile())
        code.add("#include <fstream>");
    code.add("#include <iostream>");
    if (call.fromFile())
        code.add("#include <iterator>");
    if (call.max())
        code.add("#include <limits>");
    if (call.fromFile())
        code.add("#include <sstream>\n#include <string>");
    code.add("#include <vector>\n\nusing Matrix = std::vector<std::vector<float>>;\n");
}

void beginMain(CodeWriter &code, const PoolingCall &call)
{
    if (call.fromFile()) {
        code.add("\n// Takes the picture as a text file of numbers, a line per row\nint main(int, char "
                 "**argv)\n{");
        code.indent(1);
        code.add("const Matrix x = read(argv[1]);");
    } else {
        code.add("\nint main()\n{");
        code.indent(1);
        code.matrix("const Matrix x = ", *call.x, ";", braces);
    }
}

void addFunctions(CodeWriter &code, const PoolingCall &call, const Pool2d &pool)
{
    code.add(shifted);
    code.add("\nMatrix pool(const Matrix &x)\n{");
    code.indent(1);
    addPool(code, call, pool);
    code.add("return out;");
    code.indent(-1);
    code.add("}");
}

} // namespace

Program cppPooling(const PoolingCall &call, Literals literals)
{
    CodeWriter code(literals);
    const Pool2d pool = call.mean ? slidingPool(call) : call.pool;
    addHeaders(code, call);
    if (pool.layout == PoolLayout::Sliding)
        addSettings(code, pool);
    code.let("outH", std::to_string(call.output.y));
    code.let("outW", std::to_string(call.output.x));
    code.let("down", std::to_string(call.params->shift.y));
    code.let("right", std::to_string(call.params->shift.x));
    if (call.fromFile())
        code.add(cpp_parts::read);
    code.add(cpp_parts::print);
    if (call.shift())
        addFunctions(code, call, pool);
    beginMain(code, call);
    if (call.mean) {
        code.add("const Matrix K($kH, std::vector<float>($kW, 1.0f / ($kH * $kW)));");
        code.add("");
    }
    if (call.shift()) {
        code.add(compare);
    } else {
        addPool(code, call, pool);
        code.add(call.mean ? "\nprint(out);\nstd::cout << '\\n';\nprint(conv);" : "\nprint(out);");
    }
    code.indent(-1);
    code.add("}");
    return std::move(code).take();
}

} // namespace convoscope
