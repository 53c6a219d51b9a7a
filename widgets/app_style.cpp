#include "widgets/app_style.h"

#include "widgets/style_bars.h"
#include "widgets/style_primitives.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOptionComplex>
#include <QTabBar>
#include <QToolTip>

namespace convoscope {

namespace {

void setMark(QWidget &widget, const char *property, bool on)
{
    if (widget.property(property).toBool() == on)
        return;
    widget.setProperty(property, on);
    widget.update();
}

} // namespace

AppStyle::AppStyle(const Theme &theme)
    : QProxyStyle(QStringLiteral("Fusion"))
    , m_theme(theme)
{
}

void AppStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QLineEdit *>(widget) || qobject_cast<QTabBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    if (!paintPrimitive(element, {*painter, *option, widget, m_theme}))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void AppStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                           const QWidget *widget) const
{
    if (paintPart(element, {*painter, *option, widget, m_theme}))
        return;
    switch (element) {
    case CE_PushButtonLabel: drawInked<QStyleOptionButton>(element, option, painter, widget); return;
    case CE_ToolButtonLabel: drawInked<QStyleOptionToolButton>(element, option, painter, widget); return;
    case CE_TabBarTabLabel: drawInked<QStyleOptionTab>(element, option, painter, widget); return;
    case CE_MenuItem:
    case CE_MenuBarItem: drawMenuItem(element, *option, *painter, widget); return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                  QPainter *painter, const QWidget *widget) const
{
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        slider && control == CC_Slider)
        paintSlider(*painter, *slider, proxy()->subControlRect(control, option, SC_SliderGroove, widget),
                    proxy()->subControlRect(control, option, SC_SliderHandle, widget), m_theme);
    else if (slider && control == CC_ScrollBar)
        paintScrollBar(*painter, *slider, m_theme);
    else if (control == CC_ComboBox)
        drawComboBox(*option, *painter, widget);
    else if (control == CC_SpinBox)
        drawSpinBox(*option, *painter, widget);
    else if (control == CC_ToolButton)
        drawToolButton(*option, *painter, widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

/// Fusion's words in our colour.
template <typename Option>
void AppStyle::drawInked(ControlElement element, const QStyleOption *option, QPainter *painter,
                         const QWidget *widget) const
{
    const auto *given = qstyleoption_cast<const Option *>(option);
    if (!given)
        return;
    Option inked(*given);
    if (element == CE_TabBarTabLabel) {
        const bool selected = inked.state.testFlag(State_Selected);
        inked.palette.setColor(QPalette::WindowText, selected ? m_theme.accent : m_theme.muted);
    } else {
        inked.palette.setColor(QPalette::ButtonText, inkOf(inked, emphasisOf(inked, widget), m_theme));
    }
    QProxyStyle::drawControl(element, &inked, painter, widget);
}

/// A rounded fill behind the chosen item, then Fusion's words as on any other.
void AppStyle::drawMenuItem(ControlElement element, const QStyleOption &option, QPainter &painter,
                            const QWidget *widget) const
{
    const auto *given = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (!given)
        return;
    QStyleOptionMenuItem item(*given);
    const bool chosen = item.state.testFlag(State_Selected) && isEnabled(item);
    item.state &= ~(State_Selected | State_Sunken);
    if (element == CE_MenuBarItem) {
        painter.fillRect(item.rect, m_theme.surface);
        item.palette.setColor(QPalette::Window, Qt::transparent);
    }
    if (chosen)
        paintBox(painter, QRectF(item.rect).adjusted(2, 2, -2, -2),
                 {.fill = m_theme.selection, .edge = {}, .radius = 6.0 * m_theme.scale});
    QProxyStyle::drawControl(element, &item, &painter, widget);
}

void AppStyle::drawComboBox(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(&option);
    if (!box)
        return;
    if (box->frame)
        paintField(painter, option, m_theme, widget && widget->property(faultyProperty).toBool());
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    paintArrow(painter, arrow, Arrow::Down, isEnabled(option) ? m_theme.muted : m_theme.disabled, m_theme);
}

void AppStyle::drawSpinBox(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(&option);
    if (!box)
        return;
    if (box->frame)
        paintField(painter, option, m_theme, widget && widget->property(faultyProperty).toBool());
    if (box->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto paintStep = [&](SubControl part, Arrow arrow, QAbstractSpinBox::StepEnabledFlag needed) {
        const bool works = isEnabled(option) && box->stepEnabled.testFlag(needed);
        const bool touchedNow = works && option.activeSubControls == part && isHovered(option);
        paintArrow(painter, proxy()->subControlRect(CC_SpinBox, &option, part, widget), arrow,
                   touchedNow  ? m_theme.accent
                       : works ? m_theme.muted
                               : m_theme.disabled,
                   m_theme);
    };
    paintStep(SC_SpinBoxUp, Arrow::Up, QAbstractSpinBox::StepUpEnabled);
    paintStep(SC_SpinBoxDown, Arrow::Down, QAbstractSpinBox::StepDownEnabled);
}

void AppStyle::drawToolButton(const QStyleOptionComplex &option, QPainter &painter,
                              const QWidget *widget) const
{
    const auto *given = qstyleoption_cast<const QStyleOptionToolButton *>(&option);
    if (!given)
        return;
    QStyleOptionToolButton button(*given);
    paintButton(painter, button, m_theme, emphasisOf(button, widget));
    if (button.features & (QStyleOptionToolButton::HasMenu | QStyleOptionToolButton::MenuButtonPopup)) {
        const int width = proxy()->pixelMetric(PM_MenuButtonIndicator, &button, widget);
        const QRect all = button.rect;
        const QRect arrow(all.right() - width - m_theme.px(2), all.top(), width, all.height());
        paintArrow(painter, visualRect(button.direction, all, arrow), Arrow::Down,
                   inkOf(button, emphasisOf(button, widget), m_theme), m_theme);
        button.rect = visualRect(button.direction, all, all.adjusted(0, 0, -width, 0));
    }
    if (button.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button.text.isEmpty())
        button.rect.adjust(m_theme.px(8), 0, 0, 0); // Qt puts icon and text at the very edge
    proxy()->drawControl(CE_ToolButtonLabel, &button, &painter, widget);
}

void applyTheme(const Theme &theme)
{
    QApplication::setStyle(new AppStyle(theme));
    QApplication::setPalette(theme.palette());
    QApplication::setFont(theme.body());
    QToolTip::setPalette(theme.palette());
    QToolTip::setFont(theme.body(13));
}

void setAccented(QAbstractButton &button, bool accented)
{
    setMark(button, accentedProperty, accented);
}

void setFaulty(QWidget &field, bool faulty)
{
    setMark(field, faultyProperty, faulty);
}

} // namespace convoscope
