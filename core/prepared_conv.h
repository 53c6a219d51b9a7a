#pragma once

#include "core/channels_last.h"
#include "core/conv_plan.h"

namespace convoscope {

/// How a prepared convolution is computed.
enum class ConvWay {
    Products, ///< any: windows times blocks of weights, exact where sums of floats are
    Depthwise, ///< each channel by itself, without a copy of the input
    Winograd ///< 3×3 with stride 1: a quarter of the products, off by about 1e-5 of the largest output; a NaN
             ///< or an infinity reaches all 4×4 outputs of its tile
};

/// A convolution made ready for inputs of one size: weights in the order in which the vectorised kernels
/// read them, maps with the channels of a pixel side by side. For where only the answer counts; what a lesson
/// explains comes from conv2d.
class PreparedConv2d {
public:
    /// For inputs of shape [any n, input.c, input.h, input.w]. Refuses what conv2d refuses. Chooses the
    /// fastest way.
    static Result<PreparedConv2d> make(const Shape &input, const Tensor &w, std::span<const float> bias,
                                       const Conv2d &conv);
    /// In a given way, which is refused (OutOfRange in field "way") where it can't compute this convolution.
    static Result<PreparedConv2d> make(const Shape &input, const Tensor &w, std::span<const float> bias,
                                       const Conv2d &conv, ConvWay way);

    [[nodiscard]] ConvWay way() const { return m_way; }
    [[nodiscard]] Shape outputShape(int samples) const;
    /// x * w + bias, into `out`, which is made as large as it must be. `threads`: at most, 0 for as many as
    /// there are processors.
    void forward(const ChannelsLast &x, ChannelsLast &out, int threads = 0) const;

private:
    PreparedConv2d(ConvPlan plan, ConvWay way)
        : m_plan(std::move(plan))
        , m_way(way)
    {
    }

    ConvPlan m_plan;
    ConvWay m_way;
};

} // namespace convoscope
