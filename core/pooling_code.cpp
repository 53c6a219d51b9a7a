#include "core/pooling_code.h"

#include "core/pooling_spellings.h"
#include "core/pooling_variables.h"

namespace convoscope {

Listing poolingListing(const PoolingParams &params, Dialect dialect)
{
    const auto call = poolingCall(params);
    if (!call)
        return {};
    switch (dialect) {
    case Dialect::NumPy: return numpyPooling(*call).listing;
    case Dialect::Cpp: return cppPooling(*call).listing;
    case Dialect::PyTorch: return pytorchPooling(*call).listing;
    case Dialect::Keras: return kerasPooling(*call).listing;
    case Dialect::Onnx: return onnxPooling(*call).listing;
    case Dialect::SciPy:
    case Dialect::OpenCv: return {.lines = {}, .caveats = {Caveat::CannotExpress}};
    }
    return {};
}

CodeState poolingCodeState(const PoolingParams &params, Dialect dialect, const Trace &trace,
                           Position position)
{
    const auto call = poolingCall(params);
    if (!call || trace.empty())
        return {};
    const Step step = trace.at(position);
    const bool tapping = position.tap >= 0;
    const auto line = [&](const Program &program) {
        if (step.combine == Combine::Sum) // the convolution of the Strided view
            return tapping ? program.otherTapLine : program.otherBeatLine;
        return tapping ? program.tapLine : program.beatLine;
    };
    switch (dialect) {
    case Dialect::NumPy:
        return {.line = line(numpyPooling(*call, Literals::Counted)),
                .variables = numpyPoolVariables(*call, trace, step, tapping)};
    case Dialect::Cpp:
        return {.line = line(cppPooling(*call, Literals::Counted)),
                .variables = cppPoolVariables(*call, trace, step, tapping)};
    default: return {.variables = resultPoolVariables(*call, step, dialect)};
    }
}

} // namespace convoscope
