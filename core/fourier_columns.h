#pragma once

#include <vector>

namespace convoscope {

/// A square of complex numbers, real and imaginary parts apart, for transforms of side 128 or 256.
struct SpectrumTile {
    explicit SpectrumTile(int tileSide);

    int side;
    int pitch; ///< a little more than the side, so that the rows of a column don't share a set of the cache
    std::vector<float> real;
    std::vector<float> imaginary;
};

/// The columns' discrete Fourier transforms in place, without scaling. Frequencies come in bit-reversed
/// order, and the inverse wants them so: two spectra of the same side can be multiplied as they are.
void transformColumns(SpectrumTile &tile);
void transformColumnsBack(SpectrumTile &tile);
/// a := a · b, number by number.
void multiply(SpectrumTile &a, const SpectrumTile &b);
void transpose(SpectrumTile &tile);

} // namespace convoscope
