#pragma once

#include "core/convolution_lesson.h"
#include "core/listing.h"
#include "core/trace.h"

namespace convoscope {

/// The program that computes what the lesson shows: it runs as pasted and prints the output. Inputs over 64
/// cells a side come from a text file named on its command line. Empty where the parameters are refused.
Listing convolutionListing(const ConvolutionParams &params, Dialect dialect);

/// The running line of that listing and its live variables; cheap at any size. `trace` must be the one that
/// the parameters play.
CodeState convolutionCodeState(const ConvolutionParams &params, Dialect dialect, const Trace &trace,
                               Position position);

} // namespace convoscope
