#pragma once

#include "core/padding_lesson.h"
#include "core/tensor.h"

#include <QString>

#include <string>
#include <vector>

namespace convoscope {

/// Settings of the padding lesson, under which its programs must print what core computes.
struct PaddingCase {
    std::string name;
    PaddingParams params;
};

/// Both views with every kind of padding, sides that differ, constants, fractions, and modes that can't pad
/// so far; only what the lesson accepts.
std::vector<PaddingCase> paddingCases();

/// The padded input in this mode, computed by pad.
Tensor paddedInput(const PaddingParams &params, PaddingMode mode);
/// What the program of a case must print: in the Modes view the padded input of each mode, else its output
/// and, from the second mode on, the difference to the first.
std::vector<Tensor> expectedMatrices(const PaddingParams &params);
/// What is wrong with the printed matrices; empty when nothing is.
QString wrongMatrices(const std::vector<Tensor> &printed, const PaddingParams &params);

/// An input too large to be written out in a program, but not for NumPy to print.
PaddingParams largePadding();

} // namespace convoscope
