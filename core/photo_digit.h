#pragma once

#include "core/geometry.h"
#include "core/paper_level.h"
#include "core/refusal.h"
#include "core/tensor.h"

namespace convoscope {

/// A digit found in a photo, every stage of the search kept.
struct FoundDigit {
    static constexpr int longSide = 320; ///< pixels of the longer side of the photo that is searched

    Tensor grey; ///< the photo, made smaller where it is larger
    PaperLevel paper;
    bool darkInk = true; ///< the ink is darker than the paper
    Tensor contrast; ///< how far each pixel stands out from the paper towards the ink; 0 elsewhere
    float threshold = 0.0F; ///< from where on it counts as ink
    Rect bounds{}; ///< of the digit, in `grey`
    int thickened = 0; ///< pixels by which a thin line was made broader on each side
    Tensor ink; ///< the digit alone, as large as `grey`: 0 = paper, 1 = ink
};

/// Finds the digit in the first plane of a photo, of any size and range of values: ink and paper of either
/// colour, light from the side, dirt, the edge of the paper. Refuses a photo in which nothing stands out
/// (EmptyInput in "input").
Result<FoundDigit> findDigit(const Tensor &photo);

} // namespace convoscope
