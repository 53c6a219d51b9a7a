#pragma once

#include "core/filter_presets.h"
#include "core/refusal.h"

#include <span>
#include <string_view>
#include <vector>

namespace convoscope {

/// FilterSpec::name of a step whose kernel is the learner's own.
inline constexpr std::string_view ownKernel = "own";
inline constexpr double mostStrength = 2.0;

/// One step of a chain of filters as a learner sets it: a filter by name, or a kernel of their own.
struct ChainStep {
    FilterSpec spec{};
    Tensor kernel{}; ///< of an own one: 1×1×height×width, 1..mostFilterSide a side
    double divisor = 1.0; ///< of the weighted sum; not 0
    double offset = 0.0; ///< added afterwards, in grey levels
    bool normalise = false; ///< the divisor is the kernel's sum instead (see FilterStep)
    double strength = 1.0; ///< 0..mostStrength: 0 leaves the picture as it is, 1 is the whole filter
    bool on = true; ///< a step that is switched off stays in the list
    bool operator==(const ChainStep &) const = default;
};

/// The same weights, divisor and offset as a step of the learner's own, to be edited; a filter without one
/// kernel (a magnitude, a median) stays as it is.
ChainStep asOwn(const ChainStep &step);

/// Whether the strength of a step changes anything: not that of a median, or of a direction.
bool takesStrength(const ChainStep &step);

/// What the step means. Refuses as makeFilterStep does, with OutOfRange in "strength" and "divisor", and with
/// Missing in "name" where there is no such filter.
Result<FilterStep> filterStepOf(const ChainStep &step);

/// The steps of a chain that are switched on; of an empty chain the identity. Refusals name the field as
/// "chain[2].sigma", `field` before the brackets.
Result<std::vector<FilterStep>> filterStepsOf(std::span<const ChainStep> chain, std::string_view field);

} // namespace convoscope
