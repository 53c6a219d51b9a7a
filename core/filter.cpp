#include "core/filter.h"

#include "core/padding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace convoscope {

namespace {

constexpr std::array borders{FilterBorder::Constant, FilterBorder::Replicate, FilterBorder::Reflect,
                             FilterBorder::Symmetric, FilterBorder::Wrap};
constexpr std::array<std::string_view, 5> borderKeys{"constant", "replicate", "reflect", "symmetric", "wrap"};
constexpr std::array<std::string_view, 4> colourKeys{"every-channel", "keep-alpha", "alpha-aware", "luma"};
constexpr std::array<std::string_view, 4> mappingKeys{"clamp", "absolute", "offset", "auto"};

template <typename E, size_t N>
std::optional<E> valueOf(const std::array<std::string_view, N> &keys, std::string_view key)
{
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? std::nullopt : std::optional(static_cast<E>(found - keys.begin()));
}

Refusal outOfRange(const char *field, long long got, long long limit)
{
    return {.reason = Reason::OutOfRange, .field = field, .got = got, .limit = limit, .works = limit};
}

std::optional<Refusal> refusedKernel(const Tensor &kernel)
{
    for (const int side : {kernel.height(), kernel.width()}) {
        if (side < 1 || side > mostFilterSide)
            return outOfRange("kernel", side, std::clamp(side, 1, mostFilterSide));
    }
    const auto finite = [](float weight) { return std::isfinite(weight); };
    if (!std::ranges::all_of(kernel.values(), finite))
        return Refusal{.reason = Reason::NotFinite, .field = "kernel"};
    return std::nullopt;
}

std::optional<Refusal> refusedNumbers(const FilterStep &step)
{
    if (!std::isfinite(step.divisor) || !std::isfinite(step.offset))
        return Refusal{.reason = Reason::NotFinite, .field = "divisor"};
    if (step.divisor == 0.0)
        return outOfRange("divisor", 0, 1);
    if (!(step.strength >= 0.0 && step.strength <= 10.0))
        return outOfRange("strength", std::llround(std::clamp(step.strength, -1e9, 1e9)), 1);
    return std::nullopt;
}

std::optional<Refusal> refusedStep(const FilterStep &step)
{
    if (step.kind == FilterKind::Median) {
        const int side = std::clamp(step.side | 1, 1, mostFilterSide);
        return step.side == side ? std::nullopt : std::optional(outOfRange("side", step.side, side));
    }
    auto refusal = refusedKernel(step.kernel);
    if (!refusal && step.kind != FilterKind::Kernel && !(step.across.shape() == step.kernel.shape())) {
        refusal = Refusal{.reason = Reason::ShapesDontMatch,
                          .field = "across",
                          .got = step.across.shape().size(),
                          .limit = step.kernel.shape().size()};
    }
    return refusal ? refusal : refusedNumbers(step);
}

double sumOf(const Tensor &kernel)
{
    const auto weights = kernel.values();
    return std::accumulate(weights.begin(), weights.end(), 0.0);
}

/// Sums of decimals such as 0.1 leave a residue where they should be 0.
bool isZeroSum(const Tensor &kernel)
{
    double magnitude = 0.0;
    for (const float weight : kernel.values())
        magnitude += std::abs(weight);
    return std::abs(sumOf(kernel)) <= 1e-6 * magnitude;
}

SettledKernel divided(const FilterStep &step, const Tensor &kernel)
{
    SettledKernel result{.size = {kernel.height(), kernel.width()}, .offset = step.offset};
    double divisor = step.divisor;
    if (step.normalise) {
        divisor = isZeroSum(kernel) ? 1.0 : sumOf(kernel);
        result.offset = isZeroSum(kernel) ? 128.0 : step.offset;
    }
    for (const float weight : kernel.values())
        result.weights.push_back(static_cast<double>(weight) / divisor);
    return result;
}

} // namespace

std::optional<Refusal> refused(const Filter &filter)
{
    const auto steps = static_cast<int>(filter.steps.size());
    if (steps < 1 || steps > mostFilterSteps)
        return outOfRange("steps", steps, std::clamp(steps, 1, mostFilterSteps));
    for (const FilterStep &step : filter.steps) {
        if (auto refusal = refusedStep(step))
            return refusal;
    }
    if (!std::isfinite(filter.constant))
        return Refusal{.reason = Reason::NotFinite, .field = "constant"};
    return std::nullopt;
}

std::optional<int> borderSource(int i, int size, FilterBorder border)
{
    switch (border) {
    case FilterBorder::Constant: return paddingSource(i, size, PaddingMode::Zeros);
    case FilterBorder::Replicate: return paddingSource(i, size, PaddingMode::Replicate);
    case FilterBorder::Reflect: return paddingSource(i, size, PaddingMode::Reflect);
    case FilterBorder::Wrap: return paddingSource(i, size, PaddingMode::Circular);
    case FilterBorder::Symmetric: break;
    }
    const int period = 2 * size;
    const int folded = (i % period + period) % period;
    return folded < size ? folded : period - 1 - folded;
}

double SettledKernel::sum() const
{
    return std::accumulate(weights.begin(), weights.end(), 0.0);
}

SettledKernel settled(const FilterStep &step)
{
    SettledKernel result = divided(step, step.kernel);
    if (step.kind != FilterKind::Kernel || step.strength == 1.0)
        return result;
    for (double &weight : result.weights)
        weight *= step.strength;
    result.offset *= step.strength;
    if (!isZeroSum(step.kernel)) {
        const Pair centre = result.anchor();
        result.weights[static_cast<size_t>(centre.y) * result.size.x + centre.x] += 1.0 - step.strength;
    }
    return result;
}

SettledKernel settledAcross(const FilterStep &step)
{
    return divided(step, step.across);
}

Pair reach(const Filter &filter)
{
    Pair result{0, 0};
    for (const FilterStep &step : filter.steps) {
        const bool square = step.kind == FilterKind::Median;
        result.y += (square ? step.side : step.kernel.height()) / 2;
        result.x += (square ? step.side : step.kernel.width()) / 2;
    }
    return result;
}

bool filtersAlpha(const Filter &filter)
{
    return std::ranges::all_of(filter.steps, [](const FilterStep &step) {
        return step.kind == FilterKind::Median
            || (step.kind == FilterKind::Kernel && !isZeroSum(step.kernel));
    });
}

std::span<const FilterBorder> filterBorders()
{
    return borders;
}

std::string_view key(FilterBorder border)
{
    return borderKeys[static_cast<size_t>(border)];
}

std::string_view key(ColourMode mode)
{
    return colourKeys[static_cast<size_t>(mode)];
}

std::string_view key(ResultMapping mapping)
{
    return mappingKeys[static_cast<size_t>(mapping)];
}

std::optional<FilterBorder> filterBorder(std::string_view key)
{
    return valueOf<FilterBorder>(borderKeys, key);
}

std::optional<ColourMode> colourMode(std::string_view key)
{
    return valueOf<ColourMode>(colourKeys, key);
}

std::optional<ResultMapping> resultMapping(std::string_view key)
{
    return valueOf<ResultMapping>(mappingKeys, key);
}

} // namespace convoscope
