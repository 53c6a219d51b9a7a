#include "widgets/plane_image.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

QImage indices(const Plane &plane, const Range &range)
{
    const auto [height, width] = plane.size();
    QImage image(width, height, QImage::Format_Indexed8);
    const float slope = range.high > range.low ? 255.0F / (range.high - range.low) : 0.0F;
    for (int y = 0; y < height; ++y) {
        const auto row = plane.values->row(0, plane.channel, y);
        uchar *out = image.scanLine(y);
        for (int x = 0; x < width; ++x) {
            const float step = (row[x] - range.low) * slope + 0.5F;
            out[x] = static_cast<uchar>(static_cast<int>(std::min(255.0F, std::max(0.0F, step))));
        }
    }
    return image;
}

/// Half the size; an odd last row or column is averaged with itself.
QImage halved(const QImage &from)
{
    const int width = (from.width() + 1) / 2;
    const int height = (from.height() + 1) / 2;
    QImage to(width, height, QImage::Format_Indexed8);
    for (int y = 0; y < height; ++y) {
        const uchar *upper = from.constScanLine(y * 2);
        const uchar *lower = from.constScanLine(std::min(2 * y + 1, from.height() - 1));
        uchar *out = to.scanLine(y);
        const int whole = from.width() / 2;
        for (int x = 0; x < whole; ++x, upper += 2, lower += 2)
            out[x] = static_cast<uchar>((upper[0] + upper[1] + lower[0] + lower[1] + 2) / 4);
        if (whole < width)
            out[whole] = static_cast<uchar>((*upper + *lower + 1) / 2);
    }
    return to;
}

} // namespace

PlaneImage::PlaneImage(const Plane &plane, const Range &mapRange)
{
    m_levels.push_back(indices(plane, mapRange));
    while (std::max(m_levels.back().width(), m_levels.back().height()) > 64)
        m_levels.push_back(halved(m_levels.back()));
}

int PlaneImage::levelFor(double pixelsPerCell) const
{
    if (pixelsPerCell >= 1.0)
        return 0;
    const int level = static_cast<int>(std::floor(std::log2(1.0 / pixelsPerCell)));
    return std::clamp(level, 0, levels() - 1);
}

void PlaneImage::setColours(const ColourMap &map)
{
    QList<QRgb> colours;
    for (int i = 0; i < 256; ++i)
        colours.append(map.at(i / 255.0));
    for (QImage &level : m_levels)
        level.setColorTable(colours);
}

} // namespace convoscope
