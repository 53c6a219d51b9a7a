#pragma once

#include "core/filter_rows.h"

#include <hwy/base.h>

namespace convoscope {

/// Asks for what the tile at `at` of the four rows that follow reads and writes, for the second cache;
/// `newest` are the four rows that weren't read before.
template <int values, typename In, typename Out>
HWY_INLINE void askAhead(const In *const *newest, Out *const *out, int at, const RowsAhead &ahead)
{
    constexpr int line = 64;
    if (ahead.in != 0) {
        for (int r = 0; r < 4; ++r) {
            for (int i = 0; i < values; i += static_cast<int>(line / sizeof(In)))
                __builtin_prefetch(newest[r] + at + i + ahead.in, 0, 2);
        }
    }
    if (ahead.out != 0) {
        for (int r = 0; r < 4; ++r) {
            for (int i = 0; i < values; i += static_cast<int>(line / sizeof(Out)))
                __builtin_prefetch(out[r] + at + i + ahead.out, 1, 2);
        }
    }
}

} // namespace convoscope
