#include "core/hand_over.h"

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

Picture fittingInto(const Field &field, Picture picture)
{
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
