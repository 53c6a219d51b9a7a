#pragma once

#include "core/listing.h"
#include "core/pooling_lesson.h"
#include "core/trace.h"

namespace convoscope {

/// The program that computes what the lesson shows: it runs as pasted and prints the output; in the Shift
/// view also that of the shifted input and the difference, in the Strided view also that of the convolution.
/// Inputs over 64 cells a side come from a text file named on its command line. Empty where the parameters
/// are refused; only a caveat where a library has no such call.
Listing poolingListing(const PoolingParams &params, Dialect dialect);

/// The running line of that listing and its live variables; cheap at any size. `trace` must be the one that
/// the parameters play.
CodeState poolingCodeState(const PoolingParams &params, Dialect dialect, const Trace &trace,
                           Position position);

} // namespace convoscope
