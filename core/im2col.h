#pragma once

#include "core/convolution.h"
#include "core/padding.h"
#include "core/tensor.h"
#include "core/window.h"

#include <span>

namespace convoscope {

/// The windows of `x` written out as columns: [n, 1, c·kh·kw, outH·outW]. Rows in the order channel, kernel
/// row, kernel column; columns are the output cells, row by row (torch.nn.functional.unfold). `window` must
/// have been made for x and the border's sides. The copy is up to kh·kw times as large as x.
Tensor im2col(const Tensor &x, const Window &window, const Border &border);

/// The adjoint of im2col: every entry is added to the cell of a tensor of shape `x` that im2col reads it
/// from; those of constant padding go nowhere (torch.nn.functional.fold).
Tensor col2im(const Tensor &columns, const Shape &x, const Window &window, const Border &border);

/// conv2d as the textbook has it: all windows unrolled by im2col, then one matrix product per sample and
/// group, on one thread. For lessons and timing; conv2d needs a fraction of the memory.
Result<Tensor> conv2dByIm2col(const Tensor &x, const Tensor &w, std::span<const float> bias,
                              const Conv2d &conv);

} // namespace convoscope
