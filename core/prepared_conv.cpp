#include "core/prepared_conv.h"

#include "core/bands.h"
#include "core/layer_kernels.h"
#include "core/winograd_weights.h"

#include <algorithm>
#include <cassert>

namespace convoscope {

namespace {

constexpr int channelsWorthWinograd = 16; // below, its transforms cost more than they save
constexpr int pixelsInABand = 1024;
constexpr int costOfAnOutput = 16; // in multiply-adds, for bringing it into memory

bool isPossible(ConvWay way, const Shape &w, const Conv2d &conv)
{
    switch (way) {
    case ConvWay::Products: return true;
    case ConvWay::Depthwise: return w.c == 1 && conv.groups == w.n;
    case ConvWay::Winograd: break;
    }
    return w.h == 3 && w.w == 3 && conv.groups == 1 && conv.stride == Pair{} && conv.dilation == Pair{};
}

ConvWay fastest(const Shape &w, const Conv2d &conv)
{
    if (isPossible(ConvWay::Depthwise, w, conv) && w.n > 1)
        return ConvWay::Depthwise;
    if (isPossible(ConvWay::Winograd, w, conv) && std::min(w.c, w.n) >= channelsWorthWinograd)
        return ConvWay::Winograd;
    return ConvWay::Products;
}

AlignedFloats weightsFor(ConvWay way, const Tensor &w, int groups)
{
    switch (way) {
    case ConvWay::Products: return productWeights(w, groups);
    case ConvWay::Depthwise: return depthwiseWeights(w);
    case ConvWay::Winograd: break;
    }
    return winogradWeights(w, WinogradForm::Large);
}

/// Every group's in whole blocks, or one after the other.
AlignedFloats biasFor(ConvWay way, const ConvPlan &plan, std::span<const float> bias)
{
    const int outputs = plan.groupOutputs();
    const int pitch = way == ConvWay::Depthwise ? outputs : wholeBlocks(outputs);
    AlignedFloats all(static_cast<size_t>(plan.conv.groups) * pitch, 0.0F);
    for (size_t o = 0; o < bias.size(); ++o)
        all[o / outputs * pitch + o % outputs] = bias[o];
    return all;
}

} // namespace

Result<PreparedConv2d> PreparedConv2d::make(const Shape &input, const Tensor &w, std::span<const float> bias,
                                            const Conv2d &conv)
{
    return make(input, w, bias, conv, fastest(w.shape(), conv));
}

Result<PreparedConv2d> PreparedConv2d::make(const Shape &input, const Tensor &w, std::span<const float> bias,
                                            const Conv2d &conv, ConvWay way)
{
    const auto window = conv2dWindow({1, input.c, input.h, input.w}, w.shape(), conv);
    if (!window)
        return window.refusal();
    if (auto refusal = refusedBias(bias, w.shape().n))
        return *refusal;
    if (!isPossible(way, w.shape(), conv))
        return Refusal{.reason = Reason::OutOfRange, .field = "way", .got = static_cast<int>(way)};
    ConvPlan plan{.input = {1, input.c, input.h, input.w}, .w = w.shape(), .conv = conv, .window = *window};
    plan.weights = weightsFor(way, conv.flip ? flipped(w) : w, conv.groups);
    plan.bias = biasFor(way, plan, bias);
    return PreparedConv2d(std::move(plan), way);
}

Shape PreparedConv2d::outputShape(int samples) const
{
    return {samples, m_plan.w.n, m_plan.window.y.outputs(), m_plan.window.x.outputs()};
}

void PreparedConv2d::forward(const ChannelsLast &x, ChannelsLast &out, int threads) const
{
    const Shape shape = x.shape();
    assert((Shape{1, shape.c, shape.h, shape.w} == m_plan.input));
    out.resize(outputShape(shape.n));
    const int height = out.shape().h;
    // Whole tiles of Winograd's, and enough pixels for weights to be read again from the cache.
    const int rows = std::max(pixelsInABand / out.shape().w / 4 * 4, 4);
    const int bandsInASample = (height - 1) / rows + 1;
    const long long taps = static_cast<long long>(m_plan.w.c) * m_plan.w.h * m_plan.w.w;
    const Bands bands{.count = shape.n * bandsInASample,
                      .size = 1,
                      .cost = out.shape().size() * (costOfAnOutput + taps),
                      .threads = threads};
    inBands(bands, [&](int first, int last) {
        for (int band = first; band < last; ++band) {
            const int row = band % bandsInASample * rows;
            const OutputRows part{band / bandsInASample, row, std::min(row + rows, height)};
            switch (m_way) {
            case ConvWay::Products: convolveByProducts(m_plan, x, part, out); break;
            case ConvWay::Depthwise: convolveDepthwise(m_plan, x, part, out); break;
            case ConvWay::Winograd: convolveByWinograd(m_plan, x, part, out); break;
            }
        }
    });
}

} // namespace convoscope
