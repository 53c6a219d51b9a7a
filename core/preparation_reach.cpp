// What belongs together across the planes of a preparation, and when it is there.
#include "core/preparation_model.h"

namespace convoscope {

/// Where pixels of the scaled digit go.
void PreparationModel::addReach(std::vector<Mark> &marks, const Rect &scaled) const
{
    const auto add = [&marks](int plane, const Rect &cells) {
        marks.push_back({.plane = plane, .role = MarkRole::Reach, .cells = cells});
    };
    add(m_digit, moved(scaled, m_made.corner));
    add(m_sums[0], {0, scaled.top, 1, scaled.height});
    add(m_sums[1], {0, scaled.left, 1, scaled.width});
}

/// From the line of sums by the centre to the shift, and back.
void PreparationModel::addReachOfCentre(std::vector<Mark> &marks, int plane, Cell cell, size_t axis) const
{
    const Rect only{0, 0, 1, 1};
    const Rect scaled = planes[static_cast<size_t>(m_scaled)].body();
    const auto reached = [&marks](int to, const Rect &cells) {
        marks.push_back({.plane = to, .role = MarkRole::Reach, .cells = cells});
    };
    if (plane == m_sums[axis]) {
        marks.push_back(windowOn(m_scaled,
                                 axis == 0 ? Rect{cell.column, 0, 1, scaled.width}
                                           : Rect{0, cell.column, scaled.height, 1}));
        reached(m_centre[axis], only);
    } else if (plane == m_centre[axis]) {
        marks.push_back(windowOn(m_sums[axis], planes[static_cast<size_t>(m_sums[axis])].body()));
        reached(m_offset[axis], only);
    } else if (plane == m_offset[axis]) {
        marks.push_back(windowOn(m_centre[axis], only));
    }
}

std::vector<Mark> PreparationModel::reach(int plane, Cell cell) const
{
    std::vector<Mark> marks;
    const auto reached = [&marks](int to, const Rect &cells) {
        marks.push_back({.plane = to, .role = MarkRole::Reach, .cells = cells});
    };
    const Rect crop{0, 0, m_made.crop.height, m_made.crop.width};
    const Cell offset{m_made.crop.top, m_made.crop.left};
    const Cell inCrop = plane == m_ink ? Cell{cell.row - offset.row, cell.column - offset.column} : cell;
    if ((plane == m_ink || plane == m_cropped) && crop.contains(inCrop)) {
        const Rect other = Rect::of(inCrop);
        plane == m_ink ? reached(m_cropped, other) : marks.push_back(windowOn(m_ink, moved(other, offset)));
        reached(m_scaled, scaledOver(inCrop));
        addReach(marks, scaledOver(inCrop));
    } else if (plane == m_scaled) {
        addSources(marks, cell);
        addReach(marks, Rect::of(cell));
    } else if (plane == m_digit && placed().contains(cell)) {
        const Cell from{cell.row - m_made.corner.row, cell.column - m_made.corner.column};
        addSources(marks, from);
        marks.push_back(windowOn(m_scaled, Rect::of(from)));
    } else if (plane >= 0 && plane <= m_contrast) {
        for (int other = m_grey; other <= m_contrast; ++other) {
            if (other != plane)
                reached(other, Rect::of(cell));
        }
    }
    for (size_t axis = 0; axis < 2; ++axis)
        addReachOfCentre(marks, plane, cell, axis);
    return marks;
}

std::optional<int> PreparationModel::beatAt(int plane, Cell cell) const
{
    if (plane == m_scaled)
        return m_scaling + cell.row * m_made.scaled.width() + cell.column;
    const Cell inCrop{cell.row - m_made.crop.top, cell.column - m_made.crop.left};
    if (plane == m_ink && planes[static_cast<size_t>(m_cropped)].body().contains(inCrop)) {
        const Rect over = scaledOver(inCrop);
        return m_scaling + over.top * m_made.scaled.width() + over.left;
    }
    return m_since[static_cast<size_t>(plane)];
}

/// The scaled digit grows pixel by pixel; the others come whole.
int PreparationModel::shownAt(int plane, Cell cell) const
{
    return plane == m_scaled ? beatAt(plane, cell).value_or(0) : m_since[static_cast<size_t>(plane)];
}

std::vector<Rect> PreparationModel::shown(int plane, int beat) const
{
    if (plane == m_scaled)
        return Model::shown(plane, beat - m_scaling);
    if (beat < m_since[static_cast<size_t>(plane)])
        return {};
    return {planes[static_cast<size_t>(plane)].body()};
}

} // namespace convoscope
