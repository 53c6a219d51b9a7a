#include "core/digit_set.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr long long magicOfPictures = 0x803; // bytes, three dimensions
constexpr long long magicOfLabels = 0x801;
constexpr long long largestSide = 4096;
constexpr int digits = 10;

long long bigEndian(std::span<const std::uint8_t> bytes, size_t at)
{
    long long value = 0;
    for (size_t i = at; i < at + 4; ++i)
        value = value * 256 + bytes[i];
    return value;
}

Refusal refusal(Reason reason, const char *field, long long got, long long limit)
{
    return {.reason = reason, .field = field, .got = got, .limit = limit};
}

/// A file that hasn't a header of this magic number.
std::optional<Refusal> refusedHeader(std::span<const std::uint8_t> file, const char *field, size_t header,
                                     long long magic)
{
    const auto size = static_cast<long long>(file.size());
    if (file.size() < header)
        return refusal(Reason::Truncated, field, size, static_cast<long long>(header));
    if (bigEndian(file, 0) != magic)
        return refusal(Reason::Malformed, field, 1, 0);
    return std::nullopt;
}

/// A file that hasn't exactly this many bytes.
std::optional<Refusal> refusedLength(std::span<const std::uint8_t> file, const char *field, long long wanted)
{
    const auto size = static_cast<long long>(file.size());
    if (size == wanted)
        return std::nullopt;
    return refusal(size < wanted ? Reason::Truncated : Reason::Gap, field, size, wanted);
}

std::optional<Refusal> refusedSide(long long side, char axis)
{
    const long long nearest = std::clamp(side, 1LL, largestSide);
    if (side == nearest)
        return std::nullopt;
    return Refusal{
        .reason = Reason::OutOfRange, .field = "pictures", .axis = axis, .got = side, .limit = nearest};
}

} // namespace

Result<DigitSet> DigitSet::read(std::vector<std::uint8_t> pictures, std::vector<std::uint8_t> labels)
{
    if (auto refused = refusedHeader(pictures, "pictures", headerOfPictures, magicOfPictures))
        return *refused;
    if (auto refused = refusedHeader(labels, "labels", headerOfLabels, magicOfLabels))
        return *refused;
    const long long count = bigEndian(pictures, 4);
    const long long height = bigEndian(pictures, 8);
    const long long width = bigEndian(pictures, 12);
    if (auto refused = refusedSide(height, 'y'))
        return *refused;
    if (auto refused = refusedSide(width, 'x'))
        return *refused;
    if (bigEndian(labels, 4) != count)
        return refusal(Reason::ShapesDontMatch, "labels", bigEndian(labels, 4), count);
    const auto header = static_cast<long long>(headerOfPictures);
    if (auto refused = refusedLength(pictures, "pictures", header + count * height * width))
        return *refused;
    if (auto refused = refusedLength(labels, "labels", static_cast<long long>(headerOfLabels) + count))
        return *refused;
    const auto wrong = std::find_if(labels.begin() + headerOfLabels, labels.end(),
                                    [](std::uint8_t label) { return label >= digits; });
    if (wrong != labels.end())
        return refusal(Reason::OutOfRange, "labels", *wrong, digits - 1);
    DigitSet set;
    set.m_pictures = std::move(pictures);
    set.m_labels = std::move(labels);
    set.m_count = static_cast<int>(count);
    set.m_size = {static_cast<int>(height), static_cast<int>(width)};
    return set;
}

std::span<const std::uint8_t> DigitSet::bytes(int i) const
{
    const auto size = static_cast<size_t>(m_size.y) * static_cast<size_t>(m_size.x);
    return std::span(m_pictures).subspan(headerOfPictures + static_cast<size_t>(i) * size, size);
}

Tensor DigitSet::picture(int i) const
{
    Tensor picture({.h = m_size.y, .w = m_size.x});
    std::ranges::transform(bytes(i), picture.values().begin(),
                           [](std::uint8_t byte) { return static_cast<float>(byte) / 255.0F; });
    return picture;
}

std::vector<int> DigitSet::withLabel(int wanted) const
{
    std::vector<int> found;
    for (int i = 0; i < m_count; ++i) {
        if (label(i) == wanted)
            found.push_back(i);
    }
    return found;
}

} // namespace convoscope
