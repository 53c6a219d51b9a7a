#include "core/pooling_model.h"

#include <algorithm>
#include <limits>

namespace convoscope {

namespace {

constexpr long long mostTaps = 1LL << 16; // of one window: a step holds a term for each
constexpr int numberedSide = 32; // larger inputs get a loupe beside the view of the whole

Plane inputPlane(const PoolingParams &params, const PoolWindows &windows)
{
    const Tensor &x = params.input.tensor();
    const bool max = params.kind() == PoolKind::Max;
    const Border border{.sides = params.sides(),
                        .constant = max ? -std::numeric_limits<float>::infinity() : 0.0F};
    return {.name = "input",
            .role = PlaneRole::Input,
            .values = params.input.values,
            .border = border,
            .range = rangeOf(x.plane(0, 0)),
            .picture = params.input.isPhoto(),
            .overhang = overhangOf(windows, {x.height(), x.width()}, border.sides)};
}

/// Padding is a candidate of a maximum, though it never wins, and part of a mean where it counts.
Sides marginOf(const PoolingParams &params)
{
    return params.kind() == PoolKind::Max || params.countIncludePad ? params.sides() : Sides{};
}

int longest(const std::vector<PoolSpan> &spans)
{
    return std::ranges::max_element(spans, {}, &PoolSpan::count)->count;
}

const char *fieldOfWindows(PoolLayout layout)
{
    switch (layout) {
    case PoolLayout::Sliding: return "window";
    case PoolLayout::Adaptive: return "output_size";
    case PoolLayout::Global: return "operation";
    }
    return "window";
}

} // namespace

Result<PooledInput> pooledInput(const PoolingParams &params)
{
    const Tensor &x = params.input.tensor();
    const Pool2d pool = params.pool();
    auto windows = poolWindows({x.height(), x.width()}, pool);
    if (!windows)
        return windows.refusal();
    const long long cells = static_cast<long long>(longest(windows->rows)) * longest(windows->columns);
    if (cells > mostTaps) {
        return Refusal{.reason = Reason::TooLarge,
                       .field = fieldOfWindows(pool.layout),
                       .got = cells,
                       .limit = mostTaps};
    }
    auto pooled = pool2d(x, pool);
    if (!pooled)
        return pooled.refusal();
    return PooledInput{*std::move(windows), *std::move(pooled)};
}

PoolingModel::PoolingModel(const PoolingParams &params, PooledInput played)
    : walk{.kind = params.kind(),
           .windows = std::move(played.windows),
           .margin = marginOf(params),
           .winners = std::move(played.pooled.indices)}
{
    planes.push_back(inputPlane(params, walk.windows));
    planes.push_back(builtUpPlane("output", PlaneRole::Output, std::move(played.pooled.y)));
    const Slot becomes{.sign = Operator::Becomes};
    arrangement = {{{.plane = 0}, becomes, {.plane = 1}}};
    if (std::max(planes[0].size().y, planes[0].size().x) <= numberedSide)
        return;
    planes[1].picture = params.input.isPhoto() && !planes[1].range.isSigned();
    arrangement.push_back({{.plane = 0, .loupe = true}, becomes, {.plane = 1, .loupe = true}});
}

int PoolingModel::taps(int beat) const
{
    return walk.taps(walk.cellOf(beat), planes[0].size());
}

int PoolingModel::add(Plane plane)
{
    planes.push_back(std::move(plane));
    return static_cast<int>(planes.size()) - 1;
}

int PoolingModel::addOutput(std::string_view name, Tensor values)
{
    Plane plane = builtUpPlane(name, PlaneRole::Output, std::move(values));
    Plane &first = planes[1];
    plane.picture = first.picture && !plane.range.isSigned();
    plane.range = {std::min(first.range.low, plane.range.low), std::max(first.range.high, plane.range.high)};
    first.range = plane.range;
    return add(std::move(plane));
}

} // namespace convoscope
