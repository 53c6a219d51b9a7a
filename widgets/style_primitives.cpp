#include "widgets/style_primitives.h"

#include <QPainter>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

namespace convoscope {

namespace {

bool isMarked(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

Arrow arrowOf(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_IndicatorArrowUp: return Arrow::Up;
    case QStyle::PE_IndicatorArrowLeft: return Arrow::Left;
    case QStyle::PE_IndicatorArrowRight: return Arrow::Right;
    default: return Arrow::Down;
    }
}

/// Buttons and tabs draw the ring as part of themselves; a clicked item is marked enough by its fill.
bool needsNoRing(const QStyleOption &option, const QWidget *widget)
{
    if (qobject_cast<const QAbstractItemView *>(widget))
        return !option.state.testFlag(QStyle::State_KeyboardFocusChange);
    return qobject_cast<const QPushButton *>(widget) || qobject_cast<const QToolButton *>(widget)
        || qobject_cast<const QTabBar *>(widget);
}

void paintLineEdit(const StyledPart &d)
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&d.option);
    if (frame && frame->lineWidth > 0)
        paintField(d.painter, d.option, d.theme, isMarked(d.widget, faultyProperty));
}

void paintViewItem(const StyledPart &d)
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&d.option);
    if (item && item->backgroundBrush.style() != Qt::NoBrush)
        d.painter.fillRect(d.option.rect, item->backgroundBrush);
    const bool table = qobject_cast<const QTableView *>(d.widget);
    paintItem(d.painter, d.option, d.theme, table ? 0.0 : 6.0 * d.theme.scale);
}

void paintToolBarSeparator(const StyledPart &d)
{
    const QRect rect = d.option.rect;
    const QPoint middle = rect.center();
    const bool row = d.option.state.testFlag(QStyle::State_Horizontal);
    d.painter.fillRect(row ? QRect(middle.x(), rect.top() + 4, 1, rect.height() - 8)
                           : QRect(rect.left() + 4, middle.y(), rect.width() - 8, 1),
                       d.theme.line);
}

bool paintPanel(QStyle::PrimitiveElement element, const StyledPart &d)
{
    const QRect rect = d.option.rect;
    switch (element) {
    case QStyle::PE_PanelButtonCommand:
    case QStyle::PE_PanelButtonTool:
        paintButton(d.painter, d.option, d.theme, emphasisOf(d.option, d.widget));
        return true;
    case QStyle::PE_PanelLineEdit: paintLineEdit(d); return true;
    case QStyle::PE_Frame:
        paintBox(d.painter, rect, {.fill = {}, .edge = d.theme.outline, .radius = 4.0 * d.theme.scale});
        return true;
    case QStyle::PE_PanelTipLabel:
    case QStyle::PE_PanelMenu: paintPopup(d.painter, rect, d.theme); return true;
    case QStyle::PE_PanelItemViewItem: paintViewItem(d); return true;
    case QStyle::PE_FrameTabBarBase:
        d.painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), d.theme.line);
        return true;
    case QStyle::PE_FrameLineEdit: // part of the panel
    case QStyle::PE_FrameMenu: // likewise
    case QStyle::PE_FrameTabWidget: // pages and groups need no box around them
    case QStyle::PE_FrameGroupBox:
    case QStyle::PE_FrameStatusBarItem:
    case QStyle::PE_PanelStatusBar: return true;
    default: return false;
    }
}

bool paintMark(QStyle::PrimitiveElement element, const StyledPart &d)
{
    switch (element) {
    case QStyle::PE_FrameFocusRect:
        if (!needsNoRing(d.option, d.widget))
            paintFocusRing(d.painter, d.option.rect, d.theme, 4.0 * d.theme.scale);
        return true;
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck: paintCheckBox(d.painter, d.option, d.theme); return true;
    case QStyle::PE_IndicatorRadioButton: paintRadioButton(d.painter, d.option, d.theme); return true;
    case QStyle::PE_IndicatorMenuCheckMark:
        if (d.option.state.testFlag(QStyle::State_On))
            paintTick(d.painter, d.option.rect, d.theme.accent);
        return true;
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorArrowDown:
    case QStyle::PE_IndicatorArrowLeft:
    case QStyle::PE_IndicatorArrowRight:
        paintArrow(d.painter, d.option.rect, arrowOf(element),
                   isEnabled(d.option) ? d.theme.muted : d.theme.disabled, d.theme);
        return true;
    case QStyle::PE_IndicatorToolBarSeparator: paintToolBarSeparator(d); return true;
    default: return false;
    }
}

} // namespace

Emphasis emphasisOf(const QStyleOption &option, const QWidget *widget)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    if (isMarked(widget, accentedProperty)
        || (button && button->features.testFlag(QStyleOptionButton::DefaultButton)))
        return Emphasis::Accented;
    const bool flat = button ? button->features.testFlag(QStyleOptionButton::Flat)
                             : option.state.testFlag(QStyle::State_AutoRaise);
    return flat ? Emphasis::Flat : Emphasis::Normal;
}

QColor inkOf(const QStyleOption &option, Emphasis emphasis, const Theme &theme)
{
    if (!isEnabled(option))
        return theme.disabled;
    if (emphasis == Emphasis::Accented)
        return theme.accentText;
    return option.state.testFlag(QStyle::State_On) ? theme.accent : theme.text;
}

bool paintPrimitive(QStyle::PrimitiveElement element, const StyledPart &drawing)
{
    return paintPanel(element, drawing) || paintMark(element, drawing);
}

} // namespace convoscope
