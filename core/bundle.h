#pragma once

#include "core/digit_set.h"
#include "core/network.h"

#include <memory>

namespace convoscope {

// What the program carries with it; constants, read when first asked for.

enum class BundledNetwork {
    LenetStyle, ///< lenetStyle
    Lenet5 ///< lenet5
};

const std::shared_ptr<const Network> &bundledNetwork(BundledNetwork which);

/// The first 1,000 digits of the MNIST test set (LeCun & Cortes).
const DigitSet &bundledDigits();

} // namespace convoscope
