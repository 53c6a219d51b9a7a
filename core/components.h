#pragma once

#include "core/geometry.h"
#include "core/tensor.h"

#include <span>
#include <vector>

namespace convoscope {

/// Pixels that hang together, by sides or corners.
struct Component {
    Rect bounds{};
    int pixels = 0;
    double mass = 0.0; ///< sum of their values
    bool operator==(const Component &) const = default;
};

/// The parts that a plane falls into where it is above a threshold.
struct Components {
    std::vector<Component> parts; ///< in the order of their first pixels
    std::vector<int> labels; ///< per pixel, row-major: index in parts, or -1
};

/// Of the first plane of `x`.
Components componentsAbove(const Tensor &x, float threshold);

/// The threshold that splits values best into two groups: least variance within them (Otsu 1979), on 256
/// bins between 0 and the largest.
float otsuThreshold(std::span<const float> values);

} // namespace convoscope
