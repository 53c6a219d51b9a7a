#pragma once

#include "widgets/canvas_scene.h"
#include "widgets/glyph_atlas.h"

#include <map>

class QPainter;

namespace convoscope {

/// What is written and drawn cell by cell once cells are large: their numbers, the lines between them, and
/// what a filter reads beyond the edges. Paints only what meets `exposed`, in device pixels of the canvas.
class CanvasCells {
public:
    /// Glyphs that are kept from one painting to the next, by their size.
    using Glyphs = std::map<int, GlyphAtlas>;

    CanvasCells(const CanvasScene &scene, const CanvasPane &pane, const QRect &exposed);

    void paintBorder(QPainter &painter) const;
    void paintGrid(QPainter &painter) const;
    void paintNumbers(QPainter &painter, Glyphs &glyphs) const;

    /// Lines that a cell is wide enough for: 0, 1, or one for each colour.
    [[nodiscard]] int numberLines() const;

private:
    [[nodiscard]] QRect rectOf(const Rect &cells) const;
    [[nodiscard]] Rect exposedCells() const;
    [[nodiscard]] CanvasCell found(Cell cell) const;
    [[nodiscard]] QRgb colourOf(Cell cell) const;
    [[nodiscard]] QString text(Cell cell, int line) const;
    [[nodiscard]] bool hasBorder() const;
    template <typename Act>
    void forBorder(Act act) const;
    [[nodiscard]] std::optional<Cell> source(Cell cell) const;
    [[nodiscard]] QRgb borderColour(Cell cell) const;

    const CanvasScene &m_scene;
    const CanvasPane &m_pane;
    QRect m_exposed;
    CanvasLook m_look; // of the shown picture
    CanvasLook m_patch; // of what lies over it
    int m_pitch;
};

} // namespace convoscope
