#pragma once

#include "core/facts.h"
#include "core/formula.h"
#include "core/listing.h"
#include "core/trace.h"

namespace convoscope {

// What is said beside an excitementTrace.

/// Per digit its number in the test set, what it is, and the sum that the filter makes of it. Empty for
/// another trace.
std::vector<FactsTable> excitementFacts(const Trace &trace);
/// The sum of the strongest digit, with the numbers in.
Formula excitementFormula(const Trace &trace);
/// The digit of a step and what has been added up.
std::vector<Variable> excitementVariables(const Trace &trace, Position position);

} // namespace convoscope
