#include "core/lesson.h"

#include "core/channels_code.h"
#include "core/channels_facts.h"
#include "core/channels_formula.h"
#include "core/convolution_code.h"
#include "core/convolution_formula.h"
#include "core/field_range.h"
#include "core/image_lab_code.h"
#include "core/image_lab_facts.h"
#include "core/image_lab_formula.h"
#include "core/padding_code.h"
#include "core/padding_formula.h"
#include "core/pipeline_code.h"
#include "core/pipeline_facts.h"
#include "core/pipeline_openings.h"
#include "core/pooling_code.h"
#include "core/pooling_formula.h"
#include "core/receptive_field_code.h"
#include "core/receptive_field_formula.h"

#include <algorithm>
#include <vector>

namespace convoscope {

namespace {

/// A lesson's own functions, each over its own struct, as one row of the table.
template <typename Struct, Struct (*Start)(), Result<Trace> (*Play)(const Struct &),
          Formula (*Show)(const Struct &), Listing (*Spell)(const Struct &, Dialect),
          CodeState (*State)(const Struct &, Dialect, const Trace &, Position),
          std::span<const Field> (*Fields)()>
Lesson row(std::string_view id)
{
    return {
        .id = id,
        .fields = Fields(),
        .start = [] { return Params(Start()); },
        .play = [](const Params &p) -> Result<Trace> {
            if (auto refused = refusedRange(Fields(), p))
                return *std::move(refused);
            return Play(std::get<Struct>(p));
        },
        .formula = [](const Params &p) { return Show(std::get<Struct>(p)); },
        .listing = [](const Params &p, Dialect d) { return Spell(std::get<Struct>(p), d); },
        .codeState = [](const Params &p, Dialect d, const Trace &t,
                        Position at) { return State(std::get<Struct>(p), d, t, at); },
    };
}

/// The same row with tables beside the picture.
template <typename Struct, std::vector<FactsTable> (*Facts)(const Struct &)>
Lesson withFacts(Lesson lesson)
{
    lesson.facts = [](const Params &p) { return Facts(std::get<Struct>(p)); };
    return lesson;
}

/// The same row with an estimate of its own of the work.
template <typename Struct, double (*Work)(const Struct &)>
Lesson withWork(Lesson lesson)
{
    lesson.work = [](const Params &p) { return Work(std::get<Struct>(p)); };
    return lesson;
}

/// The same row with other lessons in which a cell can be stepped through.
template <typename Struct, std::vector<Opening> (*Openings)(const Struct &, int, Cell)>
Lesson withOpenings(Lesson lesson)
{
    lesson.openings = [](const Params &p, int plane, Cell cell) {
        return Openings(std::get<Struct>(p), plane, cell);
    };
    return lesson;
}

/// The same row with work on a photo at full size.
template <typename Struct, std::optional<PhotoWork> (*Photo)(const Struct &)>
Lesson withPhoto(Lesson lesson)
{
    lesson.photo = [](const Params &p) { return Photo(std::get<Struct>(p)); };
    return lesson;
}

} // namespace

std::span<const Lesson> lessons()
{
    static const std::vector<Lesson> table{
        row<ConvolutionParams, convolutionStart, playConvolution, convolutionFormula, convolutionListing,
            convolutionCodeState, convolutionFields>("convolution"),
        row<PaddingParams, paddingStart, playPadding, paddingFormula, paddingListing, paddingCodeState,
            paddingFields>("padding"),
        row<PoolingParams, poolingStart, playPooling, poolingFormula, poolingListing, poolingCodeState,
            poolingFields>("pooling"),
        withFacts<ChannelsParams, channelsFacts>(
            row<ChannelsParams, channelsStart, playChannels, channelsFormula, channelsListing,
                channelsCodeState, channelsFields>("channels")),
        withWork<ReceptiveFieldParams, receptiveFieldWork>(
            withFacts<ReceptiveFieldParams, receptiveFieldFacts>(
                row<ReceptiveFieldParams, receptiveFieldStart, playReceptiveField, receptiveFieldFormula,
                    receptiveFieldListing, receptiveFieldCodeState, receptiveFieldFields>(
                    "receptive_field"))),
        withOpenings<PipelineParams, pipelineOpenings>(
            withWork<PipelineParams, pipelineWork>(withFacts<PipelineParams, pipelineFacts>(
                row<PipelineParams, pipelineStart, playPipeline, pipelineFormula, pipelineListing,
                    pipelineCodeState, pipelineFields>("pipeline")))),
        withPhoto<ImageLabParams, imageLabPhoto>(
            withWork<ImageLabParams, imageLabWork>(withFacts<ImageLabParams, imageLabFacts>(
                row<ImageLabParams, imageLabStart, playImageLab, imageLabFormula, imageLabListing,
                    imageLabCodeState, imageLabFields>("image_lab")))),
    };
    return table;
}

int lastBeatAt(const Trace &trace, Cell cell)
{
    for (auto plane = static_cast<int>(trace.planes().size()) - 1; plane >= 0; --plane) {
        if (!trace.plane(plane).builtUp)
            continue;
        if (const auto beat = trace.beatAt(plane, cell))
            return *beat;
    }
    return 0;
}

const Lesson *findLesson(std::string_view id)
{
    const auto found = std::ranges::find(lessons(), id, &Lesson::id);
    return found == lessons().end() ? nullptr : &*found;
}

} // namespace convoscope
