#pragma once

#include "core/channels_call.h"
#include "core/code_writer.h"

#include <vector>

namespace convoscope {

/// A program of the channels lesson and where it works for each stage of the flow.
struct ChannelsProgram {
    Program program;
    std::vector<int> lines{}; ///< of each stage; of a convolution where it is called
};

// The lesson in each dialect. Every program is complete: it defines its input and weights and prints every
// map that the steps make.

ChannelsProgram numpyChannels(const ChannelsCall &call, Literals literals = Literals::Written);
ChannelsProgram cppChannels(const ChannelsCall &call, Literals literals = Literals::Written);
ChannelsProgram pytorchChannels(const ChannelsCall &call);
ChannelsProgram kerasChannels(const ChannelsCall &call);
ChannelsProgram onnxChannels(const ChannelsCall &call);

/// Where a Python program gets its arrays: "np.array(" before the nested lists, and what follows them.
struct ArrayWords {
    std::string_view make = "np.array(";
    std::string_view tail = ")";
};
/// x, and the weights and biases of the convolutions that are needed.
void addPythonTensors(CodeWriter &code, const ChannelsCall &call, const ArrayWords &words);

} // namespace convoscope
