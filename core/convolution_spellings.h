#pragma once

#include "core/code_writer.h"
#include "core/convolution_call.h"

namespace convoscope {

// The convolution lesson in each dialect. Every program is complete: it defines its input and prints the
// output.

Program numpyConvolution(const ConvolutionCall &call, Literals literals = Literals::Written);
Program cppConvolution(const ConvolutionCall &call, Literals literals = Literals::Written);
Program pytorchConvolution(const ConvolutionCall &call);
Program scipyConvolution(const ConvolutionCall &call);
Program openCvConvolution(const ConvolutionCall &call);
Program kerasConvolution(const ConvolutionCall &call);
Program onnxConvolution(const ConvolutionCall &call);

} // namespace convoscope
