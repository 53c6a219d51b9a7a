#pragma once

#include "core/geometry.h"
#include "core/refusal.h"

#include <vector>

namespace convoscope {

enum class PoolKind { Max, Average };

/// How the windows of a pooling lie on the input.
enum class PoolLayout {
    Sliding, ///< a kernel moved by the stride
    Adaptive, ///< spread so that a given output size results; uneven where the sizes don't divide
    Global ///< one window over the whole plane
};

/// What a pooling layer is told; PyTorch's names, and its rules for each.
struct Pool2d {
    PoolKind kind = PoolKind::Max;
    PoolLayout layout = PoolLayout::Sliding;
    Pair kernel{2, 2}; ///< Sliding, as are the next five
    Pair stride{2, 2};
    Pair padding{0, 0}; ///< on both sides; at most half the kernel. Never wins a maximum.
    Pair dilation{}; ///< Max only; an average ignores it
    bool ceilMode = false;
    bool countIncludePad = true; ///< Average only: padding cells count in the divisor
    Pair output{1, 1}; ///< Adaptive only
    bool operator==(const Pool2d &) const = default;
};

/// One axis of one pooling window, in input coordinates.
struct PoolSpan {
    int start = 0; ///< first tap; negative in the padding
    int extent = 1; ///< cells from the first tap to the last, gaps and padding included
    int first = 0; ///< first tap inside the input
    int count = 0; ///< taps inside the input; never 0
    int step = 1; ///< distance between taps
    int counted = 1; ///< cells that an average counts on this axis
    bool operator==(const PoolSpan &) const = default;
    [[nodiscard]] int tap(int k) const { return first + k * step; }
    [[nodiscard]] bool reads(int coordinate) const
    {
        const int offset = coordinate - first;
        return offset >= 0 && offset % step == 0 && offset / step < count;
    }
};

/// All windows of a pooling over a plane: the product of its axes.
struct PoolWindows {
    std::vector<PoolSpan> rows;
    std::vector<PoolSpan> columns;

    [[nodiscard]] Pair outputs() const
    {
        return {static_cast<int>(rows.size()), static_cast<int>(columns.size())};
    }
    [[nodiscard]] const PoolSpan &y(Cell output) const { return rows[static_cast<size_t>(output.row)]; }
    [[nodiscard]] const PoolSpan &x(Cell output) const { return columns[static_cast<size_t>(output.column)]; }
    /// What an average is divided by.
    [[nodiscard]] int divisor(Cell output) const { return y(output).counted * x(output).counted; }
    /// Everything the window covers, padding and the gaps of a dilated one included.
    [[nodiscard]] Rect span(Cell output) const;
    /// The input cells that a window reads, row-major: the candidates of a maximum, the terms of a mean.
    [[nodiscard]] std::vector<Cell> cells(Cell output) const;
    /// Every output whose window reads this input cell, row-major.
    [[nodiscard]] std::vector<Cell> readers(Cell input) const;
};

/// Refuses what PyTorch refuses, and a dilation so large that a window would read padding only.
Result<PoolWindows> poolWindows(Pair input, const Pool2d &pool);

} // namespace convoscope
