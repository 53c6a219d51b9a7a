#include "core/byte_filter.h"

#include "core/kernel_rank.h"

namespace convoscope {

namespace {

constexpr int chunk = 2048; // values: what passes from one loop to the next stays in the first cache

} // namespace

std::optional<ByteFilter> ByteFilter::make(const Filter &filter)
{
    if (filter.steps.size() != 1 || filter.mapping == ResultMapping::AutoScaled)
        return std::nullopt;
    const FilterStep &step = filter.steps.front();
    if (step.kind != FilterKind::Kernel)
        return std::nullopt;
    ByteFilter result;
    result.m_way = wayFor(settled(step), filter.mapping);
    if (std::holds_alternative<std::monostate>(result.m_way))
        return std::nullopt;
    result.m_size = {step.kernel.height(), step.kernel.width()};
    return result;
}

ByteFilter::Way ByteFilter::wayFor(const SettledKernel &kernel, ResultMapping mapping)
{
    const bool absolute = mapping == ResultMapping::Absolute;
    const double shift = kernel.offset + (mapping == ResultMapping::Offset ? 128.0 : 0.0);
    if (absolute && shift != 0.0)
        return {};
    if (auto exact = IntegerKernel::make(kernel, shift))
        return Scaled{*std::move(exact), {absolute, static_cast<std::int16_t>(shift)}};
    if (mapping != ResultMapping::Offset) {
        if (auto mean = FixedPointMean::make(kernel))
            return *std::move(mean);
    }
    return {};
}

double ByteFilter::cost() const
{
    if (const auto *scaled = std::get_if<Scaled>(&m_way))
        return scaled->kernel.cost();
    const auto *mean = std::get_if<FixedPointMean>(&m_way);
    return mean ? mean->cost() : 0.0;
}

void ByteFilter::run(ByteRing &ring, int y, std::uint8_t *out)
{
    const int values = ring.shape().size.x * ring.shape().channels;
    for (int at = 0; at < values; at += chunk)
        runPiece(ring, {y, at, std::min(chunk, values - at)}, out + at);
}

void ByteFilter::runPiece(ByteRing &ring, const Piece &piece, std::uint8_t *out)
{
    if (auto *scaled = std::get_if<Scaled>(&m_way)) {
        scaled->kernel.run(ring, piece, scaled->scale, out);
    } else if (auto *mean = std::get_if<FixedPointMean>(&m_way)) {
        mean->run(ring, piece, out);
    }
}

} // namespace convoscope
