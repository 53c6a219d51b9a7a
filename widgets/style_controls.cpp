#include "widgets/style_controls.h"

#include <QPainter>
#include <QStyleOptionTab>

namespace convoscope {

namespace {

constexpr double controlRadius = 7.0;

Box buttonBox(const QStyleOption &option, const Theme &theme, Emphasis emphasis)
{
    const bool enabled = isEnabled(option);
    const double radius = controlRadius * theme.scale;
    if (emphasis == Emphasis::Accented)
        return {.fill = enabled ? theme.accent : theme.line, .edge = {}, .radius = radius};
    if (option.state.testFlag(QStyle::State_On))
        return {.fill = theme.selection, .edge = enabled ? theme.accent : theme.outline, .radius = radius};
    if (emphasis == Emphasis::Normal)
        return {.fill = theme.surface, .edge = theme.outline, .radius = radius};
    return {.fill = isHovered(option) || isPressed(option) ? theme.surface : QColor{},
            .edge = {},
            .radius = radius};
}

/// Check boxes and radio buttons: filled when on, an edge that can be seen when off.
Box markBox(const QStyleOption &option, const Theme &theme, double radius)
{
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const QColor strong = isEnabled(option) ? theme.accent : theme.disabled;
    return {.fill = touched(on ? strong : theme.surface, option.state, theme),
            .edge = on || isHovered(option) ? strong : mixed(theme.surface, theme.muted, 0.85),
            .radius = radius,
            .width = 1.5 * theme.scale};
}

} // namespace

void paintButton(QPainter &painter, const QStyleOption &option, const Theme &theme, Emphasis emphasis)
{
    Box box = buttonBox(option, theme, emphasis);
    if (box.fill.isValid())
        box.fill = touched(box.fill, option.state, theme);
    paintBox(painter, option.rect, box);
    if (!hasKeyboardFocus(option))
        return;
    const bool filled = emphasis == Emphasis::Accented;
    if (filled || option.state.testFlag(QStyle::State_On)) // the ring would vanish beside its own colour
        paintBox(painter, QRectF(option.rect).adjusted(2, 2, -2, -2),
                 {.fill = {},
                  .edge = filled ? theme.accentText : theme.surface,
                  .radius = box.radius - 2,
                  .width = 2 * theme.scale});
    paintFocusRing(painter, option.rect, theme, box.radius);
}

void paintField(QPainter &painter, const QStyleOption &option, const Theme &theme, bool faulty)
{
    const bool enabled = isEnabled(option);
    const QColor edge = faulty ? theme.error
        : isHovered(option)    ? mixed(theme.outline, theme.muted, 0.6)
                               : theme.outline;
    const double radius = controlRadius * theme.scale;
    paintBox(painter, option.rect,
             {.fill = enabled ? theme.surface : theme.window,
              .edge = edge,
              .radius = radius,
              .width = (faulty ? 1.5 : 1.0) * theme.scale});
    if (hasFocus(option))
        paintBox(painter, option.rect,
                 {.fill = {},
                  .edge = faulty ? theme.error : theme.focus,
                  .radius = radius,
                  .width = 2 * theme.scale});
}

void paintCheckBox(QPainter &painter, const QStyleOption &option, const Theme &theme)
{
    paintBox(painter, option.rect, markBox(option, theme, 4 * theme.scale));
    const QColor ink = isEnabled(option) ? theme.accentText : theme.surface;
    if (option.state.testFlag(QStyle::State_On))
        paintTick(painter, option.rect, ink);
    if (option.state.testFlag(QStyle::State_NoChange)) {
        const double side = option.rect.width() / 2.0;
        const QPointF middle = QRectF(option.rect).center();
        painter.fillRect(QRectF(middle.x() - side / 2, middle.y() - theme.scale, side, 2 * theme.scale), ink);
    }
}

void paintRadioButton(QPainter &painter, const QStyleOption &option, const Theme &theme)
{
    const QRectF rect(option.rect);
    paintBox(painter, rect, markBox(option, theme, rect.width() / 2));
    if (!option.state.testFlag(QStyle::State_On))
        return;
    const double inset = rect.width() * 0.3;
    paintBox(painter, rect.adjusted(inset, inset, -inset, -inset),
             {.fill = theme.accentText, .edge = {}, .radius = rect.width()});
}

void paintTab(QPainter &painter, const QStyleOptionTab &option, const Theme &theme)
{
    const QRectF rect(option.rect);
    const double thick = 2 * theme.scale;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (!selected && isHovered(option))
        paintBox(painter, rect.adjusted(2, 4, -2, -4),
                 {.fill = touched(theme.surface, option.state, theme), .edge = {}});
    const bool upright = option.shape == QTabBar::RoundedNorth || option.shape == QTabBar::TriangularNorth;
    const double y = upright ? rect.bottom() - thick : rect.top();
    if (selected)
        painter.fillRect(QRectF(rect.left() + 4, y, rect.width() - 8, thick), theme.accent);
    if (hasFocus(option))
        paintFocusRing(painter, rect.adjusted(2, 4, -2, -4), theme, 5 * theme.scale);
}

void paintPopup(QPainter &painter, const QRect &rect, const Theme &theme)
{
    painter.fillRect(rect, theme.raised);
    paintBox(painter, rect, {.fill = {}, .edge = theme.outline, .radius = 0.0});
}

void paintItem(QPainter &painter, const QStyleOption &option, const Theme &theme, double radius)
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || isHovered(option))
        paintBox(painter, option.rect,
                 {.fill = selected ? theme.selection : mixed(theme.surface, theme.text, 0.04),
                  .edge = {},
                  .radius = radius});
}

} // namespace convoscope
