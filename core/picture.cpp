#include "core/picture.h"

namespace convoscope {

namespace {

/// Equal contents, whether shared or not.
template <typename Value>
bool same(const std::shared_ptr<const Value> &a, const std::shared_ptr<const Value> &b)
{
    return a == b || (a && b && *a == *b);
}

} // namespace

bool Picture::operator==(const Picture &other) const
{
    const bool sameSource =
        preset == other.preset && path == other.path && channel == other.channel && crop == other.crop;
    return sameSource && same(values, other.values) && same(drawing, other.drawing)
        && same(photo, other.photo) && same(raster, other.raster);
}

Picture makePicture(Tensor values, std::string preset)
{
    return {.values = std::make_shared<const Tensor>(std::move(values)), .preset = std::move(preset)};
}

Picture rasterPicture(ByteRaster raster, std::string preset)
{
    return {.values = std::make_shared<const Tensor>(),
            .preset = std::move(preset),
            .raster = std::make_shared<const ByteRaster>(std::move(raster))};
}

} // namespace convoscope
