#include "core/image_lab_code.h"

#include "core/image_lab_call.h"
#include "core/value_text.h"

namespace convoscope {

namespace {

constexpr std::string_view inPython = R"(
out = np.zeros(($outH, $outW))

for i in range($outH):
    for j in range($outW):
        window = x[$top:$top + $kH, $left:$left + $kW])";

constexpr std::string_view inCpp = R"(
int main()
{
    const int outH = $outH, outW = $outW;
    for (int i = 0; i < outH; ++i) {
        for (int j = 0; j < outW; ++j) {
            const int h0 = $top, w0 = $left;)";

constexpr std::string_view cppSum = R"(double $sum = 0;
for (int h = 0; h < $kH; ++h)
    for (int w = 0; w < $kW; ++w)
        $sum += $kernel[h][w] * x[h0 + h][w0 + w];)";

void letGeometry(CodeWriter &code, const LabCall &call)
{
    const Pair window = windowOf(call.part.step);
    const std::string times = call.stride == 1 ? std::string() : joined({"*", std::to_string(call.stride)});
    code.let("outH", std::to_string(call.size.y));
    code.let("outW", std::to_string(call.size.x));
    code.let("kH", std::to_string(window.y));
    code.let("kW", std::to_string(window.x));
    code.let("top", "i" + times);
    code.let("left", "j" + times);
}

/// "v * 255 / A[i, j]": what is rounded and clamped.
std::string mapped(const LabCall &call, const std::string &opacity, std::string_view absolute)
{
    const ResultScale scale = call.part.scale.value_or(ResultScale());
    std::string text = call.part.opacity ? joined({"v * 255 / ", opacity}) : "v";
    if (scale.absolute)
        return joined({absolute, "(", text, ")"});
    if (scale.factor != 1.0)
        text += " * " + programNumber(scale.factor);
    if (scale.shift != 0.0)
        text += (scale.shift < 0.0 ? " - " : " + ") + programNumber(std::abs(scale.shift));
    return text;
}

Tensor opacityOf(const LabCall &call, const PartValues &opacity)
{
    Tensor values({.h = call.size.y, .w = call.size.x});
    for (int y = 0; !opacity.values.empty() && y < call.size.y; ++y) {
        for (int x = 0; x < call.size.x; ++x)
            values.at(y, x) =
                static_cast<float>(opacity.at({call.part.cells.rows[static_cast<size_t>(y)],
                                               call.part.cells.columns[static_cast<size_t>(x)]}));
    }
    return values;
}

/// The matrices that the programs read, as head, values, tail.
void addMatrices(CodeWriter &code, const LabCall &call, bool cpp)
{
    const FilterStep &step = call.part.step;
    const Brackets brackets = cpp ? Brackets{'{', '}'} : Brackets{};
    const auto add = [&](const std::string &name, const Tensor &values) {
        const std::string size =
            joined({"[", std::to_string(values.height()), "][", std::to_string(values.width()), "] = "});
        code.matrix(cpp ? joined({"const double ", name, size}) : name + " = np.array(", values,
                    cpp ? ";" : ")", brackets);
    };
    add("x", call.x);
    if (step.kind == FilterKind::Kernel)
        add("K", programWeights(settled(step), step.kernel, step));
    if (step.kind == FilterKind::Magnitude || step.kind == FilterKind::Direction) {
        add("Kx", programWeights(settled(step), step.kernel, step));
        add("Ky", programWeights(settledAcross(step), step.across, step));
    }
    if (call.part.opacity)
        add("A", opacityOf(call, *call.part.opacity));
}

/// The sums of a step in NumPy, and v.
void addPythonStep(CodeWriter &code, const FilterStep &step)
{
    switch (step.kind) {
    case FilterKind::Kernel:
        return code.add("v = (window * K).sum()" + afterSum(settled(step), step) + "$tap");
    case FilterKind::Median: return code.add("v = np.median(window)$tap");
    default: break;
    }
    code.add("gx = (window * Kx).sum()" + afterSum(settled(step), step) + "$tap");
    code.add("gy = (window * Ky).sum()" + afterSum(settledAcross(step), step) + "$othertap");
    if (step.kind == FilterKind::Magnitude)
        return code.add("v = np.hypot(gx, gy)$otherbeat");
    code.add("v = np.arctan2(gy, gx) / (2 * np.pi) % 1 * 256 if np.hypot(gx, gy) >= 0.01 else 0$otherbeat");
}

void addCppSum(CodeWriter &code, const std::string &sum, const std::string &kernel, const std::string &after,
               std::string_view mark)
{
    code.let("sum", sum);
    code.let("kernel", kernel);
    code.add(std::string(cppSum) + std::string(mark));
    if (!after.empty())
        code.add(sum + " = " + sum + after + ";");
}

void addCppStep(CodeWriter &code, const FilterStep &step)
{
    switch (step.kind) {
    case FilterKind::Kernel: return addCppSum(code, "v", "K", afterSum(settled(step), step), "$tap");
    case FilterKind::Median:
        return code.add(R"(std::vector<double> window;
for (int h = 0; h < $kH; ++h)
    window.insert(window.end(), x[h0 + h] + w0, x[h0 + h] + w0 + $kW);$tap
std::sort(window.begin(), window.end());
const double v = window[window.size() / 2];)");
    default: break;
    }
    addCppSum(code, "gx", "Kx", afterSum(settled(step), step), "$tap");
    addCppSum(code, "gy", "Ky", afterSum(settledAcross(step), step), "$othertap");
    if (step.kind == FilterKind::Magnitude)
        return code.add("const double v = std::hypot(gx, gy);$otherbeat");
    code.add(R"(const double turns = std::atan2(gy, gx) / 6.283185307179586;
const double v = std::hypot(gx, gy) < 0.01 ? 0 : 256 * (turns < 0 ? turns + 1 : turns);$otherbeat)");
}

/// What the explained step is at: its line among those of a program.
int lineAt(const Program &program, const Trace &trace, Position position)
{
    const Step step = trace.at(position);
    const std::string_view made = trace.plane(step.plane).name;
    if (made == "lab-result")
        return program.beatLine;
    if (made == "lab-across")
        return program.otherTapLine;
    if (made == "lab-length" || made == "lab-direction")
        return program.otherBeatLine;
    return program.tapLine;
}

std::string windowText(const Step &step)
{
    const Term &last = step.terms.back();
    std::vector<float> values;
    values.reserve(step.terms.size());
    for (const Term &term : step.terms)
        values.push_back(term.value);
    return matrixValueText(values, {last.by.row + 1, last.by.column + 1});
}

/// What a made plane's values are called in the programs.
std::string variableOf(const Plane &plane, bool numpy)
{
    if (plane.name == "lab-along")
        return "gx";
    if (plane.name == "lab-across")
        return "gy";
    if (plane.name == "lab-result")
        return numpy ? "out[i, j]" : "out";
    return "v";
}

/// Values of what was made at the cell up to now.
void addMade(std::vector<Variable> &variables, const Trace &trace, const Step &step)
{
    for (const Plane &plane : trace.planes()) {
        if (!plane.builtUp || &plane == &trace.plane(step.plane))
            break;
        variables.push_back({.name = variableOf(plane, true),
                             .value = valueText(plane.at(step.cell)),
                             .role = PlaneRole::Intermediate});
    }
}

} // namespace

Program numpyLab(const LabCall &call, Literals literals)
{
    CodeWriter code(literals);
    code.add("import numpy as np\n");
    addMatrices(code, call, false);
    letGeometry(code, call);
    code.add(inPython);
    code.indent(2);
    addPythonStep(code, call.part.step);
    if (call.part.scale)
        code.add("out[i, j] = np.clip(np.rint(" + mapped(call, "A[i, j]", "abs") + "), 0, 255)$beat");
    else
        code.add("out[i, j] = v");
    code.indent(-2);
    code.add("\nprint(out)");
    return std::move(code).take();
}

Program cppLab(const LabCall &call, Literals literals)
{
    CodeWriter code(literals);
    code.add("#include <algorithm>\n#include <cmath>\n#include <iostream>\n#include <vector>\n");
    addMatrices(code, call, true);
    letGeometry(code, call);
    code.add(inCpp);
    code.indent(3);
    addCppStep(code, call.part.step);
    if (call.part.scale)
        code.add("const double out = std::clamp(std::nearbyint(" + mapped(call, "A[i][j]", "std::abs")
                 + "), 0.0, 255.0);$beat");
    code.add(std::string("std::cout << ") + (call.part.scale ? "out" : "v")
             + R"( << (j + 1 < outW ? ' ' : '\n');)");
    code.indent(-3);
    code.add("        }\n    }\n}");
    return std::move(code).take();
}

Listing imageLabListing(const ImageLabParams &params, Dialect dialect)
{
    const auto call = labCall(params);
    if (!call)
        return {};
    switch (dialect) {
    case Dialect::NumPy: return numpyLab(*call).listing;
    case Dialect::Cpp: return cppLab(*call).listing;
    case Dialect::OpenCv: return openCvLab(*call).listing;
    case Dialect::SciPy: return sciPyLab(*call).listing;
    case Dialect::PyTorch:
    case Dialect::Keras:
    case Dialect::Onnx: return {.lines = {}, .caveats = {Caveat::NotForPhotos}};
    }
    return {};
}

CodeState imageLabCodeState(const ImageLabParams &params, Dialect dialect, const Trace &trace,
                            Position position)
{
    const bool loops = dialect == Dialect::NumPy || dialect == Dialect::Cpp;
    const auto call = loops && !trace.empty() ? labCall(params, Literals::Counted) : std::nullopt;
    if (!call)
        return {};
    const Step step = trace.at(position);
    const bool numpy = dialect == Dialect::NumPy;
    const Program program = numpy ? numpyLab(*call, Literals::Counted) : cppLab(*call, Literals::Counted);
    CodeState state{.line = lineAt(program, trace, position), .variables = {}};
    state.variables = {{.name = "i", .value = std::to_string(step.cell.row)},
                       {.name = "j", .value = std::to_string(step.cell.column)}};
    if (numpy && step.terms.front().plane == 0)
        state.variables.push_back({.name = "window", .value = windowText(step), .role = PlaneRole::Input});
    addMade(state.variables, trace, step);
    state.variables.push_back({.name = variableOf(trace.plane(step.plane), numpy),
                               .value = valueText(step.result),
                               .role = PlaneRole::Output});
    return state;
}

} // namespace convoscope
