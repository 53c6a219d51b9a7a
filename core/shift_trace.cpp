#include "core/shifting.h"
#include "core/sliding_model.h"

namespace convoscope {

namespace {

class ShiftModel final : public SlidingModel {
public:
    /// `moved` is the shifted input, `ofMoved` what the convolution makes of it.
    ShiftModel(const ConvolutionParams &params, const Window &window, Tensor output, Tensor moved,
               Tensor ofMoved)
        : SlidingModel(params, window, std::move(output))
        , m_moved{.input = 3, .output = 4, .window = window, .divisor = params.effectiveDivisor()}
    {
        const Pair by{params.shift.y / params.stride.y, params.shift.x / params.stride.x};
        Tensor expected = shifted(*planes[2].values, by, {.mode = params.paddingMode});
        Tensor difference = expected;
        for (size_t i = 0; i < difference.values().size(); ++i)
            difference.values()[i] = ofMoved.values()[i] - expected.values()[i];
        Plane in = planes[0];
        in.name = "shifted-input";
        in.values = std::make_shared<const Tensor>(std::move(moved));
        add(std::move(in));
        add(builtUpPlane("output-of-shifted", PlaneRole::Output, std::move(ofMoved)));
        m_expected = add(builtUpPlane("shifted-output", PlaneRole::Output, std::move(expected)));
        m_difference = add(differencePlane(std::move(difference)));
        arrangement = {{{.plane = 0},
                        {.sign = Operator::Convolve},
                        {.plane = 1},
                        {.sign = Operator::Equals},
                        {.plane = 2},
                        {.sign = Operator::Becomes},
                        {.plane = m_expected}},
                       {{.plane = 3},
                        {.sign = Operator::Convolve},
                        {.plane = 1},
                        {.sign = Operator::Equals},
                        {.plane = 4},
                        {.sign = Operator::Minus},
                        {.plane = m_difference}}};
    }

    [[nodiscard]] Step at(Position position) const override
    {
        Step step = m_moved.at(planes, position);
        const Cell cell = step.cell;
        step.marks.push_back({.plane = 0,
                              .role = MarkRole::Window,
                              .cells = sliding.window.span(cell),
                              .pitch = {sliding.window.y.spec().dilation, sliding.window.x.spec().dilation}});
        for (const int plane : {2, m_expected, m_difference})
            step.marks.push_back({.plane = plane, .role = MarkRole::Write, .cells = Rect::of(cell)});
        return step;
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        if (plane == m_expected || plane == m_difference)
            return at({sliding.beatOf(cell), -1}).marks;
        if (plane >= 3)
            return m_moved.reach(planes, plane, cell);
        auto marks = sliding.reach(planes, plane, cell);
        if (plane == 1) {
            const auto more = m_moved.reach(planes, plane, cell);
            marks.insert(marks.end(), more.begin(), more.end());
        }
        return marks;
    }

    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        if (plane == m_expected || plane == m_difference)
            return sliding.beatOf(cell);
        return plane >= 3 ? m_moved.beatAt(plane, cell) : sliding.beatAt(plane, cell);
    }

private:
    Sliding m_moved;
    int m_expected = 0;
    int m_difference = 0;
};

} // namespace

Result<Trace> shiftTrace(const ConvolutionParams &params)
{
    auto p = played(params, 1);
    if (!p)
        return p.refusal();
    const Pair size{params.input.tensor().height(), params.input.tensor().width()};
    if (auto refusal = refusedShift(params.shift, size))
        return *std::move(refusal);
    Tensor moved = shifted(params.input.tensor(), params.shift,
                           {.mode = params.paddingMode, .constant = params.paddingValue});
    auto ofMoved = convolved(params, moved);
    if (!ofMoved)
        return ofMoved.refusal();
    return traceOf<ShiftModel>(params, *std::move(p), std::move(moved), *std::move(ofMoved));
}

} // namespace convoscope
