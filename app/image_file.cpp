#include "app/image_file.h"

#include "app/image_signature.h"
#include "app/shown_name.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <filesystem>
#include <optional>

namespace convoscope {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ImageFile)
};

/// The file as a sentence names it.
QString subject(const QString &name)
{
    return name.isEmpty() ? Words::tr("The pasted image") : shownName(name);
}

QString cannotOpen(const QString &path, const QString &reason)
{
    return Words::tr("%1 can't be opened: %2. Check its permissions, or copy it to a folder of yours.")
        .arg(shownName(path), reason);
}

QString notThere(const QFileInfo &info)
{
    const QString path = info.filePath();
    std::error_code error;
    const auto status = std::filesystem::status(QFile::encodeName(path).toStdString(), error);
    if (error && status.type() != std::filesystem::file_type::not_found)
        return cannotOpen(path, QString::fromLocal8Bit(error.message().c_str()));
    if (info.isSymLink())
        return Words::tr("%1 is a link to a file that is no longer there. Open the image itself.")
            .arg(shownName(path));
    return Words::tr("%1 was not found. It may have been moved, renamed or deleted.").arg(shownName(path));
}

/// Looks without opening: a pipe would block for ever.
std::optional<QString> refusedPath(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return Words::tr("%1 is a folder. Open an image inside it.").arg(shownName(path));
    if (!info.exists())
        return notThere(info);
    if (!info.isFile())
        return Words::tr("%1 is a device or a pipe, not an ordinary file. Open an image saved on disk.")
            .arg(shownName(path));
    if (info.size() > maxImageBytes)
        return Words::tr("%1 has %2 MB. Files up to %3 MB can be opened: save it smaller, or as JPEG or PNG.")
            .arg(shownName(path), QString::number(info.size() >> 20U), QString::number(maxImageBytes >> 20U));
    return std::nullopt;
}

QString notAnImage(const QByteArray &data, const QString &name)
{
    switch (otherKind(data)) {
    case OtherKind::Drawing:
        return Words::tr("%1 is a vector drawing. Export it as PNG and open that.").arg(subject(name));
    case OtherKind::Document:
        return Words::tr("%1 is a PDF document. Export the page as PNG and open that.").arg(subject(name));
    case OtherKind::PhoneImage:
        return Words::tr("%1 is a HEIF or AVIF image or a film. Save the picture as JPEG and open that.")
            .arg(subject(name));
    case OtherKind::Unknown: break;
    }
    return Words::tr("%1 is not an image that can be opened. PNG, JPEG, GIF, BMP, WebP, PNM and TIFF work.")
        .arg(subject(name));
}

std::optional<QString> refusedSize(QSize size, qint64 pixels, const QString &name)
{
    const bool fits =
        qMax(size.width(), size.height()) <= maxImageSide && qint64(size.width()) * size.height() <= pixels;
    if (fits)
        return std::nullopt;
    return Words::tr("%1 has %2 × %3 pixels. Images up to %4 megapixels and %5 pixels a side can be opened: "
                     "scale it down first.")
        .arg(subject(name), QString::number(size.width()), QString::number(size.height()),
             QString::number(pixels / 1'000'000), QString::number(maxImageSide));
}

QString damaged(const QByteArray &format, const QString &name)
{
    return Words::tr("%1 is a damaged or incomplete %2 file. Save or download it again.")
        .arg(subject(name), QString::fromLatin1(format.toUpper()));
}

QSize workingSize(QSize size, PixelLimit limit)
{
    while (qint64(size.width()) * size.height() > limit.most)
        size = {(size.width() + 1) / 2, (size.height() + 1) / 2};
    return size;
}

QString scaledNote(QSize from, QSize to)
{
    return Words::tr("%1 × %2 pixels were scaled down to %3 × %4.")
        .arg(from.width())
        .arg(from.height())
        .arg(to.width())
        .arg(to.height());
}

QImage inOneLayout(QImage image)
{
    if (image.format() == QImage::Format_Grayscale8 || image.format() == QImage::Format_Grayscale16)
        return image;
    if (image.hasAlphaChannel())
        return std::move(image).convertToFormat(QImage::Format_ARGB32);
    const bool grey = image.depth() <= 8 && image.allGray();
    return std::move(image).convertToFormat(grey ? QImage::Format_Grayscale8 : QImage::Format_RGB32);
}

/// What the user should know about an image that was decoded from `data`.
QStringList notesOn(const QImage &decoded, const QByteArray &data, const QByteArray &format, int frames)
{
    QStringList notes;
    if (isCutOff(data, format))
        notes += Words::tr("The file is cut off; what is missing is filled with grey or black.");
    if (frames > 1)
        notes += Words::tr("Only the first of its %1 pictures is shown.").arg(frames);
    if (decoded.depth() == 64)
        notes += Words::tr("Its 16 bits per channel were reduced to 8.");
    return notes;
}

QString noMemory(const QString &name)
{
    return Words::tr("%1 needs more memory than there is. Close other programs or scale it down first.")
        .arg(subject(name));
}

bool fitsMemory(QSize size)
{
    return !QImage(size, QImage::Format_RGB32).isNull();
}

ImageResult decode(const QByteArray &data, const QByteArray &format, const QString &name, PixelLimit limit)
{
    QBuffer buffer;
    buffer.setData(data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false); // else an SVG with the right first bytes would be drawn
    reader.setAutoTransform(true);
    const int frames = reader.imageCount(); // TIFF counts right only before anything else is asked
    const QSize size = reader.size();
    if (size.isEmpty())
        return damaged(format, name);
    const bool streamed = format == "jpeg" && isStreamedJpeg(data);
    if (auto refusal = refusedSize(size, streamed ? maxStreamedPixels : maxImagePixels, name))
        return *std::move(refusal);
    const QSize working = workingSize(size, limit);
    if (working != size)
        reader.setScaledSize(working);
    QImage image = reader.read();
    if (image.isNull())
        return fitsMemory(working) ? damaged(format, name) : noMemory(name);
    LoadedImage loaded{.path = name, .notes = notesOn(image, data, format, frames)};
    if (working != size)
        loaded.notes += scaledNote(size, working);
    loaded.image = inOneLayout(std::move(image));
    return loaded;
}

/// Runs `work`; what doesn't fit into memory gets its sentence too.
template <typename Work>
ImageResult guarded(const QString &name, Work work)
{
    try {
        return work();
    } catch (const std::bad_alloc &) {
        return noMemory(name);
    }
}

ImageResult decodeKnown(const QByteArray &data, const QString &name, PixelLimit limit)
{
    constexpr int decodedMegabytes = 512;
    static const bool limited = (QImageReader::setAllocationLimit(decodedMegabytes), true);
    Q_UNUSED(limited)
    if (data.isEmpty())
        return Words::tr("%1 is empty.").arg(subject(name));
    const QByteArray format = imageFormat(data);
    if (format.isEmpty())
        return notAnImage(data, name);
    if (!QImageReader::supportedImageFormats().contains(format))
        return Words::tr(
                   "%1 is a %2 image, whose decoder is not installed. Install qt6-image-formats-plugins, or "
                   "save the image as PNG.")
            .arg(subject(name), QString::fromLatin1(format.toUpper()));
    return decode(data, format, name, limit);
}

} // namespace

ImageResult loadImage(const QByteArray &data, const QString &name, PixelLimit limit)
{
    return guarded(name, [&] { return decodeKnown(data, name, limit); });
}

ImageResult loadImage(const QString &path, PixelLimit limit)
{
    return guarded(path, [&]() -> ImageResult {
        if (auto refusal = refusedPath(path))
            return *std::move(refusal);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return cannotOpen(path, file.errorString());
        const QByteArray data = file.read(qMin(file.size(), maxImageBytes));
        if (file.error() != QFile::NoError)
            return cannotOpen(path, file.errorString());
        return decodeKnown(data, path, limit);
    });
}

ImageResult adoptImage(const QImage &image, PixelLimit limit)
{
    return guarded({}, [&]() -> ImageResult {
        if (image.isNull())
            return Words::tr("There is no image to paste. Copy an image first.");
        if (auto refusal = refusedSize(image.size(), maxImagePixels, {}))
            return *std::move(refusal);
        const QSize working = workingSize(image.size(), limit);
        if (working == image.size())
            return LoadedImage{.image = inOneLayout(image)};
        return LoadedImage{
            .image = inOneLayout(image.scaled(working, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)),
            .notes = {scaledNote(image.size(), working)}};
    });
}

} // namespace convoscope
