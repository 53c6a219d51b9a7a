#include "core/channels_last.h"

#include <algorithm>

namespace convoscope {

namespace {

struct Pitch {
    int from = 0; ///< the channels
    int to = 0;
};

void copyPixels(const float *from, int count, const Pitch &pitch, float *to)
{
    if (pitch.from == pitch.to) {
        std::copy_n(from, static_cast<std::ptrdiff_t>(count) * pitch.from, to);
        return;
    }
    for (int j = 0; j < count; ++j, from += pitch.from, to += pitch.to)
        std::copy_n(from, pitch.from, to);
}

} // namespace

ChannelsLast channelsLast(const Tensor &x)
{
    const Shape shape = x.shape();
    ChannelsLast out(shape);
    for (int n = 0; n < shape.n; ++n) {
        for (int c = 0; c < shape.c; ++c) {
            float *to = out.pixel(n, {0, 0}) + c;
            for (const float value : x.plane(n, c)) {
                *to = value;
                to += shape.c;
            }
        }
    }
    return out;
}

Tensor channelsFirst(const ChannelsLast &x)
{
    const Shape shape = x.shape();
    Tensor out(shape);
    for (int n = 0; n < shape.n; ++n) {
        for (int c = 0; c < shape.c; ++c) {
            const float *from = x.pixel(n, {0, 0}) + c;
            for (float &value : out.plane(n, c)) {
                value = *from;
                from += shape.c;
            }
        }
    }
    return out;
}

void copyPatch(const ChannelsLast &x, const Border &border, const PatchPlace &place, float *out)
{
    const Shape shape = x.shape();
    const Rect cells = place.cells;
    const int left = std::clamp(-cells.left, 0, cells.width);
    const int right = std::clamp(shape.w - cells.left, left, cells.width);
    const auto outside = [&](const float *row, int j) {
        const auto column = paddingSource(cells.left + j, shape.w, border.mode);
        float *to = out + static_cast<std::ptrdiff_t>(j) * place.pitch;
        if (column)
            std::copy_n(row + static_cast<std::ptrdiff_t>(*column) * shape.c, shape.c, to);
        else
            std::fill_n(to, shape.c, border.constant);
    };
    for (int i = 0; i < cells.height; ++i, out += static_cast<std::ptrdiff_t>(cells.width) * place.pitch) {
        const auto source = paddingSource(cells.top + i, shape.h, border.mode);
        if (!source) {
            for (int j = 0; j < cells.width; ++j)
                std::fill_n(out + static_cast<std::ptrdiff_t>(j) * place.pitch, shape.c, border.constant);
            continue;
        }
        const float *row = x.pixel(place.n, {*source, 0});
        for (int j = 0; j < left; ++j)
            outside(row, j);
        copyPixels(row + static_cast<std::ptrdiff_t>(cells.left + left) * shape.c, right - left,
                   {shape.c, place.pitch}, out + static_cast<std::ptrdiff_t>(left) * place.pitch);
        for (int j = right; j < cells.width; ++j)
            outside(row, j);
    }
}

} // namespace convoscope
