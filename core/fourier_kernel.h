#pragma once

#include "core/correlator.h"
#include "core/fourier_columns.h"

namespace convoscope {

/// A correlation by the product of spectra, tile by tile (overlap-save, Stockham 1966): tiles overlap by the
/// kernel's size less one, and what wraps around in them is thrown away. Kernels are real, so two tiles go
/// through one transform, as its real and its imaginary part.
class FourierKernel {
public:
    explicit FourierKernel(const SettledKernel &kernel);

    [[nodiscard]] int ringRows() const { return m_spectrum.side; }
    void run(FloatRing &ring, int first, int last, const TakePiece &take) const;

private:
    /// Where a tile's results go: columns from `column` on, of one channel; rows from the block's first.
    struct Place {
        int column;
        int channel;
    };
    struct Work; // what a run needs besides

    void runBlock(Work &work, int first, int last) const;
    void load(const Work &work, const Place &place, std::vector<float> &part) const;
    void unload(Work &work, const Place &place, const std::vector<float> &part) const;
    void runPair(Work &work, const Place *places, int count) const;

    Pair m_size;
    float m_offset;
    SpectrumTile m_spectrum; ///< conjugate, scaled, transposed
};

} // namespace convoscope
