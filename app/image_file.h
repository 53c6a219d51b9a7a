#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>
#include <QStringList>
#include <variant>

namespace convoscope {

/// An image of the user's, upright, in one of four layouts: Grayscale8, Grayscale16, RGB32 or ARGB32.
struct LoadedImage {
    QImage image{};
    QString path{}; ///< empty for what was pasted
    QStringList
        notes{}; ///< sentences on what differs from the file: scaled down, cut off, first frame only, ...
};

/// The image, or the sentence that says which file could not be opened, why, and what would work.
using ImageResult = std::variant<LoadedImage, QString>;

constexpr qint64 maxImageBytes = qint64(256) << 20U; ///< size of a file
constexpr int maxImageSide = 32768; ///< pixels
constexpr qint64 maxImagePixels = 100'000'000;
constexpr qint64 maxStreamedPixels = 256'000'000; ///< for a JPEG that can be scaled down as it is decoded
constexpr qint64 maxWorkingPixels = 50'000'000; ///< as usual larger images are halved until they fit

/// From which size on an image is halved until it fits.
struct PixelLimit {
    explicit PixelLimit(qint64 pixels)
        : most(pixels)
    {
    }
    qint64 most;
};

/// The guarded way to open an image; the only place of the program that decodes images that are not its own.
/// PNG, JPEG, GIF, BMP, WebP, PNM and TIFF, told apart by content. Works in any thread and never throws.
/// Images above the limit are halved until they fit.
[[nodiscard]] ImageResult loadImage(const QString &path, PixelLimit limit = PixelLimit(maxWorkingPixels));
/// The same for bytes that were pasted or dropped; `name` may be empty.
[[nodiscard]] ImageResult loadImage(const QByteArray &data, const QString &name,
                                    PixelLimit limit = PixelLimit(maxWorkingPixels));
/// The same limits and layouts for an image that the clipboard delivers decoded.
[[nodiscard]] ImageResult adoptImage(const QImage &image, PixelLimit limit = PixelLimit(maxWorkingPixels));

} // namespace convoscope
