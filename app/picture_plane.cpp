#include "app/picture_plane.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convoscope {

namespace {

/// The image in one of four layouts: 8 or 16-bit grey, or 32 bits of colour with plain (not premultiplied)
/// values.
QImage plainLayout(const QImage &image)
{
    switch (image.format()) {
    case QImage::Format_Grayscale8:
    case QImage::Format_Grayscale16:
    case QImage::Format_RGB32:
    case QImage::Format_ARGB32: return image;
    default: return image.convertToFormat(QImage::Format_ARGB32);
    }
}

/// What lies in the crop; null where nothing does.
QImage plainPart(const QImage &image, QRect crop)
{
    const QRect part = crop.isNull() ? image.rect() : crop & image.rect();
    if (part.isEmpty())
        return {};
    return plainLayout(part == image.rect() ? image : image.copy(part));
}

template <typename Pixel, typename Value>
void fillRows(const QImage &image, std::span<float> out, Value value)
{
    const auto width = static_cast<size_t>(image.width());
    for (int y = 0; y < image.height(); ++y) {
        const auto *pixels = reinterpret_cast<const Pixel *>(image.constScanLine(y));
        float *row = out.subspan(y * width, width).data();
        for (size_t x = 0; x < width; ++x)
            row[x] = value(pixels[x]);
    }
}

void fillColour(const QImage &image, std::span<float> out, Channel channel)
{
    const auto byte = [](QRgb pixel, unsigned shift) { return static_cast<int>(pixel >> shift & 0xFFU); };
    const auto shifted = [&](unsigned shift) {
        return [=](QRgb p) { return static_cast<float>(byte(p, shift)); };
    };
    switch (channel) {
    case Channel::Luma:
        return fillRows<QRgb>(image, out, [&](QRgb p) {
            const int sum = 9798 * byte(p, 16) + 19235 * byte(p, 8) + 3735 * byte(p, 0);
            return static_cast<float>((sum + (1 << 14)) >> 15);
        });
    case Channel::Red: return fillRows<QRgb>(image, out, shifted(16));
    case Channel::Green: return fillRows<QRgb>(image, out, shifted(8));
    case Channel::Blue: return fillRows<QRgb>(image, out, shifted(0));
    case Channel::Alpha: return fillRows<QRgb>(image, out, shifted(24)); // 255 in Format_RGB32
    }
}

void fill(const QImage &plain, std::span<float> out, Channel channel)
{
    if (channel == Channel::Alpha && !plain.hasAlphaChannel())
        std::ranges::fill(out, 255.0F);
    else if (plain.format() == QImage::Format_Grayscale8)
        fillRows<uchar>(plain, out, [](uchar grey) { return static_cast<float>(grey); });
    else if (plain.format() == QImage::Format_Grayscale16)
        fillRows<quint16>(plain, out, [](quint16 grey) { return static_cast<float>(grey) / 257.0F; });
    else
        fillColour(plain, out, channel);
}

} // namespace

Tensor planeOf(const QImage &image, Channel channel, QRect crop)
{
    const QImage plain = plainPart(image, crop);
    if (plain.isNull())
        return {};
    Tensor plane({.h = plain.height(), .w = plain.width()});
    fill(plain, plane.values(), channel);
    return plane;
}

Tensor rgbPlanes(const QImage &image, QRect crop)
{
    const QImage plain = plainPart(image, crop);
    if (plain.isNull())
        return {};
    Tensor planes({.c = 3, .h = plain.height(), .w = plain.width()});
    constexpr std::array channels{Channel::Red, Channel::Green, Channel::Blue};
    for (int c = 0; c < 3; ++c)
        fill(plain, planes.plane(0, c), channels[c]);
    return planes;
}

QImage greyImage(const Tensor &x, float low, float high)
{
    QImage image(x.width(), x.height(), QImage::Format_Grayscale8);
    const float scale = high > low ? 255.0F / (high - low) : 0.0F;
    for (int y = 0; y < image.height(); ++y) {
        const std::span<const float> values = x.row(0, 0, y);
        std::ranges::transform(values, image.scanLine(y), [=](float value) {
            const float level = (value - low) * scale + 0.5F;
            return static_cast<uchar>(level > 0.0F ? std::min(level, 255.0F) : 0.0F); // false for NaN
        });
    }
    return image;
}

} // namespace convoscope
