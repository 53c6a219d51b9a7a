#include "core/hand_over.h"

#include "core/filter_result.h"
#include "core/lesson.h"
#include "core/resized.h"

#include <algorithm>

namespace convoscope {

const Field *inputFieldOf(const Lesson &lesson)
{
    const auto found = std::ranges::find(lesson.fields, FieldKind::Picture, &Field::kind);
    return found == lesson.fields.end() ? nullptr : &*found;
}

Rect handedOverCells(const Plane &plane, Cell around)
{
    const Rect body = plane.body();
    if (body.height <= mostHandedOver && body.width <= mostHandedOver)
        return body;
    const int height = std::min(body.height, handedOverPart);
    const int width = std::min(body.width, handedOverPart);
    return {std::clamp(around.row - height / 2, 0, body.height - height),
            std::clamp(around.column - width / 2, 0, body.width - width), height, width};
}

Picture handedOver(const Plane &plane, Cell around)
{
    const Rect part = handedOverCells(plane, around);
    Tensor values({.h = part.height, .w = part.width});
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x)
            values.at(y, x) = plane.values->at(0, plane.channel, part.top + y, part.left + x);
    }
    return makePicture(std::move(values));
}

Picture handedOver(const ByteView &part, const Field &field)
{
    const bool colours = part.channels >= 3 && field.channels >= 3;
    const ByteRaster luma = colours ? ByteRaster() : lumaOf(part);
    const ByteView from = colours ? part : luma.view();
    Tensor values({.c = colours ? 3 : 1, .h = part.size.y, .w = part.size.x});
    for (int c = 0; c < values.shape().c; ++c) {
        for (int y = 0; y < part.size.y; ++y) {
            for (int x = 0; x < part.size.x; ++x)
                values.at(0, c, y, x) = static_cast<float>(from.at({y, x}, c));
        }
    }
    return makePicture(std::move(values));
}

namespace {

/// Numbers that are no grey levels go from black for the smallest to white for the largest.
Picture asRaster(const Tensor &values)
{
    const int channels = values.shape().c >= 3 ? 3 : 1;
    const Range range = rangeOf(values.values());
    const bool levels = range.low >= 0.0F && range.high <= 255.0F && range.high > 1.0F;
    const float width = range.high > range.low ? range.high - range.low : 1.0F;
    ByteRaster raster({values.height(), values.width()}, channels);
    for (int y = 0; y < raster.size.y; ++y) {
        for (int x = 0; x < raster.size.x; ++x) {
            for (int c = 0; c < channels; ++c) {
                const float value = values.at(0, c, y, x);
                const float level = levels ? value : (value - range.low) * 255.0F / width;
                raster.edit().at({y, x}, c) = roundedByte(static_cast<double>(level));
            }
        }
    }
    return rasterPicture(std::move(raster));
}

} // namespace

Picture fittingInto(const Field &field, Picture picture)
{
    if (field.raster)
        return picture.raster ? picture : asRaster(picture.tensor());
    if (picture.raster)
        picture = handedOver(picture.raster->view(), field);
    const Tensor &values = picture.tensor();
    const auto side = static_cast<int>(field.high);
    if (!field.drawn || (values.height() == side && values.width() == side && values.shape().c == 1))
        return picture;
    Tensor one({.h = values.height(), .w = values.width()},
               {values.plane(0, 0).begin(), values.plane(0, 0).end()});
    one = fitted(one, {side, side});
    const Range range = rangeOf(one.values());
    for (float &value : one.values())
        value = range.high > range.low ? (value - range.low) / (range.high - range.low) : 0.0F;
    return makePicture(std::move(one));
}

} // namespace convoscope
