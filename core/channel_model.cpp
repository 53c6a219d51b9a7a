#include "core/channel_model.h"

#include <algorithm>

namespace convoscope {

ChannelModel::ChannelModel(ChannelScene scene)
    : m_flow(std::move(scene.flow))
    , m_stages(std::move(scene.stages))
    , m_diagram(scene.diagram)
{
    planes = std::move(scene.planes);
    arrangement = std::move(scene.arrangement);
    upright = scene.upright;
    if (!upright)
        columnsFrom = scene.columnsFrom;
    wires = std::move(scene.wires);
}

int ChannelModel::beats() const
{
    return m_stages.back().firstBeat + m_stages.back().beats();
}

const ChannelStage &ChannelModel::stageAt(int beat) const
{
    const auto found = std::ranges::find_if(m_stages, [&](const ChannelStage &s) { return s.hasBeat(beat); });
    return found == m_stages.end() ? m_stages.back() : *found;
}

std::vector<Mark> ChannelModel::reach(int plane, Cell cell) const
{
    std::vector<Mark> marks;
    for (const ChannelStage &stage : m_stages) {
        for (const Mark &mark : stage.reach(planes, plane, cell))
            marks.push_back(mark);
    }
    return marks;
}

std::optional<int> ChannelModel::beatAt(int plane, Cell cell) const
{
    const auto makes = [&](const ChannelStage &s) { return s.made.contains(plane); };
    if (const auto maker = std::ranges::find_if(m_stages, makes); maker != m_stages.end())
        return maker->beatAt(plane, cell);
    for (const ChannelStage &stage : m_stages) {
        if (const auto beat = stage.beatAt(plane, cell))
            return beat;
    }
    return std::nullopt;
}

std::vector<Pick> ChannelModel::picks(int plane, Cell /*cell*/) const
{
    const int tensor = plane - m_diagram.first;
    if (!m_diagram.contains(plane) || tensor == 0)
        return {};
    const auto opened = bottleneckTensor(m_flow->stages[static_cast<size_t>(tensor) - 1].name);
    return {{.field = "opened", .value = static_cast<int>(opened)}};
}

int ChannelModel::firstBeatOf(int plane) const
{
    for (const ChannelStage &s : m_stages) {
        if (s.made.contains(plane))
            return s.beatOf(plane - s.made.first, {0, 0});
    }
    return 0;
}

/// Padding appears with the first cell.
int ChannelModel::shownAt(int plane, Cell cell) const
{
    const Plane &p = planes[static_cast<size_t>(plane)];
    if (!p.builtUp)
        return 0;
    const int first = firstBeatOf(plane);
    return p.body().contains(cell) ? first + cell.row * p.size().x + cell.column : first;
}

std::vector<Rect> ChannelModel::shown(int plane, int beat) const
{
    const Plane &p = planes[static_cast<size_t>(plane)];
    if (!p.builtUp)
        return {p.extent()};
    const int done = beat + 1 - firstBeatOf(plane);
    const auto [height, width] = p.size();
    if (done <= 0)
        return {};
    if (done >= height * width)
        return {p.extent()};
    const Rect all = p.padded();
    const int rows = done / width;
    const int right = all.left + all.width;
    std::vector<Rect> rects{{all.top, all.left, -all.top, all.width}, // padding above,
                            {height, all.left, all.top + all.height - height, all.width}, // below,
                            {0, all.left, height, -all.left}, // at the left
                            {0, width, height, right - width}, // and right;
                            {0, 0, rows, width}, // whole rows and a begun one
                            {rows, 0, 1, done % width}};
    std::erase_if(rects, [](const Rect &r) { return r.empty(); });
    return rects;
}

float ChannelModel::value(int plane, Cell cell, int beat) const
{
    for (const ChannelStage &s : m_stages) {
        if (s.products.contains(plane)) {
            const Plane &p = planes[static_cast<size_t>(plane)];
            return p.values->at(0, s.placeOf(beat).channel * s.slices() + p.channel, cell.row, cell.column);
        }
    }
    return Trace::Model::value(plane, cell, beat);
}

} // namespace convoscope
