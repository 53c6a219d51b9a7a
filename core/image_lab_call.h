#pragma once

#include "core/code_writer.h"
#include "core/image_lab_part.h"

#include <optional>

namespace convoscope {

/// What the programs of the image lab need to know. Points into nothing.
struct LabCall {
    LabPart part;
    Filter filter; ///< the whole chain that is explained
    Pair size{0, 0}; ///< cells of the result under the loupe
    int stride = 1; ///< of what is under the loupe
    int wholeStride = 1; ///< of the whole result
    bool noisy = false;
    Tensor x{}; ///< what its windows hold, beyond the edges too
    std::string file{}; ///< of the photo
    bool grey = false; ///< the photo has one channel, or its luma is taken
};

/// Nothing where the lesson refuses the parameters. Counted literals need no values, and none are computed.
std::optional<LabCall> labCall(const ImageLabParams &params, Literals literals = Literals::Written);

/// " / 16 + 128": what is done to a weighted sum, in a program of `kernel`'s weights.
std::string afterSum(const SettledKernel &kernel, const FilterStep &step);
/// The weights as the program writes them: those of the learner where only a divisor is between, else
/// settled.
Tensor programWeights(const SettledKernel &kernel, const Tensor &plain, const FilterStep &step);
/// A number as short as it reads back.
std::string programNumber(double value);

// Every program is complete: it defines what it reads and prints or saves the result.
Program numpyLab(const LabCall &call, Literals literals = Literals::Written);
Program cppLab(const LabCall &call, Literals literals = Literals::Written);
/// The whole chain over the whole file.
Program openCvLab(const LabCall &call);
Program sciPyLab(const LabCall &call);

} // namespace convoscope
