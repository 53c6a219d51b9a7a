#include "core/convolution_cpp_parts.h"
#include "core/matrix_text.h"
#include "core/padding_spellings.h"

namespace convoscope {

namespace {

constexpr Brackets braces{.open = '{', .close = '}'};

constexpr std::string_view reading = R"(
// The row or column that i is copied from
int source(int i, int size, const std::string &mode)
{
    if (mode == "reflect")
        return i < 0 ? -i : i < size ? i : 2 * (size - 1) - i;
    if (mode == "replicate")
        return i < 0 ? 0 : i < size ? i : size - 1;
    return (i + size) % size; // circular
}

float at(const Matrix &x, int i, int j, const std::string &mode)
{
    const int H = x.size(), W = x[0].size();
    if (mode == "constant")
        return i < 0 || i >= H || j < 0 || j >= W ? $constant : x[i][j];
    return x[source(i, H, mode)][source(j, W, mode)];
})";

constexpr std::string_view copies = R"(const int H = x.size(), W = x[0].size();
const std::vector<std::string> modes{$modes};
const Matrix empty(top + H + bottom, std::vector<float>(left + W + right));
std::map<std::string, Matrix> out;
for (const std::string &mode : modes)
    out[mode] = empty;

for (int i = -top; i < H + bottom; ++i)
    for (int j = -left; j < W + right; ++j)
        for (const std::string &mode : modes)
            out[mode][top + i][left + j] = at(x, i, j, mode);$beat$tap

for (const std::string &mode : modes) {
    print(out[mode]);
    std::cout << '\n';
})";

constexpr std::string_view convolve = R"(
Matrix convolve(const Matrix &x, const Matrix &K, const std::string &mode)
{
    const int kH = K.size(), kW = K[0].size();
    const int outH = top + int(x.size()) + bottom - kH + 1;
    const int outW = left + int(x[0].size()) + right - kW + 1;
    Matrix out(outH, std::vector<float>(outW));
    for (int i = 0; i < outH; ++i) {
        for (int j = 0; j < outW; ++j) {
            float acc = 0;
            for (int ki = 0; ki < kH; ++ki)
                for (int kj = 0; kj < kW; ++kj)
                    acc += at(x, i + ki - top, j + kj - left, mode) * K[ki][kj];$tap
            out[i][j] = acc;$beat
        }
    }
    return out;
})";

constexpr std::string_view compare = R"(
for (const std::string mode : {$modes}) {
    Matrix out = convolve(x, K, mode);
    std::cout << '\n';
    print(out);
    for (size_t i = 0; i < out.size(); ++i)
        for (size_t j = 0; j < out[0].size(); ++j)
            out[i][j] -= first[i][j];
    std::cout << '\n';
    print(out);
})";

void addHead(CodeWriter &code, const PaddingCall &call)
{
    if (call.fromFile())
        code.add("#include <fstream>");
    code.add("#include <iostream>");
    if (call.fromFile())
        code.add("#include <iterator>");
    if (!call.edges())
        code.add("#include <map>");
    if (call.fromFile())
        code.add("#include <sstream>");
    code.add("#include <string>\n#include <vector>\n\nusing Matrix = std::vector<std::vector<float>>;\n");
    const Sides s = call.sides;
    code.add(joined({"const int top = ", std::to_string(s.top), ", bottom = ", std::to_string(s.bottom),
                     ", left = ", std::to_string(s.left), ", right = ", std::to_string(s.right), ";"}));
    code.let("constant", shortestText(call.constant()));
    code.add(reading);
    if (call.fromFile())
        code.add(cpp_parts::read);
    code.add(cpp_parts::print);
}

void addMain(CodeWriter &code, const PaddingCall &call)
{
    if (call.fromFile()) {
        code.add("\n// Takes the picture as a text file of numbers, a line per row");
        code.add("int main(int, char **argv)\n{");
        code.indent(1);
        code.add("const Matrix x = read(argv[1]);");
    } else {
        code.add("\nint main()\n{");
        code.indent(1);
        code.matrix("const Matrix x = ", call.x(), ";", braces);
    }
    if (call.edges()) {
        code.matrix("const Matrix K = ", call.params->kernel, ";", braces);
        code.add("\nconst Matrix first = convolve(x, K, \"constant\");\nprint(first);");
        code.let("modes", paddingModeList(call, Dialect::Cpp, 1));
        if (call.modes.size() > 1)
            code.add(compare);
    } else {
        code.let("modes", paddingModeList(call, Dialect::Cpp));
        code.add(copies);
    }
    code.indent(-1);
    code.add("}");
}

} // namespace

Program cppPadding(const PaddingCall &call, Literals literals)
{
    CodeWriter code(literals);
    addHead(code, call);
    if (call.edges())
        code.add(convolve);
    addMain(code, call);
    return std::move(code).take();
}

} // namespace convoscope
