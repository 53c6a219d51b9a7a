#pragma once

#include "core/image_lab_lesson.h"
#include "core/listing.h"
#include "core/trace.h"

namespace convoscope {

/// NumPy and C++ compute the part under the loupe, cell by cell; the libraries run the whole chain over the
/// file.
Listing imageLabListing(const ImageLabParams &params, Dialect dialect);
CodeState imageLabCodeState(const ImageLabParams &params, Dialect dialect, const Trace &trace,
                            Position position);

} // namespace convoscope
