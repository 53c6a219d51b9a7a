#pragma once

#include "widgets/plane_painter.h"
#include "widgets/stage_layout.h"

#include <optional>

class QPainter;

namespace convoscope {

/// Draws what a step says about the cells of one pane: frames, tints, weights on cells, partial results.
/// Knows marks, not operations.
struct MarkPainter {
    const Trace &trace;
    const Pane &pane;
    const Theme &theme;
    PaintCache &cache;

    /// `glide`: where the window's frame is on its way from its previous place, if it moves.
    void paint(QPainter &painter, const std::vector<Mark> &marks,
               std::optional<QRectF> glide = std::nullopt) const;
    /// "×−1" in the corner of every cell that a term reads.
    void paintWeights(QPainter &painter, const Step &step) const;
    /// A cell whose value is to be guessed.
    void paintHidden(QPainter &painter, Cell cell) const;

private:
    [[nodiscard]] QColor colourOf(const Mark &mark) const;
    void paintFrame(QPainter &painter, const Mark &mark, QRectF rect) const;
    /// The label of a frame in its corner, unless it would cover one of `taken`.
    void paintCaption(QPainter &painter, const Mark &mark, std::vector<QRectF> &taken) const;
    void paintTint(QPainter &painter, const Mark &mark) const;
    void paintMany(QPainter &painter, const Mark &mark, const Rect &seen, QColor tint) const;
    /// The weight of a connection, in the corner of its cell; in a small cell it takes the number's place.
    void paintLabel(QPainter &painter, float label, const QRectF &cell) const;
    void paintOutline(QPainter &painter, MarkRole role, QRectF rect, const QColor &colour) const;
    void paintValue(QPainter &painter, const Mark &mark) const;
    void paintArrow(QPainter &painter, const Mark &source, const std::vector<Mark> &marks) const;
};

} // namespace convoscope
