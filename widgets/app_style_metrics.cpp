#include "widgets/app_style.h"
#include "widgets/style_bars.h"

#include <QStyleOptionComplex>
#include <QTableView>
#include <array>
#include <utility>

namespace convoscope {

namespace {

constexpr int controlHeight = 32;
constexpr int arrowWidth = 26;
constexpr int stepWidth = 20;
constexpr int itemInset = 7;
constexpr int textInset = 10; // from the edge of a field

/// Lengths in logical pixels before the theme's scale.
constexpr std::array lengths{
    std::pair{QStyle::PM_DefaultFrameWidth, 1},
    std::pair{QStyle::PM_ButtonMargin, 8},
    std::pair{QStyle::PM_MenuButtonIndicator, 18},
    std::pair{QStyle::PM_ScrollBarExtent, 12},
    std::pair{QStyle::PM_ScrollBarSliderMin, 28},
    std::pair{QStyle::PM_SliderThickness, 22},
    std::pair{QStyle::PM_SliderControlThickness, 22},
    std::pair{QStyle::PM_SliderLength, 22},
    std::pair{QStyle::PM_IndicatorWidth, 18},
    std::pair{QStyle::PM_IndicatorHeight, 18},
    std::pair{QStyle::PM_ExclusiveIndicatorWidth, 18},
    std::pair{QStyle::PM_ExclusiveIndicatorHeight, 18},
    std::pair{QStyle::PM_CheckBoxLabelSpacing, 8},
    std::pair{QStyle::PM_RadioButtonLabelSpacing, 8},
    std::pair{QStyle::PM_SmallIconSize, 16},
    std::pair{QStyle::PM_ButtonIconSize, 16},
    std::pair{QStyle::PM_ListViewIconSize, 16},
    std::pair{QStyle::PM_ToolBarIconSize, 18},
    std::pair{QStyle::PM_ToolBarItemSpacing, 6},
    std::pair{QStyle::PM_MenuPanelWidth, 1},
    std::pair{QStyle::PM_MenuHMargin, 4},
    std::pair{QStyle::PM_MenuVMargin, 4},
    std::pair{QStyle::PM_ToolTipLabelFrameWidth, 7},
    std::pair{QStyle::PM_SplitterWidth, 7},
    std::pair{QStyle::PM_TabBarTabHSpace, 26},
    std::pair{QStyle::PM_TabBarTabVSpace, 16},
    std::pair{QStyle::PM_TabBarTabShiftHorizontal, 0},
    std::pair{QStyle::PM_TabBarTabShiftVertical, 0},
    std::pair{QStyle::PM_ButtonShiftHorizontal, 0},
    std::pair{QStyle::PM_ButtonShiftVertical, 0},
    std::pair{QStyle::PM_LayoutLeftMargin, 12},
    std::pair{QStyle::PM_LayoutTopMargin, 12},
    std::pair{QStyle::PM_LayoutRightMargin, 12},
    std::pair{QStyle::PM_LayoutBottomMargin, 12},
    std::pair{QStyle::PM_LayoutHorizontalSpacing, 8},
    std::pair{QStyle::PM_LayoutVerticalSpacing, 8},
};

QRect comboBoxRect(const QRect &all, QStyle::SubControl part, const Theme &theme)
{
    if (part == QStyle::SC_ComboBoxArrow)
        return all.adjusted(all.width() - theme.px(arrowWidth), 0, 0, 0);
    if (part == QStyle::SC_ComboBoxEditField)
        return all.adjusted(theme.px(textInset) - 3, 1, -theme.px(arrowWidth), -1);
    return all;
}

QRect spinBoxRect(const QStyleOptionSpinBox &option, QStyle::SubControl part, const Theme &theme)
{
    const QRect all = option.rect;
    const int steps = option.buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : theme.px(stepWidth);
    const int left = all.right() + 1 - steps - theme.px(2);
    switch (part) {
    case QStyle::SC_SpinBoxUp: return {left, all.top() + 2, steps, all.height() / 2 - 2};
    case QStyle::SC_SpinBoxDown: return {left, all.center().y() + 1, steps, all.height() / 2 - 2};
    case QStyle::SC_SpinBoxEditField: {
        const int right = steps > 0 ? steps + theme.px(4) : theme.px(textInset) - 2;
        return all.adjusted(theme.px(textInset) - 2, 1, -right, -1);
    }
    default: return all;
    }
}

QRect scrollBarRect(const QStyleOptionSlider &option, QStyle::SubControl part, const Theme &theme)
{
    const QRect all = option.rect;
    const QRect handle = scrollBarHandle(option, theme);
    const bool row = option.orientation == Qt::Horizontal;
    switch (part) {
    case QStyle::SC_ScrollBarSlider: return handle;
    case QStyle::SC_ScrollBarGroove: return all;
    case QStyle::SC_ScrollBarSubPage:
        return row ? QRect(all.topLeft(), QPoint(handle.left() - 1, all.bottom()))
                   : QRect(all.topLeft(), QPoint(all.right(), handle.top() - 1));
    case QStyle::SC_ScrollBarAddPage:
        return row ? QRect(QPoint(handle.right() + 1, all.top()), all.bottomRight())
                   : QRect(QPoint(all.left(), handle.bottom() + 1), all.bottomRight());
    default: return {};
    }
}

bool opensMenu(const QStyleOption &option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(&option);
    return button && button->features.testFlag(QStyleOptionToolButton::HasMenu)
        && !button->features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
}

} // namespace

QRect AppStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                               SubControl subControl, const QWidget *widget) const
{
    if (control == CC_ComboBox && subControl != SC_ComboBoxListBoxPopup)
        return visualRect(option->direction, option->rect, comboBoxRect(option->rect, subControl, m_theme));
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        spin && control == CC_SpinBox)
        return visualRect(option->direction, option->rect, spinBoxRect(*spin, subControl, m_theme));
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == CC_ScrollBar)
        return scrollBarRect(*bar, subControl, m_theme);
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect AppStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return option->rect.adjusted(m_theme.px(textInset) - 3, 1, -(m_theme.px(textInset) - 3), -1);
    const QRect given = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_CheckBoxFocusRect || element == SE_RadioButtonFocusRect) {
        const SubElement mark =
            element == SE_CheckBoxFocusRect ? SE_CheckBoxIndicator : SE_RadioButtonIndicator;
        return (given | QProxyStyle::subElementRect(mark, option, widget)).adjusted(-3, -3, 3, 3)
            & option->rect;
    }
    return given;
}

QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                 const QWidget *widget) const
{
    const QSize least(0, m_theme.px(controlHeight));
    const auto grown = [&](int width, int height) {
        return (size + QSize(m_theme.px(width), m_theme.px(height))).expandedTo(least);
    };
    switch (type) {
    case CT_PushButton: return grown(28, 12).expandedTo({m_theme.px(controlHeight), 0});
    case CT_ToolButton:
        return grown(opensMenu(*option) ? 32 : 16, 14).expandedTo({m_theme.px(controlHeight), 0});
    case CT_ComboBox: return grown(textInset + arrowWidth + 4, 10);
    case CT_SpinBox: return grown(textInset + stepWidth + 4, 0);
    case CT_LineEdit: return grown(2 * textInset, 8);
    case CT_ItemViewItem:
        return QProxyStyle::sizeFromContents(type, option, size, widget).expandedTo({0, m_theme.px(28)});
    case CT_MenuItem: {
        const QSize item = QProxyStyle::sizeFromContents(type, option, size, widget);
        const auto *entry = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        const bool line = entry && entry->menuItemType == QStyleOptionMenuItem::Separator;
        return line ? item : item + QSize(m_theme.px(12), m_theme.px(6));
    }
    default: return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_FocusFrameHMargin && !qobject_cast<const QTableView *>(widget)) // of text in list items
        return m_theme.px(itemInset);
    for (const auto &[known, length] : lengths)
        if (known == metric)
            return m_theme.px(length);
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int AppStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                        QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Slider_AbsoluteSetButtons: return Qt::LeftButton;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_ToolTip_WakeUpDelay: return 500;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace convoscope
