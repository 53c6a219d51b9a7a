#pragma once

#include "core/channels_last.h"
#include "core/network.h"

#include <optional>

namespace convoscope {

/// A convolution without padding, perhaps ReLU, and a max pool of 2×2, in one go and one sample at a time:
/// the maps in between are never written. With 16 input channels or more, a kernel of 3×3 and stride 1 it is
/// Winograd's F(2×2, 3×3), whose tile of 2×2 outputs is the window of the pool.
class PooledBlock {
public:
    /// For samples of shape [1, c, h, w]; channels beyond those of the weights are not read. Nothing where
    /// the layer doesn't fit, or the pool has no window.
    static std::optional<PooledBlock> make(const Shape &input, const ConvLayer &conv, bool relu);

    /// Of one sample; the channels filled up with zeros to blocks of 16.
    [[nodiscard]] const Shape &output() const { return m_output; }
    /// How many values forward needs besides input and output.
    [[nodiscard]] size_t scratchSize() const;
    /// One sample, the channels of a pixel side by side.
    void forward(const float *x, float *scratch, float *out) const;

private:
    PooledBlock(const Shape &input, const Shape &output, const ConvLayer &conv);
    void direct(const float *x, float *out) const;
    void winograd(const float *x, float *scratch, float *out) const;
    void multiply(int tiles, const float *in, float *sums) const;

    Shape m_input;
    Shape m_output;
    Pair m_kernel;
    Pair m_stride;
    bool m_isWinograd = false;
    float m_least = 0.0F; ///< what the pool makes of anything smaller: 0 for ReLU
    AlignedFloats m_weights{};
    AlignedFloats m_bias; ///< whole blocks
    AlignedFloats m_zeros; ///< the products in Winograd's space have no bias
};

} // namespace convoscope
