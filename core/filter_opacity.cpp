#include "core/filter_opacity.h"

#include "core/filter_result.h"

namespace convoscope {

void premultiply(float *row, int count, int channels)
{
    for (int i = 0; i < count; i += channels) {
        const float share = row[i + channels - 1] / 255.0F;
        for (int c = 0; c + 1 < channels; ++c)
            row[i + c] *= share;
    }
}

void unpremultiply(float *row, int count, int channels)
{
    for (int i = 0; i < count; i += channels) {
        const float alpha = row[i + channels - 1];
        for (int c = 0; c + 1 < channels; ++c)
            row[i + c] = alpha > 0.0F ? row[i + c] * 255.0F / alpha : 0.0F;
    }
}

Opacity opacityFor(const Filter &filter, int channels)
{
    if (!hasAlpha(channels) || filter.colour == ColourMode::EveryChannel)
        return {};
    const bool aware = filter.colour == ColourMode::AlphaAware;
    const bool divided = aware && filtersAlpha(filter);
    return {.kept = !divided, .premultiplied = aware, .divided = divided};
}

void roundAlpha(const float *in, std::uint8_t *out, const AlphaValues &alpha)
{
    for (int i = alpha.channels - 1; i < alpha.last - alpha.first; i += alpha.channels)
        out[i] = roundedByte(static_cast<double>(in[i]));
}

} // namespace convoscope
