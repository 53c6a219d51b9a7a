#pragma once

#include "core/channels_last.h"
#include "core/conv_transpose.h"

namespace convoscope {

/// A transposed convolution made ready for inputs of one size, on maps with the channels of a pixel side by
/// side: one product makes all stamps of a pixel, which are then added where they belong.
class PreparedConvTranspose2d {
public:
    /// For inputs of shape [any n, input.c, input.h, input.w]. Refuses what convTranspose2d refuses.
    static Result<PreparedConvTranspose2d> make(const Shape &input, const Tensor &w,
                                                std::span<const float> bias, const ConvTranspose2d &conv);

    [[nodiscard]] Shape outputShape(int samples) const;
    /// Into `out`, which is made as large as it must be. `threads`: at most, 0 for as many as there are
    /// processors.
    void forward(const ChannelsLast &x, ChannelsLast &out, int threads = 0) const;

private:
    PreparedConvTranspose2d(const Shape &input, const Shape &w, const ConvTranspose2d &conv, Pair size);
    struct Rows {
        int n = 0;
        int first = 0;
        int last = 0;
    };
    void compute(const ChannelsLast &x, const Rows &rows, ChannelsLast &out) const;
    [[nodiscard]] Rows stampers(const Rows &output) const;
    void add(const float *stamps, const Rows &input, const Rows &output, int group, ChannelsLast &out) const;

    Shape m_input; ///< of one sample
    Shape m_w;
    ConvTranspose2d m_conv;
    Pair m_size; ///< of the output
    AlignedFloats m_weights; ///< of each group [in] × [kernel row][kernel column][out], in whole blocks
    AlignedFloats m_zeros; ///< the stamps have no bias
    std::vector<float> m_bias; ///< [out]
};

} // namespace convoscope
