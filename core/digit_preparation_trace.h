#pragma once

#include "core/picture.h"
#include "core/trace.h"

namespace convoscope {

/// How a drawn or photographed digit becomes what a network is shown, step by step: in a photo the paper's
/// level, the contrast to it and the ink are found; then the ink is framed and cropped, every pixel of the
/// scaled digit takes the mean of the area that it covers (its terms: ink × share of the area), the centre of
/// mass is worked out (ink of a row × its middle, over all ink) and brought to the middle of 28×28.
/// Refuses a picture without drawing and photo, or without ink (EmptyInput in "input[drawing]").
Result<Trace> preparationTrace(const Picture &picture);

} // namespace convoscope
