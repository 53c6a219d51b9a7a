#include "core/network_experiments.h"

#include "core/network_geometry.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>

namespace convoscope {

namespace {

Refusal outOfRange(const char *field, int got, int limit)
{
    return {.reason = Reason::OutOfRange, .field = field, .got = got, .limit = limit};
}

bool isRow(const Network &network, int row)
{
    return row >= 1 && row < network.rows();
}

/// The convolution that makes a row, or null.
ConvLayer *convAt(Network &network, int row)
{
    return isRow(network, row) ? std::get_if<ConvLayer>(&network.maker(row).operation) : nullptr;
}

std::optional<Refusal> refusedFilter(const ConvLayer &layer, int filter)
{
    const int filters = layer.weight.shape().n;
    if (filter >= 0 && filter < filters)
        return std::nullopt;
    return outOfRange("filter", filter, std::clamp(filter, 0, filters - 1));
}

std::span<float> weightsOf(ConvLayer &layer, int filter)
{
    const auto size = layer.weight.values().size() / static_cast<size_t>(layer.weight.shape().n);
    return layer.weight.values().subspan(static_cast<size_t>(filter) * size, size);
}

float valueAt(const Tensor &x, Cell cell)
{
    return Rect{0, 0, x.height(), x.width()}.contains(cell) ? x.at(cell.row, cell.column) : 0.0F;
}

float between(const Tensor &x, double row, double column)
{
    const Cell cell{static_cast<int>(std::floor(row)), static_cast<int>(std::floor(column))};
    const auto dy = static_cast<float>(row - cell.row);
    const auto dx = static_cast<float>(column - cell.column);
    const auto inRow = [&](int y) {
        return (1.0F - dx) * valueAt(x, {y, cell.column}) + dx * valueAt(x, {y, cell.column + 1});
    };
    return (1.0F - dy) * inRow(cell.row) + dy * inRow(cell.row + 1);
}

/// Numbers from 0 to 1 that every machine and library makes alike (SplitMix64, Steele, Lea & Flood 2014).
class Random {
public:
    explicit Random(unsigned seed)
        : m_state(seed)
    {
    }

    double uniform()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
        return (static_cast<double>((z ^ z >> 31U) >> 11U) + 0.5) / 9007199254740992.0;
    }

    /// Normal distribution of deviation 1 (Box & Muller 1958).
    double normal()
    {
        const double length = std::sqrt(-2.0 * std::log(uniform()));
        return length * std::cos(2.0 * std::numbers::pi * uniform());
    }

private:
    std::uint64_t m_state;
};

Excitement largestIn(const Tensor &maps, int filter, int digit)
{
    const auto plane = maps.plane(0, filter);
    const auto at = static_cast<int>(std::ranges::max_element(plane) - plane.begin());
    return {.digit = digit,
            .cell = {at / maps.width(), at % maps.width()},
            .value = plane[static_cast<size_t>(at)]};
}

RowChange changeOf(std::span<const float> before, std::span<const float> after)
{
    RowChange change;
    double size = 0.0;
    for (size_t i = 0; i < before.size(); ++i) {
        const double off = std::abs(static_cast<double>(after[i]) - before[i]);
        change.mean += off;
        change.largest = std::max(change.largest, off);
        size += std::abs(before[i]);
    }
    change.relative = size > 0.0 ? change.mean / size : 0.0;
    change.mean /= static_cast<double>(before.size());
    return change;
}

} // namespace

Tensor rotated(const Tensor &digit, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180.0;
    const double middleY = (digit.height() - 1) / 2.0;
    const double middleX = (digit.width() - 1) / 2.0;
    Tensor turned({.h = digit.height(), .w = digit.width()});
    for (int y = 0; y < digit.height(); ++y) {
        for (int x = 0; x < digit.width(); ++x) {
            const double dy = y - middleY;
            const double dx = x - middleX;
            turned.at(y, x) = between(digit, middleY + dy * std::cos(angle) + dx * std::sin(angle),
                                      middleX + dx * std::cos(angle) - dy * std::sin(angle));
        }
    }
    return turned;
}

Tensor withNoise(Tensor digit, float deviation, unsigned seed)
{
    Random random(seed);
    for (float &value : digit.values())
        value = std::clamp(value + deviation * static_cast<float>(random.normal()), 0.0F, 1.0F);
    return digit;
}

Result<Network> withoutFilter(Network network, int row, int filter)
{
    ConvLayer *const layer = convAt(network, row);
    if (!layer)
        return outOfRange("row", row, network.rows() - 1);
    if (auto refusal = refusedFilter(*layer, filter))
        return *refusal;
    std::ranges::fill(weightsOf(*layer, filter), 0.0F);
    if (!layer->bias.empty())
        layer->bias[static_cast<size_t>(filter)] = 0.0F;
    return network;
}

Result<Network> withSwappedFilters(Network network, int row, int first, int second)
{
    ConvLayer *const layer = convAt(network, row);
    if (!layer)
        return outOfRange("row", row, network.rows() - 1);
    for (const int filter : {first, second}) {
        if (auto refusal = refusedFilter(*layer, filter))
            return *refusal;
    }
    if (first != second)
        std::ranges::swap_ranges(weightsOf(*layer, first), weightsOf(*layer, second));
    if (!layer->bias.empty())
        std::swap(layer->bias[static_cast<size_t>(first)], layer->bias[static_cast<size_t>(second)]);
    return network;
}

Result<Network> withoutActivation(Network network, int row)
{
    auto *const activation =
        isRow(network, row) ? std::get_if<Activation>(&network.maker(row).operation) : nullptr;
    if (!activation)
        return outOfRange("row", row, network.rows() - 1);
    *activation = {.kind = ActivationKind::Identity};
    return network;
}

Network withPools(Network network, PoolKind kind)
{
    for (NetworkLayer &layer : network.layers) {
        if (auto *pool = std::get_if<Pool2d>(&layer.operation))
            pool->kind = kind;
    }
    return network;
}

std::vector<RowChange> changes(const NetworkRun &before, const NetworkRun &after)
{
    std::vector<RowChange> all;
    for (int row = 0; row < std::min(before.rows(), after.rows()); ++row)
        all.push_back(changeOf(before.output(row).values(), after.output(row).values()));
    return all;
}

Result<std::vector<std::vector<Excitement>>> mostExciting(const Network &network, const DigitSet &digits,
                                                          int tried, int most)
{
    const auto *conv =
        network.layers.empty() ? nullptr : std::get_if<ConvLayer>(&network.layers.front().operation);
    if (!conv)
        return outOfRange("row", 1, 0);
    std::vector<std::vector<Excitement>> all(static_cast<size_t>(conv->weight.shape().n));
    for (int digit = 0; digit < std::min(tried, digits.count()); ++digit) {
        const auto input = framed(digits.picture(digit), network);
        if (!input)
            return input.refusal();
        const auto maps = conv2d(*input, conv->weight, conv->bias, convOf(*conv));
        if (!maps)
            return maps.refusal();
        for (size_t filter = 0; filter < all.size(); ++filter)
            all[filter].push_back(largestIn(*maps, static_cast<int>(filter), digit));
    }
    for (auto &excitements : all) {
        std::ranges::stable_sort(excitements, std::ranges::greater(), &Excitement::value);
        excitements.resize(std::min(excitements.size(), static_cast<size_t>(most)));
    }
    return all;
}

} // namespace convoscope
