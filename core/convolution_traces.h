#pragma once

#include "core/convolution_lesson.h"
#include "core/refusal.h"
#include "core/trace.h"

namespace convoscope {

/// The views of the convolution lesson, each as a trace. All refuse what conv2d refuses; views that need
/// room for every connection also refuse inputs that are too large for them (Reason::TooLarge).

/// input ∗ kernel = output. Any size, photos included.
Result<Trace> slidingTrace(const ConvolutionParams &params);
/// Windows as columns: kernel row (1 × K²) · columns (K² × N) = output row (1 × N). Up to 2^18 cells of
/// columns.
Result<Trace> im2colTrace(const ConvolutionParams &params);
/// conv(shift(x)) beside shift(conv(x)) and their difference.
Result<Trace> shiftTrace(const ConvolutionParams &params);
/// The same map as a fully connected layer: one row of weights per output cell. Up to 2^18 weights.
Result<Trace> sharingTrace(const ConvolutionParams &params);
/// Transposed convolution: every input cell stamps the kernel; and the direct reading over the spread input.
/// Up to 2^16 output cells.
Result<Trace> transposedTrace(const ConvolutionParams &params);

/// conv2d with the lesson's settings, the divisor applied.
Result<Tensor> convolved(const ConvolutionParams &params, const Tensor &x);

} // namespace convoscope
