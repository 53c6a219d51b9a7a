#include "core/pooled_block.h"

#include "core/conv_plan.h"
#include "core/layer_kernels.h"
#include "core/network_geometry.h"
#include "core/winograd_weights.h"

#include <algorithm>
#include <array>
#include <limits>

namespace convoscope {

namespace {

constexpr int channelsWorthWinograd = 16;
constexpr int tilesAtOnce = 30; // five register tiles of pixels; their sums stay in the second cache
constexpr int cells = smallWinogradTile * smallWinogradTile;
constexpr int betweenPlanes = channelBlock; // so that they don't share the sets of the first cache

/// The weights with zeros for the input channels that fill up a block.
Tensor filledUp(const Tensor &w, int inputs)
{
    Tensor filled({w.shape().n, inputs, w.height(), w.width()});
    for (int o = 0; o < w.shape().n; ++o) {
        for (int c = 0; c < w.shape().c; ++c)
            std::ranges::copy(w.plane(o, c), filled.plane(o, c).begin());
    }
    return filled;
}

std::ptrdiff_t planeOf(int channels)
{
    return static_cast<std::ptrdiff_t>(tilesAtOnce) * channels + betweenPlanes;
}

} // namespace

PooledBlock::PooledBlock(const Shape &input, const Shape &output, const ConvLayer &conv)
    : m_input(input)
    , m_output(output)
    , m_kernel{conv.weight.height(), conv.weight.width()}
    , m_stride(conv.stride)
    , m_isWinograd(input.c >= channelsWorthWinograd && input.c % channelBlock == 0 && m_kernel == Pair{3, 3}
                   && m_stride == Pair{})
    , m_bias(static_cast<size_t>(output.c), 0.0F)
    , m_zeros(static_cast<size_t>(output.c), 0.0F)
{
}

std::optional<PooledBlock> PooledBlock::make(const Shape &input, const ConvLayer &conv, bool relu)
{
    const Shape w = conv.weight.shape();
    if (w.c > input.c || !(conv.padding == Pair{0, 0}))
        return std::nullopt;
    const auto window = conv2dWindow({1, w.c, input.h, input.w}, w, convOf(conv));
    if (!window || window->y.outputs() < 2 || window->x.outputs() < 2 || refusedBias(conv.bias, w.n))
        return std::nullopt;
    PooledBlock block(input, {1, wholeBlocks(w.n), window->y.outputs() / 2, window->x.outputs() / 2}, conv);
    const Tensor weight = filledUp(conv.weight, input.c);
    block.m_weights =
        block.m_isWinograd ? winogradWeights(weight, WinogradForm::Small) : productWeights(weight, 1);
    std::ranges::copy(conv.bias, block.m_bias.begin());
    block.m_least = relu ? 0.0F : -std::numeric_limits<float>::infinity();
    return block;
}

size_t PooledBlock::scratchSize() const
{
    return m_isWinograd ? static_cast<size_t>(cells * (planeOf(m_input.c) + planeOf(m_output.c))) : 0;
}

void PooledBlock::forward(const float *x, float *scratch, float *out) const
{
    if (m_isWinograd)
        winograd(x, scratch, out);
    else
        direct(x, out);
}

void PooledBlock::direct(const float *x, float *out) const
{
    const std::ptrdiff_t pitch = static_cast<std::ptrdiff_t>(m_input.w) * m_input.c;
    const std::ptrdiff_t below = m_stride.y * pitch;
    const std::ptrdiff_t beside = static_cast<std::ptrdiff_t>(m_stride.x) * m_input.c;
    std::vector<int> runs(static_cast<size_t>(m_kernel.y));
    for (int ky = 0; ky < m_kernel.y; ++ky)
        runs[ky] = static_cast<int>(ky * pitch);
    for (int i = 0; i < m_output.h; ++i) {
        addPooledProducts({.in = x + 2 * (i * below),
                           .pixelStep = 2 * beside,
                           .corners = {0, beside, below, below + beside},
                           .pixelCount = m_output.w,
                           .runs = runs,
                           .runLength = m_kernel.x * m_input.c,
                           .weights = m_weights.data(),
                           .bias = m_bias.data(),
                           .least = m_least,
                           .channels = m_output.c,
                           .out = out + std::ptrdiff_t{i} * m_output.w * m_output.c});
    }
}

/// The sums of some tiles in Winograd's space: the products of their values for every cell of it.
void PooledBlock::multiply(int tiles, const float *in, float *sums) const
{
    const int run = 0;
    std::array<const float *, tilesAtOnce> pixels{};
    for (int t = 0; t < tilesAtOnce; ++t)
        pixels[t] = in + std::ptrdiff_t{t} * m_input.c;
    for (int cell = 0; cell < cells; ++cell)
        addProducts({.pixels = pixels.data(),
                     .pixelCount = tiles,
                     .from = cell * planeOf(m_input.c),
                     .runs = {&run, 1},
                     .runLength = m_input.c,
                     .weights = m_weights.data() + std::ptrdiff_t{cell} * m_output.c * m_input.c,
                     .bias = m_zeros.data(),
                     .channels = m_output.c,
                     .out = sums + cell * planeOf(m_output.c),
                     .outStep = m_output.c});
}

void PooledBlock::winograd(const float *x, float *scratch, float *out) const
{
    float *sums = scratch + cells * planeOf(m_input.c);
    const std::ptrdiff_t rowPitch = static_cast<std::ptrdiff_t>(m_input.w) * m_input.c;
    const int all = m_output.h * m_output.w;
    for (int first = 0; first < all; first += tilesAtOnce) {
        const int count = std::min(tilesAtOnce, all - first);
        for (int t = 0; t < count; ++t) {
            const int row = (first + t) / m_output.w;
            const int column = (first + t) % m_output.w;
            toSmallWinograd({.in = x + 2 * (row * rowPitch + std::ptrdiff_t{column} * m_input.c),
                             .rowPitch = rowPitch,
                             .pixelPitch = m_input.c,
                             .channels = m_input.c,
                             .out = scratch + std::ptrdiff_t{t} * m_input.c,
                             .plane = planeOf(m_input.c)});
        }
        multiply(count, scratch, sums);
        for (int t = 0; t < count; ++t)
            poolFromSmallWinograd({.in = sums + std::ptrdiff_t{t} * m_output.c,
                                   .plane = planeOf(m_output.c),
                                   .bias = m_bias.data(),
                                   .channels = m_output.c,
                                   .out = out + std::ptrdiff_t{first + t} * m_output.c,
                                   .least = m_least});
    }
}

} // namespace convoscope
