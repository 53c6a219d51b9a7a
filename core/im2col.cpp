#include "core/im2col.h"

#include <cassert>

namespace convoscope {

namespace {

/// Calls visit(entry of the columns, coordinates in x or nullopt in constant padding) for every entry.
template <typename Visit>
void forEachEntry(const Shape &x, const Window &window, PaddingMode mode, const Visit &visit)
{
    const Pair kernel{window.y.spec().kernel, window.x.spec().kernel};
    for (int c = 0; c < x.c; ++c) {
        for (int ky = 0; ky < kernel.y; ++ky) {
            for (int kx = 0; kx < kernel.x; ++kx) {
                const int row = (c * kernel.y + ky) * kernel.x + kx;
                for (int output = 0; output < window.outputs(); ++output) {
                    const Cell cell{output / window.x.outputs(), output % window.x.outputs()};
                    visit(Cell{row, output}, c, paddingSource(window.tap(cell, {ky, kx}), {x.h, x.w}, mode));
                }
            }
        }
    }
}

Shape columnsShape(const Shape &x, const Window &window)
{
    return {x.n, 1, x.c * window.y.spec().kernel * window.x.spec().kernel, window.outputs()};
}

} // namespace

Tensor im2col(const Tensor &x, const Window &window, const Border &border)
{
    Tensor columns(columnsShape(x.shape(), window));
    for (int n = 0; n < x.shape().n; ++n) {
        forEachEntry(x.shape(), window, border.mode, [&](Cell entry, int c, std::optional<Cell> from) {
            columns.at(n, 0, entry.row, entry.column) =
                from ? x.at(n, c, from->row, from->column) : border.constant;
        });
    }
    return columns;
}

Tensor col2im(const Tensor &columns, const Shape &x, const Window &window, const Border &border)
{
    assert(columns.shape() == columnsShape(x, window));
    Tensor sum(x);
    for (int n = 0; n < x.n; ++n) {
        forEachEntry(x, window, border.mode, [&](Cell entry, int c, std::optional<Cell> from) {
            if (from)
                sum.at(n, c, from->row, from->column) += columns.at(n, 0, entry.row, entry.column);
        });
    }
    return sum;
}

} // namespace convoscope
