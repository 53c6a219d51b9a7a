#include "core/im2col.h"

#include "core/bordered_rows.h"

#include <Eigen/Core>

#include <cassert>

namespace convoscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ConstMap = Eigen::Map<const Matrix>;

Shape columnsShape(const Shape &x, const Window &window)
{
    return {x.n, 1, x.c * window.y.spec().kernel * window.x.spec().kernel, window.outputs()};
}

/// Adds a row of columns, the outputs of one tap, to the plane that they were read from.
void addBack(std::span<const float> row, const Window &window, Cell tap, PaddingMode mode,
             std::span<float> plane)
{
    const Pair size{window.y.spec().input, window.x.spec().input};
    for (int i = 0; i < window.y.outputs(); ++i) {
        for (int j = 0; j < window.x.outputs(); ++j) {
            if (const auto cell = paddingSource(window.tap({i, j}, tap), size, mode)) {
                plane[static_cast<size_t>(cell->row) * size.x + cell->column] +=
                    row[static_cast<size_t>(i) * window.x.outputs() + j];
            }
        }
    }
}

} // namespace

Tensor im2col(const Tensor &x, const Window &window, const Border &border)
{
    const BorderedRows rows(x, border);
    Tensor columns(columnsShape(x.shape(), window));
    float *out = columns.values().data();
    const Strip outputs{0, window.x.spec().stride, window.x.outputs()};
    for (int n = 0; n < x.shape().n; ++n) {
        for (int c = 0; c < x.shape().c; ++c) {
            for (int ky = 0; ky < window.y.spec().kernel; ++ky) {
                for (int kx = 0; kx < window.x.spec().kernel; ++kx) {
                    for (int i = 0; i < window.y.outputs(); ++i, out += outputs.count) {
                        const float *row = rows.row(n, c, window.y.tap(i, ky));
                        rows.copy(row, {window.x.tap(0, kx), outputs.step, outputs.count}, out);
                    }
                }
            }
        }
    }
    return columns;
}

Tensor col2im(const Tensor &columns, const Shape &x, const Window &window, const Border &border)
{
    assert(columns.shape() == columnsShape(x, window));
    Tensor sum(x);
    for (int n = 0; n < x.n; ++n) {
        int row = 0;
        for (int c = 0; c < x.c; ++c) {
            for (int ky = 0; ky < window.y.spec().kernel; ++ky) {
                for (int kx = 0; kx < window.x.spec().kernel; ++kx)
                    addBack(columns.row(n, 0, row++), window, {ky, kx}, border.mode, sum.plane(n, c));
            }
        }
    }
    return sum;
}

Result<Tensor> conv2dByIm2col(const Tensor &x, const Tensor &w, std::span<const float> bias,
                              const Conv2d &conv)
{
    const auto window = conv2dWindow(x.shape(), w.shape(), conv);
    if (!window)
        return window.refusal();
    if (auto refusal = refusedBias(bias, w.shape().n))
        return *refusal;
    if (auto refusal = refusedShape(columnsShape(x.shape(), *window), "output"))
        return *refusal;
    const Tensor kernel = conv.flip ? flipped(w) : w;
    const Tensor columns = im2col(x, *window, conv.border);
    Tensor out({x.shape().n, w.shape().n, window->y.outputs(), window->x.outputs()});
    const int taps = columns.height() / conv.groups;
    const int outputs = w.shape().n / conv.groups;
    for (int n = 0; n < x.shape().n; ++n) {
        for (int first = 0, row = 0; first < w.shape().n; first += outputs, row += taps) {
            const ConstMap weights(kernel.plane(first, 0).data(), outputs, taps);
            const ConstMap unrolled(columns.row(n, 0, row).data(), taps, columns.width());
            Eigen::Map<Matrix> target(out.plane(n, first).data(), outputs, columns.width());
            target.noalias() = weights * unrolled;
            if (!bias.empty())
                target.colwise() += Eigen::Map<const Eigen::VectorXf>(&bias[first], outputs);
        }
    }
    return out;
}

} // namespace convoscope
