#pragma once

#include "core/pooling_lesson.h"
#include "core/tensor.h"

#include <QString>

#include <string>
#include <vector>

namespace convoscope {

/// Settings of the pooling lesson, under which its programs must print what core computes.
struct PoolingCase {
    std::string name;
    PoolingParams params;
};

/// Every operation and view with windows, strides, padding and dilations of all kinds, rounded down and up;
/// only what the lesson accepts.
std::vector<PoolingCase> poolingCases();

/// What the program of a case must print: the output; in the Shift view then that of the shifted input and
/// the difference, in the Strided view then the convolution.
std::vector<Tensor> expectedMatrices(const PoolingParams &params);
/// What is wrong with the printed matrices; empty when nothing is.
QString wrongMatrices(const std::vector<Tensor> &printed, const PoolingParams &params);

/// A map too large to be written out in a program.
PoolingParams largePooling();

} // namespace convoscope
