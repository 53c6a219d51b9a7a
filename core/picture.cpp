#include "core/picture.h"

namespace convoscope {

bool Picture::operator==(const Picture &other) const
{
    const bool sameSource =
        preset == other.preset && path == other.path && channel == other.channel && crop == other.crop;
    return sameSource && (values == other.values || (values && other.values && *values == *other.values));
}

Picture makePicture(Tensor values, std::string preset)
{
    return {.values = std::make_shared<const Tensor>(std::move(values)), .preset = std::move(preset)};
}

} // namespace convoscope
