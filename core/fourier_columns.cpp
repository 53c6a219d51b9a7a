#include "core/highway_targets.h"

#include "core/fourier_columns.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/fourier_columns.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// The transform by Cooley and Tukey 1965, with the orders of Gentleman and Sande 1966: going forth the large
// spans come first, going back last, so nothing is ever put in order. Two of its steps are done at once, in
// registers.

HWY_BEFORE_NAMESPACE();
namespace convoscope::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;

struct Complex {
    hn::Vec<Floats> real;
    hn::Vec<Floats> imaginary;
};

HWY_INLINE Complex operator+(const Complex &a, const Complex &b)
{
    return {hn::Add(a.real, b.real), hn::Add(a.imaginary, b.imaginary)};
}

HWY_INLINE Complex operator-(const Complex &a, const Complex &b)
{
    return {hn::Sub(a.real, b.real), hn::Sub(a.imaginary, b.imaginary)};
}

HWY_INLINE Complex operator*(const Complex &a, const Complex &b)
{
    return {hn::MulSub(a.real, b.real, hn::Mul(a.imaginary, b.imaginary)),
            hn::MulAdd(a.real, b.imaginary, hn::Mul(a.imaginary, b.real))};
}

/// Cosines and sines of the whole turn, in steps of 1/256.
struct Turn {
    Turn()
    {
        for (size_t i = 0; i < cosines.size(); ++i) {
            const double angle = 2.0 * std::numbers::pi * static_cast<double>(i) / 256.0;
            cosines[i] = static_cast<float>(std::cos(angle));
            sines[i] = static_cast<float>(std::sin(angle));
        }
    }
    std::array<float, 256> cosines{};
    std::array<float, 256> sines{};
};

/// As many columns as a vector is wide.
class Strip {
public:
    Strip(SpectrumTile &tile, int column)
        : m_real(tile.real.data() + column)
        , m_imaginary(tile.imaginary.data() + column)
        , m_pitch(tile.pitch)
    {
    }

    [[nodiscard]] HWY_INLINE Complex load(int row) const
    {
        const std::ptrdiff_t at = row * m_pitch;
        return {hn::LoadU(Floats(), m_real + at), hn::LoadU(Floats(), m_imaginary + at)};
    }
    HWY_INLINE void store(const Complex &value, int row) const
    {
        hn::StoreU(value.real, Floats(), m_real + row * m_pitch);
        hn::StoreU(value.imaginary, Floats(), m_imaginary + row * m_pitch);
    }

private:
    float *m_real;
    float *m_imaginary;
    std::ptrdiff_t m_pitch;
};

/// The root of unity exp(∓2πi · step/turn); turn divides 256.
template <int sign>
HWY_INLINE Complex Root(int step, int turn)
{
    static const Turn table;
    const auto i = static_cast<size_t>(step) * (256 / static_cast<size_t>(turn));
    return {hn::Set(Floats(), table.cosines[i]),
            hn::Set(Floats(), static_cast<float>(sign) * table.sines[i])};
}

HWY_INLINE void Halve(const Strip &strip, int side)
{
    for (int i = 0; i < side / 2; ++i) {
        const Complex a = strip.load(i);
        const Complex b = strip.load(i + side / 2);
        strip.store(a + b, i);
        strip.store((a - b) * Root<-1>(i, side), i + side / 2);
    }
}

HWY_INLINE void Join(const Strip &strip, int side)
{
    for (int i = 0; i < side / 2; ++i) {
        const Complex a = strip.load(i);
        const Complex b = strip.load(i + side / 2) * Root<1>(i, side);
        strip.store(a + b, i);
        strip.store(a - b, i + side / 2);
    }
}

/// Halves blocks of 4·`quarter` rows, and then the halves.
HWY_INLINE void HalveTwice(const Strip &strip, int side, int quarter)
{
    for (int i = 0; i < quarter; ++i) {
        const Complex root = Root<-1>(i, 4 * quarter);
        const Complex next = Root<-1>(i + quarter, 4 * quarter);
        const Complex second = Root<-1>(i, 2 * quarter);
        for (int at = i; at < side; at += 4 * quarter) {
            const Complex a0 = strip.load(at);
            const Complex a1 = strip.load(at + quarter);
            const Complex a2 = strip.load(at + 2 * quarter);
            const Complex a3 = strip.load(at + 3 * quarter);
            const Complex b0 = a0 + a2;
            const Complex b1 = a1 + a3;
            const Complex b2 = (a0 - a2) * root;
            const Complex b3 = (a1 - a3) * next;
            strip.store(b0 + b1, at);
            strip.store((b0 - b1) * second, at + quarter);
            strip.store(b2 + b3, at + 2 * quarter);
            strip.store((b2 - b3) * second, at + 3 * quarter);
        }
    }
}

HWY_INLINE void JoinTwice(const Strip &strip, int side, int quarter)
{
    for (int i = 0; i < quarter; ++i) {
        const Complex root = Root<1>(i, 4 * quarter);
        const Complex next = Root<1>(i + quarter, 4 * quarter);
        const Complex second = Root<1>(i, 2 * quarter);
        for (int at = i; at < side; at += 4 * quarter) {
            const Complex c0 = strip.load(at);
            const Complex c1 = strip.load(at + quarter) * second;
            const Complex c2 = strip.load(at + 2 * quarter);
            const Complex c3 = strip.load(at + 3 * quarter) * second;
            const Complex b2 = (c2 + c3) * root;
            const Complex b3 = (c2 - c3) * next;
            const Complex b0 = c0 + c1;
            const Complex b1 = c0 - c1;
            strip.store(b0 + b2, at);
            strip.store(b1 + b3, at + quarter);
            strip.store(b0 - b2, at + 2 * quarter);
            strip.store(b1 - b3, at + 3 * quarter);
        }
    }
}

void Columns(SpectrumTile &tile)
{
    for (int column = 0; column < tile.side; column += static_cast<int>(hn::Lanes(Floats()))) {
        const Strip strip(tile, column);
        const bool odd = tile.side == 128; // an odd power of two
        if (odd)
            Halve(strip, tile.side);
        for (int quarter = odd ? tile.side / 8 : tile.side / 4; quarter >= 1; quarter /= 4)
            HalveTwice(strip, tile.side, quarter);
    }
}

void ColumnsBack(SpectrumTile &tile)
{
    for (int column = 0; column < tile.side; column += static_cast<int>(hn::Lanes(Floats()))) {
        const Strip strip(tile, column);
        const bool odd = tile.side == 128;
        for (int quarter = 1; quarter <= (odd ? tile.side / 8 : tile.side / 4); quarter *= 4)
            JoinTwice(strip, tile.side, quarter);
        if (odd)
            Join(strip, tile.side);
    }
}

void Multiply(SpectrumTile &a, const SpectrumTile &b)
{
    const Floats floats;
    for (size_t i = 0; i < a.real.size(); i += hn::Lanes(floats)) {
        const Complex x{hn::LoadU(floats, &a.real[i]), hn::LoadU(floats, &a.imaginary[i])};
        const Complex y{hn::LoadU(floats, &b.real[i]), hn::LoadU(floats, &b.imaginary[i])};
        const Complex product = x * y;
        hn::StoreU(product.real, floats, &a.real[i]);
        hn::StoreU(product.imaginary, floats, &a.imaginary[i]);
    }
}

} // namespace
} // namespace convoscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convoscope {

namespace {
HWY_EXPORT(Columns);
HWY_EXPORT(ColumnsBack);
HWY_EXPORT(Multiply);

void transpose(std::vector<float> &values, int side, int pitch)
{
    constexpr int block = 16;
    for (int top = 0; top < side; top += block) {
        for (int left = top; left < side; left += block) {
            for (int y = top; y < top + block; ++y) {
                for (int x = left == top ? y + 1 : left; x < left + block; ++x)
                    std::swap(values[static_cast<size_t>(y) * pitch + x],
                              values[static_cast<size_t>(x) * pitch + y]);
            }
        }
    }
}
} // namespace

SpectrumTile::SpectrumTile(int tileSide)
    : side(tileSide)
    , pitch(tileSide + 16)
    , real(static_cast<size_t>(side) * pitch)
    , imaginary(real.size())
{
}

void transformColumns(SpectrumTile &tile)
{
    HWY_DYNAMIC_DISPATCH(Columns)(tile);
}

void transformColumnsBack(SpectrumTile &tile)
{
    HWY_DYNAMIC_DISPATCH(ColumnsBack)(tile);
}

void multiply(SpectrumTile &a, const SpectrumTile &b)
{
    HWY_DYNAMIC_DISPATCH(Multiply)(a, b);
}

void transpose(SpectrumTile &tile)
{
    transpose(tile.real, tile.side, tile.pitch);
    transpose(tile.imaginary, tile.side, tile.pitch);
}

} // namespace convoscope
#endif
