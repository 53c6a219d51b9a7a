#include "core/field_range.h"

#include <string>

namespace convoscope {

namespace {

/// Why one number of a field is out of range, if it is.
struct RangeCheck {
    const Field &field;

    [[nodiscard]] std::optional<Refusal> number(double value, char axis) const
    {
        const bool below = value < field.low;
        if (!below && value <= field.high)
            return std::nullopt;
        const auto bound = static_cast<long long>(below ? field.low : field.high);
        const Reason under = bound == 1 ? Reason::NotPositive
            : bound == 0                ? Reason::Negative
                                        : Reason::OutOfRange;
        return Refusal{.reason = below ? under : Reason::OutOfRange,
                       .field = std::string(field.key),
                       .axis = axis,
                       .got = static_cast<long long>(value),
                       .limit = bound,
                       .works = bound};
    }

    std::optional<Refusal> operator()(int value) const { return number(value, 0); }
    std::optional<Refusal> operator()(double value) const { return number(value, 0); }
    std::optional<Refusal> operator()(Pair value) const
    {
        const auto refused = number(value.y, 'y');
        return refused ? refused : number(value.x, 'x');
    }
    std::optional<Refusal> operator()(const Sides &sides) const
    {
        for (const int side : {sides.top, sides.bottom}) {
            if (auto refused = number(side, 'y'))
                return refused;
        }
        const auto refused = number(sides.left, 'x');
        return refused ? refused : number(sides.right, 'x');
    }
    template <typename Other>
    std::optional<Refusal> operator()(const Other & /*value*/) const
    {
        return std::nullopt;
    }
};

} // namespace

std::optional<Refusal> refusedRange(std::span<const Field> fields, const Params &params)
{
    for (const Field &field : fields) {
        const bool numeric = field.kind == FieldKind::Integer || field.kind == FieldKind::Real
            || field.kind == FieldKind::Pair || field.kind == FieldKind::Sides;
        if (!numeric || !field.active(params))
            continue;
        if (auto refused = std::visit(RangeCheck{field}, field.get(params)))
            return refused;
    }
    return std::nullopt;
}

} // namespace convoscope
