#include "core/sliding_model.h"

namespace convoscope {

namespace {

class Im2colModel final : public SlidingModel {
public:
    Im2colModel(const ConvolutionParams &params, const Window &window, Tensor output)
        : SlidingModel(params, window, std::move(output))
    {
        const int k = sliding.taps();
        const int n = sliding.beats();
        Tensor columns({.h = k, .w = n});
        for (int b = 0; b < n; ++b) {
            for (int t = 0; t < k; ++t)
                columns.at(t, b) = planes[0].at(window.tap(sliding.cellOf(b), sliding.tapOf(t)));
        }
        const auto asRow = [](const Tensor &x) {
            const auto values = x.values();
            return Tensor({.h = 1, .w = static_cast<int>(values.size())}, {values.begin(), values.end()});
        };
        m_row = add(planeOf("kernel-row", PlaneRole::Kernel, asRow(*planes[1].values)));
        m_columns = add(builtUpPlane("columns", PlaneRole::Intermediate, std::move(columns)));
        m_result = add(builtUpPlane("output-row", PlaneRole::Output, asRow(*planes[2].values)));
        planes[static_cast<size_t>(m_columns)].range = planes[0].range;
        arrangement = {{{.plane = 0},
                        {.sign = Operator::Convolve},
                        {.plane = 1},
                        {.sign = Operator::Equals},
                        {.plane = 2}},
                       {{.plane = m_row}, {.sign = Operator::Times}, {.plane = m_columns}},
                       {{.sign = Operator::Equals}, {.plane = m_result}}};
    }

    [[nodiscard]] Step at(Position position) const override
    {
        Step step = SlidingModel::at(position);
        const int b = position.beat;
        step.marks.push_back(
            {.plane = m_columns, .role = MarkRole::Window, .cells = {0, b, sliding.taps(), 1}});
        step.marks.push_back(
            {.plane = m_row, .role = MarkRole::Window, .cells = planes[static_cast<size_t>(m_row)].body()});
        step.marks.push_back(
            {.plane = m_result, .role = MarkRole::Write, .cells = {0, b, 1, 1}, .label = step.result});
        if (position.tap >= 0) {
            const int tap = step.done - 1;
            step.marks.push_back({.plane = m_columns, .role = MarkRole::Read, .cells = {tap, b, 1, 1}});
            step.marks.push_back({.plane = m_row, .role = MarkRole::Weight, .cells = {0, tap, 1, 1}});
        }
        return step;
    }

    [[nodiscard]] int shownAt(int plane, Cell cell) const override
    {
        return plane == m_columns ? cell.column : SlidingModel::shownAt(plane, cell);
    }
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override
    {
        if (plane == m_columns)
            return {{0, 0, sliding.taps(), beat + 1}};
        return SlidingModel::shown(plane, beat);
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        if (plane == m_result || plane == 2)
            return at({plane == 2 ? sliding.beatOf(cell) : cell.column, -1}).marks;
        if (plane == m_row)
            return reachOfWeight(cell.column);
        if (plane == 1)
            return reachOfWeight(cell.row * sliding.window.x.spec().kernel + cell.column);
        if (plane == m_columns) {
            auto marks = at({cell.column, cell.row}).marks;
            const float sum = at({cell.column, -1}).result; // of all the column, not only down to this cell
            for (Mark &mark : marks) {
                if (mark.role == MarkRole::Write)
                    mark.label = sum;
            }
            return marks;
        }
        auto marks = SlidingModel::reach(plane, cell);
        addCopies(marks, cell);
        return marks;
    }

    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        if (plane == m_columns || plane == m_result)
            return cell.column;
        return SlidingModel::beatAt(plane, cell);
    }

private:
    [[nodiscard]] std::vector<Mark> reachOfWeight(int tap) const
    {
        auto marks = sliding.reach(planes, 1, sliding.tapOf(tap));
        marks.push_back({.plane = m_row, .role = MarkRole::Weight, .cells = {0, tap, 1, 1}});
        marks.push_back({.plane = m_columns, .role = MarkRole::Reach, .cells = {tap, 0, 1, sliding.beats()}});
        return marks;
    }

    /// The input cell's copies among the columns: why im2col costs memory.
    void addCopies(std::vector<Mark> &marks, Cell cell) const
    {
        for (int b = 0; b < sliding.beats(); ++b) {
            for (int t = 0; t < sliding.taps(); ++t) {
                const Cell from = sliding.window.tap(sliding.cellOf(b), sliding.tapOf(t));
                if (from == cell || planes[0].source(from) == cell)
                    marks.push_back({.plane = m_columns, .role = MarkRole::Reach, .cells = {t, b, 1, 1}});
            }
        }
    }

    int m_row = 0;
    int m_columns = 0;
    int m_result = 0;
};

} // namespace

Result<Trace> im2colTrace(const ConvolutionParams &params)
{
    auto p = played(params, static_cast<long long>(params.kernel.height()) * params.kernel.width());
    if (!p)
        return p.refusal();
    return traceOf<Im2colModel>(params, *std::move(p));
}

} // namespace convoscope
