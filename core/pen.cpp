#include "core/pen.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

/// The pixels [first, end) of an axis that lie within `reach` of [low, high].
struct PixelRange {
    int first = 0;
    int end = 0;
};

PixelRange pixelsNear(float low, float high, float reach, int size)
{
    const auto most = static_cast<float>(size);
    return {static_cast<int>(std::clamp(std::floor(low - reach), 0.0F, most)),
            static_cast<int>(std::clamp(std::ceil(high + reach), 0.0F, most))};
}

bool drawable(const PenPoint &point)
{
    return std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.radius)
        && point.radius > 0.0F;
}

/// How far a point lies from the pen's edge, outside positive, while the pen moves along a line.
float beyondEdge(const PenPoint &from, const PenPoint &to, float x, float y)
{
    const float dx = to.x - from.x;
    const float dy = to.y - from.y;
    const float length = dx * dx + dy * dy;
    const float along =
        length > 0.0F ? std::clamp(((x - from.x) * dx + (y - from.y) * dy) / length, 0.0F, 1.0F) : 0.0F;
    const float distance = std::hypot(x - from.x - along * dx, y - from.y - along * dy);
    return distance - (from.radius + along * (to.radius - from.radius));
}

/// Calls `take` with every pixel near the line and the share of it, 0 to 1, that the pen covers.
template <typename Take>
void coverLine(Tensor &ink, const PenPoint &from, const PenPoint &to, const Take &take)
{
    if (!drawable(from) || !drawable(to))
        return;
    const float reach = std::max(from.radius, to.radius) + 1.0F;
    const auto rows = pixelsNear(std::min(from.y, to.y), std::max(from.y, to.y), reach, ink.height());
    const auto columns = pixelsNear(std::min(from.x, to.x), std::max(from.x, to.x), reach, ink.width());
    for (int y = rows.first; y < rows.end; ++y) {
        for (int x = columns.first; x < columns.end; ++x) {
            const float beyond =
                beyondEdge(from, to, static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
            take(ink.at(y, x), std::clamp(0.5F - beyond, 0.0F, 1.0F));
        }
    }
}

} // namespace

void drawLine(Tensor &ink, const PenPoint &from, const PenPoint &to)
{
    coverLine(ink, from, to, [](float &pixel, float share) { pixel = std::max(pixel, share); });
}

void eraseLine(Tensor &ink, const PenPoint &from, const PenPoint &to)
{
    coverLine(ink, from, to, [](float &pixel, float share) { pixel = std::min(pixel, 1.0F - share); });
}

void drawPart(Tensor &ink, const Stroke &stroke, size_t i)
{
    const PenPoint &from = stroke.points[i == 0 ? 0 : i - 1];
    (stroke.erases ? eraseLine : drawLine)(ink, from, stroke.points[i]);
}

Tensor inkOf(const Drawing &drawing)
{
    Tensor ink({.h = drawing.size.y, .w = drawing.size.x});
    for (const Stroke &stroke : drawing.strokes) {
        for (size_t i = 0; i < stroke.points.size(); ++i)
            drawPart(ink, stroke, i);
    }
    return ink;
}

} // namespace convoscope
