#include "core/shifting.h"

#include <cstdlib>

namespace convoscope {

Tensor shifted(const Tensor &x, Pair by, const Border &border)
{
    Tensor out({.h = x.height(), .w = x.width()});
    for (int y = 0; y < x.height(); ++y) {
        for (int c = 0; c < x.width(); ++c) {
            const auto from = paddingSource({y - by.y, c - by.x}, {x.height(), x.width()}, border.mode);
            out.at(y, c) = from ? x.at(from->row, from->column) : border.constant;
        }
    }
    return out;
}

std::optional<Refusal> refusedShift(Pair by, Pair size)
{
    const bool high = std::abs(by.y) >= size.y;
    if (!high && std::abs(by.x) < size.x)
        return std::nullopt;
    const int most = (high ? size.y : size.x) - 1;
    const int got = high ? by.y : by.x;
    return Refusal{.reason = Reason::OutOfRange,
                   .field = "shift",
                   .axis = high ? 'y' : 'x',
                   .got = got,
                   .limit = most,
                   .works = got < 0 ? -most : most};
}

} // namespace convoscope
