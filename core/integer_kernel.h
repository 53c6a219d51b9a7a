#pragma once

#include "core/bordered_ring.h"

#include <optional>
#include <vector>

namespace convoscope {

/// A kernel of small whole numbers whose sums fit into 16 bits: exact, and twice as many values in a vector
/// as floats.
class IntegerKernel {
public:
    /// Whether all weights and `shift` are whole numbers and 255 · Σ|weight| and `shift` stay in 16 bits.
    static bool fits(const SettledKernel &kernel, double shift);
    /// None where they don't.
    static std::optional<IntegerKernel> make(const SettledKernel &kernel, double shift);

    /// A piece of a row.
    void run(ByteRing &ring, const Piece &piece, const IntegerScale &scale, std::uint8_t *out);
    [[nodiscard]] double cost() const;

private:
    struct Tap {
        int row; ///< from the anchor
        int column; ///< from the kernel's left
        std::int16_t weight;
    };
    IntegerTaps gather(ByteRing &ring, const Piece &piece);
    IntegerLine columnSums(ByteRing &ring, const Piece &piece);

    std::vector<Tap> m_taps; ///< those that are not 0; of one column where the kernel separates
    std::vector<std::int16_t> m_row; ///< then the row, else empty
    std::vector<std::int16_t> m_weights;
    std::vector<const std::uint8_t *> m_rows;
    std::vector<std::int16_t> m_sums;
};

} // namespace convoscope
