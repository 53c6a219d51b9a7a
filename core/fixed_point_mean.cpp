#include "core/fixed_point_mean.h"

#include "core/kernel_rank.h"

#include <cmath>
#include <numeric>

namespace convoscope {

namespace {

constexpr int longest = 63; // beyond, the roundings of the weights add up to more than a tenth of a level

/// Half of a line in 1/65536, so that the whole line sums to 65536; none for lines that this way can't do.
std::optional<std::vector<std::uint16_t>> halfLine(const std::vector<double> &line)
{
    const double sum = std::accumulate(line.begin(), line.end(), 0.0);
    if (line.size() % 2 == 0 || line.size() < 3 || static_cast<int>(line.size()) > longest || !(sum > 0.0))
        return std::nullopt;
    std::vector<std::uint16_t> half;
    double exact = 0.0;
    int taken = 0;
    for (size_t i = 0; i < line.size() / 2; ++i) {
        if (line[i] < 0.0 || std::abs(line[i] - line[line.size() - 1 - i]) > 1e-6 * sum)
            return std::nullopt;
        exact += line[i] / sum * 65536.0;
        half.push_back(static_cast<std::uint16_t>(std::lround(exact) - taken)); // the rest goes to the next
        taken += half.back();
    }
    const int centre = 65536 - 2 * taken;
    if (centre < 0 || centre > 65535 || line[line.size() / 2] < 0.0)
        return std::nullopt;
    half.push_back(static_cast<std::uint16_t>(centre));
    return half;
}

} // namespace

std::optional<FixedPointMean> FixedPointMean::make(const SettledKernel &kernel)
{
    const auto terms = separated(kernel);
    if (terms.size() != 1 || kernel.offset != 0.0 || std::abs(kernel.sum() - 1.0) > 1e-5)
        return std::nullopt;
    const auto column = halfLine(terms.front().column);
    const auto row = halfLine(terms.front().row);
    if (!column || !row)
        return std::nullopt;
    FixedPointMean result;
    result.m_column = *column;
    result.m_row = *row;
    result.m_size = kernel.size;
    return result;
}

double FixedPointMean::cost() const
{
    return m_size.y + m_size.x;
}

void FixedPointMean::run(ByteRing &ring, const Piece &piece, std::uint8_t *out)
{
    const int channels = ring.shape().channels;
    const int width = piece.count + (m_size.x - 1) * channels;
    if (m_sums.size() < static_cast<size_t>(width) + rowSlack)
        m_sums.resize(static_cast<size_t>(width) + rowSlack);
    m_rows.clear();
    for (int i = 0; i < m_size.y; ++i)
        m_rows.push_back(ring.row(piece.y - m_size.y / 2 + i) + piece.first);
    blurVertically({m_column.data(), m_size.y}, m_rows.data(), width, m_sums.data());
    blurHorizontally({m_row.data(), m_size.x}, m_sums.data(), channels, piece.count, out);
}

} // namespace convoscope
