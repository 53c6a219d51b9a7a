#pragma once

#include "core/bundle.h"
#include "core/digit_set.h"
#include "core/lenet.h"
#include "core/network_run.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace convoscope {

/// A file below resources; the test ends where it can't be read.
std::vector<std::uint8_t> resourceBytes(const QString &path);
/// One of the networks that the program carries: "lenet_style" or "lenet5".
std::shared_ptr<const Network> bundledNetwork(const QString &name);
/// Any other pair of IDX files, or none where they can't be read.
std::optional<DigitSet> digitsIn(const QString &pictures, const QString &labels);

/// A network run on a digit of 28×28.
NetworkRun runOn(const std::shared_ptr<const Network> &network, const Tensor &digit);

} // namespace convoscope
