#include "core/convolution_naive.h"

#include <vector>

namespace convoscope::naive {

namespace {

/// One output cell: sample, output channel, place.
struct Place {
    int n = 0;
    int o = 0;
    Cell cell{};
};

/// Added up in double and rounded once, as NumPy does it.
double sumOfTaps(const Tensor &x, const Tensor &w, const Conv2d &conv, const Window &window, const Place &at)
{
    const int channels = w.shape().c;
    const int firstChannel = at.o / (w.shape().n / conv.groups) * channels;
    double sum = 0.0;
    for (int c = 0; c < channels; ++c) {
        for (int ky = 0; ky < w.height(); ++ky) {
            for (int kx = 0; kx < w.width(); ++kx) {
                const Cell tap = window.tap(at.cell, {ky, kx});
                const auto from = paddingSource(tap, {x.height(), x.width()}, conv.border.mode);
                const double value =
                    from ? x.at(at.n, firstChannel + c, from->row, from->column) : conv.border.constant;
                sum += value * w.at(at.o, c, ky, kx);
            }
        }
    }
    return sum;
}

/// The plane that a transposed convolution writes, summed in double.
struct Canvas {
    Pair size{};
    std::vector<double> sums;
};

/// Adds `value` times the kernel to the canvas, its first weight at `corner`; what falls outside is lost.
void stamp(Canvas &canvas, double value, const Tensor &kernel, Cell corner, Pair dilation)
{
    for (int ky = 0; ky < kernel.height(); ++ky) {
        for (int kx = 0; kx < kernel.width(); ++kx) {
            const int row = corner.row + ky * dilation.y;
            const int column = corner.column + kx * dilation.x;
            if (row >= 0 && row < canvas.size.y && column >= 0 && column < canvas.size.x)
                canvas.sums[static_cast<size_t>(row) * canvas.size.x + column] += value * kernel.at(ky, kx);
        }
    }
}

} // namespace

Result<Tensor> conv2d(const Tensor &x, const Tensor &w, std::span<const float> bias, const Conv2d &conv)
{
    const auto window = conv2dWindow(x.shape(), w.shape(), conv);
    if (!window)
        return window.refusal();
    if (auto refusal = refusedBias(bias, w.shape().n))
        return *refusal;
    const Tensor kernel = conv.flip ? flipped(w) : w;
    Tensor out({x.shape().n, w.shape().n, window->y.outputs(), window->x.outputs()});
    for (int n = 0; n < out.shape().n; ++n) {
        for (int o = 0; o < out.shape().c; ++o) {
            const double offset = bias.empty() ? 0.0 : bias[o];
            for (int i = 0; i < out.height(); ++i) {
                for (int j = 0; j < out.width(); ++j) {
                    const double sum = sumOfTaps(x, kernel, conv, *window, {n, o, {i, j}});
                    out.at(n, o, i, j) = static_cast<float>(sum + offset);
                }
            }
        }
    }
    return out;
}

Result<Tensor> convTranspose2d(const Tensor &x, const Tensor &w, std::span<const float> bias,
                               const ConvTranspose2d &conv)
{
    const auto size = convTranspose2dSize(x.shape(), w.shape(), conv);
    if (!size)
        return size.refusal();
    const int outputs = w.shape().c; // per group
    if (auto refusal = refusedBias(bias, outputs * conv.groups))
        return *refusal;
    const int inputs = x.shape().c / conv.groups;
    Tensor out({x.shape().n, outputs * conv.groups, size->y, size->x});
    for (int n = 0; n < out.shape().n; ++n) {
        for (int o = 0; o < out.shape().c; ++o) {
            const auto plane = out.plane(n, o);
            Canvas canvas{*size, std::vector<double>(plane.size(), bias.empty() ? 0.0 : bias[o])};
            const int group = o / outputs;
            for (int c = group * inputs; c < (group + 1) * inputs; ++c) {
                const auto weights = w.plane(c, o % outputs);
                const Tensor kernel({1, 1, w.height(), w.width()}, {weights.begin(), weights.end()});
                for (int i = 0; i < x.height(); ++i) {
                    for (int j = 0; j < x.width(); ++j) {
                        const Cell corner{i * conv.stride.y - conv.padding.y,
                                          j * conv.stride.x - conv.padding.x};
                        stamp(canvas, x.at(n, c, i, j), kernel, corner, conv.dilation);
                    }
                }
            }
            for (size_t p = 0; p < plane.size(); ++p)
                plane[p] = static_cast<float>(canvas.sums[p]);
        }
    }
    return out;
}

} // namespace convoscope::naive
