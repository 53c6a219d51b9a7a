#pragma once

#include "core/geometry.h"
#include "core/tensor.h"

#include <span>
#include <vector>

namespace convoscope {

/// Where the pen was, in pixels from the top left corner of the canvas, and how broad. A pixel reaches from
/// its number to the next: the middle of the first is at 0.5.
struct PenPoint {
    float x = 0.0F;
    float y = 0.0F;
    float radius = 8.0F;
    bool operator==(const PenPoint &) const = default;
};

/// A line drawn without lifting the pen; one point is a dot.
struct Stroke {
    std::vector<PenPoint> points{};
    bool erases = false; ///< the other end of the pen: takes ink away
    bool operator==(const Stroke &) const = default;
};

/// What a drawing consists of: its size in pixels, and the strokes in the order in which they were drawn.
struct Drawing {
    Pair size{280, 280};
    std::vector<Stroke> strokes{};
    bool operator==(const Drawing &) const = default;
    [[nodiscard]] bool empty() const { return strokes.empty(); }
};

/// Adds the ink of a pen moved straight from one point to another; its radius grows or shrinks evenly. A
/// pixel takes the share of ink that its middle's distance from the line says, over one pixel at the edge,
/// and keeps what it had if that was more. Points may lie anywhere.
void drawLine(Tensor &ink, const PenPoint &from, const PenPoint &to);

/// Takes ink away, likewise: a pixel keeps at most the share that the line leaves of it.
void eraseLine(Tensor &ink, const PenPoint &from, const PenPoint &to);

/// Adds the last part of a stroke to what was drawn before it: the line to its point number `i`.
void drawPart(Tensor &ink, const Stroke &stroke, size_t i);

/// A whole drawing, 1×1×H×W: 0 = paper, 1 = ink.
Tensor inkOf(const Drawing &drawing);

} // namespace convoscope
