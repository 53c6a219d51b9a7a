#include "core/photo_work.h"

#include <algorithm>

namespace convoscope {

ByteRaster strided(const ByteView &in, int stride)
{
    ByteRaster out({(in.size.y - 1) / stride + 1, (in.size.x - 1) / stride + 1}, in.channels);
    for (int y = 0; y < out.size.y; ++y) {
        for (int x = 0; x < out.size.x; ++x)
            std::copy_n(&in.at({y * stride, x * stride}, 0), in.channels, &out.edit().at({y, x}, 0));
    }
    return out;
}

} // namespace convoscope
