#include "core/filter_presets.h"

#include "core/kernel_formulas.h"
#include "core/kernels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convoscope {

namespace {

constexpr std::array presets{
    FilterPreset{.key = "identity"},
    FilterPreset{.key = "box", .size = true},
    FilterPreset{.key = "gaussian", .size = true, .sigma = true},
    FilterPreset{.key = "motion-blur", .size = true, .angle = true},
    FilterPreset{.key = "median", .size = true},
    FilterPreset{.key = "sharpen"},
    FilterPreset{.key = "unsharp", .size = true, .sigma = true, .amount = true},
    FilterPreset{.key = "sobel"},
    FilterPreset{.key = "prewitt"},
    FilterPreset{.key = "scharr"},
    FilterPreset{.key = "roberts"},
    FilterPreset{.key = "sobel-direction"},
    FilterPreset{.key = "sobel-x"},
    FilterPreset{.key = "sobel-y"},
    FilterPreset{.key = "prewitt-x"},
    FilterPreset{.key = "prewitt-y"},
    FilterPreset{.key = "scharr-x"},
    FilterPreset{.key = "scharr-y"},
    FilterPreset{.key = "roberts-x"},
    FilterPreset{.key = "roberts-y"},
    FilterPreset{.key = "laplacian"},
    FilterPreset{.key = "laplacian-diagonal"},
    FilterPreset{.key = "log", .size = true, .sigma = true},
    FilterPreset{.key = "dog", .size = true, .sigma = true},
    FilterPreset{.key = "outline"},
    FilterPreset{.key = "emboss"},
    FilterPreset{.key = "gabor", .size = true, .sigma = true, .angle = true, .wavelength = true},
};

std::optional<Refusal> refusedNumber(const char *field, double value, double low, double high)
{
    if (!std::isfinite(value))
        return Refusal{.reason = Reason::NotFinite, .field = field};
    return refusedOutside(field, value, low, high);
}

std::optional<Refusal> refusedSide(int side)
{
    const int works = std::clamp(side, 1, mostFilterSide - 1) | 1;
    if (side == works)
        return std::nullopt;
    return Refusal{
        .reason = Reason::OutOfRange, .field = "kernel", .got = side, .limit = works, .works = works};
}

std::optional<Refusal> refusedSpec(const FilterSpec &spec, const FilterPreset &preset)
{
    std::optional<Refusal> refusal;
    if (preset.sigma)
        refusal = refusedNumber("sigma", spec.sigma, 0.05, 40.0);
    if (!refusal && preset.angle)
        refusal = refusedNumber("angle", spec.angle, -360.0, 360.0);
    if (!refusal && preset.wavelength)
        refusal = refusedNumber("wavelength", spec.wavelength, 1.0, 100.0);
    if (!refusal && preset.amount)
        refusal = refusedNumber("amount", spec.amount, 0.0, 10.0);
    if (!refusal && preset.size && spec.size.y != 0)
        refusal = refusedSide(spec.size.y);
    if (!refusal && preset.size && spec.size.x != 0)
        refusal = refusedSide(spec.size.x);
    return refusal;
}

Pair sizeOf(const FilterSpec &spec, const FilterPreset &preset)
{
    const double widest = spec.name == "dog" ? 1.6 * spec.sigma : spec.sigma;
    const int usual = preset.sigma ? sideForSigma(widest) : 3;
    return {spec.size.y == 0 ? usual : spec.size.y, spec.size.x == 0 ? usual : spec.size.x};
}

/// a · x + b · y, weight by weight.
struct Weighed {
    double factor = 1.0;
    Tensor kernel{};
};
Tensor sumOf(const Weighed &a, const Weighed &b)
{
    Tensor sum(a.kernel.shape());
    for (size_t i = 0; i < sum.values().size(); ++i) {
        sum.values()[i] = static_cast<float>(a.factor * static_cast<double>(a.kernel.values()[i])
                                             + b.factor * static_cast<double>(b.kernel.values()[i]));
    }
    return sum;
}

Tensor computed(const FilterSpec &spec, Pair size)
{
    const KernelSpec kernel{
        .size = size, .sigma = spec.sigma, .angle = spec.angle, .wavelength = spec.wavelength};
    if (spec.name == "box")
        return boxKernel(size);
    if (spec.name == "gaussian")
        return gaussianKernel(size, spec.sigma);
    if (spec.name == "log")
        return logKernel(size, spec.sigma);
    if (spec.name == "motion-blur")
        return motionBlurKernel(kernel);
    if (spec.name == "gabor")
        return gaborKernel(kernel);
    if (spec.name == "dog")
        return sumOf({1.0, gaussianKernel(size, spec.sigma)}, {-1.0, gaussianKernel(size, 1.6 * spec.sigma)});
    return sumOf({1.0 + spec.amount, identityKernel(size)}, {-spec.amount, gaussianKernel(size, spec.sigma)});
}

Tensor fixedKernel(std::string_view name)
{
    const auto preset = kernelPreset(name).value_or(KernelPreset::Identity);
    const auto kernel = makeKernel({.preset = preset, .size = fixedSize(preset).value_or(Pair{3, 3})});
    return kernel ? *kernel : identityKernel({1, 1});
}

bool isGradient(std::string_view name)
{
    constexpr std::array<std::string_view, 5> names{"sobel", "prewitt", "scharr", "roberts",
                                                    "sobel-direction"};
    return std::ranges::find(names, name) != names.end();
}

FilterStep gradient(const std::string &name)
{
    const std::string family = name.substr(0, name.find('-'));
    return {.kind = name == family ? FilterKind::Magnitude : FilterKind::Direction,
            .kernel = fixedKernel(family + "-x"),
            .across = fixedKernel(family + "-y")};
}

} // namespace

std::span<const FilterPreset> filterPresets()
{
    return presets;
}

const FilterPreset *findFilterPreset(std::string_view key)
{
    const auto *const found = std::ranges::find(presets, key, &FilterPreset::key);
    return found == presets.end() ? nullptr : found;
}

Result<FilterStep> makeFilterStep(const FilterSpec &spec)
{
    const FilterPreset *preset = findFilterPreset(spec.name);
    if (!preset)
        return Refusal{.reason = Reason::Missing, .field = "name"};
    if (const auto refusal = refusedSpec(spec, *preset))
        return *refusal;
    if (isGradient(spec.name))
        return gradient(spec.name);
    if (spec.name == "median")
        return FilterStep{.kind = FilterKind::Median, .side = sizeOf(spec, *preset).y};
    return FilterStep{.kernel =
                          preset->size ? computed(spec, sizeOf(spec, *preset)) : fixedKernel(spec.name)};
}

int sideForSigma(double sigma)
{
    return std::min(2 * static_cast<int>(std::ceil(3.0 * sigma)) + 1, mostFilterSide);
}

} // namespace convoscope
