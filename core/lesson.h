#pragma once

#include "core/channels_lesson.h"
#include "core/convolution_lesson.h"
#include "core/facts.h"
#include "core/field.h"
#include "core/formula.h"
#include "core/image_lab_lesson.h"
#include "core/listing.h"
#include "core/padding_lesson.h"
#include "core/pipeline_lesson.h"
#include "core/pooling_lesson.h"
#include "core/receptive_field_lesson.h"
#include "core/refusal.h"
#include "core/trace.h"

namespace convoscope {

/// The parameters of any lesson.
struct Params : std::variant<ConvolutionParams, PaddingParams, PoolingParams, ChannelsParams,
                             ReceptiveFieldParams, PipelineParams, ImageLabParams> {
    using variant::variant;
};

/// A cell of one lesson as the work of another, on exactly the same numbers.
struct Opening {
    std::string_view lesson; ///< id of the other
    Params params;
    Cell cell{}; ///< of the last plane that it builds up
};

/// One row of the table of lessons: a value and pure functions.
struct Lesson {
    std::string_view id; ///< in scene files, on the command line, and of its texts in resources
    std::span<const Field> fields;
    Params (*start)();
    Result<Trace> (*play)(const Params &);
    Formula (*formula)(const Params &); ///< output size with numbers; empty where refused
    Listing (*listing)(const Params &, Dialect);
    CodeState (*codeState)(const Params &, Dialect, const Trace &, Position);
    /// Multiply-adds, roughly, where the cells of the input and of a kernel don't tell; null where they do.
    double (*work)(const Params &) = nullptr;
    std::vector<FactsTable> (*facts)(const Params &) = nullptr; ///< tables beside the picture; null for none
    /// Where the arithmetic of a cell can be stepped through more slowly; null for nowhere.
    std::vector<Opening> (*openings)(const Params &, int plane, Cell cell) = nullptr;
    /// What is done to a photo at full size; null for lessons without one.
    std::optional<PhotoWork> (*photo)(const Params &) = nullptr;
};

/// All lessons, in the order of the side bar.
std::span<const Lesson> lessons();
const Lesson *findLesson(std::string_view id);

/// The beat of a trace that makes a cell of its last built-up plane; the first one where none does.
int lastBeatAt(const Trace &trace, Cell cell);

} // namespace convoscope
