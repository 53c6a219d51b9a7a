#include "core/chain_step.h"

#include <algorithm>

namespace convoscope {

namespace {

std::optional<Refusal> refusedNumbers(const ChainStep &step)
{
    if (step.divisor == 0.0)
        return Refusal{.reason = Reason::OutOfRange, .field = "divisor", .got = 0, .limit = 1, .works = 1};
    return refusedOutside("strength", step.strength, 0.0, mostStrength);
}

Result<FilterStep> unsettled(const ChainStep &step)
{
    if (step.spec.name != ownKernel)
        return makeFilterStep(step.spec);
    if (step.kernel.empty())
        return Refusal{.reason = Reason::EmptyInput, .field = "kernel"};
    return FilterStep{.kernel = step.kernel};
}

void scale(Tensor &kernel, double factor)
{
    for (float &weight : kernel.values())
        weight = static_cast<float>(weight * factor);
}

} // namespace

ChainStep asOwn(const ChainStep &step)
{
    const auto made = unsettled(step);
    if (!made || made->kind != FilterKind::Kernel)
        return step;
    ChainStep own = step;
    own.spec = {.name = std::string(ownKernel)};
    own.kernel = made->kernel;
    return own;
}

bool takesStrength(const ChainStep &step)
{
    const auto made = unsettled(step);
    return made && (made->kind == FilterKind::Kernel || made->kind == FilterKind::Magnitude);
}

Result<FilterStep> filterStepOf(const ChainStep &step)
{
    auto made = unsettled(step);
    if (!made)
        return made;
    if (const auto refusal = refusedNumbers(step))
        return *refusal;
    FilterStep result = *std::move(made);
    result.divisor = step.divisor;
    result.offset = step.offset;
    result.normalise = step.normalise;
    if (result.kind == FilterKind::Kernel) {
        result.strength = step.strength;
    } else if (result.kind == FilterKind::Magnitude && step.strength != 1.0) {
        scale(result.kernel, step.strength);
        scale(result.across, step.strength);
    }
    if (const auto refusal = refused(Filter{.steps = {result}}))
        return *refusal;
    return result;
}

Result<std::vector<FilterStep>> filterStepsOf(std::span<const ChainStep> chain, std::string_view field)
{
    std::vector<FilterStep> steps;
    for (size_t i = 0; i < chain.size(); ++i) {
        if (!chain[i].on)
            continue;
        auto step = filterStepOf(chain[i]);
        if (!step) {
            Refusal refusal = step.refusal();
            refusal.field = std::string(field) + "[" + std::to_string(i) + "]." + refusal.field;
            return refusal;
        }
        steps.push_back(*std::move(step));
    }
    if (steps.empty())
        steps.push_back({.kernel = Tensor::matrix({{1}})});
    return steps;
}

} // namespace convoscope
