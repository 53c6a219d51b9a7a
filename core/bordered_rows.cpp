#include "core/bordered_rows.h"

#include <algorithm>

namespace convoscope {

BorderedRows::BorderedRows(const Tensor &x, const Border &border)
    : m_x(&x)
    , m_mode(border.mode)
    , m_constant(border.constant)
    , m_constantRow(static_cast<size_t>(x.width()), border.constant)
{
}

const float *BorderedRows::row(int n, int c, int y) const
{
    const auto from = paddingSource(y, m_x->height(), m_mode);
    return from ? m_x->row(n, c, *from).data() : m_constantRow.data();
}

float BorderedRows::cell(const float *row, int column) const
{
    const auto from = paddingSource(column, m_x->width(), m_mode);
    return from ? row[*from] : m_constant;
}

void BorderedRows::copy(const float *row, const Strip &strip, float *out) const
{
    if (strip.step == 1 && strip.start >= 0 && strip.count <= m_x->width() - strip.start) {
        std::copy_n(row + strip.start, strip.count, out);
        return;
    }
    const auto [first, last] = inside(strip, m_x->width());
    for (int i = 0; i < first; ++i)
        out[i] = cell(row, strip.start + i * strip.step);
    if (first < last && strip.step == 1)
        std::copy_n(row + strip.start + first, last - first, out + first);
    else {
        for (int i = first; i < last; ++i)
            out[i] = row[strip.start + i * strip.step];
    }
    for (int i = last; i < strip.count; ++i)
        out[i] = cell(row, strip.start + i * strip.step);
}

Inside inside(const Strip &strip, int width)
{
    const int first = strip.start >= 0 ? 0 : (-strip.start - 1) / strip.step + 1;
    const int beyond = width - strip.start; // the first cell that is outside has i * step >= beyond
    const int last = beyond <= 0 ? 0 : (beyond - 1) / strip.step + 1;
    return {std::min(first, strip.count), std::clamp(last, std::min(first, strip.count), strip.count)};
}

} // namespace convoscope
