#include "tests/app/image_corpus.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>
#include <QtEndian>

namespace convoscope::corpus {

namespace {

template <typename T>
QByteArray bigEndian(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

template <typename T>
QByteArray littleEndian(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

/// The checksum of the PNG specification, annex D.
quint32 checksum(const QByteArray &bytes)
{
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<uchar>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? 0xEDB88320U ^ (crc >> 1U) : crc >> 1U;
    }
    return ~crc;
}

/// Behind the start of a JPEG.
QByteArray withSegment(const QByteArray &jpeg, char marker, const QByteArray &body)
{
    const QByteArray segment =
        QByteArray("\xFF").append(marker) + bigEndian(static_cast<quint16>(body.size() + 2)) + body;
    return jpeg.left(2) + segment + jpeg.mid(2);
}

QByteArray tiffEntry(quint16 tag, quint32 value)
{
    constexpr quint16 typeLong = 4;
    return littleEndian(tag) + littleEndian(typeLong) + littleEndian(quint32(1)) + littleEndian(value);
}

} // namespace

LoadedImage imageOf(const ImageResult &result)
{
    if (const auto *sentence = std::get_if<QString>(&result))
        qWarning("%s", qPrintable(*sentence));
    const auto *loaded = std::get_if<LoadedImage>(&result);
    return loaded != nullptr ? *loaded : LoadedImage{};
}

QString sentenceOf(const ImageResult &result)
{
    const auto *sentence = std::get_if<QString>(&result);
    return sentence != nullptr ? *sentence : QStringLiteral("(an image)");
}

QImage gradient(QSize size, QImage::Format format)
{
    QImage image(size, QImage::Format_ARGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgba(x * 11 % 256, y * 7 % 256, x * y % 256, 255 - x % 128));
    }
    return image.convertToFormat(format);
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, quality) ? bytes : QByteArray();
}

QByteArray progressiveJpeg(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, "jpeg");
    writer.setProgressiveScanWrite(true);
    return writer.write(image) ? bytes : QByteArray();
}

QImage quarters(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    const QSize half = size / 2;
    QPainter painter(&image);
    painter.fillRect(QRect({0, 0}, half), QColor(255, 0, 0));
    painter.fillRect(QRect({half.width(), 0}, half), QColor(0, 255, 0));
    painter.fillRect(QRect({0, half.height()}, half), QColor(0, 0, 255));
    return image;
}

QByteArray quartersSeen(const QImage &image)
{
    QByteArray seen;
    for (const int y : {1, 3}) {
        for (const int x : {1, 3}) {
            const QRgb colour = image.pixel(image.width() * x / 4, image.height() * y / 4);
            const int bits =
                (qRed(colour) > 200 ? 4 : 0) + (qGreen(colour) > 200 ? 2 : 0) + (qBlue(colour) > 200 ? 1 : 0);
            seen += "?bg?r??w"[bits];
        }
    }
    return seen;
}

QByteArray withOrientation(const QByteArray &jpeg, int orientation)
{
    const QByteArray directory = QByteArray("MM\0*", 4) + bigEndian(quint32(8)) + bigEndian(quint16(1))
        + bigEndian(quint16(0x0112)) + bigEndian(quint16(3)) + bigEndian(quint32(1))
        + bigEndian(static_cast<quint16>(orientation)) + bigEndian(quint16(0)) + bigEndian(quint32(0));
    return withSegment(jpeg, '\xE1', QByteArray("Exif\0\0", 6) + directory);
}

QByteArray withClaimedSize(QByteArray jpeg, QSize size)
{
    for (const char frame : {'\xC0', '\xC2'}) {
        const qsizetype at = jpeg.indexOf(QByteArray("\xFF").append(frame) + QByteArray("\0", 1));
        if (at >= 0)
            jpeg.replace(at + 5, 4,
                         bigEndian(static_cast<quint16>(size.height()))
                             + bigEndian(static_cast<quint16>(size.width())));
    }
    return jpeg;
}

QByteArray withPreview(const QByteArray &jpeg, const QByteArray &preview)
{
    return withSegment(jpeg, '\xE2', preview);
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &body)
{
    return bigEndian(static_cast<quint32>(body.size())) + type + body + bigEndian(checksum(type + body));
}

QByteArray pngClaiming(quint32 width, quint32 height, char bits, char colourType)
{
    QByteArray header = bigEndian(width) + bigEndian(height);
    header.append(bits).append(colourType).append(3, '\0');
    return QByteArray("\x89PNG\r\n\x1A\n") + pngChunk("IHDR", header)
        + pngChunk("IDAT", qCompress(QByteArray(1000, '\0')).mid(4)) + pngChunk("IEND", {});
}

QByteArray withChunks(const QByteArray &png, const QByteArray &chunks)
{
    constexpr int behindHeader = 8 + 25;
    return png.left(behindHeader) + chunks + png.mid(behindHeader);
}

QByteArray gif(const QList<int> &colours, quint16 claimedSide)
{
    QByteArray bytes = QByteArray("GIF89a") + littleEndian(claimedSide) + littleEndian(claimedSide)
        + QByteArray("\x80\0\0\0\0\0\xFF\xFF\xFF", 9);
    for (const int colour : colours) {
        bytes += QByteArray("\x21\xF9\x04\0\x0A\0\0\0", 8); // a tenth of a second
        bytes += ',' + QByteArray(4, '\0') + littleEndian(claimedSide) + littleEndian(claimedSide);
        bytes += QByteArray("\0\x02\x02", 3).append(colour == 0 ? '\x44' : '\x4C').append("\x01\0", 2);
    }
    return bytes + ';';
}

QByteArray bmpClaiming(qint32 width, qint32 height)
{
    const QByteArray pixels(64, '\0');
    return QByteArray("BM") + littleEndian(static_cast<quint32>(54 + pixels.size())) + QByteArray(4, '\0')
        + littleEndian(quint32(54)) + littleEndian(quint32(40)) + littleEndian(width) + littleEndian(height)
        + littleEndian(quint16(1)) + littleEndian(quint16(24)) + QByteArray(24, '\0') + pixels;
}

QByteArray tiffClaiming(quint32 width, quint32 height, quint32 tile)
{
    QByteArray entries = tiffEntry(0x100, width) + tiffEntry(0x101, height) + tiffEntry(0x102, 8)
        + tiffEntry(0x103, 1) + tiffEntry(0x106, 1);
    quint16 count = 5;
    if (tile == 0) {
        entries +=
            tiffEntry(0x111, 8) + tiffEntry(0x115, 1) + tiffEntry(0x116, height) + tiffEntry(0x117, 64);
        count += 4;
    } else {
        entries += tiffEntry(0x115, 1) + tiffEntry(0x142, tile) + tiffEntry(0x143, tile) + tiffEntry(0x144, 8)
            + tiffEntry(0x145, 64);
        count += 5;
    }
    return QByteArray("II*\0", 4) + littleEndian(quint32(8)) + littleEndian(count) + entries
        + littleEndian(quint32(0)) + QByteArray(64, '\0');
}

QByteArray withSecondPage(QByteArray tiff)
{
    const auto directory = qFromLittleEndian<quint32>(tiff.constData() + 4);
    const auto entries = qFromLittleEndian<quint16>(tiff.constData() + directory);
    const qsizetype nextPage = directory + 2 + 12 * entries;
    const QByteArray copy = tiff.mid(directory, nextPage + 4 - directory);
    tiff.append(tiff.size() % 2, '\0');
    tiff.replace(nextPage, 4, littleEndian(static_cast<quint32>(tiff.size())));
    return tiff + copy;
}

QByteArray cmykJpeg()
{
    return QByteArray::fromBase64(
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUV"
        "FQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU"
        "FBQUFBQU/8AAFAgAEAAQBAERAAIRAQMRAQQRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAHCP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/"
        "xAAVAQEBAAAAAAAAAAAAAAAAAAAACP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAOBAEAAhEDEQQAAD8AlijUjtgAAAAP/9k=");
}

} // namespace convoscope::corpus
