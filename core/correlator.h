#pragma once

#include "core/bordered_ring.h"
#include "core/kernel_rank.h"

#include <functional>
#include <memory>
#include <vector>

namespace convoscope {

class FourierKernel;

/// Results of a row: `count` values from the value `first` on, of row `y`. Rows may come in pieces, in any
/// order.
struct RowPiece {
    int y = 0;
    int first = 0;
    int count = 0;
    const float *values = nullptr; ///< with slack
};
using TakePiece = std::function<void(const RowPiece &piece)>;

/// How a correlation in floats is computed.
enum class CorrelationMethod {
    Direct, ///< height × width multiply-adds a value, four rows at once: small kernels
    LowRank, ///< rank × (height + width): kernels that are a sum of few column-times-row products
    Fourier ///< by the spectra of tiles, the same whatever the kernel holds: large dense kernels
};

/// A kernel made ready to be run over rows of floats, by the way that costs least.
class Correlator {
public:
    explicit Correlator(const SettledKernel &kernel);
    Correlator(const SettledKernel &kernel, CorrelationMethod method);

    [[nodiscard]] CorrelationMethod method() const { return m_method; }
    [[nodiscard]] Pair kernelSize() const { return m_size; }
    /// Rows that the ring must be able to hold.
    [[nodiscard]] int ringRows() const;
    /// Multiply-adds a value, about.
    [[nodiscard]] double cost() const;
    /// Rows [first, last) of the result; the ring's kernel must be of this size.
    void run(FloatRing &ring, int first, int last, const TakePiece &take) const;

private:
    struct Line {
        std::vector<float> column;
        std::vector<float> row;
    };

    void prepare(const SettledKernel &kernel);
    void runDirect(FloatRing &ring, int first, int last, const TakePiece &take) const;
    void runLowRank(FloatRing &ring, int first, int last, const TakePiece &take) const;

    Pair m_size;
    CorrelationMethod m_method;
    float m_offset;
    std::vector<float> m_weights;
    std::vector<Line> m_lines;
    std::shared_ptr<const FourierKernel> m_fourier;
};

} // namespace convoscope
