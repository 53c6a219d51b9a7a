#pragma once

#include "core/channels_last.h"
#include "core/convolution.h"

#include <vector>

namespace convoscope {

/// A convolution whose shapes have been checked and whose weights lie as its way of computing reads them.
struct ConvPlan {
    Shape input; ///< of one sample
    Shape w;
    Conv2d conv;
    Window window;
    AlignedFloats weights{};
    AlignedFloats bias{}; ///< of every group whole blocks; zeros where there is none

    [[nodiscard]] int groupOutputs() const { return w.n / conv.groups; }
};

/// Neighbouring output rows of one sample.
struct OutputRows {
    int n = 0;
    int first = 0;
    int last = 0;
};

// Each way has its weights, from w [out, in/groups, kh, kw], and computes rows of the output.

/// Any convolution: the products of a window's values with blocks of 16 output channels.
AlignedFloats productWeights(const Tensor &w, int groups);
void convolveByProducts(const ConvPlan &plan, const ChannelsLast &x, const OutputRows &rows,
                        ChannelsLast &out);

/// As many groups as input and output channels.
AlignedFloats depthwiseWeights(const Tensor &w);
void convolveDepthwise(const ConvPlan &plan, const ChannelsLast &x, const OutputRows &rows,
                       ChannelsLast &out);

/// 3×3 with stride 1: F(4×4, 3×3) of A. Lavin & S. Gray, Fast Algorithms for Convolutional Neural Networks
/// (2015), 36 products for 16 outputs where the direct way takes 144. Its weights are those of
/// WinogradForm::Large, and `rows.first` is a multiple of 4.
void convolveByWinograd(const ConvPlan &plan, const ChannelsLast &x, const OutputRows &rows,
                        ChannelsLast &out);

} // namespace convoscope
