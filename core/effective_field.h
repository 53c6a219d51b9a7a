#pragma once

#include "core/stack_run.h"

#include <optional>
#include <vector>

namespace convoscope {

/// An output whose gradient is asked for.
struct StackUnit {
    int row = 0; ///< of the stack
    Cell cell{};
    std::optional<int> channel{}; ///< all of them added up unless set
};

/// The gradient of one unit with respect to the input: the effective receptive field (Luo, Li, Urtasun &
/// Zemel 2016). Without activations and maxima it doesn't depend on the input. Refuses a unit that doesn't
/// exist (OutOfRange in "row", "unit" or "channel").
Result<Tensor> effectiveField(const StackRun &run, const StackUnit &unit);
/// Where that gradient begins: 1 in the unit, 0 elsewhere in its row. Refuses the same.
Result<Tensor> seedOf(const StackRun &run, const StackUnit &unit);

/// |gradient| added up over samples and channels: a map of 1×1×H×W.
Tensor magnitude(const Tensor &gradient);

/// A point on the input, pixel i reaching from i to i + 1.
struct FieldCentre {
    double y = 0.0;
    double x = 0.0;
    bool operator==(const FieldCentre &) const = default;
};

/// The middle of a unit's theoretical field.
FieldCentre centreOf(const LayerStack &stack, int row, Cell unit);

/// Element r: the share, 0 to 1, of a map of magnitudes that lies no farther than r pixels from a point
/// (straight from there to the middle of a pixel). The last element is 1; empty where the map is all zeros.
std::vector<double> shareByRadius(const Tensor &magnitudes, FieldCentre centre);

} // namespace convoscope
