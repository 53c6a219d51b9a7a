#include "core/pool_walk.h"

#include "core/sliding.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace convoscope {

namespace {

/// The largest so far; none while there was only padding.
struct Best {
    const Term *term = nullptr;
    float value = -std::numeric_limits<float>::infinity();
};

Best bestOf(std::span<const Term> terms)
{
    Best best;
    for (const Term &term : terms) {
        if (term.value > best.value) // the first of equals stays
            best = {&term, term.value};
    }
    return best;
}

int nearest(const std::vector<PoolSpan> &spans, int coordinate)
{
    const auto distance = [coordinate](const PoolSpan &s) {
        return std::abs(2 * s.start + s.extent - 1 - 2 * coordinate);
    };
    return static_cast<int>(std::ranges::min_element(spans, {}, distance) - spans.begin());
}

int hanging(const std::vector<PoolSpan> &spans, int edge)
{
    return std::max(0, spans.back().start + spans.back().extent - edge);
}

} // namespace

PoolTaps tapsIn(const PoolSpan &span, int low, int high)
{
    const int skipped = span.start < low ? (low - span.start + span.step - 1) / span.step : 0;
    const int first = span.start + skipped * span.step;
    const int end = std::min(span.start + span.extent, high);
    return {.first = first, .count = first < end ? (end - 1 - first) / span.step + 1 : 0, .step = span.step};
}

PoolTaps PoolWalk::rows(Cell out, Pair size) const
{
    return tapsIn(windows.y(out), -margin.top, size.y + margin.bottom);
}

PoolTaps PoolWalk::columns(Cell out, Pair size) const
{
    return tapsIn(windows.x(out), -margin.left, size.x + margin.right);
}

Step PoolWalk::at(std::span<const Plane> planes, Position position) const
{
    const Cell out = cellOf(position.beat);
    const Plane &in = planes[static_cast<size_t>(input)];
    const PoolTaps y = rows(out, in.size());
    const PoolTaps x = columns(out, in.size());
    const bool max = kind == PoolKind::Max;
    const int all = y.count * x.count;
    Step step{.combine = max ? Combine::Max : Combine::Mean,
              .divisor = max ? 1.0F : static_cast<float>(all),
              .plane = output,
              .cell = out};
    step.terms.reserve(static_cast<size_t>(all));
    for (int i = 0; i < y.count; ++i) {
        for (int j = 0; j < x.count; ++j) {
            const Cell from{y.at(i), x.at(j)};
            step.terms.push_back({.value = in.at(from), .plane = input, .from = from, .by = {i, j}});
        }
    }
    const bool whole = position.tap < 0 || position.tap + 1 >= all;
    step.done = whole ? all : position.tap + 1;
    const auto done = std::span(step.terms).first(static_cast<size_t>(step.done));
    const Best best = max ? bestOf(done) : Best{};
    step.result = whole ? planes[static_cast<size_t>(output)].at(out) : max ? best.value : sumOf(done);
    step.marks = {
        {.plane = input, .role = MarkRole::Window, .cells = windows.span(out), .pitch = {y.step, x.step}},
        {.plane = output, .role = MarkRole::Write, .cells = Rect::of(out), .label = step.result}};
    if (best.term)
        step.marks.push_back({.plane = input, .role = MarkRole::Winner, .cells = Rect::of(best.term->from)});
    if (position.tap >= 0)
        step.marks.push_back({.plane = input, .role = MarkRole::Read, .cells = Rect::of(done.back().from)});
    return step;
}

std::vector<Mark> PoolWalk::reach(std::span<const Plane> planes, int plane, Cell cell) const
{
    if (plane == output)
        return at(planes, {beatOf(cell), -1}).marks;
    std::vector<Mark> marks;
    if (plane == input) {
        marks.push_back({.plane = input, .role = MarkRole::Read, .cells = Rect::of(cell)});
        addReaders(marks, planes[static_cast<size_t>(input)].size(), cell);
    }
    return marks;
}

void PoolWalk::addReaders(std::vector<Mark> &marks, Pair size, Cell cell) const
{
    const bool inside = Rect{0, 0, size.y, size.x}.contains(cell);
    for (int i = 0; i < windows.outputs().y; ++i) {
        if (!rows({i, 0}, size).contains(cell.row))
            continue;
        for (int j = 0; j < windows.outputs().x; ++j) {
            const Cell out{i, j};
            if (!columns(out, size).contains(cell.column))
                continue;
            Mark mark{.plane = output, .role = MarkRole::Reach, .cells = Rect::of(out)};
            if (kind == PoolKind::Average)
                mark.label = 1.0F / static_cast<float>(taps(out, size));
            else if (inside && winners[static_cast<size_t>(beatOf(out))] == cell.row * size.x + cell.column)
                mark.role = MarkRole::Winner;
            marks.push_back(mark);
        }
    }
}

std::optional<int> PoolWalk::beatAt(int plane, Cell cell) const
{
    if (plane == output)
        return beatOf(cell);
    if (plane == input)
        return beatOf({nearest(windows.rows, cell.row), nearest(windows.columns, cell.column)});
    return std::nullopt;
}

Sides overhangOf(const PoolWindows &windows, Pair size, Sides padding)
{
    return {.right = hanging(windows.columns, size.x + padding.right),
            .bottom = hanging(windows.rows, size.y + padding.bottom)};
}

} // namespace convoscope
