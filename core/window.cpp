#include "core/window.h"

#include "core/tensor.h"

#include <algorithm>

namespace convoscope {

namespace {

std::optional<Refusal> refused(const AxisSpec &s, char axis)
{
    if (s.input < 1)
        return Refusal{
            .reason = Reason::EmptyInput, .field = "input", .axis = axis, .got = s.input, .works = 1};
    const auto positive = [axis](const char *field, int got) -> std::optional<Refusal> {
        if (got >= 1)
            return std::nullopt;
        return Refusal{.reason = Reason::NotPositive, .field = field, .axis = axis, .got = got, .works = 1};
    };
    if (auto r = positive("kernel", s.kernel))
        return r;
    if (auto r = positive("stride", s.stride))
        return r;
    if (auto r = positive("dilation", s.dilation))
        return r;
    if (std::min(s.padLow, s.padHigh) < 0) {
        return Refusal{.reason = Reason::Negative,
                       .field = "padding",
                       .axis = axis,
                       .got = std::min(s.padLow, s.padHigh),
                       .works = 0};
    }
    const long long extent = static_cast<long long>(s.dilation) * (s.kernel - 1) + 1;
    const long long padded = static_cast<long long>(s.input) + s.padLow + s.padHigh;
    if (padded > mostTensorCells) {
        return Refusal{.reason = Reason::TooLarge,
                       .field = "padding",
                       .axis = axis,
                       .got = padded,
                       .limit = mostTensorCells,
                       .works = std::max(0LL, mostTensorCells - s.input) / 2};
    }
    // Rounding the size up lets in a first window that hangs over by less than a stride (PyTorch).
    const long long room = padded + (s.ceilMode ? s.stride - 1 : 0);
    if (extent <= std::min(room, mostTensorCells))
        return std::nullopt;
    // The nearest change that works: a smaller dilation where the kernel itself fits, else a smaller kernel.
    if (s.kernel <= padded) {
        return Refusal{.reason = Reason::KernelExceedsInput,
                       .field = "dilation",
                       .axis = axis,
                       .got = extent,
                       .limit = padded,
                       .works = s.kernel > 1 ? (padded - 1) / (s.kernel - 1) : 1};
    }
    return Refusal{.reason = Reason::KernelExceedsInput,
                   .field = "kernel",
                   .axis = axis,
                   .got = extent,
                   .limit = padded,
                   .works = padded};
}

int countOutputs(const AxisSpec &s)
{
    const int room = s.input + s.padLow + s.padHigh - (s.dilation * (s.kernel - 1) + 1);
    if (!s.ceilMode)
        return room / s.stride + 1;
    // Rounded up without adding the stride first, which may be any int; room may be negative.
    const int outputs = room <= 0 ? 1 : (room - 1) / s.stride + 2;
    const bool lastInPadding = static_cast<long long>(outputs - 1) * s.stride >= s.input + s.padLow;
    return lastInPadding ? outputs - 1 : outputs;
}

} // namespace

Result<AxisWindow> AxisWindow::make(const AxisSpec &spec, char axis)
{
    if (auto refusal = refused(spec, axis))
        return *refusal;
    return AxisWindow(spec, countOutputs(spec));
}

std::vector<AxisWindow::Reader> AxisWindow::readers(int coordinate) const
{
    std::vector<Reader> readers;
    for (int k = m_spec.kernel - 1; k >= 0; --k) {
        const int offset = coordinate + m_spec.padLow - k * m_spec.dilation;
        if (offset >= 0 && offset % m_spec.stride == 0 && offset / m_spec.stride < m_outputs)
            readers.push_back({offset / m_spec.stride, k});
    }
    return readers;
}

int AxisWindow::nearest(int coordinate) const
{
    const long long twice = 2LL * (coordinate + m_spec.padLow) - (extent() - 1) + m_spec.stride;
    const long long output = twice < 0 ? 0 : twice / (2LL * m_spec.stride);
    return static_cast<int>(std::min<long long>(output, m_outputs - 1));
}

Result<Window> makeWindow(const WindowSpec &s)
{
    const auto y = AxisWindow::make({.input = s.input.y,
                                     .kernel = s.kernel.y,
                                     .stride = s.stride.y,
                                     .padLow = s.padding.top,
                                     .padHigh = s.padding.bottom,
                                     .dilation = s.dilation.y,
                                     .ceilMode = s.ceilMode},
                                    'y');
    if (!y)
        return y.refusal();
    const auto x = AxisWindow::make({.input = s.input.x,
                                     .kernel = s.kernel.x,
                                     .stride = s.stride.x,
                                     .padLow = s.padding.left,
                                     .padHigh = s.padding.right,
                                     .dilation = s.dilation.x,
                                     .ceilMode = s.ceilMode},
                                    'x');
    if (!x)
        return x.refusal();
    return Window{*y, *x};
}

} // namespace convoscope
