#include "widgets/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace convoscope {

namespace {

/// What an icon is drawn from.
struct Tints {
    QColor off;
    QColor on;
    QColor disabled;
};

class TintedIcon : public QIconEngine {
public:
    TintedIcon(QByteArray svg, const Tints &tints)
        : m_svg(std::move(svg))
        , m_tints(tints)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        QByteArray svg = m_svg;
        QSvgRenderer renderer(svg.replace("currentColor", tint(mode, state).name().toLatin1()));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect({}, size), mode, state);
        return result;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new TintedIcon(*this); }
    bool isNull() override { return false; }

private:
    [[nodiscard]] QColor tint(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled)
            return m_tints.disabled;
        return state == QIcon::On ? m_tints.on : m_tints.off;
    }

    QByteArray m_svg;
    Tints m_tints;
};

QIcon made(const QString &name, const Tints &tints)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QFile::ReadOnly))
        return {};
    return QIcon(new TintedIcon(file.readAll(), tints));
}

} // namespace

QIcon icon(const QString &name, const Theme &theme)
{
    return made(name, {.off = theme.text, .on = theme.accent, .disabled = theme.disabled});
}

QIcon icon(const QString &name, const Theme &theme, const QColor &colour)
{
    return made(name, {.off = colour, .on = colour, .disabled = theme.disabled});
}

} // namespace convoscope
