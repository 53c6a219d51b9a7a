#pragma once

#include "core/code_writer.h"
#include "core/pooling_call.h"

namespace convoscope {

// The pooling lesson in each dialect. Every program is complete: it defines its input and prints the output.

Program numpyPooling(const PoolingCall &call, Literals literals = Literals::Written);
Program cppPooling(const PoolingCall &call, Literals literals = Literals::Written);
Program pytorchPooling(const PoolingCall &call);
Program kerasPooling(const PoolingCall &call);
Program onnxPooling(const PoolingCall &call);

/// The lines that import `imports`, and define x from literals or from a file of numbers.
void addPythonInput(CodeWriter &code, const PoolingCall &call, std::string_view imports,
                    std::string_view make, std::string_view tail);
/// The pool as a sliding one where its windows are even; its layout stays Adaptive where they are not.
Pool2d slidingPool(const PoolingCall &call);

} // namespace convoscope
