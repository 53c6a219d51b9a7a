#pragma once

#include "core/network_reach.h"
#include "core/network_run.h"

#include <vector>

namespace convoscope {

/// One product, or one candidate of a maximum, in a cell of a network.
struct CellTerm {
    CellRef from;
    float value = 0.0F;
    float weight = 1.0F;
    bool operator==(const CellTerm &) const = default;
    [[nodiscard]] float product() const { return value * weight; }
};

/// What one input channel brings to a cell: `count` terms from `first` on, and their sum.
struct ChannelShare {
    int channel = 0;
    int first = 0;
    int count = 0;
    double sum = 0.0;
};

/// How the terms of a cell make its value.
enum class CellRule {
    Given, ///< a cell of the input: no terms
    Sum, ///< the products and the bias
    Max,
    Mean,
    Function, ///< an activation of the one term
    Copy,
    Softmax ///< e^(own logit - largest) / Σ e^(logit - largest); the terms are all logits
};

/// The arithmetic of one cell.
struct CellStory {
    CellRef cell;
    CellRule rule = CellRule::Given;
    std::vector<CellTerm> terms; ///< in the order of the loop nest: channel, row, column
    std::vector<ChannelShare> channels; ///< of a sum
    float bias = 0.0F;
    int winner = -1; ///< of a maximum: which term
    float result = 0.0F; ///< what the network has in that cell
    /// The terms made into a value again, in double precision.
    [[nodiscard]] double made() const;
};

/// The arithmetic of a cell of the first sample. Padding brings no terms. Refuses a cell that isn't there
/// (OutOfRange in "row", "channel" or "cell").
Result<CellStory> cellStory(const NetworkRun &run, const CellRef &cell);

/// How softmax comes about, the logits less the largest so that no power overflows.
struct SoftmaxStory {
    float largest = 0.0F;
    std::vector<double> shifted; ///< logit - largest, never above 0
    std::vector<double> powers; ///< e^shifted
    double sum = 0.0;
    std::vector<double> shares; ///< powers / sum
};
SoftmaxStory softmaxStory(std::span<const float> logits);

} // namespace convoscope
