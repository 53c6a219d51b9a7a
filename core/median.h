#pragma once

#include "core/correlator.h"

namespace convoscope {

/// The median of the ring's square kernel for rows [first, last); its side must be odd.
void runMedian(FloatRing &ring, int first, int last, const TakePiece &take);
/// What a value costs, in multiply-adds.
double medianCost(int side);

} // namespace convoscope
