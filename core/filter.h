#pragma once

#include "core/geometry.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace convoscope {

/// What a filter reads beyond the edge of a picture a b c.
enum class FilterBorder {
    Constant, ///<  # # | a b c | # #
    Replicate, ///< a a | a b c | c c
    Reflect, ///<   c b | a b c | b a   OpenCV's REFLECT_101, PyTorch's reflect
    Symmetric, ///< b a | a b c | c b   OpenCV's REFLECT
    Wrap ///<       b c | a b c | a b
};

/// Gradients shorter than this many grey levels have no direction: theirs is 0.
inline constexpr double leastGradient = 0.01;

enum class FilterKind {
    Kernel, ///< correlation with `kernel`
    Magnitude, ///< √(gx² + gy²) of the correlations with `kernel` and `across`
    Direction, ///< where the gradient points: atan2(gy, gx), clockwise on the screen, a whole turn as 256
               ///< levels
    Median ///< the middle value of a square of `side` cells
};

/// One step of a chain. Kernels are 1×1×height×width, their anchor the cell (height/2, width/2).
struct FilterStep {
    FilterKind kind = FilterKind::Kernel;
    Tensor kernel{};
    Tensor across{}; ///< for Magnitude and Direction
    double divisor = 1.0; ///< not 0
    double offset = 0.0; ///< added after the division, in grey levels
    /// The divisor is the kernel's sum instead, and for a sum of 0 the offset becomes 128, as in GIMP.
    bool normalise = false;
    /// Kernel: 0 leaves the picture as it is (black, where the weights sum to 0), 1 is the whole filter.
    double strength = 1.0;
    int side = 3; ///< of a Median's square; odd
    bool operator==(const FilterStep &) const = default;
};

/// How the channels of a colour picture are treated.
enum class ColourMode {
    EveryChannel, ///< each alone, opacity like the others
    KeepAlpha, ///< each alone, the opacity as it was
    AlphaAware, ///< colours count as much as they are opaque, so that invisible ones don't bleed in
    Luma ///< one channel, 0.299 R + 0.587 G + 0.114 B rounded; the result is grey
};

/// How results become bytes; they are rounded half to even and clamped to 0..255 at the end.
enum class ResultMapping {
    Clamp, ///< as they are
    Absolute, ///< |v|
    Offset, ///< v + 128
    AutoScaled ///< smallest to largest value of the whole picture as 0..255
};

/// What is done to a picture: a chain of steps. Between them nothing is rounded or clamped.
struct Filter {
    std::vector<FilterStep> steps{};
    FilterBorder border = FilterBorder::Reflect;
    double constant = 0.0; ///< grey level, for FilterBorder::Constant
    ColourMode colour = ColourMode::KeepAlpha;
    ResultMapping mapping = ResultMapping::Clamp;
    bool operator==(const Filter &) const = default;
};

inline constexpr int mostFilterSide = 127;
inline constexpr int mostFilterSteps = 16;

/// Why the filter makes no sense, if so: OutOfRange in "steps", "kernel", "divisor", "side", "strength";
/// ShapesDontMatch in "across"; NotFinite.
std::optional<Refusal> refused(const Filter &filter);

/// The coordinate in [0, size) that stands for `i`; none for Constant outside.
std::optional<int> borderSource(int i, int size, FilterBorder border);

/// A kernel with strength, divisor and normalisation worked in, row by row; the offset is added to the sum.
struct SettledKernel {
    Pair size{1, 1};
    std::vector<double> weights{};
    double offset = 0.0;

    [[nodiscard]] Pair anchor() const { return {size.y / 2, size.x / 2}; }
    [[nodiscard]] double at(int y, int x) const { return weights[static_cast<size_t>(y) * size.x + x]; }
    [[nodiscard]] double sum() const;
};
SettledKernel settled(const FilterStep &step);
SettledKernel settledAcross(const FilterStep &step);

/// Cells that the filter's result at one cell may depend on, above and below, left and right of it.
Pair reach(const Filter &filter);
/// Whether the opacity goes through the chain too: not where a derivative would make all transparent.
bool filtersAlpha(const Filter &filter);

std::span<const FilterBorder> filterBorders();
std::string_view key(FilterBorder border); ///< "constant", "replicate", "reflect", "symmetric", "wrap"
std::string_view key(ColourMode mode); ///< "every-channel", "keep-alpha", "alpha-aware", "luma"
std::string_view key(ResultMapping mapping); ///< "clamp", "absolute", "offset", "auto"
std::optional<FilterBorder> filterBorder(std::string_view key);
std::optional<ColourMode> colourMode(std::string_view key);
std::optional<ResultMapping> resultMapping(std::string_view key);

} // namespace convoscope
