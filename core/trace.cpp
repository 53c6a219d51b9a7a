#include "core/trace.h"

#include <algorithm>

namespace convoscope {

std::optional<Step> Trace::Model::made(int /*plane*/, Cell /*cell*/) const
{
    return std::nullopt;
}

std::vector<Wire> Trace::Model::tied(int /*plane*/, Cell /*cell*/) const
{
    return {};
}

std::vector<Pick> Trace::Model::picks(int /*plane*/, Cell /*cell*/) const
{
    return {};
}

int Trace::Model::shownAt(int plane, Cell cell) const
{
    const Plane &p = planes[static_cast<size_t>(plane)];
    return p.builtUp ? cell.row * p.size().x + cell.column : 0;
}

std::vector<Rect> Trace::Model::shown(int plane, int beat) const
{
    const Plane &p = planes[static_cast<size_t>(plane)];
    if (!p.builtUp)
        return {p.extent()};
    const auto [height, width] = p.size();
    const int cells = std::clamp(beat + 1, 0, height * width);
    std::vector<Rect> rects;
    if (cells >= width)
        rects.push_back({0, 0, cells / width, width});
    if (cells % width != 0)
        rects.push_back({cells / width, 0, 1, cells % width});
    return rects;
}

float Trace::Model::value(int plane, Cell cell, int /*beat*/) const
{
    return planes[static_cast<size_t>(plane)].at(cell);
}

Position next(const Trace &trace, Position p, bool byTaps)
{
    const int last = trace.beats() - 1;
    if (!byTaps)
        return {std::min(p.beat + 1, last), -1};
    if (p.tap >= 0 && p.tap + 1 < trace.taps(p.beat))
        return {p.beat, p.tap + 1};
    // The last tap completes the beat, so it is the same picture as "finished": go on with the next beat.
    return p.beat < last ? Position{p.beat + 1, 0} : Position{last, trace.taps(last) - 1};
}

Position previous(const Trace &trace, Position p, bool byTaps)
{
    if (!byTaps)
        return {std::max(p.beat - 1, 0), -1};
    const int tap = p.tap < 0 ? trace.taps(p.beat) - 1 : p.tap;
    if (tap > 0)
        return {p.beat, tap - 1};
    return p.beat > 0 ? Position{p.beat - 1, trace.taps(p.beat - 1) - 1} : Position{0, 0};
}

} // namespace convoscope
