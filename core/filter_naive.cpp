#include "core/filter_naive.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace convoscope {

namespace {

double correlated(const BorderedCells &in, const SettledKernel &kernel, Cell cell, int channel)
{
    const Pair anchor = kernel.anchor();
    double sum = 0.0;
    for (int y = 0; y < kernel.size.y; ++y) {
        for (int x = 0; x < kernel.size.x; ++x) {
            const Cell from{cell.row + y - anchor.y, cell.column + x - anchor.x};
            sum += kernel.at(y, x) * in.at(from, channel);
        }
    }
    return sum + kernel.offset;
}

double median(const BorderedCells &in, int side, Cell cell, int channel)
{
    std::vector<double> values;
    for (int y = -(side / 2); y <= side / 2; ++y) {
        for (int x = -(side / 2); x <= side / 2; ++x)
            values.push_back(in.at({cell.row + y, cell.column + x}, channel));
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// A step with its kernels settled.
struct Prepared {
    const FilterStep &step;
    SettledKernel along{};
    SettledKernel across{};
};

Prepared prepared(const FilterStep &step)
{
    if (step.kind == FilterKind::Median)
        return {step};
    return {step, settled(step), step.kind == FilterKind::Kernel ? SettledKernel() : settledAcross(step)};
}

double valueOf(const BorderedCells &in, const Prepared &ready, Cell cell, int channel)
{
    if (ready.step.kind == FilterKind::Median)
        return median(in, ready.step.side, cell, channel);
    const double along = correlated(in, ready.along, cell, channel);
    if (ready.step.kind == FilterKind::Kernel)
        return along;
    const double across = correlated(in, ready.across, cell, channel);
    const double length = std::sqrt(along * along + across * across);
    if (ready.step.kind == FilterKind::Magnitude)
        return length;
    const double turns = std::atan2(across, along) / (2.0 * std::numbers::pi);
    return length < leastGradient ? 0.0 : 256.0 * (turns < 0.0 ? turns + 1.0 : turns);
}

Raster<double> stepOver(const Raster<double> &in, const FilterStep &step, const Filter &filter)
{
    const BorderedCells cells{in, filter.border, filter.constant};
    const Prepared ready = prepared(step);
    Raster<double> out(in.size, in.channels);
    for (int row = 0; row < in.size.y; ++row) {
        for (int column = 0; column < in.size.x; ++column) {
            for (int channel = 0; channel < in.channels; ++channel)
                out.edit().at({row, column}, channel) = valueOf(cells, ready, {row, column}, channel);
        }
    }
    return out;
}

template <typename T>
Raster<double> asDoubles(const RasterView<const T> &in)
{
    Raster<double> out(in.size, in.channels);
    for (int y = 0; y < in.size.y; ++y)
        std::copy_n(in.row(y), in.rowValues(), out.edit().row(y));
    return out;
}

/// Calls change(colour, alpha) for each colour of each cell.
template <typename F>
void changeColours(Raster<double> &picture, const F &change)
{
    const auto view = picture.edit();
    for (int row = 0; row < picture.size.y; ++row) {
        for (int column = 0; column < picture.size.x; ++column) {
            const double alpha = view.at({row, column}, picture.channels - 1);
            for (int channel = 0; channel < picture.channels - 1; ++channel)
                change(view.at({row, column}, channel), alpha);
        }
    }
}

void copyAlpha(const Raster<double> &from, Raster<double> &to)
{
    for (size_t i = static_cast<size_t>(to.channels) - 1; i < to.values.size();
         i += static_cast<size_t>(to.channels))
        to.values[i] = from.values[i];
}

Raster<double> chainNaively(const Raster<double> &in, const Filter &filter)
{
    Raster<double> values = in;
    const bool premultiplied = filter.colour == ColourMode::AlphaAware && hasAlpha(in.channels);
    if (premultiplied)
        changeColours(values, [](double &colour, double alpha) { colour *= alpha / 255.0; });
    for (const FilterStep &step : filter.steps)
        values = stepOver(values, step, filter);
    if (premultiplied && filtersAlpha(filter))
        changeColours(values, [](double &colour, double alpha) {
            colour = alpha > 0.0 ? colour * 255.0 / alpha : 0.0;
        });
    else if (hasAlpha(in.channels) && filter.colour != ColourMode::EveryChannel)
        copyAlpha(in, values);
    return values;
}

template <typename T>
Raster<double> chainOf(const RasterView<const T> &in, const Filter &filter)
{
    if (filter.colour != ColourMode::Luma)
        return chainNaively(asDoubles(in), filter);
    const Raster<T> luma = lumaOf(in);
    return chainNaively(asDoubles(luma.view()), filter);
}

ResultRange rangeOf(const Raster<double> &values, int mapped)
{
    ResultRange range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (size_t i = 0; i < values.values.size(); ++i) {
        if (static_cast<int>(i % static_cast<size_t>(values.channels)) < mapped) {
            range.low = std::min(range.low, values.values[i]);
            range.high = std::max(range.high, values.values[i]);
        }
    }
    return range;
}

} // namespace

double BorderedCells::at(Cell cell, int channel) const
{
    const auto row = borderSource(cell.row, picture.size.y, border);
    const auto column = borderSource(cell.column, picture.size.x, border);
    return row && column ? picture.view().at({*row, *column}, channel) : constant;
}

double stepNaively(const BorderedCells &in, const FilterStep &step, Cell cell, int channel)
{
    return valueOf(in, prepared(step), cell, channel);
}

Raster<double> valuesNaively(const ByteView &in, const Filter &filter)
{
    return chainOf(in, filter);
}

Raster<double> valuesNaively(const FloatView &in, const Filter &filter)
{
    return chainOf(in, filter);
}

ByteRaster filteredNaively(const ByteView &in, const Filter &filter)
{
    const Raster<double> values = valuesNaively(in, filter);
    const int mapped = mappedChannels(filter, values.channels);
    const ResultScale scale = resultScale(filter.mapping, rangeOf(values, mapped));
    ByteRaster out(values.size, values.channels);
    for (size_t i = 0; i < values.values.size(); ++i) {
        const bool isMapped = static_cast<int>(i % static_cast<size_t>(values.channels)) < mapped;
        out.values[i] = roundedByte(isMapped ? scale(values.values[i]) : values.values[i]);
    }
    return out;
}

} // namespace convoscope
