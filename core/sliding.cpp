#include "core/sliding.h"

#include <map>

namespace convoscope {

namespace {

/// All coordinates on one axis, padding included, that hold a copy of `coordinate`.
std::vector<int> copiesOf(int coordinate, const AxisSpec &axis, PaddingMode mode)
{
    std::vector<int> copies{coordinate};
    const auto add = [&](int from, int to) {
        for (int i = from; i < to; ++i) {
            if (paddingSource(i, axis.input, mode) == coordinate)
                copies.push_back(i);
        }
    };
    add(-axis.padLow, 0);
    add(axis.input, axis.input + axis.padHigh);
    return copies;
}

std::vector<AxisWindow::Reader> readersOfCopies(const AxisWindow &axis, int coordinate, PaddingMode mode)
{
    std::vector<AxisWindow::Reader> readers;
    for (const int copy : copiesOf(coordinate, axis.spec(), mode)) {
        for (const auto reader : axis.readers(copy))
            readers.push_back(reader);
    }
    return readers;
}

} // namespace

float sumOf(std::span<const Term> terms)
{
    double sum = 0.0;
    for (const Term &term : terms)
        sum += static_cast<double>(term.value) * term.weight;
    return static_cast<float>(sum);
}

Step Sliding::at(std::span<const Plane> planes, Position position) const
{
    const Cell out = cellOf(position.beat);
    const Plane &in = planes[static_cast<size_t>(input)];
    const Plane &weights = planes[static_cast<size_t>(kernel)];
    Step step{.divisor = divisor, .plane = output, .cell = out};
    step.terms.reserve(static_cast<size_t>(taps()));
    for (int t = 0; t < taps(); ++t) {
        const Cell by = tapOf(t);
        const Cell from = window.tap(out, by);
        step.terms.push_back(
            {.value = in.at(from), .weight = weights.at(by), .plane = input, .from = from, .by = by});
    }
    const bool whole = position.tap < 0 || position.tap + 1 >= taps();
    step.done = whole ? taps() : position.tap + 1;
    step.result = whole ? planes[static_cast<size_t>(output)].at(out)
                        : sumOf(std::span(step.terms).first(static_cast<size_t>(step.done)));
    step.marks = {
        {.plane = input,
         .role = MarkRole::Window,
         .cells = window.span(out),
         .pitch = {window.y.spec().dilation, window.x.spec().dilation}},
        {.plane = kernel, .role = MarkRole::Window, .cells = weights.body()},
        {.plane = output, .role = MarkRole::Write, .cells = Rect::of(out), .label = step.result},
    };
    if (position.tap >= 0) {
        const Term &term = step.terms[static_cast<size_t>(step.done - 1)];
        step.marks.push_back({.plane = input, .role = MarkRole::Read, .cells = Rect::of(term.from)});
        step.marks.push_back({.plane = kernel, .role = MarkRole::Weight, .cells = Rect::of(term.by)});
        if (const auto source = in.source(term.from); source && *source != term.from)
            step.marks.push_back({.plane = input, .role = MarkRole::Source, .cells = Rect::of(*source)});
    }
    return step;
}

std::vector<Sliding::Link> Sliding::readersOf(const Plane &inputPlane, const Tensor &weights, Cell cell) const
{
    std::map<Cell, double> sums;
    const bool padding = !inputPlane.body().contains(cell);
    const PaddingMode mode = padding ? PaddingMode::Zeros : inputPlane.border.mode;
    for (const auto y : readersOfCopies(window.y, cell.row, mode)) {
        for (const auto x : readersOfCopies(window.x, cell.column, mode))
            sums[{y.output, x.output}] += weights.at(y.tap, x.tap);
    }
    std::vector<Link> links;
    links.reserve(sums.size());
    for (const auto &[out, weight] : sums)
        links.push_back({out, static_cast<float>(weight)});
    return links;
}

std::vector<Mark> Sliding::reach(std::span<const Plane> planes, int plane, Cell cell) const
{
    std::vector<Mark> marks;
    if (plane == output) {
        marks = at(planes, {beatOf(cell), -1}).marks;
    } else if (plane == kernel) {
        const AxisSpec &y = window.y.spec();
        const AxisSpec &x = window.x.spec();
        const Cell first = window.tap({0, 0}, cell);
        marks.push_back({.plane = kernel, .role = MarkRole::Weight, .cells = Rect::of(cell)});
        marks.push_back({.plane = input,
                         .role = MarkRole::Reach,
                         .cells = {first.row, first.column, (window.y.outputs() - 1) * y.stride + 1,
                                   (window.x.outputs() - 1) * x.stride + 1},
                         .pitch = {y.stride, x.stride}});
        marks.push_back(
            {.plane = output, .role = MarkRole::Reach, .cells = planes[static_cast<size_t>(output)].body()});
    } else if (plane == input) {
        const Plane &in = planes[static_cast<size_t>(input)];
        marks.push_back({.plane = input, .role = MarkRole::Read, .cells = Rect::of(cell)});
        if (const auto source = in.source(cell); source && *source != cell)
            marks.push_back({.plane = input, .role = MarkRole::Source, .cells = Rect::of(*source)});
        for (const Link &link : readersOf(in, *planes[static_cast<size_t>(kernel)].values, cell)) {
            marks.push_back({.plane = output,
                             .role = MarkRole::Reach,
                             .cells = Rect::of(link.output),
                             .label = link.weight});
        }
    }
    return marks;
}

std::optional<int> Sliding::beatAt(int plane, Cell cell) const
{
    if (plane == output)
        return beatOf(cell);
    if (plane == input)
        return beatOf({window.y.nearest(cell.row), window.x.nearest(cell.column)});
    return std::nullopt;
}

} // namespace convoscope
