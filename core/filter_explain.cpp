#include "core/filter_explain.h"

#include "core/filter_opacity.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace convoscope {

namespace {

/// One channel of a picture and the results of the steps before, cell by cell, as far as they are asked for.
class Explainer {
public:
    Explainer(const ByteView &in, const Filter &filter, int channel)
        : m_in(in)
        , m_filter(filter)
        , m_channel(channel)
        , m_opacity(opacityFor(filter, in.channels))
        , m_known(filter.steps.size())
    {
    }

    /// The result of the first `steps` steps.
    double valueAfter(size_t steps, Cell cell)
    {
        if (steps == 0)
            return source(cell);
        auto &known = m_known[steps - 1];
        const auto found = known.find(cell);
        if (found != known.end())
            return found->second;
        return known[cell] = step(steps - 1, cell).value;
    }

    ExplainedStep step(size_t index, Cell cell)
    {
        const FilterStep &step = m_filter.steps[index];
        ExplainedStep result{.kind = step.kind};
        if (step.kind == FilterKind::Median) {
            result.sums = {window(index, cell, squareOf(step.side))};
            result.value = middle(result.sums.front());
            return result;
        }
        result.sums = {window(index, cell, settled(step))};
        if (step.kind != FilterKind::Kernel)
            result.sums.push_back(window(index, cell, settledAcross(step)));
        result.value = combined(result);
        return result;
    }

private:
    [[nodiscard]] double source(Cell cell) const
    {
        if (m_filter.colour == ColourMode::Luma) {
            const ByteView pixel{&m_in.at(cell, 0), {1, 1}, m_in.channels, m_in.channels};
            return lumaOf(pixel).values.front();
        }
        const double value = m_in.at(cell, m_channel);
        const int alpha = m_in.channels - 1;
        return m_opacity.premultiplied && m_channel < alpha ? value * m_in.at(cell, alpha) / 255.0 : value;
    }

    static SettledKernel squareOf(int side)
    {
        return {.size = {side, side}, .weights = std::vector<double>(static_cast<size_t>(side) * side, 1.0)};
    }

    ExplainedSum window(size_t index, Cell cell, const SettledKernel &kernel)
    {
        ExplainedSum sum{.size = kernel.size, .offset = kernel.offset};
        const Pair anchor = kernel.anchor();
        for (int y = 0; y < kernel.size.y; ++y) {
            for (int x = 0; x < kernel.size.x; ++x) {
                sum.taps.push_back(
                    tap(index, {cell.row + y - anchor.y, cell.column + x - anchor.x}, kernel.at(y, x)));
                sum.value += sum.taps.back().product();
            }
        }
        sum.value += sum.offset;
        return sum;
    }

    ExplainedTap tap(size_t index, Cell cell, double weight)
    {
        ExplainedTap tap{.cell = cell, .value = m_filter.constant, .weight = weight};
        const auto row = borderSource(cell.row, m_in.size.y, m_filter.border);
        const auto column = borderSource(cell.column, m_in.size.x, m_filter.border);
        if (row && column) {
            tap.source = Cell{*row, *column};
            tap.value = valueAfter(index, *tap.source);
        }
        return tap;
    }

    static double middle(const ExplainedSum &sum)
    {
        std::vector<double> values;
        values.reserve(sum.taps.size());
        for (const ExplainedTap &tap : sum.taps)
            values.push_back(tap.value);
        std::ranges::sort(values);
        return values[values.size() / 2];
    }

    static double combined(const ExplainedStep &step)
    {
        const double along = step.sums.front().value;
        if (step.kind == FilterKind::Kernel)
            return along;
        const double across = step.sums.back().value;
        const double length = std::sqrt(along * along + across * across);
        if (step.kind == FilterKind::Magnitude)
            return length;
        const double turns = std::atan2(across, along) / (2.0 * std::numbers::pi);
        return length < leastGradient ? 0.0 : 256.0 * (turns < 0.0 ? turns + 1.0 : turns);
    }

    const ByteView &m_in;
    const Filter &m_filter;
    int m_channel;
    Opacity m_opacity;
    std::vector<std::map<Cell, double>> m_known;
};

} // namespace

ExplainedValue explain(const ByteView &in, const Filter &filter, const ExplainedPlace &place)
{
    const Opacity opacity = opacityFor(filter, in.channels);
    const int mapped = mappedChannels(filter, resultChannels(filter, in.channels));
    const bool isColour = place.channel < mapped;
    ExplainedValue result;
    if (!isColour && opacity.kept) {
        result.value = in.at(place.cell, place.channel);
    } else {
        Explainer explainer(in, filter, place.channel);
        for (size_t i = 0; i < filter.steps.size(); ++i)
            result.steps.push_back(explainer.step(i, place.cell));
        result.value = result.steps.back().value;
    }
    if (isColour && opacity.divided) {
        result.opacity = Explainer(in, filter, in.channels - 1).valueAfter(filter.steps.size(), place.cell);
        result.value = *result.opacity > 0.0 ? result.value * 255.0 / *result.opacity : 0.0;
    }
    result.mapped = isColour ? resultScale(filter.mapping, place.range)(result.value) : result.value;
    result.rounded = std::nearbyint(result.mapped);
    result.result = roundedByte(result.mapped);
    return result;
}

} // namespace convoscope
