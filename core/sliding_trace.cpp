#include "core/sliding_model.h"

namespace convoscope {

namespace {

/// The kernel slides; with true convolution the kernel as given stands before the one in use.
class PlainModel final : public SlidingModel {
public:
    PlainModel(const ConvolutionParams &params, const Window &window, Tensor output)
        : SlidingModel(params, window, std::move(output))
    {
        if (params.flip) {
            const int given = add(planeOf("kernel", PlaneRole::Kernel, params.kernel));
            arrangement = {{{.plane = 0},
                            {.sign = Operator::Convolve},
                            {.plane = given},
                            {.sign = Operator::Becomes},
                            {.plane = 1},
                            {.sign = Operator::Equals},
                            {.plane = 2}}};
        }
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        if (plane != 3)
            return SlidingModel::reach(plane, cell);
        const Pair size = planes[3].size();
        auto marks = SlidingModel::reach(1, {size.y - 1 - cell.row, size.x - 1 - cell.column});
        marks.push_back({.plane = 3, .role = MarkRole::Weight, .cells = Rect::of(cell)});
        return marks;
    }
};

} // namespace

Result<Trace> slidingTrace(const ConvolutionParams &params)
{
    auto p = played(params, 0);
    if (!p)
        return p.refusal();
    return traceOf<PlainModel>(params, *std::move(p));
}

} // namespace convoscope
