#pragma once

#include "core/tensor.h"

#include <QImage>
#include <QRect>

namespace convoscope {

/// Which numbers of a colour image a lesson works on.
enum class Channel { Luma, Red, Green, Blue, Alpha };

/// One channel as a 1×1×H×W tensor, values 0..255. Luma is round(0.299 R + 0.587 G + 0.114 B) in OpenCV's
/// 15-bit arithmetic; a grey image is its own luma, and 16-bit grey keeps its fractions (v / 257). Colours
/// are not multiplied by alpha; alpha is 255 where the image has none. Only `crop`, clipped to the image,
/// when given; no cells when it lies outside.
[[nodiscard]] Tensor planeOf(const QImage &image, Channel channel, QRect crop = {});

/// Red, green and blue as a 1×3×H×W tensor, values 0..255; of `crop`, as above.
[[nodiscard]] Tensor rgbPlanes(const QImage &image, QRect crop = {});

/// Sample 0, channel 0 as an 8-bit grey image: `low` and below is black, `high` and above is white. NaN is
/// black.
[[nodiscard]] QImage greyImage(const Tensor &x, float low, float high);

} // namespace convoscope
