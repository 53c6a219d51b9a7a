#pragma once

#include "core/facts.h"
#include "core/formula.h"
#include "core/pipeline_lesson.h"

#include <vector>

namespace convoscope {

/// Tables beside the network: per layer its shape, parameters and multiply-adds; per class the score,
/// e^(score less the largest) and the probability; and how far an experiment moved every layer, where there
/// is one. Empty where the parameters are refused, and beside the preparation.
std::vector<FactsTable> pipelineFacts(const PipelineParams &params);

/// Softmax of the most probable class with the numbers in, and the largest score taken off before e is raised
/// to it. Empty where the parameters are refused. Beside the preparation preparationFormula.
Formula pipelineFormula(const PipelineParams &params);

} // namespace convoscope
