#pragma once

#include "core/geometry.h"
#include "core/refusal.h"
#include "core/tensor.h"

#include <vector>

namespace convoscope {

/// A point in pixels from the top left corner; the middle of the first pixel is at 0.5.
struct PixelPoint {
    double y = 0.0;
    double x = 0.0;
    bool operator==(const PixelPoint &) const = default;
};

/// A drawn digit on its way to what the training digits look like, every stage kept (LeCun, Bottou, Bengio &
/// Haffner 1998, section III.A: fitted into 20×20 pixels, centre of mass in the middle of 28×28).
struct PreparedDigit {
    static constexpr int longSide = 20; ///< pixels of the longer side of the scaled digit
    static constexpr int side = 28; ///< of the result

    Rect crop{}; ///< of the drawing: the smallest rectangle around its ink
    Tensor cropped;
    Tensor scaled; ///< longer side 20, by the mean over the area that each pixel covers
    PixelPoint centre{}; ///< centre of mass of the scaled digit
    Cell corner{}; ///< where the top left pixel of the scaled digit goes
    Tensor digit; ///< 1×1×28×28
};

/// `ink` is 1×1×H×W, 0 = paper, 1 = ink. Refuses a drawing without ink, EmptyInput in "input".
Result<PreparedDigit> prepareDigit(const Tensor &ink);

/// The smallest rectangle around what is darker than `least`; empty where nothing is.
Rect inkBounds(const Tensor &ink, float least);

/// The cells of a rectangle that lies inside of `x`, first plane.
Tensor cropped(const Tensor &x, const Rect &rect);

/// What of one axis a pixel of a picture in another size covers.
struct AreaCover {
    int first = 0; ///< pixel of the picture
    std::vector<float> shares; ///< of the pixels from `first` on in the mean; their sum is 1
};

/// Of every pixel of an axis of `to` pixels, made from `from`; both at least 1.
std::vector<AreaCover> areaCovers(int from, int to);

/// The first plane in another size; a pixel takes the mean of the area that it covers, pixels that it covers
/// in part counting in part.
Tensor scaledByArea(const Tensor &x, Pair size);

/// Where the weight of the first plane has its middle; that of the plane where it has no weight.
PixelPoint centreOfMass(const Tensor &x);

} // namespace convoscope
