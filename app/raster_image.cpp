#include "app/raster_image.h"

#include <algorithm>

namespace convoscope {

namespace {

/// Red, green, blue and, of four channels, opacity; without a copy of the image between.
void copyColours(const QRgb *from, int count, int channels, std::uint8_t *to)
{
    for (int x = 0; x < count; ++x, to += channels) {
        const QRgb pixel = from[x];
        to[0] = static_cast<std::uint8_t>(qRed(pixel));
        to[1] = static_cast<std::uint8_t>(qGreen(pixel));
        to[2] = static_cast<std::uint8_t>(qBlue(pixel));
        if (channels == 4)
            to[3] = static_cast<std::uint8_t>(qAlpha(pixel));
    }
}

QImage plain(const QImage &image)
{
    switch (image.format()) {
    case QImage::Format_Grayscale8:
    case QImage::Format_RGB32:
    case QImage::Format_ARGB32: return image;
    case QImage::Format_Grayscale16: return image.convertToFormat(QImage::Format_Grayscale8);
    default: return image.convertToFormat(QImage::Format_ARGB32);
    }
}

QImage::Format formatFor(int channels)
{
    if (channels == 1)
        return QImage::Format_Grayscale8;
    return channels == 3 ? QImage::Format_RGB888 : QImage::Format_RGBA8888;
}

} // namespace

ByteRaster rasterOf(const QImage &image, QRect part)
{
    const QImage from = plain(image);
    const QRect cells = part.isNull() ? from.rect() : part & from.rect();
    const bool grey = from.format() == QImage::Format_Grayscale8;
    const int channels = grey ? 1 : image.hasAlphaChannel() ? 4 : 3;
    ByteRaster raster({cells.height(), cells.width()}, channels);
    for (int y = 0; y < cells.height(); ++y) {
        const uchar *line = from.constScanLine(cells.top() + y);
        std::uint8_t *to = raster.edit().row(y);
        if (grey)
            std::copy_n(line + cells.left(), cells.width(), to);
        else
            copyColours(reinterpret_cast<const QRgb *>(line) + cells.left(), cells.width(), channels, to);
    }
    return raster;
}

QImage imageOf(const ByteRaster &raster)
{
    QImage image(raster.size.x, raster.size.y, formatFor(raster.channels));
    for (int y = 0; y < image.height(); ++y) {
        const std::uint8_t *row = raster.view().row(y);
        uchar *line = image.scanLine(y);
        if (raster.channels != 2) {
            std::copy_n(row, raster.view().rowValues(), line);
            continue;
        }
        for (int x = 0; x < image.width(); ++x, row += 2, line += 4) {
            std::fill_n(line, 3, row[0]);
            line[3] = row[1];
        }
    }
    return image;
}

QImage imageOn(const std::shared_ptr<const ByteRaster> &raster)
{
    using Owner = std::shared_ptr<const ByteRaster>;
    if (raster->channels == 2)
        return imageOf(*raster);
    const auto letGo = [](void *owner) { delete static_cast<Owner *>(owner); };
    return {raster->values.data(),
            raster->size.x,
            raster->size.y,
            static_cast<qsizetype>(raster->size.x) * raster->channels,
            formatFor(raster->channels),
            letGo,
            new Owner(raster)};
}

} // namespace convoscope
