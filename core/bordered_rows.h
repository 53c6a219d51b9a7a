#pragma once

#include "core/padding.h"
#include "core/tensor.h"

#include <vector>

namespace convoscope {

/// Cells of a row: `count` of them, from column `start` on, `step` apart. Columns may lie in the border.
struct Strip {
    int start = 0;
    int step = 1;
    int count = 0;
};

/// The rows of a tensor as if a border had been put around it, without a copy of it.
class BorderedRows {
public:
    /// Keeps a pointer to `x`; the border must be one that fits it.
    BorderedRows(const Tensor &x, const Border &border);

    /// x.width() cells of row `y`, which may lie in the border.
    [[nodiscard]] const float *row(int n, int c, int y) const;
    /// A cell of such a row; the column may lie in the border.
    [[nodiscard]] float cell(const float *row, int column) const;
    /// Copies the cells of a strip to `out`.
    void copy(const float *row, const Strip &strip, float *out) const;

private:
    const Tensor *m_x;
    PaddingMode m_mode;
    float m_constant;
    std::vector<float> m_constantRow;
};

/// The indices [first, last) of the cells of a strip that lie in [0, width).
struct Inside {
    int first;
    int last;
};
Inside inside(const Strip &strip, int width);

} // namespace convoscope
