#pragma once

#include "core/pipeline_spellings.h"
#include "core/trace.h"

#include <string>
#include <vector>

namespace convoscope {

/// What the playhead's step computes, in the terms of a program.
struct PipelineMoment {
    const PipelineCall &call;
    const Trace &trace;
    Dialect dialect = Dialect::NumPy;
    int row = 0; ///< of the network
    int unit = 0; ///< channel, or which value of a flat row
    Step step;
    bool tapping = false;

    [[nodiscard]] bool isFlat(int other) const
    {
        return call.shape(other).h == 1 && call.shape(other).w == 1;
    }
    [[nodiscard]] bool isLoop() const { return dialect == Dialect::NumPy || dialect == Dialect::Cpp; }
    /// Whether arrays have an axis for samples.
    [[nodiscard]] bool isBatched() const { return !isLoop() && dialect != Dialect::SciPy; }
    [[nodiscard]] bool complete() const { return step.done == static_cast<int>(step.terms.size()); }
    [[nodiscard]] const LayerOperation &operation() const { return call.network->maker(row).operation; }
    [[nodiscard]] const Term &term() const { return step.terms[static_cast<size_t>(step.done) - 1]; }
    /// The name of a row as an array, of one of its cells ("conv1[4, 5, 5]"), and its shape, in the dialect.
    [[nodiscard]] std::string array(int of) const;
    [[nodiscard]] std::string element(int of, int channel, Cell cell) const;
    [[nodiscard]] std::string shape(int of) const;
    /// The sum so far, which begins with the bias.
    [[nodiscard]] float running() const;
    /// What a cell holds; in a flat row the channel tells the values apart.
    [[nodiscard]] float valueOf(int of, int channel, Cell cell) const;
};

PipelineMoment pipelineMoment(const PipelineCall &call, Dialect dialect, const Trace &trace,
                              Position position);
/// What the program's variables hold then.
std::vector<Variable> pipelineVariables(const PipelineMoment &now);

} // namespace convoscope
