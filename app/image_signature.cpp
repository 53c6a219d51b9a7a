#include "app/image_signature.h"

#include <QByteArrayView>
#include <QtEndian>
#include <array>
#include <optional>

namespace convoscope {

namespace {

struct Signature {
    QByteArrayView start;
    const char *format = nullptr;
};

const std::array signatures{
    Signature{QByteArrayView("\x89PNG\r\n\x1A\n", 8), "png"},
    Signature{QByteArrayView("\xFF\xD8\xFF", 3), "jpeg"},
    Signature{QByteArrayView("GIF87a", 6), "gif"},
    Signature{QByteArrayView("GIF89a", 6), "gif"},
    Signature{QByteArrayView("BM", 2), "bmp"},
    Signature{QByteArrayView("II*\0", 4), "tiff"},
    Signature{QByteArrayView("MM\0*", 4), "tiff"},
    Signature{QByteArrayView("II+\0", 4), "tiff"}, // BigTIFF
    Signature{QByteArrayView("MM\0+", 4), "tiff"},
    Signature{QByteArrayView("P1", 2), "pbm"},
    Signature{QByteArrayView("P2", 2), "pgm"},
    Signature{QByteArrayView("P3", 2), "ppm"},
    Signature{QByteArrayView("P4", 2), "pbm"},
    Signature{QByteArrayView("P5", 2), "pgm"},
    Signature{QByteArrayView("P6", 2), "ppm"},
};

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// One marker segment of a JPEG: its code and the bytes behind its length field.
struct Segment {
    uchar marker = 0;
    QByteArrayView body;
};

constexpr uchar startOfScan = 0xDA;

/// The segment at `position`, which moves behind it; none where the file ends or is no longer a JPEG.
std::optional<Segment> nextSegment(QByteArrayView data, qsizetype &position)
{
    while (position + 1 < data.size() && data[position + 1] == '\xFF') // fill bytes
        ++position;
    if (position + 4 > data.size() || data[position] != '\xFF')
        return std::nullopt;
    const auto length = qFromBigEndian<quint16>(data.data() + position + 2);
    const Segment segment{
        static_cast<uchar>(data[position + 1]),
        data.sliced(position + 4).first(qMin<qsizetype>(qMax(length - 2, 0), data.size() - position - 4))};
    position += 2 + length;
    return segment;
}

bool isStartOfFrame(uchar marker)
{
    constexpr uchar tables = 0xC4;
    constexpr uchar extension = 0xC8;
    constexpr uchar arithmetic = 0xCC;
    return marker >= 0xC0 && marker <= 0xCF && marker != tables && marker != extension
        && marker != arithmetic;
}

/// Behind the header of the first scan; none when there is no scan. A preview inside the metadata doesn't
/// count.
std::optional<qsizetype> scanStart(QByteArrayView data)
{
    qsizetype position = 2;
    while (const auto segment = nextSegment(data, position)) {
        if (segment->marker == startOfScan)
            return position;
    }
    return std::nullopt;
}

bool jpegIsCutOff(QByteArrayView data)
{
    const auto scan = scanStart(data);
    return !scan || data.indexOf(QByteArrayView("\xFF\xD9", 2), *scan) < 0;
}

} // namespace

QByteArray imageFormat(const QByteArray &data)
{
    if (data.startsWith("RIFF") && data.mid(8, 4) == "WEBP")
        return "webp";
    const auto *const found =
        std::ranges::find_if(signatures, [&](const Signature &s) { return data.startsWith(s.start); });
    if (found == signatures.end())
        return {};
    const bool netpbm = found->start.front() == 'P';
    return !netpbm || (data.size() > 2 && isBlank(data[2])) ? QByteArray(found->format) : QByteArray();
}

OtherKind otherKind(const QByteArray &data)
{
    const QByteArray head = data.left(1024).trimmed();
    if (data.startsWith("%PDF"))
        return OtherKind::Document;
    if (data.mid(4, 4) == "ftyp")
        return OtherKind::PhoneImage;
    const bool packed = data.startsWith("\x1F\x8B");
    const bool svg = head.startsWith("<svg") || (head.startsWith("<?xml") && head.contains("<svg"));
    return svg || packed ? OtherKind::Drawing : OtherKind::Unknown;
}

bool isCutOff(const QByteArray &data, const QByteArray &format)
{
    if (format == "jpeg")
        return jpegIsCutOff(data);
    if (format == "gif")
        return !data.endsWith(';');
    if (format == "bmp" && data.size() >= 6)
        return qFromLittleEndian<quint32>(data.constData() + 2) > data.size();
    return false;
}

bool isStreamedJpeg(const QByteArray &data)
{
    constexpr uchar lastSequential = 0xC1;
    qsizetype position = 2;
    int components = 0;
    while (const auto segment = nextSegment(data, position)) {
        if (isStartOfFrame(segment->marker)) {
            if (segment->marker > lastSequential || segment->body.size() < 6)
                return false;
            components = static_cast<uchar>(segment->body[5]);
        } else if (segment->marker == startOfScan) {
            return components > 0 && !segment->body.isEmpty()
                && static_cast<uchar>(segment->body[0]) == components;
        }
    }
    return false;
}

} // namespace convoscope
