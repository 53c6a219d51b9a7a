#pragma once

#include "core/pool_windows.h"
#include "core/trace.h"

#include <span>

namespace convoscope {

/// The cells of one axis that take part in a window: of the input, and of the padding where that counts.
struct PoolTaps {
    int first = 0; ///< coordinate of the first
    int count = 0;
    int step = 1; ///< distance between them
    bool operator==(const PoolTaps &) const = default;
    [[nodiscard]] int at(int k) const { return first + k * step; }
    [[nodiscard]] bool contains(int coordinate) const
    {
        const int offset = coordinate - first;
        return offset >= 0 && offset % step == 0 && offset / step < count;
    }
};

/// The taps of a span that lie in [low, high).
PoolTaps tapsIn(const PoolSpan &span, int low, int high);

/// Windows of a pooling walking over an input plane and making an output plane: the geometry that the
/// lesson's views have in common. One beat per output cell, row-major; one tap per cell that takes part.
struct PoolWalk {
    int input = 0; ///< indices of the planes
    int output = 1;
    PoolKind kind = PoolKind::Max;
    PoolWindows windows{};
    Sides margin{}; ///< padding that takes part: all of a maximum's, as −∞, and of an average's if it counts
    std::vector<int> winners{}; ///< of a maximum: Pooled::indices

    [[nodiscard]] int beats() const { return windows.outputs().y * windows.outputs().x; }
    [[nodiscard]] int beatOf(Cell out) const { return out.row * windows.outputs().x + out.column; }
    [[nodiscard]] Cell cellOf(int beat) const
    {
        return {beat / windows.outputs().x, beat % windows.outputs().x};
    }
    /// The taps of a window over a plane of this size.
    [[nodiscard]] PoolTaps rows(Cell out, Pair size) const;
    [[nodiscard]] PoolTaps columns(Cell out, Pair size) const;
    /// As many as an average is divided by.
    [[nodiscard]] int taps(Cell out, Pair size) const
    {
        return rows(out, size).count * columns(out, size).count;
    }

    [[nodiscard]] Step at(std::span<const Plane> planes, Position position) const;
    /// The window and what it makes of an output cell; every output that reads an input cell, with the
    /// weight that it has in a mean, or as the winner of a maximum.
    [[nodiscard]] std::vector<Mark> reach(std::span<const Plane> planes, int plane, Cell cell) const;
    /// The window with its middle nearest to an input cell.
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const;

private:
    void addReaders(std::vector<Mark> &marks, Pair size, Cell cell) const;
};

/// Cells below and right of the padding over which the last windows hang (ceil_mode).
Sides overhangOf(const PoolWindows &windows, Pair size, Sides padding);

} // namespace convoscope
