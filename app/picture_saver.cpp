#include "app/picture_saver.h"

#include "app/save_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImageWriter>
#include <QPainter>

namespace convoscope {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("PictureSaver", text);
}

/// TIFF's ending has two spellings, and Qt knows one.
QByteArray formatOf(const QString &path)
{
    const QByteArray suffix = QFileInfo(path).suffix().toLower().toLatin1();
    return suffix == "tif" ? QByteArray("tiff") : suffix;
}

/// Over white where the format has no opacity: what was invisible would come to light.
QImage fitFor(const QByteArray &format, const QImage &image)
{
    if (!image.hasAlphaChannel() || (format != "jpg" && format != "jpeg"))
        return image;
    QImage opaque(image.size(), QImage::Format_RGB32);
    opaque.fill(qRgb(255, 255, 255));
    QPainter(&opaque).drawImage(0, 0, image);
    return opaque;
}

} // namespace

std::optional<QString> savePicture(const QImage &image, const QString &path, int quality)
{
    const QByteArray format = formatOf(path);
    if (!QImageWriter::supportedImageFormats().contains(format)) {
        return words("“%1” can't be written: its name says no format that can. Names that end in .png, .jpg, "
                     ".webp, .tiff or .bmp do.")
            .arg(path);
    }
    const QImage fitting = fitFor(format, image);
    return saveFileBy(path, [&](QIODevice &file) { // not by way of bytes in memory: photos are large
        QImageWriter writer(&file, format);
        writer.setQuality(quality);
        return writer.write(fitting);
    });
}

QString savedPictureFilter()
{
    return words("PNG (*.png);;JPEG (*.jpg *.jpeg);;WebP (*.webp);;TIFF (*.tiff *.tif);;BMP (*.bmp)");
}

bool isSameFile(const QString &a, const QString &b)
{
    const QString path = QFileInfo(a).canonicalFilePath();
    return !path.isEmpty() && path == QFileInfo(b).canonicalFilePath();
}

} // namespace convoscope
