#include "core/sliding_model.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr long long mostCells = 1LL << 18;
constexpr int numberedSide = 32; // larger inputs get a loupe beside the view of the whole

Plane inputPlane(const ConvolutionParams &params)
{
    return {.name = "input",
            .role = PlaneRole::Input,
            .values = params.input.values,
            .border = params.border(),
            .range = shownRange(params.input.tensor().plane(0, 0)),
            .picture = params.input.isPhoto()};
}

Conv2d conv2dOf(const ConvolutionParams &p)
{
    return {.stride = p.stride, .dilation = p.dilation, .groups = 1, .border = p.border(), .flip = p.flip};
}

} // namespace

SlidingModel::SlidingModel(const ConvolutionParams &params, const Window &window, Tensor output)
    : sliding{.window = window, .divisor = params.effectiveDivisor()}
{
    planes.push_back(inputPlane(params));
    planes.push_back(planeOf(params.flip ? "flipped-kernel" : "kernel", PlaneRole::Kernel,
                             params.flip ? flipped(params.kernel) : params.kernel));
    planes.push_back(builtUpPlane("output", PlaneRole::Output, std::move(output)));
    if (std::max(planes[0].size().y, planes[0].size().x) > numberedSide) {
        planes[2].picture = params.input.isPhoto() && !planes[2].range.isSigned();
        arrangement = {{{.plane = 0}, {.sign = Operator::Becomes}, {.plane = 2}},
                       {{.plane = 0, .loupe = true},
                        {.sign = Operator::Convolve},
                        {.plane = 1},
                        {.sign = Operator::Equals},
                        {.plane = 2, .loupe = true}}};
        return;
    }
    arrangement = {
        {{.plane = 0}, {.sign = Operator::Convolve}, {.plane = 1}, {.sign = Operator::Equals}, {.plane = 2}}};
}

Step SlidingModel::at(Position position) const
{
    return sliding.at(planes, position);
}

std::vector<Mark> SlidingModel::reach(int plane, Cell cell) const
{
    return sliding.reach(planes, plane, cell);
}

std::optional<int> SlidingModel::beatAt(int plane, Cell cell) const
{
    return sliding.beatAt(plane, cell);
}

int SlidingModel::add(Plane plane)
{
    planes.push_back(std::move(plane));
    return static_cast<int>(planes.size()) - 1;
}

Result<Tensor> convolved(const ConvolutionParams &params, const Tensor &x)
{
    auto result = conv2d(x, params.kernel, {}, conv2dOf(params));
    const float divisor = params.effectiveDivisor();
    if (!result || divisor == 1.0F)
        return result;
    Tensor out = *std::move(result);
    for (float &v : out.values())
        v /= divisor;
    return out;
}

Result<Played> played(const ConvolutionParams &params, long long cellsPerOutput)
{
    const auto window = conv2dWindow(params.input.tensor().shape(), params.kernel.shape(), conv2dOf(params));
    if (!window)
        return window.refusal();
    const long long cells = cellsPerOutput * window->outputs();
    if (cells > mostCells)
        return Refusal{.reason = Reason::TooLarge, .field = "view", .got = cells, .limit = mostCells};
    auto output = convolved(params, params.input.tensor());
    if (!output)
        return output.refusal();
    return Played{*window, *std::move(output)};
}

} // namespace convoscope
