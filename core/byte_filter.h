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
    struct Gradient {
        IntegerKernel along;
        IntegerKernel across;
        float shift = 0.0F;
        std::vector<std::int16_t> x{};
        std::vector<std::int16_t> y{};
    };
    struct Scaled {
        IntegerKernel kernel;
        IntegerScale scale{};
    };
    using Way = std::variant<std::monostate, Scaled, Gradient, FixedPointMean>;

    static Way wayFor(const SettledKernel &kernel, ResultMapping mapping);
    static Way wayFor(const SettledKernel &along, const SettledKernel &across, double shift);
    void runPiece(ByteRing &ring, const Piece &piece, std::uint8_t *out);

    Pair m_size{1, 1};
    Way m_way;
};

} // namespace convoscope
