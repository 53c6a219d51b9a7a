#pragma once

#include "core/filter.h"
#include "core/raster.h"

namespace convoscope {

/// How the opacity of a picture is treated in a run.
struct Opacity {
    bool kept = false; ///< as it was
    bool premultiplied = false; ///< colours go through the filter times their opacity
    bool divided = false; ///< and are divided by the filtered one
};
Opacity opacityFor(const Filter &filter, int channels);

/// Colours of `count` values of whole cells, times or divided by the opacity, 255 of which is 1.
void premultiply(float *row, int count, int channels);
void unpremultiply(float *row, int count, int channels);

/// Which values of a row are opacities: the last of each `channels`, from `first` to before `last`.
struct AlphaValues {
    int channels = 4;
    int first = 0;
    int last = 0;
};

template <typename T, typename U>
void keepAlpha(const T *in, U *out, const AlphaValues &alpha)
{
    for (int i = alpha.first + alpha.channels - 1; i < alpha.last; i += alpha.channels)
        out[i] = static_cast<U>(in[i]);
}

/// Opacities are rounded without the mapping; both rows begin at alpha.first.
void roundAlpha(const float *in, std::uint8_t *out, const AlphaValues &alpha);

} // namespace convoscope
