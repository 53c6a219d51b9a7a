#pragma once

#include "core/picture.h"
#include "core/pool_windows.h"
#include "core/refusal.h"

#include <span>

namespace convoscope {

/// How the pooling lesson looks at the computation.
enum class PoolingView {
    Pool, ///< the window walks over the input
    Shift, ///< the input moved: which outputs stay?
    Strided ///< beside a convolution with the mean of the same windows
};

enum class PoolOperation { Max, Average, GlobalMax, GlobalAverage, AdaptiveMax, AdaptiveAverage };

/// Everything a learner can set in the pooling lesson. Sizes in cells.
struct PoolingParams {
    PoolingView view = PoolingView::Pool;
    PoolOperation operation = PoolOperation::Max;
    Picture input;
    Pair window{2, 2};
    Pair stride{2, 2};
    Pair padding{0, 0}; ///< on both sides of each axis
    Pair dilation{}; ///< of a maximum
    bool ceilMode = false; ///< not in the Strided view: convolutions have nothing like it
    bool countIncludePad = true; ///< of an average
    Pair outputSize{2, 2}; ///< of the adaptive ones
    Pair shift{0, 1}; ///< by how much the Shift view moves the input, down and right
    bool operator==(const PoolingParams &) const = default;

    [[nodiscard]] PoolKind kind() const;
    [[nodiscard]] PoolLayout layout() const;
    /// What pool2d is told; settings without effect are left at their defaults.
    [[nodiscard]] Pool2d pool() const;
    /// The padding that the pool sees; none unless its windows slide.
    [[nodiscard]] Sides sides() const;
};

struct Field;
class Trace;

std::span<const Field> poolingFields();
/// Max pooling of a 4×4 map, 2×2 windows.
PoolingParams poolingStart();
/// The trace of the chosen view. Refusals name the field at fault.
Result<Trace> playPooling(const PoolingParams &params);

} // namespace convoscope
