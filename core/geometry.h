#pragma once

namespace convoscope {

/// Two numbers, one per axis, height first as in PyTorch: stride, dilation, kernel size, ...
struct Pair {
    int y = 1;
    int x = 1;
    bool operator==(const Pair &) const = default;
};

/// Cells added on each side of a plane, in cells.
struct Sides {
    int left = 0;
    int right = 0;
    int top = 0;
    int bottom = 0;
    bool operator==(const Sides &) const = default;
};

/// One cell of a plane. Rows grow downwards; negative coordinates lie in the padding.
struct Cell {
    int row = 0;
    int column = 0;
    bool operator==(const Cell &) const = default;
    /// Row-major order.
    bool operator<(const Cell &other) const
    {
        return row != other.row ? row < other.row : column < other.column;
    }
};

/// A rectangle of cells; empty when a side is not positive.
struct Rect {
    int top = 0;
    int left = 0;
    int height = 1;
    int width = 1;
    bool operator==(const Rect &) const = default;

    [[nodiscard]] bool empty() const { return height <= 0 || width <= 0; }
    [[nodiscard]] bool contains(Cell c) const
    {
        return c.row >= top && c.row < top + height && c.column >= left && c.column < left + width;
    }
    static Rect of(Cell c) { return {c.row, c.column, 1, 1}; }
};

} // namespace convoscope
