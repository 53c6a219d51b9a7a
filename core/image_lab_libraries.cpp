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
                     .load = "x = cv2.imread(\"$file\", $mode).astype(np.float32)",
                     .save = "cv2.imwrite(\"result.png\", out)",
                     .borders = {"cv2.BORDER_CONSTANT", "cv2.BORDER_REPLICATE", "cv2.BORDER_REFLECT_101",
                                 "cv2.BORDER_REFLECT", "cv2.BORDER_WRAP"},
                     .openCv = true};

const Library sciPy{.imports = "import numpy as np\nfrom PIL import Image\nfrom scipy import ndimage\n",
                    .load = "x = np.asarray(Image.open(\"$file\").convert(\"$mode\"), dtype=float)",
                    .save = "Image.fromarray(out).save(\"result.png\")",
                    .borders = {"constant", "nearest", "mirror", "reflect", "wrap"}};

/// "cv2.filter2D(x, -1, K, borderType=cv2.BORDER_REFLECT_101)"
std::string correlated(const Library &library, const LabCall &call, const std::string &kernel)
{
    const std::string border(library.borders[static_cast<size_t>(call.filter.border)]);
    if (library.openCv)
        return "cv2.filter2D(x, -1, " + kernel + ", borderType=" + border + ")";
    const std::string shaped = call.grey ? kernel : kernel + "[..., None]";
    const std::string constant =
        call.filter.border == FilterBorder::Constant ? ", cval=" + programNumber(call.filter.constant) : "";
    return "ndimage.correlate(x, " + shaped + ", mode=\"" + border + "\"" + constant + ")";
}

std::string medianOf(const Library &library, const LabCall &call, int side)
{
    const std::string border(library.borders[static_cast<size_t>(call.filter.border)]);
    const std::string text = std::to_string(side);
    if (library.openCv)
        return "cv2.medianBlur(x" + std::string(side > 5 ? ".astype(np.uint8)" : "") + ", " + text + ")";
    return "ndimage.median_filter(x, size=" + (call.grey ? text : "(" + text + ", " + text + ", 1)")
        + ", mode=\"" + border + "\")";
}

/// OpenCV's constant border is black: another level is put around by hand.
bool padsByHand(const Library &library, const LabCall &call)
{
    return library.openCv && call.filter.border == FilterBorder::Constant && call.filter.constant != 0.0;
}

void addKernel(CodeWriter &code, const std::string &name, const Tensor &weights)
{
    code.matrix(name + " = np.array(", weights, ", dtype=np.float32)");
}

void addStep(CodeWriter &code, const Library &library, const LabCall &call, const FilterStep &step)
{
    if (step.kind == FilterKind::Median)
        return code.add("x = " + medianOf(library, call, step.side));
    const SettledKernel along = settled(step);
    const bool padded = padsByHand(library, call);
    if (padded) {
        const Pair anchor = anchorOf(along.size);
        code.add("x = cv2.copyMakeBorder(x, " + std::to_string(anchor.y) + ", "
                 + std::to_string(along.size.y - 1 - anchor.y) + ", " + std::to_string(anchor.x) + ", "
                 + std::to_string(along.size.x - 1 - anchor.x) + ", cv2.BORDER_CONSTANT, value=("
                 + programNumber(call.filter.constant) + ",) * 4)");
    }
    if (step.kind == FilterKind::Kernel) {
        addKernel(code, "K", programWeights(along, step.kernel, step));
        code.add("x = " + correlated(library, call, "K") + afterSum(along, step));
    } else {
        const SettledKernel across = settledAcross(step);
        addKernel(code, "Kx", programWeights(along, step.kernel, step));
        addKernel(code, "Ky", programWeights(across, step.across, step));
        code.add("gx = " + correlated(library, call, "Kx") + afterSum(along, step));
        code.add("gy = " + correlated(library, call, "Ky") + afterSum(across, step));
        code.add(
            step.kind == FilterKind::Magnitude
                ? "x = np.hypot(gx, gy)"
                : "x = np.where(np.hypot(gx, gy) < 0.01, 0, np.arctan2(gy, gx) / (2 * np.pi) % 1 * 256)");
    }
    if (padded) {
        const Pair anchor = anchorOf(along.size);
        const auto left = [](int before, int after) {
            return std::to_string(before) + ":" + (after > 0 ? std::to_string(-after) : "");
        };
        code.add("x = x[" + left(anchor.y, along.size.y - 1 - anchor.y) + ", "
                 + left(anchor.x, along.size.x - 1 - anchor.x) + "]");
    }
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
    code.let("mode", std::string(mode));
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
    return wholeChain(openCv, call, call.grey ? "cv2.IMREAD_GRAYSCALE" : "cv2.IMREAD_COLOR");
}

Program sciPyLab(const LabCall &call)
{
    return wholeChain(sciPy, call, call.grey ? "L" : "RGB");
}

} // namespace convoscope
