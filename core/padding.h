#pragma once

#include "core/geometry.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <optional>

namespace convoscope {

/// What padding cells hold; PyTorch's names. Zeros holds Border::constant, which is 0 unless set.
enum class PaddingMode {
    Zeros,
    Reflect, ///< mirrored, the edge not repeated: c b | a b c | b a
    Replicate, ///< the edge repeated:               a a | a b c | c c
    Circular ///< the other end:                   b c | a b c | a b
};

/// How much padding a learner asks for. Same keeps the size at stride 1: total d(K-1), the odd cell at the
/// bottom/right (PyTorch). Full: d(K-1) on each side.
enum class PaddingKind { Valid, Same, Full, Explicit };

/// Padding around a plane.
struct Border {
    Sides sides{};
    PaddingMode mode = PaddingMode::Zeros;
    float constant = 0.0F; ///< only for Zeros
    bool operator==(const Border &) const = default;
};

/// The coordinate in [0, size) from which padding coordinate `i` is copied; none for Zeros outside.
std::optional<int> paddingSource(int i, int size, PaddingMode mode);
/// Both axes of paddingSource.
std::optional<Cell> paddingSource(Cell cell, Pair size, PaddingMode mode);

/// The sides that Valid, Same and Full mean for this kernel; `explicitSides` for Explicit.
Sides paddingSides(PaddingKind kind, Pair kernel, Pair dilation, Sides explicitSides);

/// Why this border can't be put around a plane of this size, if so: negative sides, reflect not smaller
/// than the input, circular larger than the input.
std::optional<Refusal> refusedBorder(const Border &border, Pair size);

/// `x` with the border written out around every plane.
Result<Tensor> pad(const Tensor &x, const Border &border);

} // namespace convoscope
