#pragma once

#include "core/refusal.h"
#include "core/tensor.h"

#include <span>
#include <vector>

namespace convoscope {

/// Batch normalisation of N×C×H×W at inference, one entry per channel:
/// y = (x - mean) / sqrt(variance + eps) · gamma + beta (Ioffe & Szegedy 2015).
struct BatchNorm {
    std::vector<float> mean; ///< PyTorch: running_mean
    std::vector<float> variance; ///< running_var
    std::vector<float> gamma; ///< weight
    std::vector<float> beta; ///< bias
    double eps = 1e-5;
    bool operator==(const BatchNorm &) const = default;

    [[nodiscard]] int channels() const { return static_cast<int>(mean.size()); }
    /// gamma / sqrt(variance + eps)
    [[nodiscard]] float scale(int channel) const;
};

/// Refuses lists of unequal length, another number of channels than x has, and a variance + eps that isn't
/// positive.
Result<Tensor> batchNorm(const Tensor &x, const BatchNorm &norm);

/// What training mode would use for `x`: its mean and (biased) variance per channel, gamma 1 and beta 0.
BatchNorm measuredNorm(const Tensor &x);

/// A convolution that does the work of a convolution and the batch norm behind it.
struct FoldedConvolution {
    Tensor weight; ///< [out, in/groups, kh, kw]
    std::vector<float> bias; ///< [out]
};

/// `bias` may be empty.
Result<FoldedConvolution> folded(const Tensor &weight, std::span<const float> bias, const BatchNorm &norm);

} // namespace convoscope
