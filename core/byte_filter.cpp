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
    const double shift = filter.mapping == ResultMapping::Offset ? 128.0 : 0.0;
    ByteFilter result;
    if (step.kind == FilterKind::Kernel)
        result.m_way = wayFor(settled(step), filter.mapping);
    else if (step.kind == FilterKind::Magnitude)
        result.m_way = wayFor(settled(step), settledAcross(step), shift);
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

ByteFilter::Way ByteFilter::wayFor(const SettledKernel &along, const SettledKernel &across, double shift)
{
    if (along.offset != 0.0 || across.offset != 0.0)
        return {};
    auto x = IntegerKernel::make(along, 0.0);
    auto y = IntegerKernel::make(across, 0.0);
    if (!x || !y)
        return {};
    return Gradient{*std::move(x), *std::move(y), static_cast<float>(shift)};
}

double ByteFilter::cost() const
{
    if (const auto *scaled = std::get_if<Scaled>(&m_way))
        return scaled->kernel.cost();
    if (const auto *gradient = std::get_if<Gradient>(&m_way))
        return gradient->along.cost() + gradient->across.cost() + 8.0;
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
    } else if (auto *gradient = std::get_if<Gradient>(&m_way)) {
        gradient->x.resize(chunk + rowSlack);
        gradient->y.resize(chunk + rowSlack);
        gradient->along.run(ring, piece, gradient->x.data());
        gradient->across.run(ring, piece, gradient->y.data());
        magnitudeBytes(gradient->x.data(), gradient->y.data(), piece.count, gradient->shift, out);
    }
}

} // namespace convoscope
