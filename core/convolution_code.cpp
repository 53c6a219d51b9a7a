#include "core/convolution_code.h"

#include "core/convolution_spellings.h"
#include "core/convolution_variables.h"

namespace convoscope {

Listing convolutionListing(const ConvolutionParams &params, Dialect dialect)
{
    const auto call = convolutionCall(params);
    if (!call)
        return {};
    switch (dialect) {
    case Dialect::NumPy: return numpyConvolution(*call).listing;
    case Dialect::Cpp: return cppConvolution(*call).listing;
    case Dialect::PyTorch: return pytorchConvolution(*call).listing;
    case Dialect::SciPy: return scipyConvolution(*call).listing;
    case Dialect::OpenCv: return openCvConvolution(*call).listing;
    case Dialect::Keras: return kerasConvolution(*call).listing;
    case Dialect::Onnx: return onnxConvolution(*call).listing;
    }
    return {};
}

CodeState convolutionCodeState(const ConvolutionParams &params, Dialect dialect, const Trace &trace,
                               Position position)
{
    const auto call = convolutionCall(params);
    if (!call || trace.empty())
        return {};
    const Step step = trace.at(position);
    const bool tapping = position.tap >= 0;
    const auto state = [&](const Program &program, std::vector<Variable> variables) {
        return CodeState{.line = tapping ? program.tapLine : program.beatLine,
                         .variables = std::move(variables)};
    };
    switch (dialect) {
    case Dialect::NumPy:
        return state(numpyConvolution(*call, Literals::Counted), numpyVariables(*call, step, tapping));
    case Dialect::Cpp:
        return state(cppConvolution(*call, Literals::Counted), cppVariables(*call, step, tapping));
    default: return {.variables = resultVariables(step, dialect)};
    }
}

} // namespace convoscope
