#pragma once

#include "core/listing.h"
#include "core/padding_lesson.h"
#include "core/trace.h"

namespace convoscope {

/// The lesson as a program: np.pad and what it does cell by cell, or the outputs under all modes. Empty where
/// the parameters are refused.
Listing paddingListing(const PaddingParams &params, Dialect dialect);
/// The line of NumPy and C++ that runs at a position and what its variables hold; libraries have no loop.
CodeState paddingCodeState(const PaddingParams &params, Dialect dialect, const Trace &trace,
                           Position position);

} // namespace convoscope
