#include "widgets/switch.h"

#include <QPainter>

namespace convoscope {

Switch::Switch(QWidget *parent)
    : QCheckBox(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void Switch::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

QSize Switch::sizeHint() const
{
    return {m_theme.px(40), m_theme.px(24)};
}

void Switch::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    const double radius = track.height() / 2;
    painter.setPen(QPen(isChecked() ? m_theme.accent : m_theme.muted, 1));
    painter.setBrush(isChecked() ? m_theme.accent : m_theme.surface);
    painter.drawRoundedRect(track, radius, radius);
    const double x = isChecked() ? track.right() - radius : track.left() + radius;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? m_theme.accentText : m_theme.muted);
    painter.drawEllipse(QPointF(x, track.center().y()), radius - m_theme.px(4), radius - m_theme.px(4));
    if (!hasFocus())
        return;
    painter.setPen(QPen(m_theme.focus, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius + 1.5, radius + 1.5);
}

} // namespace convoscope
