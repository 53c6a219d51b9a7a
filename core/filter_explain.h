#pragma once

#include "core/filter.h"
#include "core/filter_result.h"
#include "core/raster.h"

#include <optional>
#include <vector>

namespace convoscope {

/// One cell that a step read: where it lies, where its value came from, and what became of it.
struct ExplainedTap {
    Cell cell; ///< of the window; beyond the edges too
    std::optional<Cell> source{}; ///< the cell of the picture; none for the border's constant
    double value = 0.0;
    double weight = 0.0; ///< 1 in a median
    [[nodiscard]] double product() const { return weight * value; }
};

/// One weighted sum, its taps row by row.
struct ExplainedSum {
    Pair size{1, 1}; ///< of the window
    std::vector<ExplainedTap> taps{};
    double offset = 0.0;
    double value = 0.0; ///< Σ products + offset
};

/// What one step of a chain did at one cell.
struct ExplainedStep {
    FilterKind kind = FilterKind::Kernel;
    std::vector<ExplainedSum> sums{}; ///< one; two for gradients: along the row, down the column
    double value = 0.0;
};

/// How one value of a filter's result came about, computed exactly and without shortcuts.
struct ExplainedValue {
    std::vector<ExplainedStep>
        steps{}; ///< at this cell; the values a step read are the results of the one before
    std::optional<double> opacity{}; ///< filtered; what the colour was divided by, and then times 255
    double value = 0.0; ///< of the chain
    double mapped = 0.0;
    double rounded = 0.0; ///< half to even
    std::uint8_t result = 0; ///< clamped
    [[nodiscard]] bool isClamped() const { return rounded != static_cast<double>(result); }
};

/// The value to be explained, of a filter that is not refused: `channel` is one of the result's.
struct ExplainedPlace {
    Cell cell{};
    int channel = 0;
    ResultRange range{}; ///< of the whole result, for AutoScaled
};
ExplainedValue explain(const ByteView &in, const Filter &filter, const ExplainedPlace &place);

} // namespace convoscope
