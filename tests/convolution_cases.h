#pragma once

#include "core/convolution_lesson.h"

#include <string>
#include <vector>

namespace convoscope {

/// Settings of the convolution lesson, under which its programs must print what core computes.
struct ConvolutionCase {
    std::string name;
    ConvolutionParams params;
    float tolerance = 0.0F; ///< relative; 0 where float32 computes it exactly
};

/// All padding kinds and modes, strides, dilations, flipped, even and non-square kernels, divisors, and every
/// view; only what the lesson accepts.
std::vector<ConvolutionCase> convolutionCases();

/// What the program of a case must print first: the output, in the shift view that of the shifted input.
Tensor expectedOutput(const ConvolutionParams &params);
/// What the shift view's program must print after it.
Tensor expectedDifference(const ConvolutionParams &params);

/// An integer matrix without symmetries.
Tensor unevenMatrix(int height, int width, int seed = 0);

} // namespace convoscope
