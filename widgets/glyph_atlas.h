#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QImage>
#include <QRectF>
#include <QString>
#include <span>

class QPainter;

namespace convoscope {

/// A short text in a cell.
struct CellText {
    QRectF cell;
    QString text;
    QRgb colour = 0;
    Qt::Alignment alignment = Qt::AlignCenter;
};

/// Draws thousands of short number strings fast: each glyph of a font is rendered once per colour and scale,
/// strings are put together from glyphs, kept, and copied to the device pixel for pixel. Painters that are no
/// raster, or turned, get plain text, so that vectors stay text.
class GlyphAtlas {
public:
    explicit GlyphAtlas(const QFont &font = {});

    /// Forgets everything if the font differs.
    void setFont(const QFont &font);
    [[nodiscard]] QFont font() const { return m_font; }

    /// All texts in one go; quicker than one by one.
    void draw(QPainter &painter, std::span<const CellText> texts);
    void draw(QPainter &painter, const QRectF &cell, const QString &text, QRgb colour,
              Qt::Alignment alignment = Qt::AlignCenter);

    /// Width of a text in logical pixels as it will be drawn.
    [[nodiscard]] double width(const QString &text) const;
    /// Strings kept at present, for tests.
    [[nodiscard]] qsizetype size() const { return m_strings.size(); }

private:
    struct Key {
        QString text;
        QRgb colour;
        bool operator==(const Key &) const = default;
    };
    friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.text, key.colour); }

    void drawImages(QPainter &painter, std::span<const CellText> texts);
    void drawPlain(QPainter &painter, std::span<const CellText> texts) const;
    void setScale(double scale);
    void forget();
    const QImage &string(const QString &text, QRgb colour);
    const QImage &glyph(char32_t letter, QRgb colour);
    [[nodiscard]] int devicePixels(double length) const;

    QFont m_font;
    double m_scale = 1.0; // device pixels per logical pixel that the images are made for
    qsizetype m_bytes = 0; // of the strings
    QHash<quint64, QImage> m_glyphs; // by letter and colour
    QHash<Key, QImage> m_strings;
};

} // namespace convoscope
