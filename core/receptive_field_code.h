#pragma once

#include "core/listing.h"
#include "core/receptive_field_lesson.h"
#include "core/trace.h"

namespace convoscope {

/// The lesson as a program in that dialect; what it prints is what the stage shows. Empty where refused.
Listing receptiveFieldListing(const ReceptiveFieldParams &params, Dialect dialect);
/// The running line and its variables.
CodeState receptiveFieldCodeState(const ReceptiveFieldParams &params, Dialect dialect, const Trace &trace,
                                  Position position);

} // namespace convoscope
