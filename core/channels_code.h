#pragma once

#include "core/channels_lesson.h"
#include "core/listing.h"
#include "core/trace.h"

namespace convoscope {

/// The program that computes what the lesson shows: it runs as pasted and prints every map that the steps
/// make, one after the other. Inputs over 64 cells a side come from a text file named on its command line.
/// Empty where the parameters are refused; only a caveat where a library has no such call.
Listing channelsListing(const ChannelsParams &params, Dialect dialect);

/// The running line of that listing and its live variables. `trace` must be the one that the parameters
/// play.
CodeState channelsCodeState(const ChannelsParams &params, Dialect dialect, const Trace &trace,
                            Position position);

} // namespace convoscope
