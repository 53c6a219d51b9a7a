#include "widgets/style_paint.h"

#include <QPainter>
#include <array>

namespace convoscope {

Smooth::Smooth(QPainter &painter)
    : m_painter(painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
}

Smooth::~Smooth()
{
    m_painter.restore();
}

void paintBox(QPainter &painter, const QRectF &rect, const Box &box)
{
    const Smooth smooth(painter);
    const double inset = box.edge.isValid() ? box.width / 2 : 0.0;
    painter.setPen(box.edge.isValid() ? QPen(box.edge, box.width) : QPen(Qt::NoPen));
    painter.setBrush(box.fill.isValid() ? QBrush(box.fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), box.radius, box.radius);
}

void paintFocusRing(QPainter &painter, const QRectF &rect, const Theme &theme, double radius)
{
    paintBox(painter, rect, {.fill = {}, .edge = theme.focus, .radius = radius, .width = 2.0 * theme.scale});
}

void paintArrow(QPainter &painter, const QRectF &rect, Arrow arrow, const QColor &colour, const Theme &theme)
{
    constexpr std::array turns{180.0, 0.0, 90.0, -90.0};
    const Smooth smooth(painter);
    painter.translate(rect.center());
    painter.rotate(turns[static_cast<size_t>(arrow)]);
    painter.scale(theme.scale, theme.scale);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{{-3.5, -1.75}, {0.0, 1.75}, {3.5, -1.75}});
}

void paintTick(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    const Smooth smooth(painter);
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / 16, rect.height() / 16);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{{4.2, 8.3}, {7.0, 11.0}, {11.8, 5.4}});
}

QColor touched(const QColor &surface, QStyle::State state, const Theme &theme)
{
    if (!state.testFlag(QStyle::State_Enabled))
        return surface;
    if (state.testFlag(QStyle::State_Sunken))
        return mixed(surface, theme.text, 0.12);
    return state.testFlag(QStyle::State_MouseOver) ? mixed(surface, theme.text, 0.05) : surface;
}

bool isEnabled(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_Enabled);
}

bool isHovered(const QStyleOption &option)
{
    return isEnabled(option) && option.state.testFlag(QStyle::State_MouseOver);
}

bool isPressed(const QStyleOption &option)
{
    return isEnabled(option) && option.state.testFlag(QStyle::State_Sunken);
}

bool hasFocus(const QStyleOption &option)
{
    return isEnabled(option) && option.state.testFlag(QStyle::State_HasFocus);
}

bool hasKeyboardFocus(const QStyleOption &option)
{
    return hasFocus(option) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

} // namespace convoscope
