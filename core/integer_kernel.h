#pragma once

#include "core/bordered_ring.h"

#include <optional>
#include <vector>

namespace convoscope {

/// A kernel of small whole numbers whose sums fit into 16 bits: exact, and twice as many values in a vector
/// as floats.
class IntegerKernel {
public:
    /// None where a weight is no whole number, or 255 · Σ|weight| and `shift` could leave 16 bits.
    static std::optional<IntegerKernel> make(const SettledKernel &kernel, double shift);

    /// The sums of a piece of a row; 16-bit integers with slack, or bytes.
    void run(ByteRing &ring, const Piece &piece, std::int16_t *out);
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
