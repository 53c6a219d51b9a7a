#include "widgets/style_primitives.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyleOptionProgressBar>
#include <QStyleOptionTab>

namespace convoscope {

namespace {

void paintHeader(const StyledPart &d)
{
    const QRect rect = d.option.rect;
    d.painter.fillRect(rect, touched(d.theme.surface, d.option.state, d.theme));
    d.painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), d.theme.line);
    const auto *header = qobject_cast<const QHeaderView *>(d.widget);
    if (!header || header->sectionsClickable()) // where it can be seized
        d.painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), d.theme.line);
}

void paintSplitter(const StyledPart &d)
{
    const QRect rect = d.option.rect;
    const bool upright = d.option.state.testFlag(QStyle::State_Horizontal);
    const QColor colour = isHovered(d.option) || isPressed(d.option) ? d.theme.accent : d.theme.line;
    d.painter.fillRect(upright ? QRect(rect.center().x(), rect.top(), 1, rect.height())
                               : QRect(rect.left(), rect.center().y(), rect.width(), 1),
                       colour);
}

/// Separators are hairlines; other frames go through PE_Frame.
bool paintSeparator(const StyledPart &d)
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&d.option);
    if (!frame || (frame->frameShape != QFrame::HLine && frame->frameShape != QFrame::VLine))
        return false;
    const QRect rect = frame->rect;
    d.painter.fillRect(frame->frameShape == QFrame::HLine
                           ? QRect(rect.left(), rect.center().y(), rect.width(), 1)
                           : QRect(rect.center().x(), rect.top(), 1, rect.height()),
                       d.theme.line);
    return true;
}

QRectF progressLane(const StyledPart &d)
{
    const double thick = 6.0 * d.theme.scale;
    const QRectF rect(d.option.rect);
    const bool row = d.option.state.testFlag(QStyle::State_Horizontal);
    return row ? QRectF(rect.left(), rect.center().y() - thick / 2, rect.width(), thick)
               : QRectF(rect.center().x() - thick / 2, rect.top(), thick, rect.height());
}

void paintProgress(const StyledPart &d)
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&d.option);
    if (!bar)
        return;
    QRectF lane = progressLane(d);
    const double radius = std::min(lane.width(), lane.height()) / 2;
    const bool unknown = bar->maximum <= bar->minimum;
    const double done = unknown ? 1.0
                                : (static_cast<double>(bar->progress) - bar->minimum)
            / (static_cast<double>(bar->maximum) - bar->minimum);
    if (bar->state.testFlag(QStyle::State_Horizontal))
        lane.setWidth(lane.width() * std::clamp(done, 0.0, 1.0));
    else
        lane.setTop(lane.bottom() - lane.height() * std::clamp(done, 0.0, 1.0));
    const QColor fill = unknown ? mixed(d.theme.surface, d.theme.accent, 0.5) : d.theme.accent;
    paintBox(d.painter, lane, {.fill = fill, .edge = {}, .radius = radius});
}

} // namespace

bool paintPart(QStyle::ControlElement element, const StyledPart &d)
{
    switch (element) {
    case QStyle::CE_PushButtonBevel: // Fusion leaves a flat button's out, and with it its focus
        paintButton(d.painter, d.option, d.theme, emphasisOf(d.option, d.widget));
        return true;
    case QStyle::CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&d.option))
            paintTab(d.painter, *tab, d.theme);
        return true;
    case QStyle::CE_MenuBarEmptyArea:
    case QStyle::CE_ToolBar: d.painter.fillRect(d.option.rect, d.theme.surface); return true;
    case QStyle::CE_HeaderSection:
    case QStyle::CE_HeaderEmptyArea: paintHeader(d); return true;
    case QStyle::CE_Splitter: paintSplitter(d); return true;
    case QStyle::CE_ShapedFrame: return paintSeparator(d);
    case QStyle::CE_ProgressBarGroove:
        paintBox(d.painter, progressLane(d),
                 {.fill = d.theme.line, .edge = {}, .radius = 3.0 * d.theme.scale});
        return true;
    case QStyle::CE_ProgressBarContents: paintProgress(d); return true;
    default: return false;
    }
}

} // namespace convoscope
