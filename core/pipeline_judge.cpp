#include "core/pipeline_judge.h"

#include "core/lesson.h"
#include "core/prepared_network.h"

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

/// The digit as the network gets it.
Result<Tensor> inputOf(const PipelineParams &params, const Network &network)
{
    const auto digit = pipelineDigit(params);
    return digit ? framed(*digit, network) : digit;
}

/// Only the answers count, so the network is one that keeps nothing else.
std::function<int(const Tensor &)> answering(const Params &params)
{
    const auto played = std::make_shared<PipelineParams>(std::get<PipelineParams>(params));
    const auto network = pipelineNetwork(*played);
    if (!network)
        return [](const Tensor & /*digit*/) { return -1; };
    const auto prepared = PreparedNetwork::make(*network);
    if (!prepared)
        return [](const Tensor & /*digit*/) { return -1; };
    return [played, network = *network, ready = *prepared](const Tensor &digit) {
        played->input = makePicture(digit);
        const auto input = inputOf(*played, *network);
        const auto classes = input ? ready.predicted(*input) : Result<std::vector<int>>(input.refusal());
        return classes ? classes->front() : -1;
    };
}

} // namespace

const DigitJudge pipelineJudge{.asked = asked, .answering = answering};

} // namespace convoscope
