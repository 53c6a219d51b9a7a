#pragma once

#include "core/fixed_point_mean.h"
#include "core/integer_kernel.h"

#include <variant>

namespace convoscope {

/// A filter of a single step that goes from bytes to bytes without floats between, where there is such a way.
class ByteFilter {
public:
    static std::optional<ByteFilter> make(const Filter &filter);

    [[nodiscard]] Pair kernelSize() const { return m_size; }
    [[nodiscard]] double cost() const; ///< 16-bit operations a value
    /// One row of the result. Not from two threads at once: a filter has room of its own for sums.
    void run(ByteRing &ring, int y, std::uint8_t *out);

private:
    struct Scaled {
        IntegerKernel kernel;
        IntegerScale scale{};
    };
    using Way = std::variant<std::monostate, Scaled, FixedPointMean>;

    static Way wayFor(const SettledKernel &kernel, ResultMapping mapping);
    void runPiece(ByteRing &ring, const Piece &piece, std::uint8_t *out);

    Pair m_size{1, 1};
    Way m_way;
};

} // namespace convoscope
