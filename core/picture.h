#pragma once

#include "core/geometry.h"
#include "core/pen.h"
#include "core/raster.h"
#include "core/tensor.h"

#include <memory>
#include <optional>
#include <string>

namespace convoscope {

/// The input of a lesson: a matrix (or a stack of channels) and where it came from. A value; the numbers are
/// shared.
struct Picture {
    std::shared_ptr<const Tensor> values{}; ///< 1×C×H×W
    std::string preset; ///< key of the preset it is, or empty once edited
    std::string path{}; ///< file it was read from, or empty
    std::string channel{}; ///< "luma", "red", "green" or "blue" of that file, "rgb" for all three, "digit"
                           ///< for a digit found in it, or "colour" for a raster
    std::optional<Rect> crop{}; ///< the part of that file, when not all of it
    // A digit that was prepared for a network is kept with what it was made from.
    std::shared_ptr<const Drawing> drawing{}; ///< the strokes of the pen
    std::shared_ptr<const Tensor> photo{}; ///< the photo's grey values, of FoundDigit's size
    /// A photo at full size, for fields that take one; there are then no `values` cells.
    std::shared_ptr<const ByteRaster> raster{};

    bool operator==(const Picture &other) const;
    /// No cells at all.
    [[nodiscard]] bool empty() const { return raster ? raster->values.empty() : !values || values->empty(); }
    [[nodiscard]] bool isPhoto() const { return !path.empty(); }
    [[nodiscard]] const Tensor &tensor() const { return *values; }
};

Picture makePicture(Tensor values, std::string preset = {});
Picture rasterPicture(ByteRaster raster, std::string preset = {});

} // namespace convoscope
