#pragma once

#include "core/trace.h"

#include <algorithm>

namespace convoscope {

/// A trace of height × width beats for tests: each beat writes one cell of the plane "output" and has `taps`
/// taps.
class GridModel : public Trace::Model {
public:
    GridModel(Pair size, int taps)
        : m_size(size)
        , m_taps(taps)
    {
        planes.push_back({.name = "output",
                          .role = PlaneRole::Output,
                          .values = std::make_shared<const Tensor>(Shape{1, 1, size.y, size.x}),
                          .builtUp = true});
    }
    [[nodiscard]] int beats() const override { return m_size.y * m_size.x; }
    [[nodiscard]] int taps(int /*beat*/) const override { return m_taps; }
    [[nodiscard]] Step at(Position position) const override
    {
        Step step;
        step.cell = {position.beat / m_size.x, position.beat % m_size.x};
        return step;
    }
    [[nodiscard]] std::vector<Mark> reach(int /*plane*/, Cell /*cell*/) const override { return {}; }
    [[nodiscard]] std::optional<int> beatAt(int /*plane*/, Cell cell) const override
    {
        return cell.row * m_size.x + cell.column;
    }

private:
    Pair m_size;
    int m_taps;
};

inline Trace gridTrace(Pair size, int taps = 9)
{
    return Trace(std::make_shared<GridModel>(size, taps));
}

} // namespace convoscope
