#include "core/pooling_model.h"
#include "core/shifting.h"

namespace convoscope {

namespace {

class PoolingShiftModel final : public PoolingModel {
public:
    /// `moved` is the shifted input, `ofMoved` what the pool makes of it.
    PoolingShiftModel(const PoolingParams &params, PooledInput played, Tensor moved, Pooled ofMoved)
        : PoolingModel(params, std::move(played))
        , m_moved(walk)
    {
        Tensor difference = ofMoved.y;
        for (size_t i = 0; i < difference.values().size(); ++i)
            difference.values()[i] -= planes[1].values->values()[i];
        Plane in = planes[0];
        in.name = "shifted-input";
        in.values = std::make_shared<const Tensor>(std::move(moved));
        in.range = rangeOf(in.values->values());
        m_moved.input = add(std::move(in));
        m_moved.output = addOutput("output-after-shift", std::move(ofMoved.y));
        m_moved.winners = std::move(ofMoved.indices);
        m_difference = add(differencePlane(std::move(difference)));
        const Slot becomes{.sign = Operator::Becomes};
        arrangement = {{{.plane = 0}, becomes, {.plane = 1}},
                       {{.plane = m_moved.input},
                        becomes,
                        {.plane = m_moved.output},
                        {.sign = Operator::Minus},
                        {.plane = 1},
                        {.sign = Operator::Equals},
                        {.plane = m_difference}}};
    }

    [[nodiscard]] Step at(Position position) const override
    {
        Step step = m_moved.at(planes, position);
        for (const Mark &mark : walk.at(planes, {position.beat, -1}).marks) {
            step.marks.push_back(mark);
            step.marks.back().label.reset();
        }
        step.marks.push_back({.plane = m_difference, .role = MarkRole::Write, .cells = Rect::of(step.cell)});
        return step;
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        if (plane == m_difference)
            return at({walk.beatOf(cell), -1}).marks;
        return plane >= m_moved.input ? m_moved.reach(planes, plane, cell) : walk.reach(planes, plane, cell);
    }

    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        if (plane == m_difference)
            return walk.beatOf(cell);
        return plane >= m_moved.input ? m_moved.beatAt(plane, cell) : walk.beatAt(plane, cell);
    }

private:
    PoolWalk m_moved; ///< the same windows over the shifted input
    int m_difference = 0;
};

} // namespace

Result<Trace> poolingShiftTrace(const PoolingParams &params)
{
    auto played = pooledInput(params);
    if (!played)
        return played.refusal();
    const Tensor &x = params.input.tensor();
    if (auto refusal = refusedShift(params.shift, {x.height(), x.width()}))
        return *std::move(refusal);
    Tensor moved = shifted(x, params.shift, {});
    auto ofMoved = pool2d(moved, params.pool());
    if (!ofMoved)
        return ofMoved.refusal();
    return Trace(std::make_shared<const PoolingShiftModel>(params, *std::move(played), std::move(moved),
                                                           *std::move(ofMoved)));
}

} // namespace convoscope
