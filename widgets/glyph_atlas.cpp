#include "widgets/glyph_atlas.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <algorithm>
#include <vector>

namespace convoscope {

namespace {

constexpr qsizetype mostBytes = qsizetype{16} << 20;

bool copiesPixels(const QPainter &painter)
{
    const QTransform device = painter.deviceTransform();
    return painter.paintEngine()->type() == QPaintEngine::Raster && device.type() <= QTransform::TxScale
        && device.m11() > 0.0 && qFuzzyCompare(device.m11(), device.m22());
}

/// Where something of this size goes in the rectangle, on whole pixels.
QPoint placed(const QRectF &rect, QSize size, Qt::Alignment alignment)
{
    double x = rect.center().x() - size.width() / 2.0;
    double y = rect.center().y() - size.height() / 2.0;
    if (alignment.testFlag(Qt::AlignLeft))
        x = rect.left();
    if (alignment.testFlag(Qt::AlignRight))
        x = rect.right() - size.width();
    if (alignment.testFlag(Qt::AlignTop))
        y = rect.top();
    if (alignment.testFlag(Qt::AlignBottom))
        y = rect.bottom() - size.height();
    return {qRound(x), qRound(y)};
}

void copyInto(QImage &target, int x, const QImage &source)
{
    for (int y = 0; y < source.height(); ++y)
        std::copy_n(reinterpret_cast<const QRgb *>(source.constScanLine(y)), source.width(),
                    reinterpret_cast<QRgb *>(target.scanLine(y)) + x);
}

} // namespace

GlyphAtlas::GlyphAtlas(const QFont &font)
    : m_font(font)
{
}

void GlyphAtlas::setFont(const QFont &font)
{
    if (font == m_font)
        return;
    m_font = font;
    forget();
}

void GlyphAtlas::draw(QPainter &painter, std::span<const CellText> texts)
{
    if (copiesPixels(painter))
        drawImages(painter, texts);
    else
        drawPlain(painter, texts);
}

void GlyphAtlas::draw(QPainter &painter, const QRectF &cell, const QString &text, QRgb colour,
                      Qt::Alignment alignment)
{
    const CellText one{cell, text, colour, alignment};
    draw(painter, {&one, 1});
}

double GlyphAtlas::width(const QString &text) const
{
    const QFontMetricsF metrics(m_font);
    int pixels = 0;
    for (const char32_t letter : text.toStdU32String())
        pixels += devicePixels(metrics.horizontalAdvance(QString::fromUcs4(&letter, 1)));
    return pixels / m_scale;
}

// In device coordinates the images are copied as they are; through a scaling transform they would be
// resampled.
void GlyphAtlas::drawImages(QPainter &painter, std::span<const CellText> texts)
{
    const QTransform world = painter.worldTransform();
    const QTransform device = painter.deviceTransform();
    setScale(device.m11());
    painter.setWorldTransform(device.inverted() * world);
    for (const CellText &text : texts) {
        const QImage &image = string(text.text, text.colour);
        painter.drawImage(placed(device.mapRect(text.cell), image.size(), text.alignment), image);
    }
    painter.setWorldTransform(world);
}

void GlyphAtlas::drawPlain(QPainter &painter, std::span<const CellText> texts) const
{
    painter.save();
    painter.setFont(m_font);
    for (const CellText &text : texts) {
        painter.setPen(QColor::fromRgba(text.colour));
        painter.drawText(text.cell, static_cast<int>(text.alignment) | Qt::TextDontClip | Qt::TextSingleLine,
                         text.text);
    }
    painter.restore();
}

void GlyphAtlas::setScale(double scale)
{
    if (qFuzzyCompare(scale, m_scale))
        return;
    m_scale = scale;
    forget();
}

void GlyphAtlas::forget()
{
    m_glyphs.clear();
    m_strings.clear();
    m_bytes = 0;
}

const QImage &GlyphAtlas::string(const QString &text, QRgb colour)
{
    const Key key{text, colour};
    if (const auto known = m_strings.constFind(key); known != m_strings.constEnd())
        return *known;
    if (m_bytes > mostBytes)
        forget();
    const std::u32string letters = text.toStdU32String();
    std::vector<QImage> glyphs;
    glyphs.reserve(letters.size());
    int width = 0;
    for (const char32_t letter : letters) {
        glyphs.push_back(glyph(letter, colour));
        width += glyphs.back().width();
    }
    QImage result(width, glyphs.empty() ? 0 : glyphs.front().height(), QImage::Format_ARGB32_Premultiplied);
    int x = 0;
    for (const QImage &image : glyphs) {
        copyInto(result, x, image);
        x += image.width();
    }
    m_bytes += result.sizeInBytes();
    return *m_strings.insert(key, result);
}

const QImage &GlyphAtlas::glyph(char32_t letter, QRgb colour)
{
    const quint64 key = static_cast<quint64>(letter) << 32 | colour;
    if (const auto known = m_glyphs.constFind(key); known != m_glyphs.constEnd())
        return *known;
    const QString text = QString::fromUcs4(&letter, 1);
    const QFontMetricsF metrics(m_font);
    const int baseline = devicePixels(metrics.ascent());
    QImage image(devicePixels(metrics.horizontalAdvance(text)), baseline + devicePixels(metrics.descent()),
                 QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(m_scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setFont(m_font);
    painter.setPen(QColor::fromRgba(colour));
    painter.drawText(QPointF(0, baseline / m_scale), text);
    painter.end();
    image.setDevicePixelRatio(1);
    return *m_glyphs.insert(key, image);
}

int GlyphAtlas::devicePixels(double length) const
{
    return std::max(1, qRound(length * m_scale));
}

} // namespace convoscope
