#pragma once

#include "widgets/stage_layout.h"

#include <span>

class QPainter;
class QPainterPath;

namespace convoscope {

/// Draws what belongs together on two planes: a line between whole planes, a translucent band between groups
/// of cells. Bands leave through the sides that face each other.
struct WirePainter {
    const StageLayout &layout;
    const Theme &theme;

    /// Below planes and titles.
    void paintBehind(QPainter &painter, std::span<const Wire> wires) const;
    /// The edges of bands once more, faintly, where they run over the cells of their own planes.
    void paintOver(QPainter &painter, std::span<const Wire> wires) const;

private:
    struct Ends;
    [[nodiscard]] std::optional<Ends> endsOf(const Wire &wire) const;
    [[nodiscard]] QColor colourOf(const Wire &wire) const;
};

} // namespace convoscope
