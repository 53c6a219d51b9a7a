#pragma once

#include "core/facts.h"
#include "core/image_lab_lesson.h"

#include <vector>

namespace convoscope {

/// The kernels of the chain and all of them as one: size, sum, rank, multiply-adds a pixel; the two vectors
/// of a kernel that separates.
std::vector<FactsTable> imageLabFacts(const ImageLabParams &params);

} // namespace convoscope
