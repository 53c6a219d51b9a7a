#include "widgets/style_bars.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

namespace convoscope {

namespace {

constexpr double thickness = 5.0;

bool isHorizontal(const QStyleOptionSlider &option)
{
    return option.orientation == Qt::Horizontal;
}

/// A strip of the groove along its middle, from one point to another.
QRectF strip(const QRectF &groove, bool horizontal, double from, double to, double thick)
{
    const QPointF middle = groove.center();
    return horizontal ? QRectF(from, middle.y() - thick / 2, to - from, thick)
                      : QRectF(middle.x() - thick / 2, from, thick, to - from);
}

QRectF playedPart(const QStyleOptionSlider &option, const QRectF &groove, const QPointF &handle, double thick)
{
    if (isHorizontal(option))
        return option.upsideDown ? strip(groove, true, handle.x(), groove.right(), thick)
                                 : strip(groove, true, groove.left(), handle.x(), thick);
    return option.upsideDown ? strip(groove, false, handle.y(), groove.bottom(), thick)
                             : strip(groove, false, groove.top(), handle.y(), thick);
}

} // namespace

void paintSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &groove,
                 const QRect &handle, const Theme &theme)
{
    const QRectF lane(groove);
    const bool horizontal = isHorizontal(option);
    const double thick = thickness * theme.scale;
    const QColor strong = isEnabled(option) ? theme.accent : theme.disabled;
    const QRectF whole = horizontal ? strip(lane, true, lane.left(), lane.right(), thick)
                                    : strip(lane, false, lane.top(), lane.bottom(), thick);
    paintBox(painter, whole, {.fill = theme.line, .edge = {}, .radius = thick / 2});
    const QPointF middle = QRectF(handle).center();
    paintBox(painter, playedPart(option, lane, middle, thick),
             {.fill = strong, .edge = {}, .radius = thick / 2});
    const double side = std::min(handle.width(), handle.height());
    const QRectF knob(middle.x() - side / 2, middle.y() - side / 2, side, side);
    if (hasFocus(option))
        paintFocusRing(painter, knob, theme, side);
    const double inset = (hasFocus(option) ? 3.0 : 2.0) * theme.scale;
    paintBox(painter, knob.adjusted(inset, inset, -inset, -inset),
             {.fill = touched(theme.surface, option.state, theme),
              .edge = strong,
              .radius = side,
              .width = 3 * theme.scale});
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &option, const Theme &theme)
{
    const bool busy = isHovered(option) || option.activeSubControls == QStyle::SC_ScrollBarSlider;
    const double thin = (busy ? 8.0 : 6.0) * theme.scale;
    const QRectF lane(scrollBarHandle(option, theme));
    const QRectF bar = isHorizontal(option) ? strip(lane, true, lane.left() + 2, lane.right() - 2, thin)
                                            : strip(lane, false, lane.top() + 2, lane.bottom() - 2, thin);
    const double strength = theme.scheme == Scheme::HighContrast ? 1.0 : busy ? 0.8 : 0.5;
    paintBox(painter, bar,
             {.fill = mixed(theme.surface, theme.muted, strength), .edge = {}, .radius = thin / 2});
}

QRect scrollBarHandle(const QStyleOptionSlider &option, const Theme &theme)
{
    const QRect all = option.rect;
    const int lane = isHorizontal(option) ? all.width() : all.height();
    const int range = option.maximum - option.minimum;
    if (range <= 0)
        return all;
    const auto share = static_cast<double>(option.pageStep) / (static_cast<double>(range) + option.pageStep);
    const int length = std::clamp(static_cast<int>(share * lane), std::min(theme.px(28), lane), lane);
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      lane - length, option.upsideDown);
    return isHorizontal(option) ? QRect(all.left() + start, all.top(), length, all.height())
                                : QRect(all.left(), all.top() + start, all.width(), length);
}

} // namespace convoscope
