#include "core/safetensors.h"

#include "core/safetensors_header.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>

namespace convoscope {

namespace {

constexpr size_t lengthBytes = 8;
constexpr long long mostBytes = std::numeric_limits<long long>::max();

std::uint64_t littleEndian(std::span<const std::uint8_t> bytes)
{
    std::uint64_t value = 0;
    for (size_t i = bytes.size(); i-- > 0;)
        value = value << 8U | bytes[i];
    return value;
}

/// Sign, exponent and fraction of a 16-bit float (IEEE 754 binary16).
float halfFloat(std::uint32_t bits)
{
    const auto exponent = static_cast<int>(bits >> 10U & 31U);
    const auto fraction = static_cast<float>(bits & 1023U);
    const float sign = (bits >> 15U) != 0 ? -1.0F : 1.0F;
    if (exponent == 31)
        return fraction == 0.0F ? sign * std::numeric_limits<float>::infinity()
                                : std::numeric_limits<float>::quiet_NaN();
    if (exponent == 0)
        return sign * std::ldexp(fraction, -24);
    return sign * std::ldexp(1024.0F + fraction, exponent - 25);
}

/// The kinds that can be computed with; none for the others.
std::optional<float> floatOf(ScalarKind kind, std::span<const std::uint8_t> bytes)
{
    const std::uint64_t bits = littleEndian(bytes);
    const auto low = static_cast<std::uint32_t>(bits);
    switch (kind) {
    case ScalarKind::F32: return std::bit_cast<float>(low);
    case ScalarKind::F64: return static_cast<float>(std::bit_cast<double>(bits));
    case ScalarKind::Bf16: return std::bit_cast<float>(low << 16U);
    case ScalarKind::F16: return halfFloat(low);
    default: return std::nullopt;
    }
}

/// Bytes that a tensor of this kind and shape takes; none where no file could hold them.
std::optional<long long> bytesNeeded(const StoredTensor &tensor)
{
    if (std::ranges::find(tensor.shape, 0) != tensor.shape.end())
        return 0;
    long long bytes = scalarSize(tensor.kind);
    for (const long long size : tensor.shape) {
        if (bytes > mostBytes / size)
            return std::nullopt;
        bytes *= size;
    }
    return bytes;
}

/// A tensor that doesn't take exactly the bytes from `end`, where the one before ends, as its shape needs.
std::optional<Refusal> refusedRange(const StoredTensor &tensor, long long end, long long available)
{
    if (tensor.begin < end)
        return Refusal{.reason = Reason::Overlap, .field = tensor.name, .got = tensor.begin, .limit = end};
    if (tensor.begin > end)
        return Refusal{.reason = Reason::Gap, .field = tensor.name, .got = tensor.begin, .limit = end};
    if (tensor.end > available)
        return Refusal{
            .reason = Reason::Truncated, .field = tensor.name, .got = available, .limit = tensor.end};
    const auto needed = bytesNeeded(tensor);
    if (needed && tensor.end - tensor.begin == *needed)
        return std::nullopt;
    return Refusal{.reason = Reason::ByteCount,
                   .field = tensor.name,
                   .got = tensor.end - tensor.begin,
                   .limit = needed.value_or(mostBytes)};
}

/// Tensors, in the order of their bytes, that don't share out `available` bytes without gap or overlap.
std::optional<Refusal> refusedLayout(std::span<const StoredTensor> tensors, long long available)
{
    long long end = 0;
    for (const StoredTensor &tensor : tensors) {
        if (auto refusal = refusedRange(tensor, end, available))
            return refusal;
        end = tensor.end;
    }
    if (end == available)
        return std::nullopt;
    return Refusal{.reason = Reason::Gap, .field = "file", .got = available, .limit = end};
}

/// The header's length, in a file that has as many bytes.
Result<size_t> headerLength(std::span<const std::uint8_t> bytes)
{
    const auto size = static_cast<long long>(bytes.size());
    if (bytes.size() < lengthBytes)
        return Refusal{.reason = Reason::Truncated, .field = "file", .got = size, .limit = lengthBytes};
    const std::uint64_t length = littleEndian(bytes.first(lengthBytes));
    if (length > static_cast<std::uint64_t>(WeightFile::longestHeader)) {
        const auto shown = std::min(length, static_cast<std::uint64_t>(mostBytes));
        return Refusal{.reason = Reason::OutOfRange,
                       .field = "header",
                       .got = static_cast<long long>(shown),
                       .limit = WeightFile::longestHeader};
    }
    if (length > bytes.size() - lengthBytes)
        return Refusal{.reason = Reason::Truncated,
                       .field = "header",
                       .got = size - static_cast<long long>(lengthBytes),
                       .limit = static_cast<long long>(length)};
    return static_cast<size_t>(length);
}

std::optional<Refusal> refusedSizes(const StoredTensor &tensor, std::span<const long long> wanted)
{
    const auto refused = [&tensor](long long got, long long limit) {
        return Refusal{.reason = Reason::ShapesDontMatch, .field = tensor.name, .got = got, .limit = limit};
    };
    if (tensor.shape.size() != wanted.size())
        return refused(static_cast<long long>(tensor.shape.size()), static_cast<long long>(wanted.size()));
    const auto [got, want] = std::ranges::mismatch(tensor.shape, wanted);
    return got == tensor.shape.end() ? std::nullopt : std::optional(refused(*got, *want));
}

} // namespace

int scalarSize(ScalarKind kind)
{
    switch (kind) {
    case ScalarKind::Bool:
    case ScalarKind::U8:
    case ScalarKind::I8:
    case ScalarKind::F8E5M2:
    case ScalarKind::F8E4M3: return 1;
    case ScalarKind::I16:
    case ScalarKind::U16:
    case ScalarKind::F16:
    case ScalarKind::Bf16: return 2;
    case ScalarKind::I32:
    case ScalarKind::U32:
    case ScalarKind::F32: return 4;
    case ScalarKind::F64:
    case ScalarKind::I64:
    case ScalarKind::U64: return 8;
    }
    return 1;
}

Result<WeightFile> WeightFile::read(std::vector<std::uint8_t> bytes)
{
    const auto length = headerLength(bytes);
    if (!length)
        return length.refusal();
    const std::string text(bytes.begin() + lengthBytes,
                           bytes.begin() + lengthBytes + static_cast<std::ptrdiff_t>(*length));
    auto header = parseWeightHeader(text);
    if (!header)
        return header.refusal();
    WeightFile file;
    file.m_data = lengthBytes + *length;
    file.m_bytes = std::move(bytes);
    WeightHeader contents = *std::move(header);
    file.m_tensors = std::move(contents.tensors);
    file.m_metadata = std::move(contents.metadata);
    std::ranges::sort(file.m_tensors, {},
                      [](const StoredTensor &tensor) { return std::tuple(tensor.begin, tensor.end); });
    const size_t available = file.m_bytes.size() - file.m_data;
    if (auto refusal = refusedLayout(file.m_tensors, static_cast<long long>(available)))
        return *refusal;
    return file;
}

const StoredTensor *WeightFile::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_tensors, name, &StoredTensor::name);
    return found == m_tensors.end() ? nullptr : &*found;
}

Result<std::vector<float>> WeightFile::values(std::string_view name, std::span<const long long> shape) const
{
    const StoredTensor *const tensor = find(name);
    if (!tensor)
        return Refusal{.reason = Reason::Missing, .field = std::string(name)};
    if (auto refusal = refusedSizes(*tensor, shape))
        return *refusal;
    const auto size = static_cast<size_t>(scalarSize(tensor->kind));
    const auto bytes = std::span(m_bytes).subspan(m_data + static_cast<size_t>(tensor->begin),
                                                  static_cast<size_t>(tensor->end - tensor->begin));
    std::vector<float> values;
    values.reserve(bytes.size() / size);
    for (size_t at = 0; at < bytes.size(); at += size) {
        const auto value = floatOf(tensor->kind, bytes.subspan(at, size));
        if (!value)
            return Refusal{.reason = Reason::UnknownType, .field = tensor->name};
        if (!std::isfinite(*value))
            return Refusal{.reason = Reason::NotFinite, .field = tensor->name};
        values.push_back(*value);
    }
    return values;
}

} // namespace convoscope
