#include "widgets/canvas_painter.h"

#include "widgets/canvas_chips.h"
#include "widgets/hue_wheel.h"

#include <QPainter>
#include <algorithm>

namespace convoscope {

namespace {

constexpr int smallestFrame = 9; // logical pixels: a window on a photo seen from afar stays findable
constexpr int cellFrom = 6; // logical pixels a cell from which the loupe's place is a frame
constexpr int ringRadius = 7;
constexpr QRgb dark = 0xff000000U;
constexpr QRgb bright = 0xffffffffU;

QRect atLeast(const QRect &rect, int side)
{
    const int dx = std::max(0, side - rect.width() + 1) / 2;
    const int dy = std::max(0, side - rect.height() + 1) / 2;
    return rect.adjusted(-dx, -dy, dx, dy);
}

/// A frame around the rectangle, `width` pixels wide, as opaque fills.
void frame(QPainter &painter, const QRect &inner, int width, const QColor &colour)
{
    const QRect outer = inner.adjusted(-width, -width, width, width);
    painter.fillRect(QRect(outer.left(), outer.top(), outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), inner.bottom() + 1, outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), inner.top(), width, inner.height()), colour);
    painter.fillRect(QRect(inner.right() + 1, inner.top(), width, inner.height()), colour);
}

/// Visible on any photo: a role's colour, dark in light themes, between two lines that contrast with it.
void outlinedFrame(QPainter &painter, const QRect &inner, const Theme &theme, const QColor &colour)
{
    const int line = theme.px(1);
    const int width = theme.px(2);
    const QColor edge = QColor::fromRgb(theme.isDark() ? dark : bright);
    frame(painter, inner, line, edge);
    frame(painter, inner.adjusted(-line, -line, line, line), width, colour);
    frame(painter, inner.adjusted(-line - width, -line - width, line + width, line + width), line, edge);
}

void paintPicture(QPainter &painter, const CanvasScene &scene, const CanvasPane &pane, CanvasCache &cache)
{
    const CanvasLook look = scene.look(pane);
    if (look.picture.empty())
        return;
    const QRect body = scene.rectOf(pane, {0, 0, scene.view.picture.y, scene.view.picture.x});
    const QRect rect = canvasRect(look).intersected(body).intersected(pane.frame);
    if (rect.isEmpty())
        return;
    const auto side = static_cast<size_t>(scene.shown(pane));
    painter.drawImage(rect.topLeft(), cache.images[side].image(look, rect));
    const CanvasLook patch = scene.patch(pane);
    const QRect over = canvasRect(patch).intersected(rect);
    if (!over.isEmpty())
        painter.drawImage(over.topLeft(), cache.patch.image(patch, over));
    if (!scene.picture(scene.shown(pane)).empty())
        return;
    QColor pale = scene.theme.window;
    pale.setAlphaF(0.6F);
    painter.fillRect(rect, pale);
}

void paintEdge(QPainter &painter, const CanvasScene &scene, const CanvasPane &pane)
{
    const Theme &theme = scene.theme;
    const QRect body = scene.rectOf(pane, {0, 0, scene.view.picture.y, scene.view.picture.x});
    const bool border =
        scene.border.width > 0 && scene.border.source && scene.view.scale >= theme.px(cellFrom);
    frame(painter, body, theme.px(border ? 2 : 1), border ? theme.text : theme.outline);
}

void paintPlace(QPainter &painter, const CanvasScene &scene, const CanvasPane &pane)
{
    if (!scene.place)
        return;
    const Theme &theme = scene.theme;
    const QRect cell = scene.rectOf(pane, scene.cellsAt(pane, *scene.place));
    if (scene.view.scale >= theme.px(cellFrom)) {
        frame(painter, cell, theme.px(1), QColor::fromRgb(bright));
        frame(painter, cell.adjusted(-1, -1, 1, 1), theme.px(scene.held ? 2 : 1), QColor::fromRgb(dark));
        return;
    }
    const bool pointed = scene.pointer && pane.part.contains(scene.pointer->toPoint());
    if (pointed && !scene.held)
        return; // the pointer itself tells
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto &[width, colour] : {std::pair(4, dark), std::pair(2, bright)}) {
        painter.setPen(QPen(QColor::fromRgb(colour), theme.px(width)));
        painter.drawEllipse(QRectF(cell).center(), theme.px(ringRadius), theme.px(ringRadius));
    }
    painter.restore();
}

QRect rectOf(const CanvasScene &scene, const CanvasPane &pane, const CanvasMark &mark)
{
    return atLeast(scene.rectOf(pane, mark.cells), scene.theme.px(smallestFrame));
}

void paintMarks(QPainter &painter, const CanvasScene &scene, const CanvasPane &pane)
{
    for (const CanvasMark &mark : scene.marksOf(pane))
        outlinedFrame(painter, rectOf(scene, pane, mark), scene.theme, scene.theme.role(mark.role));
    if (scene.region)
        outlinedFrame(painter, scene.rectOf(pane, *scene.region), scene.theme, scene.theme.accent);
}

void paintPane(QPainter &painter, const CanvasScene &scene, const CanvasPane &pane, CanvasCache &cache,
               const QRect &exposed)
{
    const QRect part = pane.part.intersected(exposed);
    if (part.isEmpty())
        return;
    painter.setClipRect(part);
    const CanvasCells cells(scene, pane, part);
    cells.paintBorder(painter);
    paintPicture(painter, scene, pane, cache);
    cells.paintGrid(painter);
    cells.paintNumbers(painter, cache.glyphs);
    paintEdge(painter, scene, pane);
    paintPlace(painter, scene, pane);
    paintMarks(painter, scene, pane);
    paintTitle(painter, scene, pane);
}

/// Bright between two dark edges, whatever lies under it.
void paintDivision(QPainter &painter, const CanvasScene &scene)
{
    if (scene.compare != CanvasCompare::Split || scene.panes.size() < 2 || scene.pictures.before.empty())
        return;
    const Theme &theme = scene.theme;
    const int width = theme.px(2);
    const QRect line(scene.panes[1].part.left() - width / 2, 0, width, scene.size.height());
    QColor shade = QColor::fromRgb(dark);
    shade.setAlphaF(0.35F);
    painter.fillRect(line.adjusted(-theme.px(1), 0, theme.px(1), 0), shade);
    painter.fillRect(line, theme.isDark() ? theme.text : theme.surface);
}

void paintProgress(QPainter &painter, const CanvasScene &scene)
{
    if (!scene.progress)
        return;
    const int height = scene.theme.px(4);
    const QRect bar(0, scene.size.height() - height, scene.size.width(), height);
    painter.fillRect(bar, scene.theme.outline);
    painter.fillRect(
        QRect(bar.topLeft(), QSize(qRound(bar.width() * std::clamp(*scene.progress, 0.0, 1.0)), height)),
        scene.theme.accent);
}

/// In the lower right corner of the picture that it explains.
void paintLegend(QPainter &painter, const CanvasScene &scene)
{
    if (scene.legend == CanvasLegend::None || scene.panes.empty()
        || scene.compare == CanvasCompare::OnlyBefore || scene.peeking)
        return;
    const auto after = std::ranges::find(scene.panes, CanvasSide::After, &CanvasPane::side);
    const QRect part = after != scene.panes.end() ? after->part : scene.panes.back().part;
    const HueWheel wheel{scene.theme};
    const int space = scene.theme.px(12);
    const QSize size = wheel.size();
    wheel.paint(painter, {part.right() - space - size.width(), part.bottom() - space - size.height()});
}

} // namespace

std::vector<QRect> placeRects(const CanvasScene &scene)
{
    std::vector<QRect> rects;
    const int room = scene.theme.px(ringRadius + 4);
    if (scene.place)
        for (const CanvasPane &pane : scene.panes)
            rects.push_back(
                scene.rectOf(pane, scene.cellsAt(pane, *scene.place)).adjusted(-room, -room, room, room));
    return rects;
}

std::vector<QRect> markRects(const CanvasScene &scene)
{
    std::vector<QRect> rects;
    const int room = scene.theme.px(5);
    for (const CanvasPane &pane : scene.panes)
        for (const CanvasMark &mark : scene.marksOf(pane))
            rects.push_back(rectOf(scene, pane, mark).adjusted(-room, -room, room, room));
    return rects;
}

void paintCanvas(QPainter &painter, const CanvasScene &scene, CanvasCache &cache, const QRect &exposed)
{
    painter.save();
    painter.setClipRect(exposed);
    painter.fillRect(exposed, scene.theme.window);
    if (!scene.pictures.before.empty())
        for (const CanvasPane &pane : scene.panes)
            paintPane(painter, scene, pane, cache, exposed);
    painter.setClipRect(exposed);
    paintDivision(painter, scene);
    paintLegend(painter, scene);
    paintRegionSize(painter, scene);
    paintReadout(painter, scene);
    paintProgress(painter, scene);
    if (scene.focus)
        frame(painter, QRect(QPoint(0, 0), scene.size).adjusted(2, 2, -2, -2), 2, scene.theme.focus);
    painter.restore();
}

} // namespace convoscope
