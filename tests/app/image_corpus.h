#pragma once

#include "app/image_file.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QSize>

namespace convoscope::corpus {

/// The image of a result, or a null one with a warning that quotes the sentence.
LoadedImage imageOf(const ImageResult &result);
/// The sentence of a result, or "(an image)".
QString sentenceOf(const ImageResult &result);

/// Colours and transparency that are different everywhere nearby.
QImage gradient(QSize size, QImage::Format format);

/// `image` as a file of this format.
QByteArray encoded(const QImage &image, const char *format, int quality = 100);
QByteArray progressiveJpeg(const QImage &image);

/// Red, green, blue and white quarters: top left, top right, bottom left, bottom right.
QImage quarters(QSize size);
/// The letters r, g, b, w of the colours in the middle of the quarters, in that order; ? for any other.
QByteArray quartersSeen(const QImage &image);

/// The JPEG with an EXIF segment that holds this orientation, 1..8.
QByteArray withOrientation(const QByteArray &jpeg, int orientation);
/// The JPEG with a frame header that claims another size.
QByteArray withClaimedSize(QByteArray jpeg, QSize size);
/// The JPEG with a whole second JPEG, as cameras put a preview, in its metadata.
QByteArray withPreview(const QByteArray &jpeg, const QByteArray &preview);

/// A grey PNG whose header claims this size and which holds next to no pixels.
QByteArray pngClaiming(quint32 width, quint32 height, char bits = 8, char colourType = 0);
/// The PNG with more chunks behind its header.
QByteArray withChunks(const QByteArray &png, const QByteArray &chunks);
QByteArray pngChunk(const QByteArray &type, const QByteArray &body);

/// Single-pixel frames; pixel `colours[i]` of the palette black, white in frame i.
QByteArray gif(const QList<int> &colours, quint16 claimedSide = 1);
QByteArray bmpClaiming(qint32 width, qint32 height);
/// A grey TIFF whose directory claims this size, in strips, or in tiles when `tile` isn't 0.
QByteArray tiffClaiming(quint32 width, quint32 height, quint32 tile = 0);
/// The TIFF with its picture again as a second page.
QByteArray withSecondPage(QByteArray tiff);

/// A JPEG in cyan, magenta, yellow and black: 16×16 pixels of about (200, 100, 50).
QByteArray cmykJpeg();

} // namespace convoscope::corpus
