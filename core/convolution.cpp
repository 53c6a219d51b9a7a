#include "core/convolution.h"

#include "core/bands.h"
#include "core/convolution_rows.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace convoscope {

namespace {

constexpr int outputsWorthAProduct = 2; // per group
constexpr int rowsInABand = 32;

} // namespace

std::optional<Refusal> refusedGroups(int groups, int inputChannels, int outputChannels)
{
    if (groups < 1)
        return Refusal{.reason = Reason::NotPositive, .field = "groups", .got = groups, .works = 1};
    if (inputChannels % groups == 0 && outputChannels % groups == 0)
        return std::nullopt;
    const int common = std::gcd(inputChannels, outputChannels);
    int nearest = 1;
    for (int g = 1; g <= common; ++g) {
        if (common % g == 0 && std::abs(g - groups) < std::abs(nearest - groups))
            nearest = g;
    }
    return Refusal{.reason = Reason::GroupsDontDivide,
                   .field = "groups",
                   .got = groups,
                   .limit = inputChannels % groups != 0 ? inputChannels : outputChannels,
                   .works = nearest};
}

std::optional<Refusal> refusedBias(std::span<const float> bias, int outputChannels)
{
    const auto got = static_cast<long long>(bias.size());
    if (bias.empty() || got == outputChannels)
        return std::nullopt;
    return Refusal{.reason = Reason::ShapesDontMatch,
                   .field = "bias",
                   .got = got,
                   .limit = outputChannels,
                   .works = outputChannels};
}

Result<Window> conv2dWindow(const Shape &x, const Shape &w, const Conv2d &conv)
{
    if (auto refusal = refusedShape(x, "input"))
        return *refusal;
    if (w.n < 1)
        return Refusal{.reason = Reason::NotPositive, .field = "channels", .got = w.n, .works = 1};
    if (auto refusal = refusedGroups(conv.groups, x.c, w.n))
        return *refusal;
    if (w.c * conv.groups != x.c) {
        return Refusal{.reason = Reason::ChannelsDontMatch,
                       .field = "channels",
                       .got = static_cast<long long>(w.c) * conv.groups,
                       .limit = x.c,
                       .works = x.c};
    }
    if (auto refusal = refusedBorder(conv.border, {x.h, x.w}))
        return *refusal;
    const auto window = makeWindow({.input = {x.h, x.w},
                                    .kernel = {w.h, w.w},
                                    .stride = conv.stride,
                                    .padding = conv.border.sides,
                                    .dilation = conv.dilation});
    if (!window)
        return window.refusal();
    if (auto refusal = refusedShape({x.n, w.n, window->y.outputs(), window->x.outputs()}, "output"))
        return *refusal;
    return *window;
}

Tensor flipped(const Tensor &w)
{
    Tensor out(w.shape());
    for (int n = 0; n < w.shape().n; ++n) {
        for (int c = 0; c < w.shape().c; ++c)
            std::ranges::reverse_copy(w.plane(n, c), out.plane(n, c).begin());
    }
    return out;
}

Convolver::Convolver(const Tensor &x, const Conv2d &conv, const Window &window)
    : m_x(&x)
    , m_conv(conv)
    , m_window(window)
{
}

Result<Convolver> Convolver::make(const Tensor &x, const Tensor &w, std::span<const float> bias,
                                  const Conv2d &conv)
{
    const auto window = conv2dWindow(x.shape(), w.shape(), conv);
    if (!window)
        return window.refusal();
    if (auto refusal = refusedBias(bias, w.shape().n))
        return *refusal;
    Convolver made(x, conv, *window);
    made.m_w = conv.flip ? flipped(w) : w;
    made.m_bias.assign(bias.begin(), bias.end());
    return made;
}

Shape Convolver::outputShape() const
{
    return {m_x->shape().n, m_w.shape().n, m_window.y.outputs(), m_window.x.outputs()};
}

int Convolver::rowCount() const
{
    return m_x->shape().n * m_window.y.outputs();
}

long long Convolver::rowCost() const
{
    return m_w.shape().size() * m_window.x.outputs();
}

void Convolver::rows(int first, int last, Tensor &out) const
{
    const ConvolutionTask task{*m_x, m_w, m_bias, m_conv, m_window};
    if (m_w.shape().n / m_conv.groups >= outputsWorthAProduct)
        convolveByProduct(task, first, last, out);
    else
        convolveDirectly(task, first, last, out);
}

Result<Tensor> conv2d(const Tensor &x, const Tensor &w, std::span<const float> bias, const Conv2d &conv)
{
    const auto convolver = Convolver::make(x, w, bias, conv);
    if (!convolver)
        return convolver.refusal();
    Tensor out(convolver->outputShape());
    const Bands bands{.count = convolver->rowCount(),
                      .size = rowsInABand,
                      .cost = convolver->rowCount() * convolver->rowCost()};
    inBands(bands, [&](int first, int last) { convolver->rows(first, last, out); });
    return out;
}

} // namespace convoscope
