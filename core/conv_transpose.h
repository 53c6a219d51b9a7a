#pragma once

#include "core/convolution.h"
#include "core/geometry.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <span>

namespace convoscope {

/// Settings of torch.nn.functional.conv_transpose2d. Padding takes cells away from the output on both sides
/// of an axis; outputPadding gives some back at the bottom/right.
struct ConvTranspose2d {
    Pair stride{};
    Pair padding{0, 0};
    Pair outputPadding{0, 0};
    Pair dilation{};
    int groups = 1;
    bool operator==(const ConvTranspose2d &) const = default;
};

/// Height and width of the output, (I-1)s - 2p + d(K-1) + outputPadding + 1 per axis, for weights of shape
/// `w` [in, out/groups, kh, kw]. Fields of the refusals: input, kernel, stride, dilation, padding,
/// output_padding (must be smaller than stride or dilation), groups, channels, output.
Result<Pair> convTranspose2dSize(const Shape &x, const Shape &w, const ConvTranspose2d &conv);

/// x [n, in, h, w], w [in, out/groups, kh, kw], bias [out] or empty -> [n, out, outH, outW]: every input cell
/// stamps the kernel, times its value, onto the output.
Result<Tensor> convTranspose2d(const Tensor &x, const Tensor &w, std::span<const float> bias,
                               const ConvTranspose2d &conv);

/// `x` with stride - 1 zeros between neighbouring cells, [n, c, (h-1)s+1, (w-1)s+1]: what the direct reading
/// of a transposed convolution slides over.
Tensor spread(const Tensor &x, Pair stride);

/// The direct reading: conv2d with these settings over spread(x, stride) and swappedChannels(w) gives
/// what convTranspose2d gives. Its sides are d(K-1) - p, plus outputPadding at the bottom/right; a negative
/// side (which conv2d refuses) means that so many cells are cut off instead.
Conv2d directReading(Pair kernel, const ConvTranspose2d &conv);

/// Weights [in, out/groups, kh, kw] as [out, in/groups, kh, kw], in the same groups.
Tensor swappedChannels(const Tensor &w, int groups);

} // namespace convoscope
