#include "core/image_lab_call.h"

#include <array>

namespace convoscope {

namespace {

using Names = std::array<std::string_view, 5>; // constant, replicate, reflect, symmetric, wrap

/// A library that correlates whole pictures.
struct Library {
    std::string_view imports;
    std::string_view load; ///< $file as floats, channels last
    std::string_view save; ///< out
    Names borders;
    bool openCv = false;
};

const Library openCv{.imports = "import cv2\nimport numpy as np\n",
                     .load = "x = $mode.astype(np.float32)",
                     .save = "cv2.imwrite(\"result.png\", out)",
                     .borders = {"cv2.BORDER_CONSTANT", "cv2.BORDER_REPLICATE", "cv2.BORDER_REFLECT_101",
                                 "cv2.BORDER_REFLECT", "cv2.BORDER_WRAP"},
                     .openCv = true};

const Library sciPy{.imports = "import numpy as np\nfrom PIL import Image\nfrom scipy import ndimage\n",
                    .load = "x = np.asarray(Image.open(\"$file\").convert(\"$mode\"), dtype=float)",
                    .save = "Image.fromarray(out).save(\"result.png\")",
                    .borders = {"constant", "nearest", "mirror", "reflect", "wrap"}};

/// OpenCV's filters know neither a constant other than black nor the other end, and its median only the
/// repeated edge: the rest is put around by hand.
bool padsByHand(const Library &library, const LabCall &call, const FilterStep &step)
{
    const FilterBorder border = call.filter.border;
    const bool median = step.kind == FilterKind::Median && border != FilterBorder::Replicate;
    const bool level = border == FilterBorder::Constant && call.filter.constant != 0.0;
    return library.openCv && (median || level || border == FilterBorder::Wrap);
}

std::string_view borderOf(const Library &library, const LabCall &call, const FilterStep &step)
{
    const FilterBorder border =
        padsByHand(library, call, step) ? FilterBorder::Replicate : call.filter.border;
    return library.borders[static_cast<size_t>(border)];
}

/// "cv2.filter2D(x, -1, K, borderType=cv2.BORDER_REFLECT_101)"
std::string correlated(const Library &library, const LabCall &call, const FilterStep &step,
                       std::string_view kernel)
{
    const std::string_view border = borderOf(library, call, step);
    if (library.openCv)
        return joined({"cv2.filter2D(x, -1, ", kernel, ", borderType=", border, ")"});
    const std::string constant = call.filter.border == FilterBorder::Constant
        ? joined({", cval=", programNumber(call.filter.constant)})
        : std::string();
    return joined({"ndimage.correlate(x, ", kernel, call.grey ? "" : "[..., None]", ", mode=\"", border, "\"",
                   constant, ")"});
}

std::string medianOf(const Library &library, const LabCall &call, const FilterStep &step)
{
    const std::string side = std::to_string(step.side);
    if (library.openCv)
        return joined({"cv2.medianBlur(x", step.side > 5 ? ".astype(np.uint8)" : "", ", ", side, ")"});
    const std::string size = call.grey ? side : joined({"(", side, ", ", side, ", 1)"});
    const std::string constant = call.filter.border == FilterBorder::Constant
        ? joined({", cval=", programNumber(call.filter.constant)})
        : std::string();
    return joined({"ndimage.median_filter(x, size=", size, ", mode=\"", borderOf(library, call, step), "\"",
                   constant, ")"});
}

void addKernel(CodeWriter &code, const std::string &name, const Tensor &weights)
{
    code.matrix(name + " = np.array(", weights, ", dtype=np.float32)");
}

/// "3:-3": what is left of an axis that was padded.
std::string leftOf(int before, int after)
{
    const std::string end = after > 0 ? std::to_string(-after) : std::string();
    return joined({std::to_string(before), ":", end});
}

/// The sums of a step, and x.
void addFiltered(CodeWriter &code, const Library &library, const LabCall &call, const FilterStep &step)
{
    if (step.kind == FilterKind::Median)
        return code.add(joined({"x = ", medianOf(library, call, step)}));
    const SettledKernel along = settled(step);
    if (step.kind == FilterKind::Kernel) {
        addKernel(code, "K", programWeights(along, step.kernel, step));
        return code.add(joined({"x = ", correlated(library, call, step, "K"), afterSum(along, step)}));
    }
    const SettledKernel across = settledAcross(step);
    addKernel(code, "Kx", programWeights(along, step.kernel, step));
    addKernel(code, "Ky", programWeights(across, step.across, step));
    code.add(joined({"gx = ", correlated(library, call, step, "Kx"), afterSum(along, step)}));
    code.add(joined({"gy = ", correlated(library, call, step, "Ky"), afterSum(across, step)}));
    code.add(step.kind == FilterKind::Magnitude
                 ? "x = np.hypot(gx, gy)"
                 : "x = np.where(np.hypot(gx, gy) < 0.01, 0, np.arctan2(gy, gx) / (2 * np.pi) % 1 * 256)");
}

void addStep(CodeWriter &code, const Library &library, const LabCall &call, const FilterStep &step)
{
    const Pair window = windowOf(step);
    const Pair before = anchorOf(window);
    const Pair after{window.y - 1 - before.y, window.x - 1 - before.x};
    const bool padded = padsByHand(library, call, step);
    if (padded) {
        const std::string level = programNumber(call.filter.constant);
        code.add(joined(
            {"x = cv2.copyMakeBorder(x, ", std::to_string(before.y), ", ", std::to_string(after.y), ", ",
             std::to_string(before.x), ", ", std::to_string(after.x), ", ",
             library.borders[static_cast<size_t>(call.filter.border)], ", value=(", level, ",) * 4)"}));
    }
    addFiltered(code, library, call, step);
    if (padded)
        code.add(joined({"x = x[", leftOf(before.y, after.y), ", ", leftOf(before.x, after.x), "]"}));
}

void addResult(CodeWriter &code, const LabCall &call, int stride)
{
    if (stride > 1)
        code.add("x = x[::" + std::to_string(stride) + ", ::" + std::to_string(stride) + "]");
    switch (call.filter.mapping) {
    case ResultMapping::Clamp: break;
    case ResultMapping::Absolute: code.add("x = abs(x)"); break;
    case ResultMapping::Offset: code.add("x = x + 128"); break;
    case ResultMapping::AutoScaled: code.add("x = (x - x.min()) * 255 / (x.max() - x.min())"); break;
    }
    code.add("out = np.clip(np.rint(x), 0, 255).astype(np.uint8)");
}

Program wholeChain(const Library &library, const LabCall &call, std::string_view mode)
{
    CodeWriter code;
    code.let("file", call.file);
    code.let("mode", code.expanded(mode));
    code.add(library.imports);
    code.add(library.load);
    for (const FilterStep &step : call.filter.steps)
        addStep(code, library, call, step);
    addResult(code, call, call.wholeStride);
    code.add(library.save);
    if (call.filter.colour == ColourMode::AlphaAware)
        code.mind(Caveat::LeavesOpacityOut);
    if (call.noisy)
        code.mind(Caveat::LeavesNoiseOut);
    return std::move(code).take();
}

} // namespace

Program openCvLab(const LabCall &call)
{
    // Not by IMREAD_GRAYSCALE, which leaves the weights to the file's decoder.
    return wholeChain(openCv, call,
                      call.grey ? "cv2.cvtColor(cv2.imread(\"$file\"), cv2.COLOR_BGR2GRAY)"
                                : "cv2.imread(\"$file\")");
}

Program sciPyLab(const LabCall &call)
{
    return wholeChain(sciPy, call, call.grey ? "L" : "RGB");
}

} // namespace convoscope
