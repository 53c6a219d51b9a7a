#pragma once

#include "core/channels_last.h"
#include "core/pool_windows.h"

namespace convoscope {

/// A max pool made ready for inputs of one size, on maps with the channels of a pixel side by side: vectors
/// of channels need no gathering. For where only the answer counts; pool2d also tells the winners.
class PreparedMaxPool {
public:
    /// For inputs of shape [any n, input.c, input.h, input.w]. Refuses what pool2d refuses, and an average
    /// (OutOfRange in field "kind").
    static Result<PreparedMaxPool> make(const Shape &input, const Pool2d &pool);

    [[nodiscard]] Shape outputShape(int samples) const;
    /// Into `out`, which is made as large as it must be. A NaN is larger than any number. `threads`: at most,
    /// 0 for as many as there are processors.
    void forward(const ChannelsLast &x, ChannelsLast &out, int threads = 0) const;

private:
    PreparedMaxPool(const Shape &input, const Pool2d &pool, PoolWindows windows);
    void row(const ChannelsLast &x, int n, int i, ChannelsLast &out) const;

    Shape m_input; ///< of one sample
    PoolWindows m_windows;
    bool m_isTwoByTwo; ///< windows of 2×2 side by side, all of them whole
};

} // namespace convoscope
