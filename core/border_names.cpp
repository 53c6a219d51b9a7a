#include "core/border_names.h"

#include <array>

namespace convoscope {

namespace {

using Names = std::array<std::string_view, 4>; // zeros, reflect, replicate, circular

constexpr Names ofNumPy{"constant", "reflect", "edge", "wrap"};
constexpr Names ofPyTorch{"constant", "reflect", "replicate", "circular"};
constexpr Names ofSciPy{"constant", "mirror", "nearest", "wrap"};
constexpr Names ofOpenCv{"cv2.BORDER_CONSTANT", "cv2.BORDER_REFLECT_101", "cv2.BORDER_REPLICATE",
                         "cv2.BORDER_WRAP"};

const Names &namesOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::PyTorch:
    case Dialect::Cpp: return ofPyTorch;
    case Dialect::SciPy: return ofSciPy;
    case Dialect::OpenCv: return ofOpenCv;
    default: return ofNumPy;
    }
}

} // namespace

std::string_view borderName(PaddingMode mode, Dialect dialect)
{
    return namesOf(dialect)[static_cast<size_t>(mode)];
}

} // namespace convoscope
