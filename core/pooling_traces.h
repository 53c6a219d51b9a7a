#pragma once

#include "core/pooling.h"
#include "core/pooling_lesson.h"
#include "core/trace.h"

namespace convoscope {

// The views of the pooling lesson, each as a trace. All refuse what pool2d refuses, and windows of more cells
// than a step can hold (Reason::TooLarge).

/// input → output. Any size, photos included.
Result<Trace> poolingTrace(const PoolingParams &params);
/// pool(shift(x)) beside pool(x), and what changed. What moves in is 0.
Result<Trace> poolingShiftTrace(const PoolingParams &params);
/// The pool and, over the same windows, a convolution with their mean; a beat of the one, then of the other.
/// Refuses adaptive windows of uneven size, for which there is no convolution.
Result<Trace> poolingStridedTrace(const PoolingParams &params);

/// Windows and strides of the convolution that reads what the pool reads.
struct MeanKernel {
    Pair size;
    Pair stride{};
    Pair dilation{};
    Sides padding{};
    [[nodiscard]] float weight() const
    {
        return 1.0F / (static_cast<float>(size.y) * static_cast<float>(size.x));
    }
};
Result<MeanKernel> meanKernel(const PoolingParams &params);

} // namespace convoscope
