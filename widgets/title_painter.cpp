#include "widgets/title_painter.h"

#include "widgets/number_text.h"
#include "widgets/word_table.h"
#include "widgets/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

namespace convoscope {

namespace {

/// A coordinate with a true minus sign.
QString wholeText(int number)
{
    return QString::number(number).replace(QLatin1Char('-'), QChar(0x2212));
}

/// Whether the step computes its cell on this plane.
bool speaksOf(const Step &step, int plane)
{
    if (step.combine == Combine::Copy)
        return std::ranges::any_of(step.terms, [&](const Term &term) { return term.plane == plane; });
    return step.plane == plane && step.combine != Combine::Scatter && step.combine != Combine::Move;
}

/// All of it, else without what is around the plane, as a cut word would say less.
QString subtitleText(const Stage &stage, const Pane &pane, const QFontMetricsF &metrics)
{
    const Plane &plane = stage.scene.trace.plane(pane.plane);
    const bool here = speaksOf(stage.step, pane.plane);
    QString cell;
    const Cell place = plane.place(stage.step.cell);
    if (here)
        cell = QCoreApplication::translate("Stage", pane.loupe ? " (%1, %2)" : ", cell (%1, %2)")
                   .arg(wholeText(place.row), wholeText(place.column));
    const double room = pane.title.width();
    if (pane.loupe) {
        QString whole = QCoreApplication::translate("Stage", here ? "around" : "around the window") + cell;
        if (metrics.horizontalAdvance(whole) <= room)
            return whole;
        return here ? cell.trimmed() : QCoreApplication::translate("Stage", "close-up");
    }
    for (const QString &text : {planeSubtitle(plane) + cell, planeSize(plane) + cell, planeSize(plane)}) {
        if (metrics.horizontalAdvance(text) <= room)
            return text;
    }
    return planeSize(plane);
}

/// The number of a plane whose title has no room; many small planes are told apart by it.
QString shortTitle(const QString &title, const QFontMetricsF &metrics, double room)
{
    if (metrics.horizontalAdvance(title) <= room)
        return title;
    const QString number = title.section(QLatin1Char(' '), -1);
    const bool counted = !number.isEmpty() && number.front().isDigit() && number.back().isDigit();
    return counted ? number : metrics.elidedText(title, Qt::ElideRight, room);
}

/// Title and size in one line, as far as there is room.
void paintLowTitle(QPainter &painter, const Theme &theme, const Plane &plane, const QRectF &box)
{
    const QFont font = theme.title(12);
    const QFont small = theme.body(11);
    const QFontMetricsF metrics(font);
    const QString title = shortTitle(planeTitle(plane), metrics, box.width());
    const double used = metrics.horizontalAdvance(title);
    const QString size = plane.role == PlaneRole::Kernel ? QString() : planeSubtitle(plane);
    const double wide = QFontMetricsF(small).horizontalAdvance(size) + theme.px(7);
    const bool both = !size.isEmpty() && used + wide <= box.width();
    painter.fillRect(QRectF(box.left(), box.top(), used + (both ? wide : 0), box.height()), theme.window);
    painter.setFont(font);
    painter.setPen(theme.roleText(plane.role));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, title); // a number is whole
    if (!both)
        return;
    painter.setFont(small);
    painter.setPen(theme.muted);
    painter.drawText(box.adjusted(used + theme.px(7), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, size);
}

} // namespace

void paintTitle(QPainter &painter, const Stage &stage, const Pane &pane)
{
    const Theme &theme = stage.scene.theme;
    const Plane &plane = stage.scene.trace.plane(pane.plane);
    if (pane.title.height() < theme.px(30))
        return paintLowTitle(painter, theme, plane, pane.title);
    const QFont titleFont = theme.title(pane.frame.width() < theme.px(110) ? 13.5 : 15.5);
    const QFont subtitleFont = theme.body(12);
    const QRectF box = pane.title;
    const double room = box.width();
    const QString title = shortTitle(planeTitle(plane), QFontMetricsF(titleFont), room);
    const QFontMetricsF metrics(subtitleFont);
    const QString subtitle = metrics.elidedText(subtitleText(stage, pane, metrics), Qt::ElideRight, room);
    // The connectors pass behind the words, not through them.
    const double wide =
        std::max(QFontMetricsF(titleFont).horizontalAdvance(title), metrics.horizontalAdvance(subtitle));
    painter.fillRect(QRectF(box.left(), box.top(), wide, theme.px(38)), theme.window);
    painter.setFont(titleFont);
    painter.setPen(theme.roleText(plane.role));
    painter.drawText(QRectF(box.left(), box.top(), room, theme.px(20)), Qt::AlignLeft | Qt::AlignVCenter,
                     title);
    painter.setFont(subtitleFont);
    painter.setPen(theme.muted);
    painter.drawText(QRectF(box.left(), box.top() + theme.px(19), room, theme.px(18)),
                     Qt::AlignLeft | Qt::AlignVCenter, subtitle);
}

namespace {

/// "0 ▬ 6.5": what the colours of planes with a common scale span.
void paintScale(QPainter &painter, const Theme &theme, const ColourMap &map, QRectF room)
{
    const QFont font = theme.mono(10);
    const QFontMetricsF metrics(font);
    const QString low = cellText(map.range().low);
    const QString high = cellText(map.range().high);
    const double bar = theme.px(30);
    const double gap = theme.px(4);
    const double left = metrics.horizontalAdvance(low) + gap;
    if (left + bar + gap + metrics.horizontalAdvance(high) > room.width())
        return;
    painter.setFont(font);
    painter.setPen(theme.muted);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(room.adjusted(left + bar + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, high);
    painter.fillRect(QRectF(room.left() + left, room.center().y() - theme.px(3), bar, theme.px(6)),
                     rampOf(map));
}

bool sharesScale(const Trace &trace, const GroupTitle &group)
{
    return group.count > 1 && trace.plane(group.plane).range == trace.plane(group.plane + 1).range;
}

} // namespace

void paintGroupTitle(QPainter &painter, const Stage &stage, const GroupTitle &group, PaintCache &cache)
{
    const Theme &theme = stage.scene.theme;
    const Plane &plane = stage.scene.trace.plane(group.plane);
    const double room = group.title.width();
    const QFont titleFont = theme.title(14);
    const QFont subtitleFont = theme.body(11.5);
    const QString title = QFontMetricsF(titleFont).elidedText(planeTitle(plane.name), Qt::ElideRight, room);
    QString subtitle = planeSize(plane);
    if (group.count > 1)
        subtitle = QStringLiteral("%1 @ %2").arg(numberWord(group.count), subtitle);
    subtitle = QFontMetricsF(subtitleFont).elidedText(subtitle, Qt::ElideRight, room);
    const double wide = std::max(QFontMetricsF(titleFont).horizontalAdvance(title),
                                 QFontMetricsF(subtitleFont).horizontalAdvance(subtitle));
    painter.fillRect(QRectF(group.title.left(), group.title.top(), wide, theme.px(34)), theme.window);
    painter.setFont(titleFont);
    painter.setPen(theme.roleText(plane.role == PlaneRole::Intermediate ? PlaneRole::Output : plane.role));
    painter.drawText(QRectF(group.title.left(), group.title.top(), room, theme.px(18)),
                     Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(subtitleFont);
    painter.setPen(theme.muted);
    const QRectF line(group.title.left(), group.title.top() + theme.px(17), room, theme.px(16));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, subtitle);
    if (!stage.scene.legends || !sharesScale(stage.scene.trace, group))
        return;
    const double used = QFontMetricsF(subtitleFont).horizontalAdvance(subtitle) + theme.px(12);
    paintScale(painter, theme, cache.mapOf(plane, theme), line.adjusted(used, 0, 0, 0));
}

void paintAbsence(QPainter &painter, const Stage &stage, const Absence &absence)
{
    const Theme &theme = stage.scene.theme;
    const Omission &omission = stage.scene.trace.omitted()[static_cast<size_t>(absence.omitted)];
    const QRectF line(absence.title.topLeft(), QSizeF(absence.title.width(), theme.px(20)));
    painter.setFont(theme.title(absence.title.height() < theme.px(30) ? 12 : 15.5));
    painter.setPen(theme.muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, planeTitle(omission.plane));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.muted, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(absence.frame.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const double margin = theme.px(6);
    painter.setFont(theme.body(12));
    painter.setPen(theme.text);
    painter.drawText(absence.frame.adjusted(margin, margin, -margin, -margin),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, refusalSentence(omission.why));
}

} // namespace convoscope
