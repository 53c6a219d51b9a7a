#include "core/kernel_fields.h"

#include <algorithm>

namespace convoscope {

int presetIndex(const KernelSpec &spec)
{
    const auto presets = kernelPresets();
    return static_cast<int>(std::ranges::find(presets, spec.preset) - presets.begin());
}

std::span<const std::string_view> kernelPresetKeys()
{
    static const std::vector<std::string_view> keys = [] {
        std::vector<std::string_view> all;
        for (const KernelPreset preset : kernelPresets())
            all.push_back(key(preset));
        return all;
    }();
    return keys;
}

void KernelInUse::remake() const
{
    if (auto kernel = makeKernel(spec))
        weights = *std::move(kernel);
}

void KernelInUse::choose(int preset) const
{
    spec.preset = kernelPresets()[static_cast<size_t>(preset)];
    spec.size = {weights.height(), weights.width()};
    if (spec.preset == KernelPreset::Custom)
        return; // goes on with the weights that are there
    if (const auto size = fixedSize(spec.preset))
        spec.size = *size;
    remake();
}

void KernelInUse::resize(Pair size) const
{
    spec.size = size;
    const bool possible = size.y >= 1 && size.x >= 1 && size.y <= mostKernelSide && size.x <= mostKernelSide;
    const bool rigid = spec.preset == KernelPreset::Custom || hasFixedSize(spec.preset);
    if (!possible || !rigid || fixedSize(spec.preset) == size)
        return remake();
    spec.preset = KernelPreset::Custom;
    Tensor kernel({.h = size.y, .w = size.x});
    for (int y = 0; y < std::min(size.y, weights.height()); ++y) {
        for (int x = 0; x < std::min(size.x, weights.width()); ++x)
            kernel.at(y, x) = weights.at(y, x);
    }
    weights = std::move(kernel);
}

void KernelInUse::edit(const Tensor &values) const
{
    weights = values;
    spec.size = {weights.height(), weights.width()};
    const auto made = makeKernel(spec);
    if (!made || *made != weights)
        spec.preset = recognise(weights).value_or(KernelPreset::Custom);
}

} // namespace convoscope
