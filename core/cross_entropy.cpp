#include "core/cross_entropy.h"

#include "core/activation.h"

#include <algorithm>

namespace convoscope {

namespace {

std::optional<Refusal> refused(const Tensor &logits, std::span<const int> targets)
{
    const Shape &s = logits.shape();
    if (auto refusal = refusedShape(s, "logits"))
        return refusal;
    if (targets.size() != static_cast<size_t>(s.n)) {
        return Refusal{.reason = Reason::ShapesDontMatch,
                       .field = "target",
                       .got = static_cast<long long>(targets.size()),
                       .limit = s.n,
                       .works = s.n};
    }
    for (const int target : targets) {
        const int nearest = std::clamp(target, 0, s.c - 1);
        if (target != nearest) {
            return Refusal{.reason = Reason::OutOfRange,
                           .field = "target",
                           .got = target,
                           .limit = nearest,
                           .works = nearest};
        }
    }
    return std::nullopt;
}

} // namespace

Result<CrossEntropy> crossEntropy(const Tensor &logits, std::span<const int> targets, Reduction reduction)
{
    if (auto refusal = refused(logits, targets))
        return *refusal;
    const float share = reduction == Reduction::Mean ? 1.0F / static_cast<float>(targets.size()) : 1.0F;
    const Tensor logs = logSoftmax(logits);
    CrossEntropy result{.perSample = {}, .gradLogits = softmax(logits)};
    for (int n = 0; n < logits.shape().n; ++n) {
        const int target = targets[static_cast<size_t>(n)];
        result.perSample.push_back(-logs.at(n, target, 0, 0));
        result.loss += static_cast<double>(result.perSample.back()) * share;
        result.gradLogits.at(n, target, 0, 0) -= 1.0F;
    }
    for (float &value : result.gradLogits.values())
        value *= share;
    return result;
}

} // namespace convoscope
