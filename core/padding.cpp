#include "core/padding.h"

#include <algorithm>
#include <cstdlib>

namespace convoscope {

namespace {

/// Mirrored as often as needed, so that coordinates far outside have a source too.
int mirrored(int i, int size)
{
    const int period = 2 * (size - 1);
    if (period == 0)
        return 0;
    const int folded = std::abs(i) % period;
    return folded < size ? folded : period - folded;
}

} // namespace

std::optional<int> paddingSource(int i, int size, PaddingMode mode)
{
    if (i >= 0 && i < size)
        return i;
    switch (mode) {
    case PaddingMode::Zeros: return std::nullopt;
    case PaddingMode::Reflect: return mirrored(i, size);
    case PaddingMode::Replicate: return std::clamp(i, 0, size - 1);
    case PaddingMode::Circular: return (i % size + size) % size;
    }
    return std::nullopt;
}

std::optional<Cell> paddingSource(Cell cell, Pair size, PaddingMode mode)
{
    const auto row = paddingSource(cell.row, size.y, mode);
    const auto column = paddingSource(cell.column, size.x, mode);
    if (!row || !column)
        return std::nullopt;
    return Cell{*row, *column};
}

Sides paddingSides(PaddingKind kind, Pair kernel, Pair dilation, Sides explicitSides)
{
    const int dy = dilation.y * (kernel.y - 1);
    const int dx = dilation.x * (kernel.x - 1);
    switch (kind) {
    case PaddingKind::Valid: return {};
    case PaddingKind::Same:
        return {.left = dx / 2, .right = dx - dx / 2, .top = dy / 2, .bottom = dy - dy / 2};
    case PaddingKind::Full: return {.left = dx, .right = dx, .top = dy, .bottom = dy};
    case PaddingKind::Explicit: return explicitSides;
    }
    return explicitSides;
}

namespace {

std::optional<Refusal> refusedAxis(int low, int high, int size, PaddingMode mode, char axis)
{
    if (size < 1)
        return Refusal{.reason = Reason::EmptyInput, .field = "input", .axis = axis, .got = size, .works = 1};
    if (std::min(low, high) < 0) {
        return Refusal{.reason = Reason::Negative,
                       .field = "padding",
                       .axis = axis,
                       .got = std::min(low, high),
                       .works = 0};
    }
    const long long padded = static_cast<long long>(size) + low + high;
    if (padded > mostTensorCells) {
        return Refusal{.reason = Reason::TooLarge,
                       .field = "padding",
                       .axis = axis,
                       .got = padded,
                       .limit = mostTensorCells,
                       .works = (mostTensorCells - size) / 2};
    }
    const int most = std::max(low, high);
    if (mode == PaddingMode::Reflect && most >= size) {
        return Refusal{.reason = Reason::ReflectTooFar,
                       .field = "padding",
                       .axis = axis,
                       .got = most,
                       .limit = size,
                       .works = size - 1};
    }
    if (mode == PaddingMode::Circular && most > size) {
        return Refusal{.reason = Reason::CircularTooFar,
                       .field = "padding",
                       .axis = axis,
                       .got = most,
                       .limit = size,
                       .works = size};
    }
    return std::nullopt;
}

/// `target` becomes `source` with `left` cells before it and the rest after it; constant cells are left
/// alone.
void padRow(std::span<const float> source, std::span<float> target, int left, PaddingMode mode)
{
    const int size = static_cast<int>(source.size());
    const auto fill = [&](int first, int last) {
        for (int p = first; p < last; ++p) {
            if (const auto from = paddingSource(p, size, mode))
                target[p + left] = source[*from];
        }
    };
    std::ranges::copy(source, target.begin() + left);
    fill(-left, 0);
    fill(size, static_cast<int>(target.size()) - left);
}

} // namespace

std::optional<Refusal> refusedBorder(const Border &border, Pair size)
{
    const Sides &s = border.sides;
    if (auto refusal = refusedAxis(s.top, s.bottom, size.y, border.mode, 'y'))
        return refusal;
    return refusedAxis(s.left, s.right, size.x, border.mode, 'x');
}

Result<Tensor> pad(const Tensor &x, const Border &border)
{
    const Shape in = x.shape();
    if (auto refusal = refusedBorder(border, {in.h, in.w}))
        return *refusal;
    const Sides &s = border.sides;
    const Shape padded{in.n, in.c, in.h + s.top + s.bottom, in.w + s.left + s.right};
    if (auto refusal = refusedShape(padded, "padding"))
        return *refusal;
    Tensor out(padded, border.constant);
    for (int n = 0; n < in.n; ++n) {
        for (int c = 0; c < in.c; ++c) {
            for (int y = 0; y < padded.h; ++y) {
                if (const auto from = paddingSource(y - s.top, in.h, border.mode))
                    padRow(x.row(n, c, *from), out.row(n, c, y), s.left, border.mode);
            }
        }
    }
    return out;
}

} // namespace convoscope
