#pragma once

#include "core/code_writer.h"
#include "core/pipeline_lesson.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace convoscope {

/// What the programs of the pipeline lesson need. Points into the parameters it was made from.
struct PipelineCall {
    const PipelineParams *params = nullptr;
    Tensor digit; ///< that the program holds: 28×28, the experiments that it does not do itself done
    std::shared_ptr<const Network> network; ///< after the experiments
    std::vector<Shape> shapes; ///< of its rows

    [[nodiscard]] const Shape &shape(int row) const { return shapes[static_cast<size_t>(row)]; }
    /// What programs call a row: "x", "conv1", "flat", "probabilities".
    [[nodiscard]] std::string variable(int row) const;
    /// What the weights of a row's layer are called in the file: "conv1", "fc".
    [[nodiscard]] std::string weights(int row) const;
    [[nodiscard]] std::string file() const { return network->name + ".safetensors"; }
    /// For a comment: where to get the file from.
    [[nodiscard]] static std::string_view whereFileIs();
    /// Whether every pixel is a byte / 255.
    [[nodiscard]] bool hasBytes() const;
    /// By how much the program itself moves the digit, down and right.
    [[nodiscard]] Pair shift() const;
    /// Zeros around the digit, on every side.
    [[nodiscard]] int frame() const { return (shape(0).h - digit.height()) / 2; }
    /// What the pools do.
    [[nodiscard]] PoolKind pools() const;
    /// The row that makes the class scores.
    [[nodiscard]] int logits() const { return network->rows() - 2; }
};

/// Nothing where the lesson refuses the digit or the network.
std::optional<PipelineCall> pipelineCall(const PipelineParams &params);

/// A program of the lesson, where it works for each row of the network, and where in the layer's loops.
struct PipelineProgram {
    Program program;
    std::vector<int> lines{}; ///< of each row, from row 0 on
};

// The lesson in each dialect.

PipelineProgram numpyPipeline(const PipelineCall &call);
PipelineProgram scipyPipeline(const PipelineCall &call);
PipelineProgram cppPipeline(const PipelineCall &call);
PipelineProgram pytorchPipeline(const PipelineCall &call);
PipelineProgram kerasPipeline(const PipelineCall &call);
PipelineProgram onnxPipeline(const PipelineCall &call);
/// The same graph, which OpenCV reads.
PipelineProgram openCvPipeline(const PipelineCall &call);

// What they have in common.

/// A row of the digit as two hexadecimal digits a pixel.
std::string hexadecimal(std::span<const float> pixels);
/// In Python, `digit`: bytes, or where pixels lie between them a list of rows.
void addPythonDigit(CodeWriter &code, const PipelineCall &call);
/// x as a NumPy array of shape 1×H×W, moved and framed.
void addNumpyInput(CodeWriter &code, const PipelineCall &call);
/// The filters of the first layer that an experiment exchanges or silences, in a dictionary of arrays `w`.
void addNumpyExperiments(CodeWriter &code, const PipelineCall &call);

} // namespace convoscope
