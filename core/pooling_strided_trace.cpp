#include "core/convolution.h"
#include "core/pooling_model.h"
#include "core/sliding.h"

#include <cstdlib>

namespace convoscope {

namespace {

/// The divisor of `input` nearest to `wanted`.
int nearestDivisor(int input, int wanted)
{
    int best = 1;
    for (int d = 1; d <= input; ++d) {
        if (input % d == 0 && std::abs(d - wanted) < std::abs(best - wanted))
            best = d;
    }
    return best;
}

std::optional<Refusal> refusedUneven(Pair input, Pair output)
{
    const bool high = input.y % output.y != 0;
    if (!high && input.x % output.x == 0)
        return std::nullopt;
    const int got = high ? output.y : output.x;
    const int nearest = nearestDivisor(high ? input.y : input.x, got);
    return Refusal{.reason = Reason::OutOfRange,
                   .field = "output_size",
                   .axis = high ? 'y' : 'x',
                   .got = got,
                   .limit = nearest,
                   .works = nearest};
}

Conv2d convOf(const MeanKernel &mean)
{
    return {.stride = mean.stride, .dilation = mean.dilation, .border = {.sides = mean.padding}};
}

/// A beat of the pool is followed by one of the convolution over the same window.
class StridedModel final : public PoolingModel {
public:
    StridedModel(const PoolingParams &params, PooledInput played, const MeanKernel &mean,
                 const Window &window, Tensor convolved)
        : PoolingModel(params, std::move(played))
        , m_conv{.input = 2, .kernel = 3, .output = 4, .window = window}
    {
        planes[1].name = "pooled";
        Plane in = planes[0];
        in.border.constant = 0.0F;
        add(std::move(in));
        add(planeOf("kernel", PlaneRole::Kernel,
                    Tensor({.h = mean.size.y, .w = mean.size.x}, mean.weight())));
        addOutput("convolved", std::move(convolved));
        arrangement = {{{.plane = 0}, {.sign = Operator::Becomes}, {.plane = 1}},
                       {{.plane = 2},
                        {.sign = Operator::Convolve},
                        {.plane = 3},
                        {.sign = Operator::Equals},
                        {.plane = 4}}};
    }

    [[nodiscard]] int beats() const override { return 2 * walk.beats(); }
    [[nodiscard]] int taps(int beat) const override
    {
        return isConvolution(beat) ? m_conv.taps() : PoolingModel::taps(beat / 2);
    }

    [[nodiscard]] Step at(Position position) const override
    {
        const bool convolving = isConvolution(position.beat);
        const Position own{position.beat / 2, position.tap};
        const Position other{position.beat / 2, -1};
        Step step = convolving ? m_conv.at(planes, own) : walk.at(planes, own);
        const Step beside = convolving ? walk.at(planes, other) : m_conv.at(planes, other);
        for (Mark mark : beside.marks) {
            mark.label.reset();
            if (convolving || mark.plane != m_conv.output) // which is still to come
                step.marks.push_back(mark);
        }
        return step;
    }

    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override
    {
        if (plane == walk.output || plane == m_conv.output)
            return at({beatAt(plane, cell).value_or(0), -1}).marks;
        if (plane == m_conv.kernel)
            return m_conv.reach(planes, plane, cell);
        auto marks = walk.reach(planes, walk.input, cell);
        const auto more = m_conv.reach(planes, m_conv.input, cell);
        marks.insert(marks.end(), more.begin(), more.end());
        return marks;
    }

    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override
    {
        const bool convolving = plane == m_conv.output || plane == m_conv.input;
        const auto beat = convolving ? m_conv.beatAt(plane, cell) : walk.beatAt(plane, cell);
        return beat ? std::optional(2 * *beat + static_cast<int>(convolving)) : std::nullopt;
    }

    [[nodiscard]] int shownAt(int plane, Cell cell) const override
    {
        return planes[static_cast<size_t>(plane)].builtUp ? beatAt(plane, cell).value_or(0) : 0;
    }

    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override
    {
        const int cells = plane == m_conv.output ? (beat + 1) / 2 : beat / 2 + 1;
        return PoolingModel::shown(plane, cells - 1);
    }

private:
    static bool isConvolution(int beat) { return beat % 2 == 1; }

    Sliding m_conv;
};

} // namespace

Result<MeanKernel> meanKernel(const PoolingParams &params)
{
    const Pool2d pool = params.pool();
    const Pair input{params.input.tensor().height(), params.input.tensor().width()};
    switch (pool.layout) {
    case PoolLayout::Sliding:
        return MeanKernel{
            .size = pool.kernel, .stride = pool.stride, .dilation = pool.dilation, .padding = params.sides()};
    case PoolLayout::Global: return MeanKernel{.size = input};
    case PoolLayout::Adaptive: break;
    }
    if (auto refusal = refusedUneven(input, pool.output))
        return *std::move(refusal);
    const Pair size{input.y / pool.output.y, input.x / pool.output.x};
    return MeanKernel{.size = size, .stride = size};
}

Result<Trace> poolingStridedTrace(const PoolingParams &params)
{
    auto played = pooledInput(params);
    if (!played)
        return played.refusal();
    const auto mean = meanKernel(params);
    if (!mean)
        return mean.refusal();
    const Tensor &x = params.input.tensor();
    const Tensor kernel({.h = mean->size.y, .w = mean->size.x}, mean->weight());
    const auto window = conv2dWindow(x.shape(), kernel.shape(), convOf(*mean));
    if (!window)
        return window.refusal();
    auto convolved = conv2d(x, kernel, {}, convOf(*mean));
    if (!convolved)
        return convolved.refusal();
    return Trace(std::make_shared<const StridedModel>(params, *std::move(played), *mean, *window,
                                                      *std::move(convolved)));
}

} // namespace convoscope
