#include "app/gif_writer.h"

#include "app/palette.h"
#include "app/save_file.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <gif_lib.h>
#include <span>
#include <utility>
#include <vector>

namespace convoscope {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(GifWriter)
};

constexpr int mostColours = 256;

std::span<const QRgb> rowOf(const QImage &image, int y)
{
    return {reinterpret_cast<const QRgb *>(image.constScanLine(y)), static_cast<size_t>(image.width())};
}

/// The smallest rectangle outside of which the images are equal; one pixel when they are equal everywhere.
QRect changedArea(const QImage &before, const QImage &after)
{
    QRect area;
    for (int y = 0; y < after.height(); ++y) {
        const std::span<const QRgb> a = rowOf(before, y);
        const std::span<const QRgb> b = rowOf(after, y);
        const auto first = std::ranges::mismatch(a, b).in2;
        if (first == b.end())
            continue;
        const auto last = std::mismatch(a.rbegin(), a.rend(), b.rbegin()).second;
        const int left = static_cast<int>(first - b.begin());
        const int right = static_cast<int>(last.base() - b.begin()) - 1;
        area |= QRect(QPoint(left, y), QPoint(right, y));
    }
    return area.isEmpty() ? QRect(0, 0, 1, 1) : area;
}

/// The pixels of the area that differ from `before`, or all when there is no picture before.
std::vector<QRgb> changedPixels(const QImage &before, const QImage &after, QRect area)
{
    std::vector<QRgb> pixels;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const std::span<const QRgb> row = rowOf(after, y);
        for (int x = area.left(); x <= area.right(); ++x) {
            if (before.isNull() || rowOf(before, y)[x] != row[x])
                pixels.push_back(row[x]);
        }
    }
    return pixels;
}

using ColourMap = std::unique_ptr<ColorMapObject, decltype(&GifFreeMapObject)>;

/// GIF stores palettes of two, four, ... 256 colours.
ColourMap colourMap(const std::vector<QRgb> &colours, int size)
{
    ColourMap map(GifMakeMapObject(1 << GifBitSize(size), nullptr), &GifFreeMapObject);
    const auto byte = [](int value) { return static_cast<GifByteType>(value); };
    for (size_t i = 0; map && i < colours.size(); ++i)
        map->Colors[i] = {byte(qRed(colours[i])), byte(qGreen(colours[i])), byte(qBlue(colours[i]))};
    return map;
}

int append(GifFileType *gif, const GifByteType *bytes, int count)
{
    static_cast<QByteArray *>(gif->UserData)->append(reinterpret_cast<const char *>(bytes), count);
    return count;
}

bool writeLoopForEver(GifFileType *gif)
{
    constexpr std::array<GifByteType, 3> forEver{1, 0, 0};
    return EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK
        && EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0") == GIF_OK
        && EGifPutExtensionBlock(gif, forEver.size(), forEver.data()) == GIF_OK
        && EGifPutExtensionTrailer(gif) == GIF_OK;
}

bool writeControl(GifFileType *gif, int centiseconds, int transparent)
{
    const GraphicsControlBlock control{.DisposalMode = DISPOSE_DO_NOT,
                                       .UserInputFlag = false,
                                       .DelayTime = centiseconds,
                                       .TransparentColor = transparent};
    std::array<GifByteType, 4> bytes{};
    EGifGCBToExtension(&control, bytes.data());
    return EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, bytes.size(), bytes.data()) == GIF_OK;
}

} // namespace

void GifWriter::Close::operator()(GifFileType *gif) const
{
    EGifCloseFile(gif, nullptr);
}

GifWriter::GifWriter(const QString &path, QSize size)
    : AnimationWriter(path, size)
{
}

bool GifWriter::begin()
{
    m_gif.reset(EGifOpen(&m_bytes, append, nullptr));
    if (!m_gif)
        return false;
    EGifSetGifVersion(m_gif.get(), true);
    return EGifPutScreenDesc(m_gif.get(), size().width(), size().height(), 8, 0, nullptr) == GIF_OK
        && writeLoopForEver(m_gif.get());
}

bool GifWriter::writeFrame(const QImage &image, QRect area, int centiseconds)
{
    const bool first = m_previous.isNull();
    const std::vector<QRgb> pixels = changedPixels(m_previous, image, area);
    const Palette palette = paletteOf(pixels, first ? mostColours : mostColours - 1);
    const int unchanged = first ? NO_TRANSPARENT_COLOR : static_cast<int>(palette.colours.size());
    const ColourMap map =
        colourMap(palette.colours, static_cast<int>(palette.colours.size()) + (first ? 0 : 1));
    bool written = map && writeControl(m_gif.get(), centiseconds, unchanged)
        && EGifPutImageDesc(m_gif.get(), area.left(), area.top(), area.width(), area.height(), false,
                            map.get())
            == GIF_OK;
    std::vector<GifPixelType> line(static_cast<size_t>(area.width()));
    for (int y = area.top(); written && y <= area.bottom(); ++y) {
        const std::span<const QRgb> now = rowOf(image, y).subspan(area.left(), line.size());
        const std::span<const QRgb> before =
            first ? now : rowOf(m_previous, y).subspan(area.left(), line.size());
        for (size_t x = 0; x < line.size(); ++x)
            line[x] = static_cast<GifPixelType>(!first && now[x] == before[x] ? unchanged
                                                                              : palette.indexOf[now[x]]);
        written = EGifPutLine(m_gif.get(), line.data(), area.width()) == GIF_OK;
    }
    return written;
}

std::optional<QString> GifWriter::encode(const QImage &image, int milliseconds)
{
    m_milliseconds += milliseconds;
    const int centiseconds =
        static_cast<int>(qBound(2LL, (m_milliseconds + 5) / 10 - m_centiseconds, 65535LL));
    m_centiseconds += centiseconds; // below 2 browsers fall back to 10
    const QRect area = m_previous.isNull() ? image.rect() : changedArea(m_previous, image);
    if ((!m_gif && !begin()) || !writeFrame(image, area, centiseconds))
        return cannotEncode(Words::tr("there is not enough memory"));
    m_previous = image;
    return std::nullopt;
}

std::optional<QString> GifWriter::finish()
{
    if (!m_gif)
        return cannotEncode(Words::tr("it has no pictures"));
    if (EGifCloseFile(m_gif.release(), nullptr) != GIF_OK)
        return cannotEncode(Words::tr("there is not enough memory"));
    return saveFile(path(), m_bytes);
}

} // namespace convoscope
