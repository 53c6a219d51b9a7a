#include "widgets/canvas_scene.h"

#include <QCoreApplication>
#include <algorithm>

namespace convoscope {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(convoscope::CanvasScene)
};

/// Rounded down, also below zero.
int divided(int value, int by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

QString number(int value)
{
    return value < 0 ? QStringLiteral("−%1").arg(-value) : QString::number(value);
}

bool inside(const Mipmap &picture, Cell cell)
{
    return Rect{0, 0, picture.size().y, picture.size().x}.contains(cell);
}

QString valuesAt(const Mipmap &picture, Cell cell)
{
    QStringList texts;
    const int colours = picture.channels() - (hasAlpha(picture.channels()) ? 1 : 0);
    const ByteView view = picture.level(0).view();
    for (int c = 0; c < colours; ++c)
        texts += QString::number(view.at(cell, c)).rightJustified(3);
    if (hasAlpha(picture.channels()))
        texts += Words::tr("alpha %1").arg(view.at(cell, colours));
    return texts.join(u' ');
}

CanvasReading reading(const CanvasScene &scene, CanvasSide side, Cell cell)
{
    const int pitch = scene.pitch(side);
    const Cell own{divided(cell.row, pitch), divided(cell.column, pitch)};
    const Mipmap &picture = scene.picture(side);
    if (picture.empty() || !inside(picture, own))
        return {};
    const CanvasCell found = scene.found(side, own);
    QString values = valuesAt(found.picture, found.cell);
    const auto &colours =
        side == CanvasSide::After ? scene.pictures.afterColours : scene.pictures.rivalColours;
    if (side != CanvasSide::Before && scene.legend == CanvasLegend::HueWheel && !colours.empty())
        values += QStringLiteral(" · %1°").arg(
            qRound(found.picture.level(0).view().at(found.cell, 0) * 360.0 / 256));
    return {scene.title(side), values, roleOf(side)};
}

/// Of a cell beyond the edge: what is read in its place.
CanvasReading borderReading(const CanvasScene &scene, Cell cell)
{
    if (!scene.border.source || scene.pictures.before.empty())
        return {};
    const auto source = scene.border.source(cell);
    if (!source || !inside(scene.pictures.before, *source))
        return {Words::tr("reads the constant"), QString::number(scene.border.constant), PlaneRole::Input};
    return {Words::tr("reads %1").arg(cellText(*source)), valuesAt(scene.pictures.before, *source),
            PlaneRole::Input};
}

std::optional<Cell> readCell(const CanvasScene &scene)
{
    if (!scene.pointer)
        return scene.place;
    const int at = paneAt(scene.panes, *scene.pointer);
    if (at < 0)
        return std::nullopt;
    const QRect &frame = scene.panes[static_cast<size_t>(at)].frame;
    const Cell cell = scene.view.cellAt(*scene.pointer - QPointF(frame.topLeft()));
    return scene.view.extent().contains(cell) ? std::optional(cell) : std::nullopt;
}

} // namespace

CanvasSide CanvasScene::shown(const CanvasPane &pane) const
{
    return peeking ? CanvasSide::Before : pane.side;
}

const Mipmap &CanvasScene::picture(CanvasSide side) const
{
    switch (side) {
    case CanvasSide::After: return pictures.after;
    case CanvasSide::Rival: return pictures.rival;
    case CanvasSide::Before: break;
    }
    return pictures.before;
}

QString CanvasScene::title(CanvasSide side) const
{
    switch (side) {
    case CanvasSide::After: return pictures.afterTitle.isEmpty() ? Words::tr("After") : pictures.afterTitle;
    case CanvasSide::Rival: return pictures.rivalTitle.isEmpty() ? Words::tr("Rival") : pictures.rivalTitle;
    case CanvasSide::Before: break;
    }
    return pictures.beforeTitle.isEmpty() ? Words::tr("Before") : pictures.beforeTitle;
}

int CanvasScene::pitch(CanvasSide side) const
{
    return side == CanvasSide::Before ? 1 : std::max(1, pictures.afterPitch);
}

CanvasLook CanvasScene::look(const CanvasPane &pane) const
{
    CanvasSide side = shown(pane);
    if (picture(side).empty())
        side = CanvasSide::Before;
    CanvasLook look{.picture = picture(side),
                    .scale = view.scale * pitch(side),
                    .origin = view.origin() + pane.frame.topLeft(),
                    .checks = {theme.cell.rgb(), theme.outline.rgb(), theme.px(8)}};
    if (side == CanvasSide::After)
        look.colours = pictures.afterColours;
    if (side == CanvasSide::Rival)
        look.colours = pictures.rivalColours;
    return look;
}

CanvasLook CanvasScene::patch(const CanvasPane &pane) const
{
    const CanvasPatch &patch = pictures.afterPatch;
    if (shown(pane) != CanvasSide::After || pictures.after.empty() || patch.picture.empty())
        return {};
    CanvasLook over = look(pane);
    const int by = pitch(CanvasSide::After);
    over.picture = patch.picture;
    over.scale *= std::max(1, patch.pitch);
    over.origin = rectOf(pane, {patch.at.row * by, patch.at.column * by, 1, 1}).topLeft();
    return over;
}

CanvasCell CanvasScene::found(CanvasSide side, Cell cell) const
{
    const CanvasPatch &patch = pictures.afterPatch;
    const int by = std::max(1, patch.pitch);
    const Cell own{divided(cell.row - patch.at.row, by), divided(cell.column - patch.at.column, by)};
    if (side == CanvasSide::After && !patch.picture.empty() && inside(patch.picture, own))
        return {patch.picture, own};
    return {picture(side), cell};
}

Rect CanvasScene::cellsAt(const CanvasPane &pane, Cell cell) const
{
    const int by = pitch(shown(pane));
    return {divided(cell.row, by) * by, divided(cell.column, by) * by, by, by};
}

QRect CanvasScene::rectOf(const CanvasPane &pane, const Rect &cells) const
{
    return view.rectOf(cells).translated(pane.frame.topLeft());
}

std::vector<CanvasMark> CanvasScene::marksOf(const CanvasPane &pane) const
{
    std::vector<CanvasMark> own;
    const CanvasSide side = shown(pane);
    for (CanvasMark mark : marks) {
        if (mark.after != (side != CanvasSide::Before))
            continue;
        const int by = pitch(side);
        mark.cells = {mark.cells.top * by, mark.cells.left * by, mark.cells.height * by,
                      mark.cells.width * by};
        own.push_back(mark);
    }
    return own;
}

PlaneRole roleOf(CanvasSide side)
{
    switch (side) {
    case CanvasSide::After: return PlaneRole::Output;
    case CanvasSide::Rival: return PlaneRole::Intermediate;
    case CanvasSide::Before: break;
    }
    return PlaneRole::Input;
}

QString cellText(Cell cell)
{
    return QStringLiteral("(%1, %2)").arg(number(cell.row), number(cell.column));
}

std::vector<CanvasReading> readings(const CanvasScene &scene)
{
    const auto cell = readCell(scene);
    if (!cell || scene.pictures.before.empty())
        return {};
    std::vector<CanvasReading> lines{{cellText(*cell), {}, {}}};
    const bool rival = scene.compare == CanvasCompare::Three;
    if (!inside(scene.pictures.before, *cell))
        lines.push_back(borderReading(scene, *cell));
    for (const CanvasSide side : {CanvasSide::Before, CanvasSide::After, CanvasSide::Rival})
        if (side != CanvasSide::Rival || rival)
            lines.push_back(reading(scene, side, *cell));
    std::erase_if(lines, [](const CanvasReading &line) { return line.title.isEmpty(); });
    if (lines.size() < 2)
        lines.clear();
    return lines;
}

} // namespace convoscope
