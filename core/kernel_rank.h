#pragma once

#include "core/filter.h"

#include <vector>

namespace convoscope {

/// One summand of a kernel: weight(y, x) = column[y] · row[x].
struct SeparableTerm {
    std::vector<double> column{};
    std::vector<double> row{};
    double strength = 0.0; ///< its singular value
};

/// The kernel as the shortest sum of such terms, the strongest first, by its singular value decomposition;
/// what is weaker than `tolerance` times the strongest is left out. One term: the kernel separates. The two
/// vectors of a term are equally long. Its rank is the number of terms: 0 for a kernel of zeros.
std::vector<SeparableTerm> separated(const SettledKernel &kernel, double tolerance = 1e-6);

/// A kernel of whole numbers that separates, as a column and a row of whole numbers; none for others.
struct IntegerFactors {
    std::vector<int> column{};
    std::vector<int> row{};
};
std::optional<IntegerFactors> integerFactors(const SettledKernel &kernel);

/// The same, but by factors that hold the weights exactly where they are small whole numbers of some 1/2ⁿ:
/// then sums of bytes stay exact too.
std::vector<SeparableTerm> exactlySeparated(const SettledKernel &kernel);

} // namespace convoscope
