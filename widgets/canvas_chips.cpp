#include "widgets/canvas_chips.h"

#include "widgets/canvas_painter.h"
#include "widgets/split_handle.h"

#include <QFontMetrics>
#include <QPainter>
#include <algorithm>

namespace convoscope {

namespace {

constexpr int space = 10; // logical pixels from the corner
constexpr int padding = 9; // inside a chip
constexpr int fromPointer = 18;
constexpr int widestTitle = 170; // in the readout

void paintBox(QPainter &painter, const Theme &theme, const QRect &box)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.surface);
    painter.setPen(QPen(theme.outline, theme.px(1)));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6));
}

bool isRightOfHandle(const CanvasScene &scene, const CanvasPane &pane)
{
    return scene.compare == CanvasCompare::Split && pane.side == CanvasSide::After;
}

/// Above or beside a picture that is wholly in sight, where there is room; else over it in the corner.
QRect titleBox(const CanvasScene &scene, const CanvasPane &pane, QSize size)
{
    const int away = scene.theme.px(space);
    const QRect part = pane.part.adjusted(away, away, -away, -away);
    const QRect all = scene.rectOf(pane, scene.view.framed());
    const bool onRight = isRightOfHandle(scene, pane);
    const bool whole = pane.frame.contains(all);
    const int beside = (onRight ? part.right() - all.right() : all.left() - part.left()) - away / 2;
    QRect box(part.topLeft(), size);
    if (whole)
        box.moveTop(std::max(part.top(), all.top() - size.height() - away / 2));
    const bool isBeside = whole && box.bottom() >= all.top() && beside >= size.width();
    if (onRight)
        box.moveRight(isBeside ? all.right() + away / 2 + size.width()
                               : (whole ? std::min(part.right(), all.right()) : part.right()));
    else if (whole)
        box.moveLeft(isBeside ? all.left() - away / 2 - size.width() : std::max(part.left(), all.left()));
    return box.intersected(part);
}

struct ReadoutLayout {
    std::vector<CanvasReading> lines;
    int titles = 0; // width
    int values = 0;
    int line = 0; // height
};

ReadoutLayout layoutOf(const CanvasScene &scene)
{
    ReadoutLayout layout{.lines = scene.readout ? readings(scene) : std::vector<CanvasReading>{}};
    const QFontMetrics body(scene.theme.body(12));
    const QFontMetrics mono(scene.theme.mono(12));
    layout.line = std::max(body.height(), mono.height());
    for (CanvasReading &line : layout.lines) {
        line.title = body.elidedText(line.title, Qt::ElideRight, scene.theme.px(widestTitle));
        layout.titles = std::max(layout.titles, body.horizontalAdvance(line.title));
        layout.values = std::max(layout.values, mono.horizontalAdvance(line.values));
    }
    return layout;
}

QPoint anchorOf(const CanvasScene &scene)
{
    if (scene.pointer)
        return scene.pointer->toPoint();
    if (!scene.place || scene.panes.empty())
        return {};
    return scene.rectOf(scene.panes.front(), Rect::of(*scene.place)).bottomRight();
}

/// Further from the pointer where the grip would cover numbers.
QRect clearOfGrip(const CanvasScene &scene, const QRect &box, QPoint anchor)
{
    const int away = scene.theme.px(4);
    const QRect grip =
        SplitHandle::grip(scene.theme, scene.size, scene.handle).adjusted(-away, -away, away, away);
    if (scene.compare != CanvasCompare::Split || !grip.intersects(box))
        return box;
    QRect moved = box;
    if (box.top() >= anchor.y())
        moved.moveTop(grip.bottom() + 1);
    else
        moved.moveBottom(grip.top() - 1);
    return QRect(QPoint(0, 0), scene.size).contains(moved) ? moved : box;
}

QRect boxOf(const CanvasScene &scene, const ReadoutLayout &layout)
{
    if (layout.lines.empty())
        return {};
    const Theme &theme = scene.theme;
    const int gap = layout.values > 0 ? theme.px(12) : 0;
    const QSize size(layout.titles + gap + layout.values + 2 * theme.px(padding),
                     layout.line * static_cast<int>(layout.lines.size()) + 2 * theme.px(padding - 2));
    const QPoint anchor = anchorOf(scene);
    const auto beside = [&](int at, int length, int room) {
        return at + theme.px(fromPointer) + length <= room ? at + theme.px(fromPointer)
                                                           : at - theme.px(fromPointer) - length;
    };
    const QRect box({std::max(0, beside(anchor.x(), size.width(), scene.size.width())),
                     std::max(0, beside(anchor.y(), size.height(), scene.size.height()))},
                    size);
    return clearOfGrip(scene, box, anchor);
}

} // namespace

void paintTitle(QPainter &painter, const CanvasScene &scene, const CanvasPane &pane)
{
    const Theme &theme = scene.theme;
    const CanvasSide side = scene.shown(pane);
    const QFont font = theme.title(12);
    const QFontMetrics metrics(font);
    const QString title = scene.title(side);
    const int around = 2 * theme.px(padding);
    const int length = metrics.horizontalAdvance(title) + 1; // advances are rounded
    const QRect box = titleBox(scene, pane, {length + around, metrics.height() + theme.px(8)});
    const int room = box.width() - around;
    if (room < std::min(length, 3 * metrics.horizontalAdvance(u'M')))
        return;
    const QString text = metrics.elidedText(title, Qt::ElideRight, room);
    painter.save();
    paintBox(painter, theme, box);
    painter.setFont(font);
    painter.setPen(theme.roleText(roleOf(side)));
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter.restore();
}

QRect readoutRect(const CanvasScene &scene)
{
    return boxOf(scene, layoutOf(scene));
}

void paintReadout(QPainter &painter, const CanvasScene &scene)
{
    const ReadoutLayout layout = layoutOf(scene);
    const QRect box = boxOf(scene, layout);
    if (box.isEmpty() || scene.region)
        return;
    const Theme &theme = scene.theme;
    painter.save();
    paintBox(painter, theme, box);
    QRect line(box.left() + theme.px(padding), box.top() + theme.px(padding - 2),
               box.width() - 2 * theme.px(padding), layout.line);
    for (const CanvasReading &reading : layout.lines) {
        painter.setFont(theme.body(12));
        painter.setPen(reading.role ? theme.roleText(*reading.role) : theme.muted);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, reading.title);
        painter.setFont(theme.mono(12));
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, reading.values);
        line.translate(0, layout.line);
    }
    painter.restore();
}

void paintRegionSize(QPainter &painter, const CanvasScene &scene)
{
    if (!scene.region || scene.panes.empty())
        return;
    const Theme &theme = scene.theme;
    const QString text = QStringLiteral("%1 × %2").arg(scene.region->width).arg(scene.region->height);
    const QFont font = theme.mono(12);
    const QFontMetrics metrics(font);
    const int at = scene.pointer ? std::max(0, paneAt(scene.panes, *scene.pointer)) : 0;
    const QRect region = scene.rectOf(scene.panes[static_cast<size_t>(at)], *scene.region);
    const QSize size(metrics.horizontalAdvance(text) + 2 * theme.px(padding), metrics.height() + theme.px(8));
    QRect box(region.bottomLeft() + QPoint(0, theme.px(8)), size);
    box.moveBottom(std::min(box.bottom(), scene.size.height() - theme.px(space)));
    box.moveLeft(std::clamp(box.left(), 0, std::max(0, scene.size.width() - size.width())));
    painter.save();
    paintBox(painter, theme, box);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace convoscope
