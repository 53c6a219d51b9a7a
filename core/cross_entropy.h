#pragma once

#include "core/refusal.h"
#include "core/tensor.h"

#include <span>
#include <vector>

namespace convoscope {

enum class Reduction { Mean, Sum };

/// Cross entropy of softmax(logits) against the right classes, as torch.nn.functional.cross_entropy.
struct CrossEntropy {
    double loss = 0.0;
    std::vector<float> perSample; ///< -log softmax(logits)[target]
    Tensor gradLogits; ///< softmax, less 1 at the target; over the number of samples for a mean
};

/// Logits [n, classes, 1, 1] and one target per sample. Refuses another number of targets (ShapesDontMatch)
/// and a class that doesn't exist (OutOfRange), both in field "target", and an empty tensor (EmptyInput).
Result<CrossEntropy> crossEntropy(const Tensor &logits, std::span<const int> targets,
                                  Reduction reduction = Reduction::Mean);

} // namespace convoscope
