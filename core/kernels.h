#pragma once

#include "core/geometry.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <optional>
#include <span>
#include <string_view>

namespace convoscope {

/// Kernels with a name. X differentiates along the row (it finds vertical edges), Y down the column.
enum class KernelPreset {
    Identity,
    Box,
    Gaussian,
    SobelX,
    SobelY,
    PrewittX,
    PrewittY,
    ScharrX,
    ScharrY,
    RobertsX, ///< 2×2, the falling diagonal
    RobertsY, ///< 2×2, the rising diagonal
    Laplacian, ///< four neighbours
    LaplacianDiagonal, ///< eight neighbours
    LoG, ///< Laplacian of a Gaussian
    Sharpen,
    Emboss,
    Outline,
    Gabor,
    MotionBlur,
    Arithmetic, ///< the kernel of the source text's 7×7 walk and of the convolution arithmetic guide
    Custom ///< the learner's own weights; makeKernel starts it as the identity
};

/// What a learner sets for a kernel. Numbers that the preset does not take are ignored.
struct KernelSpec {
    KernelPreset preset = KernelPreset::Identity;
    Pair size{3, 3}; ///< 1..mostKernelSide per side; LoG from 3
    double sigma = 1.0; ///< standard deviation in cells, 0.05..100: Gaussian, LoG, Gabor
    double angle = 0.0; ///< degrees, clockwise on the screen: Gabor's wave vector, MotionBlur's direction
    double wavelength = 4.0; ///< cells per wave, 1..100: Gabor
    bool operator==(const KernelSpec &) const = default;
};

inline constexpr int mostKernelSide = 11;

/// The kernel as a 1×1×height×width tensor. Box, Gaussian and MotionBlur sum to 1; the derivatives,
/// Laplacians and LoG to 0. Refuses with OutOfRange in field kernel (limit and works: the size that is
/// possible), sigma, wavelength or angle (works: the nearest whole number that is possible).
Result<Tensor> makeKernel(const KernelSpec &spec);

/// The only size that a preset comes in, if it is fixed.
std::optional<Pair> fixedSize(KernelPreset preset);
bool hasFixedSize(KernelPreset preset);
bool takesSigma(KernelPreset preset);
bool takesAngle(KernelPreset preset);
bool takesWavelength(KernelPreset preset);

/// The sigma that suits a Gaussian of this many cells a side: 0.3((K-1)/2 - 1) + 0.8, as OpenCV chooses it.
double usualSigma(int size);

/// All presets in the order in which they are offered.
std::span<const KernelPreset> kernelPresets();
/// Name in scene files and on the command line, e.g. "sobel-x".
std::string_view key(KernelPreset preset);
std::optional<KernelPreset> kernelPreset(std::string_view key);

/// The preset without numbers of its own (fixed ones, Identity, Box) that has exactly these weights, if any.
std::optional<KernelPreset> recognise(const Tensor &kernel);

} // namespace convoscope
