#pragma once

#include "core/trace.h"
#include "core/window.h"

#include <span>

namespace convoscope {

/// A kernel plane sliding over an input plane into an output plane: the geometry that the sliding, im2col,
/// shift and sharing views have in common. One beat per output cell, row-major; one tap per weight.
struct Sliding {
    int input = 0; ///< indices of the planes
    int kernel = 1;
    int output = 2;
    Window window;
    float divisor = 1.0F;

    [[nodiscard]] int beats() const { return window.outputs(); }
    [[nodiscard]] int taps() const { return window.y.spec().kernel * window.x.spec().kernel; }
    [[nodiscard]] Cell cellOf(int beat) const
    {
        return {beat / window.x.outputs(), beat % window.x.outputs()};
    }
    [[nodiscard]] int beatOf(Cell cell) const { return cell.row * window.x.outputs() + cell.column; }
    [[nodiscard]] Cell tapOf(int tap) const
    {
        return {tap / window.x.spec().kernel, tap % window.x.spec().kernel};
    }

    [[nodiscard]] Step at(std::span<const Plane> planes, Position position) const;
    [[nodiscard]] std::vector<Mark> reach(std::span<const Plane> planes, int plane, Cell cell) const;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const;

    /// One connection between an input cell and an output cell; weights of several copies are added up.
    struct Link {
        Cell output;
        float weight = 0.0F;
    };
    /// Every output that reads the input cell, also through its copies in the padding.
    [[nodiscard]] std::vector<Link> readersOf(const Plane &inputPlane, const Tensor &weights,
                                              Cell cell) const;
};

/// Adds up terms in the order given, in double, and rounds once.
float sumOf(std::span<const Term> terms);

} // namespace convoscope
