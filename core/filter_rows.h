#pragma once

#include "core/geometry.h"

#include <cstddef>
#include <cstdint>

namespace convoscope {

// Arithmetic on rows of values, vectorised for every instruction set of the processor at hand (Highway
// chooses when the program runs). Rows of floats and of 16-bit integers have `rowSlack` values behind their
// count that may be read and overwritten; rows of bytes only where it says so.

inline constexpr int rowSlack = 128;

/// Bytes as floats.
void bytesToFloats(const std::uint8_t *in, int count, float *out);

/// What results become before they are rounded half to even and clamped: (absolute ? |v| : v) · factor +
/// shift.
struct ByteScale {
    bool absolute = false;
    float factor = 1.0F;
    float shift = 0.0F;
};
void floatsToBytes(const float *in, int count, const ByteScale &scale, std::uint8_t *out);

/// The fewest values that rows without slack may have: a few vectors of the widest instruction set.
inline constexpr int leastDirect = 64;

/// How far from a row the one lies that takes its place four rows later: that is asked for while these are
/// computed, as the processor doesn't see from one row to the next. 0: don't.
struct RowsAhead {
    std::ptrdiff_t in = 0; ///< values
    std::ptrdiff_t out = 0;
};

/// Four rows of a correlation: out[r][i] = start + Σ weights[y·width + x] · rows[r + y][i + x·step], of bytes
/// or floats to bytes or floats. Nothing is read but what the formula names and nothing else written, so rows
/// need no slack.
template <typename In, typename Out>
struct DirectRows {
    const In *const *rows = nullptr; ///< kernel.y + 3 of them, at the first value that is read
    const float *weights = nullptr;
    Pair kernel{1, 1};
    int step = 1; ///< channels
    float offset = 0.0F; ///< what the sums start with, unless they accumulate
    bool accumulate = false; ///< the sums are added to what is in out; count is a multiple of leastDirect
    bool absolute = false; ///< of the sums; bytes are rounded half to even and clamped after that
    int count = 0; ///< leastDirect or more
    Out *const *out = nullptr; ///< four rows
    RowsAhead ahead{};
};
void correlateDirectly(const DirectRows<float, float> &task);
void correlateDirectly(const DirectRows<float, std::uint8_t> &task);
void correlateDirectly(const DirectRows<std::uint8_t, float> &task);
void correlateDirectly(const DirectRows<std::uint8_t, std::uint8_t> &task);

/// Four rows of √(x² + y²) + shift, where x and y are the correlations with two kernels of 3×3.
template <typename In, typename Out>
struct GradientRows {
    const In *const *rows = nullptr; ///< six
    const float *along = nullptr;
    const float *across = nullptr;
    int step = 1;
    float shift = 0.0F;
    int count = 0; ///< leastDirect or more
    Out *const *out = nullptr;
    RowsAhead ahead{};
};
void gradientDirectly(const GradientRows<float, float> &task);
void gradientDirectly(const GradientRows<std::uint8_t, float> &task);
void gradientDirectly(const GradientRows<std::uint8_t, std::uint8_t> &task);

/// out[i] = √(x[i]² + y[i]²)
void magnitudes(const float *x, const float *y, int count, float *out);

/// A correlation with small integers: out[i] = Σ weights[t] · taps[t][i] in 16 bits, where it must fit.
struct IntegerTaps {
    const std::uint8_t *const *taps; ///< the row of each, from where it is read; with slack
    const std::int16_t *weights;
    int size;
};
/// How 16-bit sums become bytes: (absolute ? |v| : v) + shift, clamped.
struct IntegerScale {
    bool absolute = false;
    std::int16_t shift = 0;
};
void addIntegerTaps(const IntegerTaps &taps, int count, std::int16_t *out);
void addIntegerTaps(const IntegerTaps &taps, int count, const IntegerScale &scale, std::uint8_t *out);

/// Four rows of a correlation with 3×3 small integers, with IntegerTaps' limit, and without slack.
struct SmallRows {
    const std::uint8_t *const *rows = nullptr; ///< six
    const std::int16_t *weights = nullptr; ///< nine
    int step = 1;
    IntegerScale scale{};
    int count = 0; ///< leastDirect or more
    std::uint8_t *const *out = nullptr; ///< four
    RowsAhead ahead{};
};
void correlateSmall(const SmallRows &task);

/// Four rows of √(x² + y²), rounded half to even, + shift, clamped, where x and y are such correlations.
struct SmallGradient {
    const std::uint8_t *const *rows = nullptr; ///< six
    const std::int16_t *along = nullptr; ///< nine
    const std::int16_t *across = nullptr;
    int step = 1;
    std::int16_t shift = 0;
    int count = 0; ///< leastDirect or more
    std::uint8_t *const *out = nullptr; ///< four
    RowsAhead ahead{};
};
void gradientSmall(const SmallGradient &task);

/// The second pass of a correlation with integers that separates: out[i] = Σ weights[t] · in[i + t·step].
struct IntegerLine {
    const std::int16_t *in;
    const std::int16_t *weights;
    int size;
    int step;
};
void addIntegerLine(const IntegerLine &line, int count, const IntegerScale &scale, std::uint8_t *out);

/// Half of a symmetric line of weights in 1/65536, from its outer end to its centre, all below 1.
struct FixedPointLine {
    const std::uint16_t *weights;
    int size; ///< taps of the whole line; odd
};
/// The vertical pass: bytes to 1/128 grey levels. `taps`: a row each, with slack.
void blurVertically(const FixedPointLine &line, const std::uint8_t *const *taps, int count,
                    std::uint16_t *out);
/// The horizontal pass, rounded to bytes.
void blurHorizontally(const FixedPointLine &line, const std::uint16_t *in, int step, int count,
                      std::uint8_t *out);

} // namespace convoscope
