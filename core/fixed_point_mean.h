#pragma once

#include "core/bordered_ring.h"

#include <optional>
#include <vector>

namespace convoscope {

/// A symmetric, separable mean in two passes of 16-bit fixed point, 7 bits behind the point: within about a
/// tenth of a grey level before rounding, so at times a level off where the exact value lies that near to a
/// half.
class FixedPointMean {
public:
    /// None where the kernel does not separate into symmetric lines of odd length, without negative weights,
    /// of sum 1.
    static std::optional<FixedPointMean> make(const SettledKernel &kernel);

    void run(ByteRing &ring, const Piece &piece, std::uint8_t *out);
    [[nodiscard]] double cost() const;

private:
    std::vector<std::uint16_t> m_column; ///< from the end to the centre, in 1/65536
    std::vector<std::uint16_t> m_row;
    Pair m_size{1, 1};
    std::vector<const std::uint8_t *> m_rows;
    std::vector<std::uint16_t> m_sums;
};

} // namespace convoscope
