#pragma once

#include "core/listing.h"
#include "core/padding.h"

#include <string_view>

namespace convoscope {

/// What a dialect calls this way to fill a border, as it is written there: "reflect" is "mirror" in SciPy's
/// ndimage and cv2.BORDER_REFLECT_101 in OpenCV. For NumPy, Keras and ONNX the names of np.pad.
std::string_view borderName(PaddingMode mode, Dialect dialect);

} // namespace convoscope
