#pragma once

#include "core/pipeline_beats.h"
#include "core/pipeline_lesson.h"

namespace convoscope {

/// Changes settings of the pipeline lesson; tests have them in their rows.
using PipelineChange = void (*)(PipelineParams &);

inline PipelineParams pipelineWith(PipelineChange change)
{
    PipelineParams params = pipelineStart();
    change(params);
    return params;
}

/// The beat that computes a cell, of a map or of a line of values.
inline int beatOf(const PipelineParams &params, const CellRef &ref)
{
    const Network &network = *bundledNetwork(params.network);
    return PipelineBeats(network, *shapesOf(network)).beatOf(ref).value_or(-1);
}

} // namespace convoscope
