#include "core/image_lab_call.h"

#include "core/matrix_text.h"

#include <algorithm>

namespace convoscope {

namespace {

bool isPlain(const FilterStep &step)
{
    return !step.normalise && (step.kind != FilterKind::Kernel || step.strength == 1.0);
}

Tensor windowsOf(const LabPart &part, int stride, Pair size, bool written)
{
    const Pair window = windowOf(part.step);
    const Pair anchor = anchorOf(window);
    const PartWindow read = part.window();
    Tensor x({.h = (size.y - 1) * stride + window.y, .w = (size.x - 1) * stride + window.x});
    for (int y = 0; written && y < x.height(); ++y) {
        for (int c = 0; c < x.width(); ++c)
            x.at(y, c) = static_cast<float>(
                read.at({part.cells.rows[0] + y - anchor.y, part.cells.columns[0] + c - anchor.x}));
    }
    return x;
}

} // namespace

std::optional<LabCall> labCall(const ImageLabParams &params, Literals literals)
{
    if (!params.photo.raster || params.photo.raster->values.empty())
        return std::nullopt;
    auto filter = labFilter(params, params.explainedField());
    const bool written = literals == Literals::Written;
    auto part = written ? labPart(params) : labFrame(params);
    if (!filter || !part)
        return std::nullopt;
    LabCall call{.part = *std::move(part), .filter = *std::move(filter)};
    call.size = {static_cast<int>(call.part.cells.rows.size()),
                 static_cast<int>(call.part.cells.columns.size())};
    call.stride = call.part.scale ? params.stride : 1;
    call.wholeStride = params.stride;
    call.noisy = params.addedNoise().has_value();
    call.x = windowsOf(call.part, call.stride, call.size, written);
    const std::string &path = params.photo.path;
    call.file = path.empty() ? "photo.png" : path.substr(path.find_last_of("/\\") + 1);
    call.grey = params.in().channels < 3 || call.filter.colour == ColourMode::Luma;
    return call;
}

std::string programNumber(double value)
{
    return shortestText(static_cast<float>(value));
}

std::string afterSum(const SettledKernel &kernel, const FilterStep &step)
{
    std::string text;
    if (isPlain(step) && step.divisor != 1.0)
        text += " / " + programNumber(step.divisor);
    if (kernel.offset != 0.0)
        text += (kernel.offset < 0.0 ? " - " : " + ") + programNumber(std::abs(kernel.offset));
    return text;
}

Tensor programWeights(const SettledKernel &kernel, const Tensor &plain, const FilterStep &step)
{
    Tensor weights = plain;
    if (!isPlain(step))
        std::ranges::transform(kernel.weights, weights.values().begin(),
                               [](double weight) { return static_cast<float>(weight); });
    return weights;
}

} // namespace convoscope
