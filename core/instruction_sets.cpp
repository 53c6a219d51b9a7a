#include "core/highway_targets.h"

#include <hwy/highway.h>

#include "core/instruction_sets.h"

namespace convoscope {

std::vector<InstructionSet> instructionSets()
{
    // The fallback that every processor of this kind runs is not among what Highway detects.
    long long present = (hwy::SupportedTargets() & HWY_TARGETS) | HWY_STATIC_TARGET;
    std::vector<InstructionSet> sets;
    while (present != 0) {
        const long long lowest = present & -present;
        sets.push_back({hwy::TargetName(lowest), lowest});
        present &= present - 1;
    }
    return sets;
}

void useInstructionSet(const InstructionSet &set)
{
    hwy::GetChosenTarget().Update(set.id);
}

void useBestInstructionSet()
{
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

} // namespace convoscope
