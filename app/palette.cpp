#include "app/palette.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace convoscope {

namespace {

struct Counted {
    QRgb colour = 0;
    int count = 0;
};

int component(QRgb colour, int axis)
{
    return static_cast<int>(colour >> (8U * static_cast<unsigned>(axis)) & 0xFFU);
}

/// A group of similar colours, and along which axis and where it is best cut in two.
struct Group {
    std::span<Counted> members;
    std::array<double, 3> mean{};
    double weight = 0; ///< pixels
    double error = 0; ///< sum of squared distances from the mean
    int axis = 0; ///< of the largest variance
};

Group grouped(std::span<Counted> members)
{
    Group group{.members = members};
    double largest = -1;
    for (const Counted &c : members)
        group.weight += c.count;
    for (int axis = 0; axis < 3; ++axis) {
        double sum = 0;
        double squares = 0;
        for (const Counted &c : members) {
            const double value = component(c.colour, axis);
            sum += value * c.count;
            squares += value * value * c.count;
        }
        group.mean[axis] = sum / group.weight;
        const double spread = squares - sum * group.mean[axis];
        group.error += spread;
        group.axis = spread > largest ? axis : group.axis;
        largest = std::max(largest, spread);
    }
    return group;
}

/// Cuts at the mean; both sides keep a member as long as the colours differ.
std::array<Group, 2> halves(const Group &group)
{
    const auto low = [&](const Counted &c) {
        return component(c.colour, group.axis) <= group.mean[group.axis];
    };
    const auto upper = std::ranges::partition(group.members, low);
    const auto count = static_cast<size_t>(std::distance(group.members.begin(), upper.begin()));
    return {grouped(group.members.first(count)), grouped(group.members.subspan(count))};
}

QRgb representative(const Group &group)
{
    const auto commonest = std::ranges::max_element(group.members, {}, &Counted::count);
    if (commonest->count * 2 > group.weight)
        return commonest->colour;
    const auto level = [&](int axis) { return qRound(group.mean[axis]); };
    return qRgb(level(2), level(1), level(0));
}

std::vector<Counted> counted(std::span<const QRgb> pixels)
{
    QHash<QRgb, int> counts;
    for (size_t i = 0; i < pixels.size();) {
        const size_t start = i;
        while (i < pixels.size() && pixels[i] == pixels[start]) // drawings come in runs
            ++i;
        counts[pixels[start]] += static_cast<int>(i - start);
    }
    std::vector<Counted> colours;
    colours.reserve(static_cast<size_t>(counts.size()));
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        colours.push_back({it.key(), it.value()});
    std::ranges::sort(colours, {}, &Counted::colour); // the hash has an order of its own every time
    return colours;
}

std::vector<Group> split(std::vector<Counted> &colours, int most)
{
    std::vector<Group> groups{grouped(colours)};
    while (static_cast<int>(groups.size()) < most) {
        const auto worst = std::ranges::max_element(groups, {}, &Group::error);
        if (worst->members.size() < 2)
            break;
        const auto [low, high] = halves(*worst);
        *worst = low;
        groups.push_back(high);
    }
    return groups;
}

} // namespace

Palette paletteOf(std::span<const QRgb> pixels, int most)
{
    Palette palette;
    if (pixels.empty())
        return palette;
    std::vector<Counted> colours = counted(pixels);
    palette.indexOf.reserve(static_cast<qsizetype>(colours.size()));
    for (const Group &group : split(colours, most)) {
        for (const Counted &member : group.members)
            palette.indexOf.insert(member.colour, static_cast<int>(palette.colours.size()));
        palette.colours.push_back(representative(group));
    }
    return palette;
}

} // namespace convoscope
