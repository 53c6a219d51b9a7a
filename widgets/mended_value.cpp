#include "widgets/mended_value.h"

#include <algorithm>

namespace convoscope {

namespace {

/// Mends a value of each kind; what can't be mended gives nothing.
struct Mender {
    const Refusal &refusal;
    int works;

    [[nodiscard]] bool concerns(char axis) const { return refusal.axis == 0 || refusal.axis == axis; }
    /// One of two opposite sides: only the one that goes too far changes.
    [[nodiscard]] int side(int cells) const
    {
        return refusal.got > works ? std::min(cells, works) : std::max(cells, works);
    }

    std::optional<FieldValue> operator()(int /*value*/) const { return works; }
    std::optional<FieldValue> operator()(double /*value*/) const { return static_cast<double>(works); }
    std::optional<FieldValue> operator()(Pair value) const
    {
        if (value.y == value.x)
            return Pair{works, works}; // what is square stays square
        return Pair{.y = concerns('y') ? works : value.y, .x = concerns('x') ? works : value.x};
    }
    std::optional<FieldValue> operator()(Sides value) const
    {
        if (concerns('x'))
            value = {side(value.left), side(value.right), value.top, value.bottom};
        if (concerns('y'))
            value = {value.left, value.right, side(value.top), side(value.bottom)};
        return value;
    }
    template <typename Other>
    std::optional<FieldValue> operator()(const Other & /*value*/) const
    {
        return {};
    }
};

} // namespace

std::optional<FieldValue> mendedValue(const FieldValue &value, const Refusal &refusal)
{
    if (!refusal.works)
        return {};
    return std::visit(Mender{refusal, static_cast<int>(*refusal.works)}, value);
}

} // namespace convoscope
