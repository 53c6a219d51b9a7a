#include "core/kernels.h"

#include "core/kernel_formulas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>

namespace convoscope {

namespace {

/// One row of the table of presets; `weights` row by row for those of a fixed size.
struct Entry {
    KernelPreset preset;
    std::string_view key;
    Pair size{0, 0}; ///< 0×0: any
    std::array<float, 9> weights{};
    bool sigma = false;
    bool angle = false;
    bool wavelength = false;
};

// Roberts 1963; Prewitt 1970; Sobel and Feldman 1968; Scharr 2000 (the integer form); Laplacians are the
// second differences along the axes, and along the diagonals too; Arithmetic is from Dumoulin and Visin, "A
// guide to convolution arithmetic for deep learning", 2016.
constexpr auto table = std::to_array<Entry>({
    {.preset = KernelPreset::Identity, .key = "identity"},
    {.preset = KernelPreset::Box, .key = "box"},
    {.preset = KernelPreset::Gaussian, .key = "gaussian", .sigma = true},
    {KernelPreset::SobelX, "sobel-x", {3, 3}, {-1, 0, 1, -2, 0, 2, -1, 0, 1}},
    {KernelPreset::SobelY, "sobel-y", {3, 3}, {-1, -2, -1, 0, 0, 0, 1, 2, 1}},
    {KernelPreset::PrewittX, "prewitt-x", {3, 3}, {-1, 0, 1, -1, 0, 1, -1, 0, 1}},
    {KernelPreset::PrewittY, "prewitt-y", {3, 3}, {-1, -1, -1, 0, 0, 0, 1, 1, 1}},
    {KernelPreset::ScharrX, "scharr-x", {3, 3}, {-3, 0, 3, -10, 0, 10, -3, 0, 3}},
    {KernelPreset::ScharrY, "scharr-y", {3, 3}, {-3, -10, -3, 0, 0, 0, 3, 10, 3}},
    {KernelPreset::RobertsX, "roberts-x", {2, 2}, {1, 0, 0, -1}},
    {KernelPreset::RobertsY, "roberts-y", {2, 2}, {0, 1, -1, 0}},
    {KernelPreset::Laplacian, "laplacian", {3, 3}, {0, 1, 0, 1, -4, 1, 0, 1, 0}},
    {KernelPreset::LaplacianDiagonal, "laplacian-diagonal", {3, 3}, {1, 1, 1, 1, -8, 1, 1, 1, 1}},
    {.preset = KernelPreset::LoG, .key = "log", .sigma = true},
    {KernelPreset::Sharpen, "sharpen", {3, 3}, {0, -1, 0, -1, 5, -1, 0, -1, 0}},
    {KernelPreset::Emboss, "emboss", {3, 3}, {-2, -1, 0, -1, 1, 1, 0, 1, 2}},
    {KernelPreset::Outline, "outline", {3, 3}, {-1, -1, -1, -1, 8, -1, -1, -1, -1}},
    {.preset = KernelPreset::Gabor, .key = "gabor", .sigma = true, .angle = true, .wavelength = true},
    {.preset = KernelPreset::MotionBlur, .key = "motion-blur", .angle = true},
    {KernelPreset::Arithmetic, "arithmetic", {3, 3}, {0, 1, 2, 2, 2, 0, 0, 1, 2}},
    {.preset = KernelPreset::Custom, .key = "custom"},
});

constexpr auto presets = [] {
    std::array<KernelPreset, table.size()> all{};
    std::ranges::transform(table, all.begin(), &Entry::preset);
    return all;
}();

const Entry &entry(KernelPreset preset)
{
    return table[static_cast<size_t>(preset)];
}

static_assert(std::ranges::equal(table, std::views::iota(0, static_cast<int>(table.size())), {},
                                 [](const Entry &e) { return static_cast<int>(e.preset); }),
              "the table is in the order of the enumeration");

std::optional<Refusal> refusedSide(int side, char axis, int least, int most)
{
    if (side >= least && side <= most)
        return std::nullopt;
    const int bound = std::clamp(side, least, most);
    return Refusal{.reason = Reason::OutOfRange,
                   .field = "kernel",
                   .axis = axis,
                   .got = side,
                   .limit = bound,
                   .works = bound};
}

std::optional<Refusal> refusedSize(const KernelSpec &spec)
{
    const auto fixed = fixedSize(spec.preset);
    const int least = spec.preset == KernelPreset::LoG ? 3 : 1;
    const Pair low = fixed.value_or(Pair{least, least});
    const Pair high = fixed.value_or(Pair{mostKernelSide, mostKernelSide});
    if (auto refusal = refusedSide(spec.size.y, 'y', low.y, high.y))
        return refusal;
    return refusedSide(spec.size.x, 'x', low.x, high.x);
}

std::optional<Refusal> refusedNumber(const char *field, double value, double low, double high)
{
    if (!std::isfinite(value))
        return Refusal{.reason = Reason::NotFinite, .field = field, .works = 1};
    return refusedOutside(field, value, low, high);
}

std::optional<Refusal> refused(const KernelSpec &spec)
{
    if (auto refusal = refusedSize(spec))
        return refusal;
    const Entry &e = entry(spec.preset);
    std::optional<Refusal> refusal;
    if (e.sigma)
        refusal = refusedNumber("sigma", spec.sigma, 0.05, 100.0);
    if (!refusal && e.angle)
        refusal = refusedNumber("angle", spec.angle, -360.0, 360.0);
    if (!refusal && e.wavelength)
        refusal = refusedNumber("wavelength", spec.wavelength, 1.0, 100.0);
    return refusal;
}

} // namespace

Result<Tensor> makeKernel(const KernelSpec &spec)
{
    if (auto refusal = refused(spec))
        return *refusal;
    switch (spec.preset) {
    case KernelPreset::Identity:
    case KernelPreset::Custom: return identityKernel(spec.size);
    case KernelPreset::Box: return boxKernel(spec.size);
    case KernelPreset::Gaussian: return gaussianKernel(spec.size, spec.sigma);
    case KernelPreset::LoG: return logKernel(spec.size, spec.sigma);
    case KernelPreset::Gabor: return gaborKernel(spec);
    case KernelPreset::MotionBlur: return motionBlurKernel(spec);
    default: break;
    }
    Tensor kernel({1, 1, spec.size.y, spec.size.x});
    std::copy_n(entry(spec.preset).weights.begin(), kernel.values().size(), kernel.values().begin());
    return kernel;
}

std::optional<Pair> fixedSize(KernelPreset preset)
{
    const Pair size = entry(preset).size;
    return size.y > 0 ? std::optional(size) : std::nullopt;
}

bool hasFixedSize(KernelPreset preset)
{
    return fixedSize(preset).has_value();
}

bool takesSigma(KernelPreset preset)
{
    return entry(preset).sigma;
}

bool takesAngle(KernelPreset preset)
{
    return entry(preset).angle;
}

bool takesWavelength(KernelPreset preset)
{
    return entry(preset).wavelength;
}

double usualSigma(int size)
{
    return 0.3 * ((size - 1) / 2.0 - 1.0) + 0.8;
}

std::span<const KernelPreset> kernelPresets()
{
    return presets;
}

std::string_view key(KernelPreset preset)
{
    return entry(preset).key;
}

std::optional<KernelPreset> kernelPreset(std::string_view key)
{
    const auto found = std::ranges::find(table, key, &Entry::key);
    return found == table.end() ? std::nullopt : std::optional(found->preset);
}

std::optional<KernelPreset> recognise(const Tensor &kernel)
{
    for (const Entry &e : table) {
        if (e.sigma || e.angle || e.wavelength || e.preset == KernelPreset::Custom)
            continue;
        const auto made = makeKernel({.preset = e.preset, .size = {kernel.height(), kernel.width()}});
        if (made && *made == kernel)
            return e.preset;
    }
    return std::nullopt;
}

} // namespace convoscope
