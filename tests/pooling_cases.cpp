#include "pooling_cases.h"

#include "core/trace.h"
#include "golden.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

constexpr std::array operations{PoolOperation::Max,         PoolOperation::Average,
                                PoolOperation::GlobalMax,   PoolOperation::GlobalAverage,
                                PoolOperation::AdaptiveMax, PoolOperation::AdaptiveAverage};
constexpr std::array views{PoolingView::Pool, PoolingView::Shift, PoolingView::Strided};

/// Whole numbers of both signs without symmetries.
Tensor uneven(int height, int width)
{
    Tensor m({.h = height, .w = width});
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            m.at(y, x) = static_cast<float>((y * 7 + x * 5 + y * x * 3) % 11 - 5);
    }
    return m;
}

void add(std::vector<PoolingCase> &cases, PoolingParams params)
{
    const auto text = [](Pair p) { return std::to_string(p.y) + "x" + std::to_string(p.x); };
    params.shift = cases.size() % 2 == 0 ? Pair{1, -2} : Pair{0, 1};
    std::string name = "view " + std::to_string(static_cast<int>(params.view)) + " operation "
        + std::to_string(static_cast<int>(params.operation));
    if (params.layout() == PoolLayout::Sliding)
        name += " window " + text(params.window) + " stride " + text(params.stride) + " padding "
            + text(params.padding) + " dilation " + text(params.dilation) + (params.ceilMode ? " ceil" : "")
            + (params.countIncludePad ? "" : " left out");
    if (params.layout() == PoolLayout::Adaptive)
        name += " to " + text(params.outputSize);
    if (playPooling(params))
        cases.push_back({name, params});
}

void addSliding(std::vector<PoolingCase> &cases, PoolingParams p)
{
    const bool max = p.kind() == PoolKind::Max;
    for (const Pair window : {Pair{2, 2}, Pair{3, 3}, Pair{1, 4}}) {
        for (const Pair stride : {Pair{2, 2}, Pair{1, 1}, Pair{3, 2}}) {
            for (const Pair padding : {Pair{0, 0}, Pair{1, 1}, Pair{0, 2}}) {
                for (const bool ceil : {false, true}) {
                    for (const bool second : {false, true}) {
                        p.window = window;
                        p.stride = stride;
                        p.padding = padding;
                        p.ceilMode = ceil;
                        p.countIncludePad = max || !second;
                        p.dilation = max && second ? Pair{1, 2} : Pair{};
                        add(cases, p);
                    }
                }
            }
        }
    }
}

Tensor planeNamed(const Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.planes(), name, &Plane::name);
    return found == trace.planes().end() ? Tensor() : *found->values;
}

} // namespace

std::vector<PoolingCase> poolingCases()
{
    std::vector<PoolingCase> cases;
    PoolingParams p = poolingStart();
    p.input = makePicture(uneven(6, 8));
    for (const PoolingView view : views) {
        for (const PoolOperation operation : operations) {
            p.view = view;
            p.operation = operation;
            if (p.layout() == PoolLayout::Sliding)
                addSliding(cases, p);
            for (const Pair size : {Pair{2, 2}, Pair{3, 4}, Pair{4, 3}, Pair{5, 9}}) {
                p.outputSize = size;
                if (p.layout() == PoolLayout::Adaptive)
                    add(cases, p);
            }
            if (p.layout() == PoolLayout::Global)
                add(cases, p);
        }
    }
    return cases;
}

std::vector<Tensor> expectedMatrices(const PoolingParams &params)
{
    const auto trace = playPooling(params);
    switch (params.view) {
    case PoolingView::Pool: return {planeNamed(*trace, "output")};
    case PoolingView::Shift:
        return {planeNamed(*trace, "output"), planeNamed(*trace, "output-after-shift"),
                planeNamed(*trace, "difference")};
    case PoolingView::Strided: return {planeNamed(*trace, "pooled"), planeNamed(*trace, "convolved")};
    }
    return {};
}

QString wrongMatrices(const std::vector<Tensor> &printed, const PoolingParams &params)
{
    const auto want = expectedMatrices(params);
    if (printed.size() != want.size())
        return QStringLiteral("%1 matrices instead of %2").arg(printed.size()).arg(want.size());
    for (size_t i = 0; i < want.size(); ++i) {
        const QString off =
            difference(printed[i], want[i], {.exact = false, .absolute = 2e-6, .relative = 2e-6});
        if (!off.isEmpty())
            return QStringLiteral("matrix %1: %2").arg(i).arg(off);
    }
    return {};
}

PoolingParams largePooling()
{
    PoolingParams params = poolingStart();
    Tensor x({.h = 70, .w = 66});
    for (size_t i = 0; i < x.values().size(); ++i)
        x.values()[i] = static_cast<float>((i * 37) % 101);
    params.input = makePicture(std::move(x));
    params.stride = {3, 3};
    return params;
}

} // namespace convoscope
