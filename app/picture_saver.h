#pragma once

#include <QImage>
#include <QString>
#include <QStringList>
#include <optional>

namespace convoscope {

/// Writes a picture whole or not at all, in the format that the name's ending says: .png, .jpg, .webp, .tiff
/// or .bmp. `quality` 0..100 for JPEG and WebP; -1: what is usual. The sentence if it can't be.
std::optional<QString> savePicture(const QImage &image, const QString &path, int quality = -1);

/// For a file dialog.
QString savedPictureFilter();
/// Whether the two names are of one file that exists.
bool isSameFile(const QString &a, const QString &b);

} // namespace convoscope
