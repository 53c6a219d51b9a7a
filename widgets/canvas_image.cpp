#include "widgets/canvas_image.h"

#include "core/bands.h"
#include "widgets/canvas_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace convoscope {

namespace {

constexpr double nearestFrom = 2.0; // pixels a cell
constexpr int costOfAPixel = 24; // in multiply-adds
constexpr int mostSamples = 3; // a side, of a pixel whose cells can't be averaged

/// Whether every pixel is one cell.
bool isNearest(double scale)
{
    return scale >= nearestFrom || scale == 1.0;
}

/// The cells, at most three, that a pixel covers along one axis, and their shares of 256.
struct Taps {
    std::array<int, 3> at{};
    std::array<int, 3> share{};
};

Taps tapsFor(int pixel, double cellsAPixel, int cells)
{
    const double from = pixel * cellsAPixel;
    const double to = from + cellsAPixel;
    const int first = static_cast<int>(std::floor(from));
    Taps taps;
    int rest = 256;
    for (int i = 0; i < 3; ++i) {
        const double overlap = std::min(to, first + i + 1.0) - std::max(from, 1.0 * first + i);
        const int share = static_cast<int>(std::lround(std::max(0.0, overlap) / cellsAPixel * 256));
        const auto n = static_cast<size_t>(i);
        taps.share[n] = std::min(share, rest);
        rest -= taps.share[n];
        taps.at[n] = std::clamp(first + i, 0, cells - 1);
    }
    taps.share[1] += rest; // what rounding left over
    return taps;
}

std::vector<Taps> tapsFor(int first, int count, double cellsAPixel, int cells)
{
    std::vector<Taps> taps;
    taps.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i)
        taps.push_back(tapsFor(first + i, cellsAPixel, cells));
    return taps;
}

/// The cell at a fraction of a pixel.
int cellAt(double pixel, double scale, int cells)
{
    return std::clamp(static_cast<int>(std::floor((pixel + edgeTolerance) / scale)), 0, cells - 1);
}

template <int channels>
QRgb premultiplied(const uchar *cell)
{
    if constexpr (channels == 1)
        return qRgb(cell[0], cell[0], cell[0]);
    else if constexpr (channels == 2)
        return qPremultiply(qRgba(cell[0], cell[0], cell[0], cell[1]));
    else if constexpr (channels == 3)
        return qRgb(cell[0], cell[1], cell[2]);
    else
        return qPremultiply(qRgba(cell[0], cell[1], cell[2], cell[3]));
}

/// A row of means; what is in `cells` is premultiplied already.
template <int channels>
void acrossRow(const uchar *cells, const std::vector<Taps> &taps, QRgb *out)
{
    for (const Taps &tap : taps) {
        std::array<int, 4> v{0, 0, 0, 255};
        for (size_t c = 0; c < channels; ++c) {
            int sum = 128;
            for (size_t i = 0; i < 3; ++i)
                sum += cells[static_cast<size_t>(tap.at[i]) * channels + c] * tap.share[i];
            v[c] = sum >> 8;
        }
        if constexpr (channels <= 2)
            v = {v[0], v[0], v[0], channels == 2 ? v[1] : 255};
        *out++ = qRgba(v[0], v[1], v[2], v[3]);
    }
}

void premultiplyRow(const uchar *in, int cells, int channels, uchar *out)
{
    for (int x = 0; x < cells; ++x, in += channels, out += channels) {
        const int opacity = in[channels - 1];
        for (int c = 0; c + 1 < channels; ++c)
            out[c] = static_cast<uchar>((in[c] * opacity + 127) / 255);
        out[channels - 1] = static_cast<uchar>(opacity);
    }
}

/// Adds up the shares of three rows.
void downColumns(const std::array<const uchar *, 3> &rows, const std::array<int, 3> &share, int count,
                 uchar *out)
{
    const auto weight = [&](size_t i) { return static_cast<quint16>(share[i]); };
    const quint16 w0 = weight(0);
    const quint16 w1 = weight(1);
    const quint16 w2 = weight(2);
    for (int i = 0; i < count; ++i)
        out[i] = static_cast<uchar>(
            static_cast<quint16>(rows[0][i] * w0 + rows[1][i] * w1 + rows[2][i] * w2 + 128) >> 8);
}

/// Squares count from the picture's corner.
void blend(QRgb *row, QPoint first, int count, const Checks &checks)
{
    const auto square = [&](int at) { return static_cast<int>(std::floor(1.0 * at / checks.side)) & 1; };
    for (int i = 0; i < count; ++i) {
        const int rest = 255 - qAlpha(row[i]);
        if (rest == 0)
            continue;
        const QRgb below = square(first.x() + i) == square(first.y()) ? checks.one : checks.other;
        const auto mix = [&](int over, int under) { return over + (under * rest + 127) / 255; };
        row[i] = qRgb(mix(qRed(row[i]), qRed(below)), mix(qGreen(row[i]), qGreen(below)),
                      mix(qBlue(row[i]), qBlue(below)));
    }
}

/// Makes the rows of one part of a look. `first` is its corner seen from the picture's.
class Sampler {
public:
    Sampler(const CanvasLook &look, const QRect &part)
        : m_look(look)
        , m_part(part.translated(-look.origin))
        , m_nearest(isNearest(look.scale) || !look.colours.empty())
        , m_levelIndex(m_nearest ? 0 : look.picture.levelFor(look.scale))
        , m_level(look.picture.level(m_levelIndex))
        , m_cellsAPixel(1.0 / look.scale / (1 << m_levelIndex))
        , m_samples(isNearest(look.scale) || look.colours.empty()
                        ? 1
                        : std::clamp(static_cast<int>(std::ceil(1.0 / look.scale)) + 1, 2, mostSamples))
    {
        if (m_nearest)
            for (int i = 0; i < m_part.width() * m_samples; ++i)
                m_columns.push_back(
                    cellAt(m_part.left() + (i + 0.5) / m_samples, look.scale, m_level.size.x));
        else
            shareColumns();
    }

    /// `pixels` is where the whole part begins, `pitch` the pixels from one row to the next.
    void rows(int first, int last, QRgb *pixels, ptrdiff_t pitch) const
    {
        const QRgb *previous = nullptr;
        int previousCell = -1;
        for (int y = first; y < last; ++y) {
            QRgb *out = pixels + y * pitch;
            const int cell = cellAt(m_part.top() + y + 0.5, m_look.scale, m_level.size.y);
            const bool again = m_nearest && m_samples == 1 && cell == previousCell;
            if (again && !hasAlpha(m_level.channels))
                std::copy_n(previous, m_part.width(), out);
            else
                row(y, out);
            if (hasAlpha(m_level.channels))
                blend(out, m_part.topLeft() + QPoint(0, y), m_part.width(), m_look.checks);
            previous = out;
            previousCell = cell;
        }
    }

private:
    /// Columns are counted from the first that is needed.
    void shareColumns()
    {
        m_taps = tapsFor(m_part.left(), m_part.width(), m_cellsAPixel, m_level.size.x);
        m_firstColumn = m_taps.front().at[0];
        m_columnCount = m_taps.back().at[2] - m_firstColumn + 1;
        for (Taps &taps : m_taps)
            for (int &at : taps.at)
                at -= m_firstColumn;
    }

    void row(int y, QRgb *out) const
    {
        if (!m_look.colours.empty() && m_level.channels == 1)
            return coloured(y, out);
        switch (m_level.channels) {
        case 1: return m_nearest ? nearest<1>(y, out) : mean<1>(y, out);
        case 2: return m_nearest ? nearest<2>(y, out) : mean<2>(y, out);
        case 3: return m_nearest ? nearest<3>(y, out) : mean<3>(y, out);
        default: return m_nearest ? nearest<4>(y, out) : mean<4>(y, out);
        }
    }

    template <int channels>
    void nearest(int y, QRgb *out) const
    {
        const uchar *cells = m_level.view().row(cellAt(m_part.top() + y + 0.5, m_look.scale, m_level.size.y));
        for (const int column : m_columns)
            *out++ = premultiplied<channels>(cells + static_cast<ptrdiff_t>(column) * channels);
    }

    template <int channels>
    void mean(int y, QRgb *out) const
    {
        const Taps taps = tapsFor(m_part.top() + y, m_cellsAPixel, m_level.size.y);
        const int count = m_columnCount * channels;
        std::vector<uchar> sums(static_cast<size_t>(count));
        std::vector<uchar> scratch(hasAlpha(channels) ? sums.size() * 3 : 0);
        std::array<const uchar *, 3> rows{};
        for (size_t i = 0; i < 3; ++i) {
            rows[i] = m_level.view().row(taps.at[i]) + static_cast<ptrdiff_t>(m_firstColumn) * channels;
            if (hasAlpha(channels)) {
                uchar *own = scratch.data() + static_cast<ptrdiff_t>(i) * count;
                premultiplyRow(rows[i], m_columnCount, channels, own);
                rows[i] = own;
            }
        }
        downColumns(rows, taps.share, count, sums.data());
        acrossRow<channels>(sums.data(), m_taps, out);
    }

    /// Levels that are names of colours have no mean: the colours of some of them have.
    void coloured(int y, QRgb *out) const
    {
        const int samples = m_samples * m_samples;
        std::array<const uchar *, mostSamples> rows{};
        for (int i = 0; i < m_samples; ++i)
            rows[static_cast<size_t>(i)] = m_level.view().row(
                cellAt(m_part.top() + y + (i + 0.5) / m_samples, m_look.scale, m_level.size.y));
        for (size_t x = 0; x < m_columns.size(); x += static_cast<size_t>(m_samples)) {
            std::array<int, 3> sum{};
            for (int i = 0; i < samples; ++i) {
                const int column = m_columns[x + static_cast<size_t>(i % m_samples)];
                const QRgb colour = m_look.colours[rows[static_cast<size_t>(i / m_samples)][column]];
                sum = {sum[0] + qRed(colour), sum[1] + qGreen(colour), sum[2] + qBlue(colour)};
            }
            *out++ = qRgb(sum[0] / samples, sum[1] / samples, sum[2] / samples);
        }
    }

    const CanvasLook &m_look;
    QRect m_part;
    bool m_nearest;
    int m_levelIndex;
    const ByteRaster &m_level;
    double m_cellsAPixel;
    int m_samples;
    std::vector<int> m_columns; // of the nearest cells, m_samples for each pixel
    std::vector<Taps> m_taps;
    int m_firstColumn = 0;
    int m_columnCount = 0;
};

void copyPart(QImage &to, const QImage &from, const QRect &part, QPoint toCorner, QPoint fromCorner)
{
    const QPoint target = part.topLeft() - toCorner;
    const QPoint source = part.topLeft() - fromCorner;
    for (int y = 0; y < part.height(); ++y)
        std::memcpy(reinterpret_cast<QRgb *>(to.scanLine(target.y() + y)) + target.x(),
                    reinterpret_cast<const QRgb *>(from.constScanLine(source.y() + y)) + source.x(),
                    static_cast<size_t>(part.width()) * sizeof(QRgb));
}

/// What is left of a rectangle around one inside it.
std::array<QRect, 4> around(const QRect &whole, const QRect &inner)
{
    return {QRect(whole.topLeft(), QPoint(whole.right(), inner.top() - 1)),
            QRect(QPoint(whole.left(), inner.bottom() + 1), whole.bottomRight()),
            QRect(QPoint(whole.left(), inner.top()), QPoint(inner.left() - 1, inner.bottom())),
            QRect(QPoint(inner.right() + 1, inner.top()), QPoint(whole.right(), inner.bottom()))};
}

} // namespace

QRect canvasRect(const CanvasLook &look)
{
    const auto pixels = [&](int cells) {
        return std::max(1, static_cast<int>(std::ceil(cells * look.scale - 0.5 - edgeTolerance)));
    };
    const Pair size = look.picture.size();
    return look.picture.empty() ? QRect() : QRect(look.origin, QSize(pixels(size.x), pixels(size.y)));
}

QImage canvasImage(const CanvasLook &look, const QRect &part)
{
    if (part.isEmpty() || look.picture.empty())
        return {};
    QImage image(part.size(), QImage::Format_RGB32);
    const Sampler sampler(look, part);
    QRgb *pixels = reinterpret_cast<QRgb *>(image.bits()); // once: threads must not ask for it
    const ptrdiff_t pitch = image.bytesPerLine() / static_cast<ptrdiff_t>(sizeof(QRgb));
    const long long cost = 1LL * part.width() * part.height() * costOfAPixel;
    inBands({.count = part.height(), .size = 32, .cost = cost},
            [&](int first, int last) { sampler.rows(first, last, pixels, pitch); });
    return image;
}

QRgb canvasColour(const CanvasLook &look, Cell cell)
{
    const ByteRaster &raster = look.picture.level(0);
    const uchar *at = raster.view().row(cell.row) + static_cast<ptrdiff_t>(cell.column) * raster.channels;
    if (raster.channels == 1 && !look.colours.empty())
        return look.colours[*at];
    QRgb colour = raster.channels < 3 ? premultiplied<1>(at) : premultiplied<3>(at);
    if (hasAlpha(raster.channels)) {
        colour = raster.channels == 2 ? premultiplied<2>(at) : premultiplied<4>(at);
        blend(&colour, {0, 0}, 1, look.checks);
    }
    return colour;
}

const QImage &CanvasImageCache::image(const CanvasLook &look, const QRect &part)
{
    if (m_look == look && m_part == part)
        return m_image;
    CanvasLook moved = m_look;
    moved.origin = look.origin;
    const QPoint by = look.origin - m_look.origin;
    const QRect known = m_part.translated(by).intersected(part);
    if (moved == look && !known.isEmpty() && !m_image.isNull()) {
        QImage image(part.size(), QImage::Format_RGB32);
        copyPart(image, m_image, known, part.topLeft(), m_part.topLeft() + by);
        for (const QRect &strip : around(part, known))
            if (!strip.isEmpty())
                copyPart(image, canvasImage(look, strip), strip, part.topLeft(), strip.topLeft());
        m_image = image;
    } else {
        m_image = canvasImage(look, part);
    }
    m_look = look;
    m_part = part;
    return m_image;
}

} // namespace convoscope
