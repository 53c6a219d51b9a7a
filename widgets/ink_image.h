#pragma once

#include "core/tensor.h"
#include "widgets/theme.h"

#include <QImage>

namespace convoscope {

/// A drawing or a digit, 0 = paper and 1 = ink, in the theme's colours; a pixel for each value of the first
/// plane.
QImage inkImage(const Tensor &ink, const Theme &theme);

} // namespace convoscope
