#include "core/refusal.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

std::optional<Refusal> refusedOutside(std::string_view field, long long got, Bounds bounds, char axis)
{
    const long long nearest = std::clamp(got, bounds.low, bounds.high);
    if (got == nearest)
        return std::nullopt;
    return Refusal{.reason = Reason::OutOfRange,
                   .field = std::string(field),
                   .axis = axis,
                   .got = got,
                   .limit = nearest,
                   .works = nearest};
}

std::optional<Refusal> refusedOutside(std::string_view field, double got, double low, double high)
{
    if (got >= low && got <= high)
        return std::nullopt;
    const bool below = got < low;
    const auto bound = std::llround(below ? std::ceil(low) : std::floor(high));
    return Refusal{.reason = Reason::OutOfRange,
                   .field = std::string(field),
                   .got = std::llround(std::clamp(below ? std::floor(got) : std::ceil(got), -1e15, 1e15)),
                   .limit = bound,
                   .works = bound};
}

} // namespace convoscope
