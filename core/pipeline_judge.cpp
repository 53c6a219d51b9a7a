#include "core/pipeline_judge.h"

#include "core/lesson.h"

namespace convoscope {

namespace {

/// Without what only decides which digit is shown and how.
Params asked(const Params &params)
{
    PipelineParams kept = std::get<PipelineParams>(params);
    const PipelineParams start{};
    kept.view = start.view;
    kept.input = start.input;
    kept.layer = start.layer;
    kept.map = start.map;
    kept.cell = start.cell;
    kept.scale = start.scale;
    return kept;
}

int answer(const Params &params, const Tensor &digit)
{
    PipelineParams played = std::get<PipelineParams>(params);
    played.input = makePicture(digit);
    const auto run = runPipeline(played);
    return run ? run->predicted() : -1;
}

} // namespace

const DigitJudge pipelineJudge{.asked = asked, .answer = answer};

} // namespace convoscope
