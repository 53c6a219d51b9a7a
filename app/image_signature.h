#pragma once

#include <QByteArray>

namespace convoscope {

/// The decoder for what the first bytes announce: "png", "jpeg", "gif", "bmp", "webp", "tiff", "pbm", "pgm"
/// or "ppm"; empty for everything else.
[[nodiscard]] QByteArray imageFormat(const QByteArray &data);

/// Files that users take for images and that are not opened.
enum class OtherKind { Unknown, Drawing, Document, PhoneImage };
[[nodiscard]] OtherKind otherKind(const QByteArray &data);

/// Whether the end is missing, for formats whose decoders don't tell: JPEG, GIF and BMP.
[[nodiscard]] bool isCutOff(const QByteArray &data, const QByteArray &format);

/// A JPEG that is decoded row by row. Any other (progressive, or a scan per colour) needs memory for all of
/// its coefficients, six bytes a pixel, even when it is scaled down.
[[nodiscard]] bool isStreamedJpeg(const QByteArray &data);

} // namespace convoscope
