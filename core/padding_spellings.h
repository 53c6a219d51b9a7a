#pragma once

#include "core/code_writer.h"
#include "core/padding_call.h"

namespace convoscope {

// The padding lesson in each dialect. Every program is complete: it defines its input and prints, mode by
// mode in the order of PaddingCall::modes, the padded input, or the output and from the second mode on its
// difference to the first.

Program numpyPadding(const PaddingCall &call, Literals literals = Literals::Written);
Program cppPadding(const PaddingCall &call, Literals literals = Literals::Written);
Program pytorchPadding(const PaddingCall &call);
Program scipyPadding(const PaddingCall &call);
Program openCvPadding(const PaddingCall &call);
Program kerasPadding(const PaddingCall &call);
Program onnxPadding(const PaddingCall &call);

/// `"reflect", "edge"`: the modes but the first `skipped`, as the dialect writes them.
std::string paddingModeList(const PaddingCall &call, Dialect dialect, size_t skipped = 0);
/// The Python lines that import, and define x and, in the Edges view, K.
void addPaddingInput(CodeWriter &code, const PaddingCall &call, std::string_view imports,
                     std::string_view tail);

} // namespace convoscope
