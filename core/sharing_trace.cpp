#include "core/sliding_model.h"

namespace convoscope {

namespace {

class SharingModel final : public SlidingModel {
public:
    SharingModel(const ConvolutionParams &params, const Window &window, Tensor output)
        : SlidingModel(params, window, std::move(output))
    {
        const int inputs = planes[0].size().y * planes[0].size().x;
        Tensor dense({.h = sliding.beats(), .w = inputs});
        for (int b = 0; b < sliding.beats(); ++b) {
            for (int t = 0; t < sliding.taps(); ++t) {
                const Cell tap = sliding.tapOf(t);
                if (const auto from = planes[0].source(window.tap(sliding.cellOf(b), tap)))
                    dense.at(b, from->row * planes[0].size().x + from->column) += planes[1].at(tap);
            }
        }
        m_dense = add(planeOf("dense-matrix", PlaneRole::Kernel, std::move(dense)));
        arrangement.push_back({{.plane = m_dense}});
    }

    [[nodiscard]] Step at(Position position) const override
    {
        Step step = SlidingModel::at(position);
        step.marks.push_back({.plane = m_dense,
                              .role = MarkRole::Window,
                              .cells = {position.beat, 0, 1, planes[static_cast<size_t>(m_dense)].size().x}});
        if (position.tap >= 0) {
            if (const auto from = planes[0].source(step.terms[static_cast<size_t>(step.done - 1)].from))
                step.marks.push_back({.plane = m_dense,
                                      .role = MarkRole::Weight,
                                      .cells = {position.beat, flat(*from), 1, 1}});
        }
        return step;
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        if (plane == m_dense) {
            const int width = planes[0].size().x;
            const Cell in{cell.column / width, cell.column % width};
            const Cell out = sliding.cellOf(cell.row);
            return {{.plane = 0, .role = MarkRole::Read, .cells = Rect::of(in)},
                    {.plane = 2,
                     .role = MarkRole::Reach,
                     .cells = Rect::of(out),
                     .label = planes[static_cast<size_t>(m_dense)].at(cell)},
                    {.plane = m_dense, .role = MarkRole::Weight, .cells = Rect::of(cell)}};
        }
        auto marks = plane == 2 ? at({sliding.beatOf(cell), -1}).marks : SlidingModel::reach(plane, cell);
        if (plane == 0 && planes[0].body().contains(cell))
            marks.push_back(
                {.plane = m_dense, .role = MarkRole::Reach, .cells = {0, flat(cell), sliding.beats(), 1}});
        if (plane == 1)
            addShared(marks, cell);
        return marks;
    }

    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        return plane == m_dense ? cell.row : SlidingModel::beatAt(plane, cell);
    }

private:
    [[nodiscard]] int flat(Cell cell) const { return cell.row * planes[0].size().x + cell.column; }

    /// Where one weight stands in the dense matrix: once in every row that reaches the input.
    void addShared(std::vector<Mark> &marks, Cell weight) const
    {
        for (int b = 0; b < sliding.beats(); ++b) {
            if (const auto from = planes[0].source(sliding.window.tap(sliding.cellOf(b), weight)))
                marks.push_back({.plane = m_dense, .role = MarkRole::Reach, .cells = {b, flat(*from), 1, 1}});
        }
    }

    int m_dense = 0;
};

} // namespace

Result<Trace> sharingTrace(const ConvolutionParams &params)
{
    auto p = played(params,
                    static_cast<long long>(params.input.tensor().height()) * params.input.tensor().width());
    if (!p)
        return p.refusal();
    return traceOf<SharingModel>(params, *std::move(p));
}

} // namespace convoscope
