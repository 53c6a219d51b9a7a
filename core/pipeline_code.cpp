#include "core/pipeline_code.h"

#include "core/excitement_facts.h"
#include "core/pipeline_variables.h"
#include "core/preparation_facts.h"

namespace convoscope {

namespace {

int lineOf(const PipelineProgram &code, const PipelineMoment &now)
{
    if (now.tapping && std::holds_alternative<ConvLayer>(now.operation()) && code.program.tapLine >= 0)
        return code.program.tapLine;
    if (now.tapping && std::holds_alternative<LinearLayer>(now.operation()) && code.program.otherTapLine >= 0)
        return code.program.otherTapLine;
    return code.lines[static_cast<size_t>(now.row)];
}

PipelineProgram programOf(const PipelineCall &call, Dialect dialect)
{
    switch (dialect) {
    case Dialect::NumPy: return numpyPipeline(call);
    case Dialect::Cpp: return cppPipeline(call);
    case Dialect::PyTorch: return pytorchPipeline(call);
    case Dialect::Keras: return kerasPipeline(call);
    case Dialect::Onnx: return onnxPipeline(call);
    case Dialect::OpenCv: return openCvPipeline(call);
    case Dialect::SciPy: return scipyPipeline(call);
    }
    return {};
}

} // namespace

Listing pipelineListing(const PipelineParams &params, Dialect dialect)
{
    const auto call = pipelineCall(params);
    return call ? programOf(*call, dialect).program.listing : Listing{};
}

CodeState pipelineCodeState(const PipelineParams &params, Dialect dialect, const Trace &trace,
                            Position position)
{
    const auto call = pipelineCall(params);
    if (!call || trace.empty())
        return {};
    if (params.view == PipelineView::Preparation) // the program begins behind it
        return {.variables = preparationVariables(trace, position)};
    const PipelineProgram code = programOf(*call, dialect);
    if (code.lines.empty())
        return {};
    if (params.view == PipelineView::Kernels)
        return {.line = code.lines[1], .variables = excitementVariables(trace, position)};
    const PipelineMoment now = pipelineMoment(*call, dialect, trace, position);
    return {.line = lineOf(code, now), .variables = pipelineVariables(now)};
}

} // namespace convoscope
