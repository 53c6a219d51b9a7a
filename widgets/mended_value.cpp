#include "widgets/mended_value.h"

#include <algorithm>
#include <cstdlib>

namespace convoscope {

namespace {

Pair *partOf(LayerSpec &layer, std::string_view key)
{
    if (key == "kernel")
        return &layer.kernel;
    if (key == "stride")
        return &layer.stride;
    if (key == "padding")
        return &layer.padding;
    if (key == "dilation")
        return &layer.dilation;
    return key == "output_padding" ? &layer.outputPadding : nullptr;
}

double *partOf(ChainStep &step, std::string_view key)
{
    if (key == "sigma")
        return &step.spec.sigma;
    if (key == "angle")
        return &step.spec.angle;
    if (key == "wavelength")
        return &step.spec.wavelength;
    if (key == "amount")
        return &step.spec.amount;
    if (key == "divisor")
        return &step.divisor;
    return key == "strength" ? &step.strength : nullptr;
}

/// Row and part of "layers[2].kernel".
std::optional<std::pair<size_t, std::string>> placeOf(const std::string &field)
{
    const size_t open = field.find('[');
    const size_t close = field.find("].");
    if (open == std::string::npos || close == std::string::npos)
        return {};
    return std::pair(std::strtoul(field.c_str() + open + 1, nullptr, 10), field.substr(close + 2));
}

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

    /// False where nothing of that name can be mended.
    bool mend(ChainStep &step, const std::string &part) const
    {
        if (double *const number = partOf(step, part)) {
            *number = works;
            return true;
        }
        Pair &size = step.spec.size;
        if (part != "kernel" || (size.y != refusal.got && size.x != refusal.got))
            return false;
        size = {size.y == refusal.got ? works : size.y, size.x == refusal.got ? works : size.x};
        return true;
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
    /// Of "layers[2].kernel" the kernel of the third layer.
    std::optional<FieldValue> operator()(std::vector<LayerSpec> layers) const
    {
        const auto place = placeOf(refusal.field);
        Pair *part =
            place && place->first < layers.size() ? partOf(layers[place->first], place->second) : nullptr;
        if (!part)
            return {};
        *part = std::get<Pair>((*this)(*part).value_or(FieldValue(*part)));
        return layers;
    }
    /// Of "chain[1].sigma" the sigma of the second step.
    std::optional<FieldValue> operator()(std::vector<ChainStep> chain) const
    {
        const auto place = placeOf(refusal.field);
        if (!place || place->first >= chain.size())
            return {};
        if (!mend(chain[place->first], place->second))
            return {};
        return chain;
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
