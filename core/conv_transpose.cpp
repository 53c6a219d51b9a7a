#include "core/conv_transpose.h"

#include <algorithm>

namespace convoscope {

namespace {

struct Axis {
    char name;
    int input;
    int kernel;
    int stride;
    int padding;
    int outputPadding;
    int dilation;
};

std::optional<Refusal> refusedParameters(const Axis &a)
{
    const auto atLeast = [&a](const char *field, int got, int least) -> std::optional<Refusal> {
        if (got >= least)
            return std::nullopt;
        return Refusal{.reason = least == 0 ? Reason::Negative : Reason::NotPositive,
                       .field = field,
                       .axis = a.name,
                       .got = got,
                       .works = least};
    };
    if (auto r = atLeast("kernel", a.kernel, 1))
        return r;
    if (auto r = atLeast("stride", a.stride, 1))
        return r;
    if (auto r = atLeast("dilation", a.dilation, 1))
        return r;
    if (auto r = atLeast("padding", a.padding, 0))
        return r;
    if (auto r = atLeast("output_padding", a.outputPadding, 0))
        return r;
    const int limit = std::max(a.stride, a.dilation);
    if (a.outputPadding < limit)
        return std::nullopt;
    return Refusal{.reason = Reason::OutputPaddingTooLarge,
                   .field = "output_padding",
                   .axis = a.name,
                   .got = a.outputPadding,
                   .limit = limit,
                   .works = limit - 1};
}

Result<int> outputSize(const Axis &a)
{
    if (auto refusal = refusedParameters(a))
        return *refusal;
    const long long unpadded = static_cast<long long>(a.input - 1) * a.stride
        + static_cast<long long>(a.dilation) * (a.kernel - 1) + a.outputPadding + 1;
    const long long size = unpadded - 2LL * a.padding;
    if (size < 1) {
        return Refusal{.reason = Reason::EmptyOutput,
                       .field = "padding",
                       .axis = a.name,
                       .got = size,
                       .works = (unpadded - 1) / 2};
    }
    // Before the padding is cut off, so that no place in it leaves the range of int.
    if (unpadded > mostTensorCells) {
        return Refusal{.reason = Reason::TooLarge,
                       .field = "output",
                       .axis = a.name,
                       .got = unpadded,
                       .limit = mostTensorCells};
    }
    return static_cast<int>(size);
}

} // namespace

Result<Pair> convTranspose2dSize(const Shape &x, const Shape &w, const ConvTranspose2d &conv)
{
    if (auto refusal = refusedShape(x, "input"))
        return *refusal;
    if (w.c < 1)
        return Refusal{.reason = Reason::NotPositive, .field = "channels", .got = w.c, .works = 1};
    if (auto refusal = refusedGroups(conv.groups, x.c, x.c))
        return *refusal;
    if (w.n != x.c) {
        return Refusal{
            .reason = Reason::ChannelsDontMatch, .field = "channels", .got = w.n, .limit = x.c, .works = x.c};
    }
    const auto h =
        outputSize({'y', x.h, w.h, conv.stride.y, conv.padding.y, conv.outputPadding.y, conv.dilation.y});
    if (!h)
        return h.refusal();
    const auto width =
        outputSize({'x', x.w, w.w, conv.stride.x, conv.padding.x, conv.outputPadding.x, conv.dilation.x});
    if (!width)
        return width.refusal();
    if (auto refusal = refusedShape({x.n, w.c * conv.groups, *h, *width}, "output"))
        return *refusal;
    return Pair{*h, *width};
}

Tensor spread(const Tensor &x, Pair stride)
{
    const Shape in = x.shape();
    Tensor out({in.n, in.c, (in.h - 1) * stride.y + 1, (in.w - 1) * stride.x + 1});
    for (int n = 0; n < in.n; ++n) {
        for (int c = 0; c < in.c; ++c) {
            for (int i = 0; i < in.h; ++i) {
                for (int j = 0; j < in.w; ++j)
                    out.at(n, c, i * stride.y, j * stride.x) = x.at(n, c, i, j);
            }
        }
    }
    return out;
}

Conv2d directReading(Pair kernel, const ConvTranspose2d &conv)
{
    const int y = conv.dilation.y * (kernel.y - 1) - conv.padding.y;
    const int x = conv.dilation.x * (kernel.x - 1) - conv.padding.x;
    return {.dilation = conv.dilation,
            .groups = conv.groups,
            .border = {.sides = {.left = x,
                                 .right = x + conv.outputPadding.x,
                                 .top = y,
                                 .bottom = y + conv.outputPadding.y}},
            .flip = true};
}

Tensor swappedChannels(const Tensor &w, int groups)
{
    const Shape in = w.shape();
    const int inputs = in.n / groups;
    Tensor out({in.c * groups, inputs, in.h, in.w});
    for (int n = 0; n < in.n; ++n) {
        for (int c = 0; c < in.c; ++c)
            std::ranges::copy(w.plane(n, c), out.plane(n / inputs * in.c + c, n % inputs).begin());
    }
    return out;
}

} // namespace convoscope
