#include "app/filter_pictures.h"

#include "app/image_file.h"
#include "app/save_file.h"
#include "core/filter_run.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QImageWriter>

namespace convoscope {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("FilterPictures", text);
}

QImage::Format formatFor(int channels)
{
    if (channels == 1)
        return QImage::Format_Grayscale8;
    return channels == 3 ? QImage::Format_RGB888 : QImage::Format_RGBA8888;
}

QString outputFor(const FilterJob &job, const QString &input)
{
    const QFileInfo output(job.output);
    return output.isDir() ? QDir(job.output).filePath(QFileInfo(input).fileName()) : job.output;
}

bool isSameFile(const QString &a, const QString &b)
{
    const QString path = QFileInfo(a).canonicalFilePath();
    return !path.isEmpty() && path == QFileInfo(b).canonicalFilePath();
}

std::optional<QString> save(const QImage &image, const QString &path, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, QFileInfo(path).suffix().toLower().toLatin1());
    writer.setQuality(quality);
    if (!writer.write(image)) {
        return words("“%1” can't be written: %2. Names that end in .png, .jpg, .webp, .tiff or .bmp can.")
            .arg(path, writer.errorString());
    }
    return saveFile(path, bytes);
}

std::optional<QString> filterPicture(const FilterJob &job, const QString &input, const TellProgress &tell)
{
    const QString output = outputFor(job, input);
    if (isSameFile(input, output))
        return words("“%1” would be written over its own source; choose another name.").arg(input);
    const auto loaded = loadImage(input);
    if (const auto *sentence = std::get_if<QString>(&loaded))
        return *sentence;
    const ByteRaster picture = rasterOf(std::get<LoadedImage>(loaded).image);
    const auto result = filtered(picture.view(), job.filter, {.progress = [&](double done) {
                                     tell(input, done);
                                     return true;
                                 }});
    return result ? save(imageOf(*result), output, job.quality) : std::nullopt;
}

} // namespace

ByteRaster rasterOf(const QImage &image)
{
    const bool grey =
        image.format() == QImage::Format_Grayscale8 || image.format() == QImage::Format_Grayscale16;
    const int colours = image.hasAlphaChannel() ? 4 : 3;
    const int channels = grey ? 1 : colours;
    const QImage from = image.convertToFormat(formatFor(channels));
    ByteRaster raster({image.height(), image.width()}, channels);
    for (int y = 0; y < from.height(); ++y)
        std::copy_n(from.constScanLine(y), raster.edit().rowValues(), raster.edit().row(y));
    return raster;
}

QImage imageOf(const ByteRaster &raster)
{
    QImage image(raster.size.x, raster.size.y, formatFor(raster.channels));
    for (int y = 0; y < image.height(); ++y)
        std::copy_n(raster.view().row(y), raster.view().rowValues(), image.scanLine(y));
    return image;
}

QStringList filterPictures(const FilterJob &job, const TellProgress &tell)
{
    QStringList failures;
    for (const QString &input : job.inputs) {
        if (const auto failure = filterPicture(job, input, tell))
            failures.append(*failure);
    }
    return failures;
}

} // namespace convoscope
