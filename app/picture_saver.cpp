#include "app/picture_saver.h"

#include "app/save_file.h"

#include <QBuffer>
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
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, formatOf(path));
    writer.setQuality(quality);
    if (!writer.write(fitFor(formatOf(path), image))) {
        return words("“%1” can't be written: %2. Names that end in .png, .jpg, .webp, .tiff or .bmp can.")
            .arg(path, writer.errorString());
    }
    return saveFile(path, bytes);
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
