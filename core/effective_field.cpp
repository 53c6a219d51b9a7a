#include "core/effective_field.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

std::optional<Refusal> outside(const char *field, char axis, int got, int size)
{
    return refusedOutside(field, got, {0, size - 1}, axis);
}

std::optional<Refusal> refused(const StackRun &run, const StackUnit &unit)
{
    if (auto refusal = outside("row", 0, unit.row, run.stack().rows()))
        return refusal;
    const Shape &s = run.output(unit.row).shape();
    if (auto refusal = outside("unit", 'y', unit.cell.row, s.h))
        return refusal;
    if (auto refusal = outside("unit", 'x', unit.cell.column, s.w))
        return refusal;
    return outside("channel", 0, unit.channel.value_or(0), s.c);
}

} // namespace

Result<Tensor> seedOf(const StackRun &run, const StackUnit &unit)
{
    if (auto refusal = refused(run, unit))
        return *refusal;
    Tensor seed(run.output(unit.row).shape());
    for (int n = 0; n < seed.shape().n; ++n) {
        for (int c = 0; c < seed.shape().c; ++c)
            seed.at(n, c, unit.cell.row, unit.cell.column) = c == unit.channel.value_or(c) ? 1.0F : 0.0F;
    }
    return seed;
}

Result<Tensor> effectiveField(const StackRun &run, const StackUnit &unit)
{
    const auto seed = seedOf(run, unit);
    return seed ? run.backward(unit.row, *seed) : Result<Tensor>(seed.refusal());
}

Tensor magnitude(const Tensor &gradient)
{
    Tensor map({.h = gradient.height(), .w = gradient.width()});
    for (int n = 0; n < gradient.shape().n; ++n) {
        for (int c = 0; c < gradient.shape().c; ++c) {
            std::ranges::transform(map.values(), gradient.plane(n, c), map.values().begin(),
                                   [](float sum, float value) { return sum + std::abs(value); });
        }
    }
    return map;
}

FieldCentre centreOf(const LayerStack &stack, int row, Cell unit)
{
    const auto on = [row](const AxisStack &axis, int u) {
        return (axis.row(row).centre + Fraction{u} * axis.row(row).jump).value();
    };
    return {on(stack.y(), unit.row), on(stack.x(), unit.column)};
}

std::vector<double> shareByRadius(const Tensor &magnitudes, FieldCentre centre)
{
    std::vector<double> shares; // first of the pixels that enter with each radius
    double total = 0.0;
    for (int y = 0; y < magnitudes.height(); ++y) {
        for (int x = 0; x < magnitudes.width(); ++x) {
            const double value = magnitudes.at(y, x);
            if (value == 0.0)
                continue;
            const double distance = std::hypot(y + 0.5 - centre.y, x + 0.5 - centre.x);
            const auto radius = static_cast<size_t>(std::ceil(distance));
            shares.resize(std::max(shares.size(), radius + 1));
            shares[radius] += value;
            total += value;
        }
    }
    double within = 0.0;
    for (double &share : shares) {
        within += share;
        share = within / total;
    }
    return shares;
}

} // namespace convoscope
