#pragma once

#include "core/filter.h"
#include "core/geometry.h"

#include <span>
#include <string>
#include <string_view>

namespace convoscope {

/// A filter by its name and numbers; those that it does not take are ignored.
struct FilterSpec {
    std::string name = "identity";
    Pair size{0, 0}; ///< odd, 1..mostFilterSide; 0: what suits sigma, or else 3
    double sigma = 1.0; ///< cells, 0.05..40: gaussian, log, dog (the narrower one; the wider is 1.6 times
                        ///< that), unsharp, gabor
    double angle = 0.0; ///< degrees, clockwise: motion-blur, gabor
    double wavelength = 4.0; ///< cells, 1..100: gabor
    double amount = 1.0; ///< 0..10: unsharp
    bool operator==(const FilterSpec &) const = default;
};

/// What a named filter is: its key, and the numbers it takes.
struct FilterPreset {
    std::string_view key;
    bool size = false;
    bool sigma = false;
    bool angle = false;
    bool wavelength = false;
    bool amount = false;
};

/// All of them in the order in which they are offered: the kernels of core/kernels.h under their names there,
/// and dog (difference of Gaussians), unsharp, sobel, prewitt, scharr, roberts (gradient magnitudes),
/// sobel-direction, median.
std::span<const FilterPreset> filterPresets();
const FilterPreset *findFilterPreset(std::string_view key);

/// The step that a spec means. Refuses with Missing in "name", OutOfRange in "kernel" (works: the nearest
/// size), "sigma", "angle", "wavelength" or "amount".
Result<FilterStep> makeFilterStep(const FilterSpec &spec);

/// The smallest odd side that holds three sigma to each side, at most mostFilterSide.
int sideForSigma(double sigma);

} // namespace convoscope
