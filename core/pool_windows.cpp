#include "core/pool_windows.h"

#include "core/tensor.h"
#include "core/window.h"

#include <algorithm>

namespace convoscope {

namespace {

PoolSpan slidingSpan(const AxisWindow &window, bool countIncludePad, int output)
{
    const AxisSpec &axis = window.spec();
    const int step = axis.dilation;
    const int start = window.start(output);
    const int skipped = start < 0 ? (-start + step - 1) / step : 0;
    const int end = std::min(start + window.extent(), axis.input);
    const int first = start + skipped * step;
    const int count = first < end ? (end - 1 - first) / step + 1 : 0;
    // A last window that ceil_mode let in counts only what lies in the padded input.
    const int padded = std::min(start + window.extent(), axis.input + axis.padHigh) - start;
    return {.start = start,
            .extent = window.extent(),
            .first = first,
            .count = count,
            .step = step,
            .counted = countIncludePad ? padded : count};
}

Result<std::vector<PoolSpan>> slidingSpans(const AxisWindow &window, bool countIncludePad, char name)
{
    const AxisSpec &axis = window.spec();
    if (axis.padLow > axis.kernel / 2) {
        return Refusal{.reason = Reason::PaddingOverHalfKernel,
                       .field = "padding",
                       .axis = name,
                       .got = axis.padLow,
                       .limit = axis.kernel / 2,
                       .works = axis.kernel / 2};
    }
    std::vector<PoolSpan> spans;
    for (int output = 0; output < window.outputs(); ++output) {
        spans.push_back(slidingSpan(window, countIncludePad, output));
        if (spans.back().count == 0) {
            return Refusal{.reason = Reason::OutOfRange,
                           .field = "dilation",
                           .axis = name,
                           .got = axis.dilation,
                           .limit = axis.input,
                           .works = axis.input};
        }
    }
    return spans;
}

/// Window i of n over an input: from floor(i·in/n) to ceil((i+1)·in/n), as PyTorch's adaptive pools.
std::vector<PoolSpan> adaptiveSpans(int input, int outputs)
{
    std::vector<PoolSpan> spans;
    for (long long i = 0; i < outputs; ++i) {
        const int start = static_cast<int>(i * input / outputs);
        const int end = static_cast<int>(((i + 1) * input + outputs - 1) / outputs);
        spans.push_back({.start = start,
                         .extent = end - start,
                         .first = start,
                         .count = end - start,
                         .counted = end - start});
    }
    return spans;
}

Result<PoolWindows> adaptiveWindows(Pair input, Pair output)
{
    if (std::min(input.y, input.x) < 1) {
        const bool tall = input.y < 1;
        return Refusal{.reason = Reason::EmptyInput,
                       .field = "input",
                       .axis = tall ? 'y' : 'x',
                       .got = tall ? input.y : input.x,
                       .works = 1};
    }
    if (std::min(output.y, output.x) < 1) {
        const bool tall = output.y < 1;
        return Refusal{.reason = Reason::NotPositive,
                       .field = "output_size",
                       .axis = tall ? 'y' : 'x',
                       .got = tall ? output.y : output.x,
                       .works = 1};
    }
    if (auto refusal = refusedShape({.h = output.y, .w = output.x}, "output_size"))
        return *refusal;
    return PoolWindows{adaptiveSpans(input.y, output.y), adaptiveSpans(input.x, output.x)};
}

Result<PoolWindows> slidingWindows(Pair input, const Pool2d &pool)
{
    const bool max = pool.kind == PoolKind::Max;
    const auto window = makeWindow({.input = input,
                                    .kernel = pool.kernel,
                                    .stride = pool.stride,
                                    .padding = {.left = pool.padding.x,
                                                .right = pool.padding.x,
                                                .top = pool.padding.y,
                                                .bottom = pool.padding.y},
                                    .dilation = max ? pool.dilation : Pair{},
                                    .ceilMode = pool.ceilMode});
    if (!window)
        return window.refusal();
    auto rows = slidingSpans(window->y, pool.countIncludePad, 'y');
    if (!rows)
        return rows.refusal();
    auto columns = slidingSpans(window->x, pool.countIncludePad, 'x');
    if (!columns)
        return columns.refusal();
    return PoolWindows{*std::move(rows), *std::move(columns)};
}

} // namespace

Rect PoolWindows::span(Cell output) const
{
    return {y(output).start, x(output).start, y(output).extent, x(output).extent};
}

std::vector<Cell> PoolWindows::cells(Cell output) const
{
    std::vector<Cell> cells;
    for (int i = 0; i < y(output).count; ++i) {
        for (int j = 0; j < x(output).count; ++j)
            cells.push_back({y(output).tap(i), x(output).tap(j)});
    }
    return cells;
}

std::vector<Cell> PoolWindows::readers(Cell input) const
{
    std::vector<Cell> readers;
    for (int i = 0; i < outputs().y; ++i) {
        if (!rows[static_cast<size_t>(i)].reads(input.row))
            continue;
        for (int j = 0; j < outputs().x; ++j) {
            if (columns[static_cast<size_t>(j)].reads(input.column))
                readers.push_back({i, j});
        }
    }
    return readers;
}

Result<PoolWindows> poolWindows(Pair input, const Pool2d &pool)
{
    switch (pool.layout) {
    case PoolLayout::Sliding: return slidingWindows(input, pool);
    case PoolLayout::Adaptive: return adaptiveWindows(input, pool.output);
    case PoolLayout::Global: return adaptiveWindows(input, {1, 1});
    }
    return adaptiveWindows(input, {1, 1});
}

} // namespace convoscope
