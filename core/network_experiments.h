#pragma once

#include "core/digit_set.h"
#include "core/network_run.h"

#include <vector>

namespace convoscope {

// What if: changed digits, changed networks, and how much it changed.

/// The first plane turned about its middle, counter-clockwise, by as many degrees; what comes from outside
/// is 0, what lies between pixels is interpolated (bilinear).
Tensor rotated(const Tensor &digit, double degrees);

/// Gaussian noise added, the values kept in [0, 1]. The same seed makes the same noise on every machine.
Tensor withNoise(Tensor digit, float deviation, unsigned seed);

// All of these refuse a row that no such layer makes (OutOfRange in "row") and filters that aren't there
// (OutOfRange in "filter").

/// A filter switched off: its weights and its bias are 0.
Result<Network> withoutFilter(Network network, int row, int filter);
/// Two filters with their biases exchanged, so that the next layer finds each one's map in the other's place.
Result<Network> withSwappedFilters(Network network, int row, int first, int second);
/// The activation that makes `row` left out.
Result<Network> withoutActivation(Network network, int row);
/// All pools of this kind.
Network withPools(Network network, PoolKind kind);

/// How far a row of one run is from that of another, both of networks with the same shapes.
struct RowChange {
    double mean = 0.0; ///< of |difference|
    double largest = 0.0;
    double relative = 0.0; ///< the mean, over that of |value| in the first run; 0 where that is 0
};
std::vector<RowChange> changes(const NetworkRun &before, const NetworkRun &after);

/// Where among some digits a filter's map has its largest value.
struct Excitement {
    int digit = 0; ///< index in the set
    Cell cell{};
    float value = 0.0F;
    bool operator==(const Excitement &) const = default;
};

/// For each filter of the first layer, which must be a convolution: the `most` digits, of the first `tried`,
/// that excite it most, the strongest first. Refuses another first layer (OutOfRange in "row").
Result<std::vector<std::vector<Excitement>>> mostExciting(const Network &network, const DigitSet &digits,
                                                          int tried, int most);

} // namespace convoscope
