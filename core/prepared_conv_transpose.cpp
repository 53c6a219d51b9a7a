#include "core/prepared_conv_transpose.h"

#include "core/bands.h"
#include "core/layer_kernels.h"

#include <algorithm>
#include <cassert>

namespace convoscope {

namespace {

constexpr int pixelsAtOnce = 192; // whose stamps stay in the second cache
constexpr int rowsInABand = 32;

/// [in, out/groups, kh, kw] as one block of columns after the other, each [in / groups][16].
AlignedFloats stampWeights(const Tensor &w, int groups)
{
    const Shape shape = w.shape();
    const int inputs = shape.n / groups;
    const int columns = shape.c * shape.h * shape.w;
    const size_t perGroup = static_cast<size_t>(wholeBlocks(columns)) * inputs;
    AlignedFloats packed(groups * perGroup, 0.0F);
    for (int c = 0; c < shape.n; ++c) {
        float *group = packed.data() + c / inputs * perGroup;
        for (int column = 0; column < columns; ++column) {
            const int tap = column / shape.c;
            const auto row = static_cast<size_t>(column / channelBlock) * inputs + c % inputs;
            group[row * channelBlock + column % channelBlock] =
                w.at(c, column % shape.c, tap / shape.w, tap % shape.w);
        }
    }
    return packed;
}

} // namespace

PreparedConvTranspose2d::PreparedConvTranspose2d(const Shape &input, const Shape &w,
                                                 const ConvTranspose2d &conv, Pair size)
    : m_input{1, input.c, input.h, input.w}
    , m_w(w)
    , m_conv(conv)
    , m_size(size)
    , m_zeros(static_cast<size_t>(wholeBlocks(w.c * w.h * w.w)), 0.0F)
    , m_bias(static_cast<size_t>(w.c) * conv.groups, 0.0F)
{
}

Result<PreparedConvTranspose2d> PreparedConvTranspose2d::make(const Shape &input, const Tensor &w,
                                                              std::span<const float> bias,
                                                              const ConvTranspose2d &conv)
{
    const auto size = convTranspose2dSize({1, input.c, input.h, input.w}, w.shape(), conv);
    if (!size)
        return size.refusal();
    if (auto refusal = refusedBias(bias, w.shape().c * conv.groups))
        return *refusal;
    PreparedConvTranspose2d made(input, w.shape(), conv, *size);
    made.m_weights = stampWeights(w, conv.groups);
    std::ranges::copy(bias, made.m_bias.begin());
    return made;
}

Shape PreparedConvTranspose2d::outputShape(int samples) const
{
    return {samples, m_w.c * m_conv.groups, m_size.y, m_size.x};
}

/// The input rows whose stamps reach the output rows.
PreparedConvTranspose2d::Rows PreparedConvTranspose2d::stampers(const Rows &output) const
{
    const int stride = m_conv.stride.y;
    const int low = output.first + m_conv.padding.y - m_conv.dilation.y * (m_w.h - 1);
    const int high = output.last - 1 + m_conv.padding.y;
    return {output.n, low <= 0 ? 0 : (low - 1) / stride + 1, std::min(m_input.h, high / stride + 1)};
}

void PreparedConvTranspose2d::add(const float *stamps, const Rows &input, const Rows &output, int group,
                                  ChannelsLast &out) const
{
    for (int i = input.first; i < input.last; ++i) {
        for (int j = 0; j < m_input.w; ++j) {
            for (int tap = 0; tap < m_w.h * m_w.w; ++tap, stamps += m_w.c) {
                const int row = i * m_conv.stride.y - m_conv.padding.y + tap / m_w.w * m_conv.dilation.y;
                const int column = j * m_conv.stride.x - m_conv.padding.x + tap % m_w.w * m_conv.dilation.x;
                if (row < output.first || row >= output.last || column < 0 || column >= m_size.x)
                    continue;
                float *to = out.pixel(output.n, {row, column}) + std::ptrdiff_t{group} * m_w.c;
                for (int o = 0; o < m_w.c; ++o)
                    to[o] += stamps[o];
            }
        }
    }
}

void PreparedConvTranspose2d::compute(const ChannelsLast &x, const Rows &rows, ChannelsLast &out) const
{
    float *cell = out.pixel(rows.n, {rows.first, 0});
    for (int p = 0; p < (rows.last - rows.first) * m_size.x; ++p, cell += m_bias.size())
        std::ranges::copy(m_bias, cell);
    const int inputs = m_w.n / m_conv.groups;
    const int columns = m_w.c * m_w.h * m_w.w;
    const int run = 0;
    const int step = std::max(pixelsAtOnce / m_input.w, 1);
    AlignedFloats stamps(static_cast<size_t>(step) * m_input.w * columns);
    std::vector<const float *> pixels;
    const Rows stampersOfAll = stampers(rows);
    for (int i = stampersOfAll.first; i < stampersOfAll.last; i += step) {
        const Rows input{rows.n, i, std::min(i + step, stampersOfAll.last)};
        pixels.clear();
        for (int p = 0; p < (input.last - input.first) * m_input.w; ++p)
            pixels.push_back(x.pixel(rows.n, {i, p}));
        for (int group = 0; group < m_conv.groups; ++group) {
            addProducts({.pixels = pixels.data(),
                         .pixelCount = static_cast<int>(pixels.size()),
                         .from = static_cast<std::ptrdiff_t>(group) * inputs,
                         .runs = {&run, 1},
                         .runLength = inputs,
                         .weights = m_weights.data()
                             + static_cast<std::ptrdiff_t>(group) * inputs * wholeBlocks(columns),
                         .bias = m_zeros.data(),
                         .channels = columns,
                         .out = stamps.data(),
                         .outStep = columns});
            add(stamps.data(), input, rows, group, out);
        }
    }
}

void PreparedConvTranspose2d::forward(const ChannelsLast &x, ChannelsLast &out, int threads) const
{
    const Shape shape = x.shape();
    assert((Shape{1, shape.c, shape.h, shape.w} == m_input));
    out.resize(outputShape(shape.n));
    const int bandsInASample = (m_size.y - 1) / rowsInABand + 1;
    const Bands bands{.count = shape.n * bandsInASample,
                      .size = 1,
                      .cost = shape.size() * m_w.c * m_w.h * m_w.w,
                      .threads = threads};
    inBands(bands, [&](int first, int last) {
        for (int band = first; band < last; ++band) {
            const int row = band % bandsInASample * rowsInABand;
            compute(x, {band / bandsInASample, row, std::min(row + rowsInABand, m_size.y)}, out);
        }
    });
}

} // namespace convoscope
