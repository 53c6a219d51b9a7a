#include "core/integer_kernel.h"

#include "core/kernel_rank.h"

#include <cmath>

namespace convoscope {

namespace {

int nonZero(const std::vector<int> &weights)
{
    return static_cast<int>(std::ranges::count_if(weights, [](int weight) { return weight != 0; }));
}

} // namespace

bool IntegerKernel::fits(const SettledKernel &kernel, double shift)
{
    double sum = 0.0;
    for (const double weight : kernel.weights) {
        if (weight != std::nearbyint(weight))
            return false;
        sum += std::abs(weight);
    }
    return shift == std::nearbyint(shift) && 255.0 * sum + std::abs(shift) <= 32767.0;
}

std::optional<IntegerKernel> IntegerKernel::make(const SettledKernel &kernel, double shift)
{
    if (!fits(kernel, shift))
        return std::nullopt;
    IntegerKernel result;
    const Pair anchor = kernel.anchor();
    for (int y = 0; y < kernel.size.y; ++y) {
        for (int x = 0; x < kernel.size.x; ++x) {
            if (kernel.at(y, x) != 0.0)
                result.m_taps.push_back({y - anchor.y, x, static_cast<std::int16_t>(kernel.at(y, x))});
        }
    }
    const auto factors = integerFactors(kernel);
    if (factors
        && nonZero(factors->column) + nonZero(factors->row) < static_cast<int>(result.m_taps.size())) {
        result.m_taps.clear();
        for (int y = 0; y < kernel.size.y; ++y) {
            const int weight = factors->column[static_cast<size_t>(y)];
            if (weight != 0)
                result.m_taps.push_back({y - anchor.y, 0, static_cast<std::int16_t>(weight)});
        }
        result.m_row.assign(factors->row.begin(), factors->row.end());
    }
    for (const Tap &tap : result.m_taps)
        result.m_weights.push_back(tap.weight);
    return result;
}

double IntegerKernel::cost() const
{
    return static_cast<double>(m_taps.size() + m_row.size());
}

IntegerTaps IntegerKernel::gather(ByteRing &ring, const Piece &piece)
{
    m_rows.clear();
    for (const Tap &tap : m_taps)
        m_rows.push_back(ring.row(piece.y + tap.row) + piece.first
                         + static_cast<std::ptrdiff_t>(tap.column) * ring.shape().channels);
    return {m_rows.data(), m_weights.data(), static_cast<int>(m_rows.size())};
}

IntegerLine IntegerKernel::columnSums(ByteRing &ring, const Piece &piece)
{
    const int width = piece.count + (static_cast<int>(m_row.size()) - 1) * ring.shape().channels;
    if (m_sums.size() < static_cast<size_t>(width) + rowSlack)
        m_sums.resize(static_cast<size_t>(width) + rowSlack);
    addIntegerTaps(gather(ring, piece), width, m_sums.data());
    return {m_sums.data(), m_row.data(), static_cast<int>(m_row.size()), ring.shape().channels};
}

void IntegerKernel::run(ByteRing &ring, const Piece &piece, const IntegerScale &scale, std::uint8_t *out)
{
    if (m_row.empty())
        addIntegerTaps(gather(ring, piece), piece.count, scale, out);
    else
        addIntegerLine(columnSums(ring, piece), piece.count, scale, out);
}

} // namespace convoscope
