#pragma once

#include "core/chain_part.h"
#include "core/filter_result.h"
#include "core/image_lab_lesson.h"

namespace convoscope {

/// The numbers that a trace of the image lab is about: one channel of a part of the photo, before and after
/// the explained step.
struct LabPart {
    FilterStep step;
    PartCells cells{}; ///< of the photo, whose results are made
    Pair picture{0, 0};
    FilterBorder border = FilterBorder::Reflect;
    double constant = 0.0;
    PartValues before{};
    PartValues after{};
    bool isFirst = true; ///< the step reads the photo itself
    /// How results become bytes, where the step is the last one: times the factor of the cell, then the
    /// scale.
    std::optional<ResultScale> scale{};
    std::optional<PartValues> opacity{}; ///< filtered; colours are divided by it and times 255

    [[nodiscard]] PartWindow window() const { return {before, picture, border, constant}; }
    [[nodiscard]] double factor(Cell cell) const; ///< of a cell of the photo
    [[nodiscard]] std::uint8_t byte(Cell cell) const;
};

/// Refusals name the field at fault.
Result<LabPart> labPart(const ImageLabParams &params);
/// The same without any value: which cells, which step, and whether there are a scale and an opacity.
Result<LabPart> labFrame(const ImageLabParams &params);

/// Whether a part of auto-scaled results can be had without a pass over the whole photo.
bool isRangeKnown(const ImageLabParams &params, const Filter &filter);
/// The value of a cell of the photo with the noise added, before the first step of a filter.
std::function<double(Cell)> labSource(const ImageLabParams &params, const Filter &filter, int channel);
/// The step of the explained chain, from 0, among those that are switched on.
int explainedStep(const ImageLabParams &params, int steps);
/// The channel that is explained: the chosen one, or the nearest that goes through the filter.
int explainedChannel(const ImageLabParams &params, const Filter &filter);

} // namespace convoscope
