#pragma once

#include "core/kernels.h"

namespace convoscope {

// The kernels that are computed, for numbers that makeKernel has checked. Distances dy and dx are in cells
// from the kernel's centre, r² = dy² + dx²; the centre of an even side lies between two cells.

/// 1 at the cell that reads its own place under padding "same": (K-1)/2, rounded down as that padding is.
Tensor identityKernel(Pair size);
/// The mean of the window.
Tensor boxKernel(Pair size);
/// exp(-r²/2σ²), divided by the sum.
Tensor gaussianKernel(Pair size, double sigma);
/// The Laplacian of the Gaussian (Marr and Hildreth 1980), (r² - 2σ²) / (2πσ⁶) · exp(-r²/2σ²); less its mean,
/// because the part beyond the kernel's edge is missing from the sum, which should be 0.
Tensor logKernel(Pair size, double sigma);
/// Gabor 1946, in the form of Daugman 1985: exp(-(u² + γ²v²)/2σ²) · cos(2πu/λ), u along the wave and v across
/// it, with γ = 0.5.
Tensor gaborKernel(const KernelSpec &spec);
/// A line through the centre, one cell wide with linearly blended edges, divided by the sum.
Tensor motionBlurKernel(const KernelSpec &spec);

} // namespace convoscope
