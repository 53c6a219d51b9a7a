#pragma once

#include <string_view>
#include <vector>

namespace convoscope {

/// An instruction set that this program has kernels for and this processor can run, e.g. "AVX2".
struct InstructionSet {
    std::string_view name;
    long long id = 0;
};

/// The best first.
std::vector<InstructionSet> instructionSets();
/// From now on the vectorised kernels run with this one, for tests and benchmarks. Not while any of them
/// runs.
void useInstructionSet(const InstructionSet &set);
void useBestInstructionSet();

} // namespace convoscope
