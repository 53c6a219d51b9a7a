#pragma once

#include "core/tensor.h"

namespace convoscope {

/// How bright the paper is everywhere in a photo of something written on it, and how rough.
struct PaperLevel {
    Tensor level; ///< 1×1×H×W, as if nothing were written
    float noise = 0.0F; ///< standard deviation of most pixels from it
};

/// Fits a polynomial of second degree in both directions to the first plane, again and again without the
/// pixels that lie far off: the paper is what most of the photo shows, under light that changes slowly.
PaperLevel paperLevel(const Tensor &grey);

} // namespace convoscope
