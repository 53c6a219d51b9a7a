#pragma once

#include "core/padding.h"
#include "core/tensor.h"
#include "core/window.h"

namespace convoscope {

/// The windows of `x` written out as columns: [n, 1, c·kh·kw, outH·outW]. Rows in the order channel, kernel
/// row, kernel column; columns are the output cells, row by row (torch.nn.functional.unfold). `window` must
/// have been made for x and the border's sides.
Tensor im2col(const Tensor &x, const Window &window, const Border &border);

/// The adjoint of im2col: every entry is added to the cell of a tensor of shape `x` that im2col reads it
/// from; those of constant padding go nowhere (torch.nn.functional.fold).
Tensor col2im(const Tensor &columns, const Shape &x, const Window &window, const Border &border);

} // namespace convoscope
