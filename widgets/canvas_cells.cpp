#include "widgets/canvas_cells.h"

#include "widgets/colour_space.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace convoscope {

namespace {

constexpr double numbersFrom = 28; // logical pixels a cell
constexpr double coloursFrom = 52;
constexpr double gridFrom = 12;
constexpr double borderFrom = 3; // device pixels a cell
constexpr double paling = 0.55; // of what is read beyond the edges
constexpr QRgb black = 0xff000000U;
constexpr QRgb whiteInk = 0xffffffffU;

/// The luma that 0.299 R + 0.587 G + 0.114 B gives.
int luma(const uchar *cell)
{
    return static_cast<int>(std::lround(0.299 * cell[0] + 0.587 * cell[1] + 0.114 * cell[2]));
}

/// Either is readable on every colour that the other isn't.
QRgb inkOn(QRgb colour)
{
    return contrast(colour, black) >= contrast(colour, whiteInk) ? black : whiteInk;
}

Rect clampedTo(const Rect &cells, Pair size)
{
    const int top = std::clamp(cells.top, 0, size.y);
    const int left = std::clamp(cells.left, 0, size.x);
    return {top, left, std::clamp(cells.top + cells.height, 0, size.y) - top,
            std::clamp(cells.left + cells.width, 0, size.x) - left};
}

} // namespace

CanvasCells::CanvasCells(const CanvasScene &scene, const CanvasPane &pane, const QRect &exposed)
    : m_scene(scene)
    , m_pane(pane)
    , m_exposed(exposed.intersected(pane.part))
    , m_look(scene.look(pane))
    , m_patch(scene.patch(pane))
    , m_pitch(std::max(1, qRound(m_look.scale / scene.view.scale)))
{
}

/// Of cells of the shown picture.
QRect CanvasCells::rectOf(const Rect &cells) const
{
    return m_scene.rectOf(
        m_pane, {cells.top * m_pitch, cells.left * m_pitch, cells.height * m_pitch, cells.width * m_pitch});
}

Rect CanvasCells::exposedCells() const
{
    const Rect cells = m_scene.view.cellsIn(m_exposed.translated(-m_pane.frame.topLeft()));
    const auto down = [&](int i) { return static_cast<int>(std::floor(1.0 * i / m_pitch)); };
    const Rect own{down(cells.top), down(cells.left),
                   down(cells.top + cells.height - 1) - down(cells.top) + 1,
                   down(cells.left + cells.width - 1) - down(cells.left) + 1};
    return clampedTo(own, m_look.picture.size());
}

int CanvasCells::numberLines() const
{
    const double side = m_look.scale;
    if (m_look.picture.empty() || side < m_scene.theme.px(numbersFrom))
        return 0;
    return m_look.picture.channels() >= 3 && side >= m_scene.theme.px(coloursFrom) ? 3 : 1;
}

/// The cell that is read in place of one beyond the edges.
std::optional<Cell> CanvasCells::source(Cell cell) const
{
    const auto source = m_scene.border.source(cell);
    const Pair size = m_look.picture.size();
    return source && Rect{0, 0, size.y, size.x}.contains(*source) ? source : std::nullopt;
}

QRgb CanvasCells::borderColour(Cell cell) const
{
    const int grey = std::clamp(m_scene.border.constant, 0, 255);
    const auto from = source(cell);
    return mixed(from ? canvasColour(m_look, *from) : qRgb(grey, grey, grey), m_scene.theme.window.rgb(),
                 paling);
}

bool CanvasCells::hasBorder() const
{
    return m_scene.border.source && m_scene.border.width > 0 && m_scene.view.scale >= borderFrom
        && m_scene.shown(m_pane) == CanvasSide::Before && !m_look.picture.empty();
}

/// The exposed cells beyond the edges.
template <typename Act>
void CanvasCells::forBorder(Act act) const
{
    if (!hasBorder() || m_exposed.isEmpty())
        return;
    const int width = m_scene.border.width;
    const Rect body{0, 0, m_scene.view.picture.y, m_scene.view.picture.x};
    const Rect seen = m_scene.view.cellsIn(m_exposed.translated(-m_pane.frame.topLeft()));
    const int bottom = std::min(seen.top + seen.height, body.height + width);
    const int right = std::min(seen.left + seen.width, body.width + width);
    for (int row = std::max(seen.top, -width); row < bottom; ++row) {
        for (int column = std::max(seen.left, -width); column < right; ++column) {
            if (body.contains({row, column}))
                column = body.width - 1; // on to what lies beyond the other edge
            else
                act(Cell{row, column});
        }
    }
}

/// Pale, and its cells dashed like padding everywhere.
void CanvasCells::paintBorder(QPainter &painter) const
{
    const bool dashed = m_scene.view.scale >= m_scene.theme.px(gridFrom);
    painter.setPen(QPen(m_scene.theme.muted, 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    forBorder([&](Cell cell) {
        const QRect rect = m_scene.rectOf(m_pane, Rect::of(cell));
        painter.fillRect(rect, QColor::fromRgb(borderColour(cell)));
        if (dashed)
            painter.drawRect(rect);
    });
}

void CanvasCells::paintGrid(QPainter &painter) const
{
    const double from = m_scene.theme.px(gridFrom);
    const Rect cells = exposedCells();
    if (m_look.scale < from || cells.empty())
        return;
    QColor colour = m_scene.theme.muted;
    colour.setAlphaF(static_cast<float>(std::clamp((m_look.scale - from) / from, 0.15, 0.45)));
    const QRect all = rectOf(cells);
    for (int row = cells.top; row < cells.top + cells.height; ++row)
        painter.fillRect(QRect(all.left(), rectOf(Rect::of({row, 0})).top(), all.width(), 1), colour);
    for (int column = cells.left; column < cells.left + cells.width; ++column)
        painter.fillRect(QRect(rectOf(Rect::of({0, column})).left(), all.top(), 1, all.height()), colour);
}

/// Of the shown picture, or what stands in for it there.
CanvasCell CanvasCells::found(Cell cell) const
{
    return m_patch.picture.empty() ? CanvasCell{m_look.picture, cell}
                                   : m_scene.found(CanvasSide::After, cell);
}

QRgb CanvasCells::colourOf(Cell cell) const
{
    const CanvasCell at = found(cell);
    return canvasColour(at.picture == m_look.picture ? m_look : m_patch, at.cell);
}

QString CanvasCells::text(Cell cell, int line) const
{
    const CanvasCell at = found(cell);
    const ByteRaster &raster = at.picture.level(0);
    const uchar *values =
        raster.view().row(at.cell.row) + static_cast<ptrdiff_t>(at.cell.column) * raster.channels;
    if (raster.channels < 3)
        return QString::number(values[0]);
    return QString::number(numberLines() == 1 ? luma(values) : values[line]);
}

void CanvasCells::paintNumbers(QPainter &painter, Glyphs &glyphs) const
{
    const int lines = numberLines();
    if (lines == 0)
        return;
    const double side = m_look.scale / m_scene.theme.scale;
    const int pixels = static_cast<int>(lines == 1 ? std::clamp(side * 0.36, 10.0, 17.0)
                                                   : std::clamp(side * 0.24, 11.0, 15.0));
    GlyphAtlas &atlas = glyphs[pixels];
    atlas.setFont(m_scene.theme.mono(pixels));
    const int step = m_scene.theme.px(pixels * 1.2);
    std::vector<CellText> texts;
    const auto write = [&](const QRectF &rect, std::optional<Cell> read, QRgb ink) {
        for (int line = 0; line < lines; ++line)
            texts.push_back({rect.translated(0, (line - (lines - 1) / 2.0) * step),
                             read ? text(*read, line) : QString::number(m_scene.border.constant), ink});
    };
    const Rect cells = exposedCells();
    for (int row = cells.top; row < cells.top + cells.height; ++row)
        for (int column = cells.left; column < cells.left + cells.width; ++column)
            write(rectOf(Rect::of({row, column})), Cell{row, column}, inkOn(colourOf({row, column})));
    forBorder([&](Cell cell) {
        write(m_scene.rectOf(m_pane, Rect::of(cell)), source(cell), inkOn(borderColour(cell)));
    });
    atlas.draw(painter, texts);
}

} // namespace convoscope
