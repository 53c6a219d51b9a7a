#include "core/conv_gradients.h"

#include <algorithm>

namespace convoscope {

namespace {

/// One weight and the pair of planes that it joins.
struct WeightAt {
    int o = 0; ///< output channel
    int i = 0; ///< channel within the group
    Cell k{};
};

/// The gradients of a convolution over an input that is already padded.
class ConvGradient {
public:
    ConvGradient(const Tensor &w, const Conv2d &conv, const Tensor &gradY)
        : m_w(w)
        , m_conv(conv)
        , m_gradY(gradY)
    {
    }

    [[nodiscard]] Tensor toInput(const Shape &padded) const
    {
        Tensor gradient(padded);
        eachWeight([&](const WeightAt &at) {
            const float weight = m_w.at(at.o, at.i, at.k.row, at.k.column);
            eachRow(at, [&](int n, int channel, int y, int row) {
                const auto given = m_gradY.row(n, at.o, y);
                float *target = gradient.row(n, channel, row).data() + firstColumn(at.k);
                for (size_t x = 0; x < given.size(); ++x)
                    target[x * m_conv.stride.x] += weight * given[x];
            });
        });
        return gradient;
    }

    [[nodiscard]] Tensor toWeights(const Tensor &padded) const
    {
        Tensor gradient(m_w.shape());
        eachWeight([&](const WeightAt &at) {
            double sum = 0.0;
            eachRow(at, [&](int n, int channel, int y, int row) {
                const auto given = m_gradY.row(n, at.o, y);
                const float *read = padded.row(n, channel, row).data() + firstColumn(at.k);
                float products = 0.0F;
                for (size_t x = 0; x < given.size(); ++x)
                    products += read[x * m_conv.stride.x] * given[x];
                sum += products;
            });
            gradient.at(at.o, at.i, at.k.row, at.k.column) = static_cast<float>(sum);
        });
        return gradient;
    }

private:
    template <typename Visit>
    void eachWeight(const Visit &visit) const
    {
        const Shape &w = m_w.shape();
        for (int o = 0; o < w.n; ++o) {
            for (int i = 0; i < w.c; ++i) {
                for (int k = 0; k < w.h * w.w; ++k)
                    visit(WeightAt{o, i, {k / w.w, k % w.w}});
            }
        }
    }

    /// Calls visit(sample, padded channel, output row, padded row) for all rows that a weight is used in.
    template <typename Visit>
    void eachRow(const WeightAt &at, const Visit &visit) const
    {
        const int channel = at.o / (m_w.shape().n / m_conv.groups) * m_w.shape().c + at.i;
        const int k = m_conv.flip ? m_w.height() - 1 - at.k.row : at.k.row;
        for (int n = 0; n < m_gradY.shape().n; ++n) {
            for (int y = 0; y < m_gradY.height(); ++y)
                visit(n, channel, y, y * m_conv.stride.y + k * m_conv.dilation.y);
        }
    }

    [[nodiscard]] int firstColumn(Cell k) const
    {
        return (m_conv.flip ? m_w.width() - 1 - k.column : k.column) * m_conv.dilation.x;
    }

    const Tensor &m_w;
    const Conv2d &m_conv;
    const Tensor &m_gradY;
};

std::vector<float> sumsOfChannels(const Tensor &t)
{
    std::vector<double> sums(static_cast<size_t>(t.shape().c));
    for (int n = 0; n < t.shape().n; ++n) {
        for (int c = 0; c < t.shape().c; ++c) {
            for (const float value : t.plane(n, c))
                sums[static_cast<size_t>(c)] += value;
        }
    }
    return {sums.begin(), sums.end()};
}

/// The first rows and columns of every plane.
Tensor cropped(const Tensor &x, Pair size)
{
    Tensor part({x.shape().n, x.shape().c, size.y, size.x});
    for (int n = 0; n < x.shape().n; ++n) {
        for (int c = 0; c < x.shape().c; ++c) {
            for (int y = 0; y < size.y; ++y)
                std::ranges::copy(x.row(n, c, y).first(static_cast<size_t>(size.x)),
                                  part.row(n, c, y).begin());
        }
    }
    return part;
}

} // namespace

std::optional<Refusal> refusedGradient(const Shape &got, const Shape &want)
{
    const auto refusal = [](Reason reason, char axis, int is, int needed) {
        return Refusal{
            .reason = reason, .field = "gradient", .axis = axis, .got = is, .limit = needed, .works = needed};
    };
    if (got.n != want.n)
        return refusal(Reason::ShapesDontMatch, 0, got.n, want.n);
    if (got.c != want.c)
        return refusal(Reason::ChannelsDontMatch, 0, got.c, want.c);
    if (got.h != want.h)
        return refusal(Reason::ShapesDontMatch, 'y', got.h, want.h);
    if (got.w != want.w)
        return refusal(Reason::ShapesDontMatch, 'x', got.w, want.w);
    return std::nullopt;
}

Tensor padBackward(const Tensor &gradPadded, const Shape &x, const Border &border)
{
    Tensor gradient(x);
    for (int n = 0; n < x.n; ++n) {
        for (int c = 0; c < x.c; ++c) {
            for (int y = 0; y < gradPadded.height(); ++y) {
                const auto row = paddingSource(y - border.sides.top, x.h, border.mode);
                if (!row)
                    continue;
                for (int column = 0; column < gradPadded.width(); ++column) {
                    if (const auto from = paddingSource(column - border.sides.left, x.w, border.mode))
                        gradient.at(n, c, *row, *from) += gradPadded.at(n, c, y, column);
                }
            }
        }
    }
    return gradient;
}

Result<Tensor> conv2dBackwardInput(const Shape &x, const Tensor &w, const Conv2d &conv, const Tensor &gradY)
{
    const auto window = conv2dWindow(x, w.shape(), conv);
    if (!window)
        return window.refusal();
    if (auto refusal =
            refusedGradient(gradY.shape(), {x.n, w.shape().n, window->y.outputs(), window->x.outputs()}))
        return *refusal;
    const Shape padded{x.n, x.c, window->y.padded(), window->x.padded()};
    return padBackward(ConvGradient(w, conv, gradY).toInput(padded), x, conv.border);
}

Result<LayerGradients> conv2dBackward(const Tensor &x, const Tensor &w, const Conv2d &conv,
                                      const Tensor &gradY)
{
    auto toX = conv2dBackwardInput(x.shape(), w, conv, gradY);
    if (!toX)
        return toX.refusal();
    const auto padded = pad(x, conv.border);
    if (!padded)
        return padded.refusal();
    return LayerGradients{.x = *std::move(toX),
                          .weight = ConvGradient(w, conv, gradY).toWeights(*padded),
                          .bias = sumsOfChannels(gradY)};
}

Result<Tensor> convTranspose2dBackward(const Shape &x, const Tensor &w, const ConvTranspose2d &conv,
                                       const Tensor &gradY)
{
    const auto size = convTranspose2dSize(x, w.shape(), conv);
    if (!size)
        return size.refusal();
    if (auto refusal = refusedGradient(gradY.shape(), {x.n, w.shape().c * conv.groups, size->y, size->x}))
        return *refusal;
    const auto gradient = conv2d(gradY, w, {},
                                 {.stride = conv.stride,
                                  .dilation = conv.dilation,
                                  .groups = conv.groups,
                                  .border = {.sides = {.left = conv.padding.x,
                                                       .right = conv.padding.x,
                                                       .top = conv.padding.y,
                                                       .bottom = conv.padding.y}}});
    if (!gradient)
        return gradient.refusal();
    return cropped(*gradient, {x.h, x.w}); // an outputPadding of a stride or more adds outputs
}

} // namespace convoscope
