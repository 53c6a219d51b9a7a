#include "core/conv_block.h"

namespace convoscope {

Result<ConvBlockRun> run(const ConvBlock &block, const Tensor &x)
{
    auto conv = conv2d(x, block.weight, block.bias, block.conv);
    if (!conv)
        return conv.refusal();
    auto norm = block.norm ? batchNorm(*conv, *block.norm) : conv;
    if (!norm)
        return norm.refusal();
    Tensor y = block.activation ? activated(*norm, *block.activation) : *norm;
    return ConvBlockRun{*std::move(conv), *std::move(norm), std::move(y)};
}

} // namespace convoscope
