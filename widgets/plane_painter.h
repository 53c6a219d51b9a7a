#pragma once

#include "widgets/glyph_atlas.h"
#include "widgets/plane_image.h"
#include "widgets/stage_layout.h"

#include <map>
#include <memory>
#include <tuple>

class QPainter;

namespace convoscope {

/// What painting planes keeps between two pictures: pyramids of large planes and glyphs. Only speed depends
/// on it.
class PaintCache {
public:
    /// The pyramid of a large plane; made at once unless it was prepared.
    PlaneImage &imageOf(const Plane &plane, const ColourMap &map);
    /// Makes the pyramids of a trace's large planes; callable from a worker before the trace is shown.
    void prepare(const Trace &trace, const Theme &theme);
    /// The colours of a plane.
    const ColourMap &mapOf(const Plane &plane, const Theme &theme);
    GlyphAtlas &glyphs(const QFont &font);
    /// Characters of the longest number of a plane.
    int longestText(const Plane &plane);
    /// Forgets planes that the trace doesn't show.
    void keepOnly(const Trace &trace);

private:
    struct Entry {
        std::shared_ptr<const Tensor> values;
        std::shared_ptr<PlaneImage> image;
        std::shared_ptr<ColourMap> map;
        Scheme scheme = Scheme::Light;
        PlaneRole role = PlaneRole::Input;
        int longest = 0;
        QRgb low = 0; // ends of the colours that the image has now
        QRgb high = 0;
    };
    std::map<std::pair<const Tensor *, int>, Entry> m_planes;
    std::map<std::tuple<MapKind, PlaneRole, Scheme>, std::shared_ptr<const ColourMap>> m_colours;
    std::map<int, GlyphAtlas> m_glyphs;
};

/// Draws the cells of one plane as they are at a beat: colours, grid, numbers where they fit.
struct PlanePainter {
    const Trace &trace;
    const Pane &pane;
    const Theme &theme;
    int beat = 0;
    PaintCache &cache;
    std::optional<Cell> hidden{}; ///< left empty, whatever the beat: its value is to be predicted

    void paint(QPainter &painter) const;
    /// Font size for this pane's numbers in pixels, 0 where they don't fit.
    [[nodiscard]] double textSize() const;
    [[nodiscard]] bool isFar() const;
    /// Where a cell's number is drawn; on inputs a little higher, above the weight in the corner.
    [[nodiscard]] QRectF numberBox(Cell cell) const;

private:
    [[nodiscard]] const Plane &plane() const { return trace.plane(pane.plane); }
    void paintFar(QPainter &painter) const;
    void paintFarPadding(QPainter &painter, const QImage &image, double shrink) const;
    void paintNear(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintColours(QPainter &painter, const Rect &cells, const QImage &colours) const;
    void paintGrid(QPainter &painter, const Rect &cells) const;
    void paintEdges(QPainter &painter) const;
    /// How much of its value's colour a padding cell takes: as much as leaves its number readable.
    [[nodiscard]] double paddingShare(const ColourMap &map) const;
    /// Of a padding cell that holds what has the colour `held` inside. Constants are plain, but for pictures.
    [[nodiscard]] QRgb paddingColour(Cell cell, QRgb held, double share) const;
};

} // namespace convoscope
