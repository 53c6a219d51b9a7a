#pragma once

#include "core/code_writer.h"
#include "core/convolution_call.h"

#include <string>
#include <string_view>

namespace convoscope {

// What the Python programs of the convolution lesson have in common.

/// "2", or "(2, 1)" where the axes differ.
std::string pythonNumber(Pair pair);
/// "(2, 1)"
std::string pythonPair(Pair pair);
/// "((top, bottom), (left, right))"
std::string pythonSides(Sides sides);
/// "16", or "K.sum()" where the lesson normalises.
std::string pythonDivisor(const ConvolutionCall &call);
/// " / 16", or nothing.
std::string pythonDivide(const ConvolutionCall &call);
/// "[::2, ::2]", "[::2]" where only rows are left out, or nothing.
std::string pythonEvery(Pair step);
/// np.pad(name, ...) with this border.
std::string numpyPad(std::string_view name, const Border &border);
/// `name`, a matrix of this size, moved down and right by `by`; what enters follows the border's mode.
std::string numpyShifted(std::string_view name, Pair size, Pair by, const Border &border);
/// The slice of an axis that is left of a matrix of `size` which was padded on the side it moves away from.
std::string pythonLeft(int size, int by);
/// What enters a matrix that moves down and right by `by`.
Sides entering(Pair by);
/// The border of the lesson's shift view around its input.
Border shiftBorder(const ConvolutionCall &call);

/// How a library wants its matrices.
struct PythonArray {
    std::string_view make = "np.array("; ///< before the nested list
    std::string_view tail = ")"; ///< after it
};

/// The lines that import sys where a file is named, and `imports`.
void addPythonImports(CodeWriter &code, const ConvolutionCall &call, std::string_view imports);
/// The lines that define x and K, from literals or from a file of numbers.
void addPythonMatrices(CodeWriter &code, const ConvolutionCall &call, const PythonArray &array);
/// In the shift view, the line that moves x.
void addPythonMove(CodeWriter &code, const ConvolutionCall &call);
/// `name` becomes a matrix of `size` zeros with its old values at every step-th cell.
void addPythonSpread(CodeWriter &code, std::string_view name, Pair size, Pair step);
/// The same for the kernel of a library that has no dilation.
void addPythonDilatedKernel(CodeWriter &code, const ConvolutionCall &call);
/// x becomes the input of the direct reading of a transposed convolution: spread, padded and cut.
void addPythonDirectInput(CodeWriter &code, const ConvolutionCall &call);

} // namespace convoscope
