#include "core/mipmap.h"

#include "core/bands.h"

#include <algorithm>
#include <utility>

namespace convoscope {

namespace {

/// The two rows that a row of the next level is made of; at an odd edge one stands for both.
struct RowPair {
    const std::uint8_t *upper;
    const std::uint8_t *lower;
};

RowPair rowsFor(const ByteView &in, int row)
{
    return {in.row(2 * row), in.row(std::min(2 * row + 1, in.size.y - 1))};
}

/// One after the other, so that the compiler adds many at once.
void addRows(const RowPair &rows, std::vector<std::uint16_t> &sums)
{
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = static_cast<std::uint16_t>(rows.upper[i] + rows.lower[i]);
}

template <int channels>
void meanRow(const std::vector<std::uint16_t> &sums, int width, std::uint8_t *out)
{
    const std::uint16_t *in = sums.data();
    const int whole = width / 2;
    constexpr std::ptrdiff_t step = std::ptrdiff_t{2} * channels;
    for (int x = 0; x < whole; ++x, in += step)
        for (int c = 0; c < channels; ++c)
            *out++ = static_cast<std::uint8_t>((in[c] + in[channels + c] + 2) / 4);
    for (int c = 0; c < channels * (width % 2); ++c)
        *out++ = static_cast<std::uint8_t>((in[c] + 1) / 2);
}

/// Means of what shines through: colours times opacity, divided by the opacity again.
void opaqueMeanRow(const RowPair &rows, int width, int channels, std::uint8_t *out)
{
    const int alpha = channels - 1;
    for (int x = 0; x < width; x += 2) {
        const int left = x * channels;
        const int right = std::min(x + 1, width - 1) * channels;
        const std::uint8_t *cells[]{rows.upper + left, rows.upper + right, rows.lower + left,
                                    rows.lower + right};
        int opacity = 0;
        for (const std::uint8_t *cell : cells)
            opacity += cell[alpha];
        for (int c = 0; c < alpha; ++c) {
            int sum = opacity / 2;
            for (const std::uint8_t *cell : cells)
                sum += cell[c] * cell[alpha];
            *out++ = static_cast<std::uint8_t>(opacity > 0 ? sum / opacity : 0);
        }
        *out++ = static_cast<std::uint8_t>((opacity + 2) / 4);
    }
}

void halve(const ByteView &in, const RasterView<std::uint8_t> &out, int first, int last)
{
    std::vector<std::uint16_t> sums(static_cast<std::size_t>(in.rowValues()));
    for (int row = first; row < last; ++row) {
        const RowPair rows = rowsFor(in, row);
        if (hasAlpha(in.channels)) {
            opaqueMeanRow(rows, in.size.x, in.channels, out.row(row));
            continue;
        }
        addRows(rows, sums);
        if (in.channels == 1)
            meanRow<1>(sums, in.size.x, out.row(row));
        else
            meanRow<3>(sums, in.size.x, out.row(row));
    }
}

} // namespace

ByteRaster halved(const ByteRaster &from, int threads)
{
    ByteRaster to({(from.size.y + 1) / 2, (from.size.x + 1) / 2}, from.channels);
    const ByteView in = from.view();
    const RasterView<std::uint8_t> out = to.edit();
    const auto cost = static_cast<long long>(to.values.size()) * 4;
    inBands({.count = to.size.y, .cost = cost, .threads = threads},
            [&](int first, int last) { halve(in, out, first, last); });
    return to;
}

Mipmap::Mipmap(std::shared_ptr<const ByteRaster> picture, int threads)
{
    if (!picture || picture->values.empty())
        return;
    Levels levels{std::move(picture)};
    while (std::max(levels.back()->size.y, levels.back()->size.x) > 1)
        levels.push_back(std::make_shared<const ByteRaster>(halved(*levels.back(), threads)));
    if (levels.front()->values.size() >= hugeFrom)
        levels[1].reset();
    m_levels = std::make_shared<const Levels>(std::move(levels));
}

int Mipmap::levelFor(double scale) const
{
    int level = 0;
    while (level + 1 < levels() && scale <= 0.5) {
        scale *= 2;
        ++level;
    }
    return level == 1 && !has(1) ? 0 : level;
}

std::shared_ptr<const ByteRaster> Mipmap::picture() const
{
    return empty() ? nullptr : m_levels->front();
}

} // namespace convoscope
