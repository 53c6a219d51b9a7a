#pragma once

#include "core/conv_block.h"

#include <optional>

namespace convoscope {

/// The residual bottleneck (He et al. 2015): 1×1 to fewer channels, 3×3 there, 1×1 back up, then the
/// shortcut is added and the sum goes through relu.
struct Bottleneck {
    ConvBlock reduce;
    ConvBlock spatial;
    ConvBlock expand; ///< its activation stays off: the relu comes after the addition
    std::optional<ConvBlock> shortcut{}; ///< a 1×1 convolution where size or channels change; else x itself
    bool operator==(const Bottleneck &) const = default;
};

/// Every tensor inside a bottleneck, in the order in which they come about.
struct BottleneckRun {
    ConvBlockRun reduce;
    ConvBlockRun spatial;
    ConvBlockRun expand;
    Tensor shortcut; ///< what is added: x, or the shortcut block's result
    Tensor sum;
    Tensor y;
};

/// Refuses what a block refuses, its name before the field ("spatial.kernel"), and a shortcut whose shape is
/// not the main path's: ChannelsDontMatch or ShapesDontMatch (axis y or x) in field "shortcut".
Result<BottleneckRun> run(const Bottleneck &bottleneck, const Tensor &x);

/// a + b of equal shapes; otherwise refused in `field`.
Result<Tensor> added(const Tensor &a, const Tensor &b, const char *field);

} // namespace convoscope
