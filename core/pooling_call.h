#pragma once

#include "core/pooling_traces.h"

#include <optional>

namespace convoscope {

/// The lesson's parameters as formula and spellings need them, checked and with every size known. Pairs are
/// height first. Points into the parameters it was made from.
struct PoolingCall {
    const PoolingParams *params = nullptr;
    const Tensor *x = nullptr;
    Pool2d pool;
    PoolWindows windows{};
    Pair input; ///< sizes of x
    Pair output{}; ///< and of the output
    std::optional<MeanKernel> mean{}; ///< of the Strided view

    [[nodiscard]] bool max() const { return pool.kind == PoolKind::Max; }
    [[nodiscard]] bool sliding() const { return pool.layout == PoolLayout::Sliding; }
    [[nodiscard]] bool shift() const { return params->view == PoolingView::Shift; }
    [[nodiscard]] bool padded() const { return sliding() && pool.padding != Pair{0, 0}; }
    [[nodiscard]] bool dilated() const { return pool.dilation != Pair{}; }
    /// An average that leaves padding out.
    [[nodiscard]] bool leavesOut() const { return !max() && padded() && !pool.countIncludePad; }
    /// Windows end beyond the padded input.
    [[nodiscard]] bool hangs() const;
    /// d(K-1)+1
    [[nodiscard]] Pair extent() const;
    /// Too large to be written out as literals.
    [[nodiscard]] bool fromFile() const;
};

/// Nothing where the lesson refuses the parameters.
std::optional<PoolingCall> poolingCall(const PoolingParams &params);

} // namespace convoscope
