#pragma once

#include "core/listing.h"
#include "core/pipeline_lesson.h"
#include "core/trace.h"

namespace convoscope {

/// The network with its experiments as a program in that dialect. It reads the weights from the file that
/// the program carries (lenet_style.safetensors or lenet5.safetensors), and prints the ten logits and their
/// probabilities. Empty where refused.
Listing pipelineListing(const PipelineParams &params, Dialect dialect);
/// The line of the layer at the playhead, while a tap is added the line in its loops, and its variables.
CodeState pipelineCodeState(const PipelineParams &params, Dialect dialect, const Trace &trace,
                            Position position);

} // namespace convoscope
