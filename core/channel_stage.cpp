#include "core/channel_stage.h"

#include "core/sliding.h"

#include <algorithm>

namespace convoscope {

namespace {

using Marks = std::vector<Mark>;
using Planes = std::span<const Plane>;
using Place = ChannelStage::Place;

constexpr Cell outside{-1, -1}; // holds 0, as what relu compares with

const Plane &planeAt(Planes planes, int i)
{
    return planes[static_cast<size_t>(i)];
}

Mark mark(int plane, MarkRole role, Cell cell, std::optional<float> label = {})
{
    return {.plane = plane, .role = role, .cells = Rect::of(cell), .label = label};
}

void addProducts(const ChannelStage &s, Planes planes, Place out, Step &step)
{
    const Pair kernel{s.window->y.spec().kernel, s.window->x.spec().kernel};
    for (int k = 0; k < s.slices(); ++k) {
        const int in = s.from.of(s.firstChannel(out.channel) + k);
        const Plane &slice = planeAt(planes, s.weightPlane(out.channel, k));
        for (int t = 0; t < kernel.y * kernel.x; ++t) {
            const Cell by{t / kernel.x, t % kernel.x};
            const Cell from = s.window->tap(out.cell, by);
            step.terms.push_back({.value = planeAt(planes, in).at(from),
                                  .weight = slice.at(by),
                                  .plane = in,
                                  .from = from,
                                  .by = by});
        }
    }
    if (s.biases.count > 0)
        step.bias = planeAt(planes, s.biases.of(out.channel)).at({0, 0});
}

void addTerms(const ChannelStage &s, Planes planes, Place out, Step &step)
{
    const int from = s.from.of(out.channel);
    const auto value = [&](int plane) { return planeAt(planes, plane).at(out.cell); };
    switch (s.stage->kind) {
    case FlowKind::Convolve: return addProducts(s, planes, out, step);
    case FlowKind::Normalise: {
        const Plane &affine = planeAt(planes, s.weights.of(out.channel));
        step.terms = {{.value = value(from), .weight = affine.at({0, 0}), .plane = from, .from = out.cell}};
        step.bias = affine.at({0, 1});
        return;
    }
    case FlowKind::Activate:
        step.combine = Combine::Max;
        step.terms = {{.value = value(from), .plane = from, .from = out.cell},
                      {.value = 0.0F, .plane = from, .from = outside}};
        return;
    case FlowKind::Add: {
        const int with = s.with.of(out.channel);
        step.combine = Combine::Add;
        step.terms = {{.value = value(from), .plane = from, .from = out.cell},
                      {.value = value(with), .plane = with, .from = out.cell}};
        return;
    }
    }
}

/// The sum of the terms of one slice, as far as they have been added.
float partOf(const Step &step, int slice, int taps)
{
    const int first = std::min(slice * taps, step.done);
    const int last = std::min(first + taps, step.done);
    return sumOf(
        std::span(step.terms).subspan(static_cast<size_t>(first), static_cast<size_t>(last - first)));
}

/// The windows in all channels that the filter reads, its slices, and what each has made so far.
void addSliceMarks(const ChannelStage &s, Planes planes, Place out, const Step &step, Marks &marks)
{
    const Pair pitch{s.window->y.spec().dilation, s.window->x.spec().dilation};
    for (int k = 0; k < s.slices(); ++k) {
        const int slice = s.weightPlane(out.channel, k);
        marks.push_back({.plane = s.from.of(s.firstChannel(out.channel) + k),
                         .role = MarkRole::Window,
                         .cells = s.window->span(out.cell),
                         .pitch = pitch});
        marks.push_back({.plane = slice, .role = MarkRole::Window, .cells = planeAt(planes, slice).body()});
        if (s.products.count > 0)
            marks.push_back(
                mark(s.products.of(k), MarkRole::Write, out.cell, partOf(step, k, s.taps() / s.slices())));
    }
    if (s.biases.count > 0)
        marks.push_back(mark(s.biases.of(out.channel), MarkRole::Window, {0, 0}));
}

void addPlainMarks(const ChannelStage &s, Planes planes, Place out, Marks &marks)
{
    marks.push_back(mark(s.from.of(out.channel), MarkRole::Window, out.cell));
    if (s.with.count > 0)
        marks.push_back(mark(s.with.of(out.channel), MarkRole::Window, out.cell));
    if (s.weights.count > 0) {
        const int affine = s.weights.of(out.channel);
        marks.push_back({.plane = affine, .role = MarkRole::Window, .cells = planeAt(planes, affine).body()});
    }
}

void addTapMarks(const ChannelStage &s, Place out, Step &step)
{
    const Term &term = step.terms[static_cast<size_t>(step.done - 1)];
    if (term.from != outside)
        step.marks.push_back(mark(term.plane, MarkRole::Read, term.from));
    if (s.convolves()) {
        const int slice = (step.done - 1) / (s.taps() / s.slices());
        step.marks.push_back(mark(s.weightPlane(out.channel, slice), MarkRole::Weight, term.by));
    }
}

/// The lines of this step, among those that are always there.
void addWires(const ChannelStage &s, Place out, Step &step)
{
    const auto wire = [&](int from, PlaneRole role) {
        step.wires.push_back({.from = from, .to = s.made.of(out.channel), .role = role, .strong = true});
    };
    if (s.convolves()) {
        for (int k = 0; k < s.slices(); ++k)
            wire(s.from.of(s.firstChannel(out.channel) + k), PlaneRole::Output);
        return;
    }
    wire(s.from.of(out.channel), PlaneRole::Output);
    if (s.with.count > 0)
        wire(s.with.of(out.channel), PlaneRole::Output);
}

/// Every output of every filter that reads a cell of a channel, with the weight.
void addReaders(const ChannelStage &s, Planes planes, int channel, Cell cell, Marks &marks)
{
    const ChannelPlanes filters = s.filtersOf(channel);
    for (const auto y : s.window->y.readers(cell.row)) {
        for (const auto x : s.window->x.readers(cell.column)) {
            for (int f = filters.first; f < filters.first + filters.count; ++f) {
                const int slice = s.weightPlane(f, channel - s.firstChannel(f));
                const Cell tap{y.tap, x.tap};
                marks.push_back(mark(s.made.of(f), MarkRole::Reach, {y.output, x.output},
                                     planeAt(planes, slice).at(tap)));
                marks.push_back(mark(slice, MarkRole::Weight, tap));
            }
        }
    }
}

/// Every pair of cells that a weight joins.
void addPairs(const ChannelStage &s, Planes planes, int weight, Cell cell, Marks &marks)
{
    const int filter = weight / s.slices();
    const int channel = s.firstChannel(filter) + weight % s.slices();
    const Cell first = s.window->tap({0, 0}, cell);
    const Pair stride{s.window->y.spec().stride, s.window->x.spec().stride};
    marks.push_back(mark(s.weights.of(weight), MarkRole::Weight, cell));
    marks.push_back(
        {.plane = s.from.of(channel),
         .role = MarkRole::Reach,
         .cells = {first.row, first.column, (s.size.y - 1) * stride.y + 1, (s.size.x - 1) * stride.x + 1},
         .pitch = stride});
    const int made = s.made.of(filter);
    marks.push_back({.plane = made, .role = MarkRole::Reach, .cells = planeAt(planes, made).body()});
}

/// What a cell of the input, or of the other summand, goes into where cells stay where they are.
void addSameCell(const ChannelStage &s, Planes planes, int plane, int channel, Cell cell, Marks &marks)
{
    marks.push_back(mark(plane, MarkRole::Read, cell));
    std::optional<float> weight;
    if (s.weights.count > 0)
        weight = planeAt(planes, s.weights.of(channel)).at({0, 0});
    marks.push_back(mark(s.made.of(channel), MarkRole::Reach, cell, weight));
}

/// Where the product of a slice comes from and goes to: as much as all filters have in common.
void addSlice(const ChannelStage &s, int slice, Cell cell, Marks &marks)
{
    marks.push_back(mark(s.products.of(slice), MarkRole::Read, cell));
    for (int f = 0; f < s.made.count; ++f) {
        marks.push_back(mark(s.made.of(f), MarkRole::Reach, cell));
        if (f % (s.made.count / s.stage->conv.groups) == 0)
            marks.push_back({.plane = s.from.of(s.firstChannel(f) + slice),
                             .role = MarkRole::Window,
                             .cells = s.window->span(cell)});
    }
}

/// The channel that a scale, a shift or a bias belongs to.
void addChannel(const ChannelStage &s, Planes planes, Mark weight, int channel, Marks &marks)
{
    const int made = s.made.of(channel);
    marks.push_back(weight);
    marks.push_back({.plane = made, .role = MarkRole::Reach, .cells = planeAt(planes, made).body()});
}

} // namespace

int ChannelStage::taps() const
{
    switch (stage->kind) {
    case FlowKind::Convolve: return slices() * stage->weight.height() * stage->weight.width();
    case FlowKind::Normalise: return 1;
    case FlowKind::Activate:
    case FlowKind::Add: return 2;
    }
    return 1;
}

ChannelStage::Place ChannelStage::placeOf(int beat) const
{
    const int at = std::clamp(beat - firstBeat, 0, beats() - 1);
    const int cell = at % (size.y * size.x);
    return {at / (size.y * size.x), {cell / size.x, cell % size.x}};
}

int ChannelStage::firstChannel(int filter) const
{
    const int filtersPerGroup = made.count / stage->conv.groups;
    return filter / filtersPerGroup * slices();
}

ChannelPlanes ChannelStage::filtersOf(int channel) const
{
    const int filtersPerGroup = made.count / stage->conv.groups;
    return {channel / slices() * filtersPerGroup, filtersPerGroup};
}

Step ChannelStage::at(Planes planes, Position position) const
{
    const Place out = placeOf(position.beat);
    Step step{.plane = made.of(out.channel), .cell = out.cell};
    addTerms(*this, planes, out, step);
    const int count = static_cast<int>(step.terms.size());
    const bool whole = position.tap < 0 || position.tap + 1 >= count;
    step.done = whole ? count : position.tap + 1;
    if (whole)
        step.result = planeAt(planes, step.plane).at(out.cell);
    else if (step.combine == Combine::Max)
        step.result = step.terms.front().value;
    else
        step.result = sumOf(std::span(step.terms).first(static_cast<size_t>(step.done)));
    if (convolves())
        addSliceMarks(*this, planes, out, step, step.marks);
    else
        addPlainMarks(*this, planes, out, step.marks);
    step.marks.push_back(mark(step.plane, MarkRole::Write, out.cell, step.result));
    if (position.tap >= 0)
        addTapMarks(*this, out, step);
    addWires(*this, out, step);
    return step;
}

std::vector<Mark> ChannelStage::reach(Planes planes, int plane, Cell cell) const
{
    Marks marks;
    if (made.contains(plane)) {
        marks = at(planes, {beatOf(plane - made.first, cell), -1}).marks;
    } else if (products.contains(plane)) {
        addSlice(*this, plane - products.first, cell, marks);
    } else if (biases.contains(plane)) {
        addChannel(*this, planes, mark(plane, MarkRole::Weight, cell), plane - biases.first, marks);
    } else if (weights.contains(plane) && convolves()) {
        addPairs(*this, planes, plane - weights.first, cell, marks);
    } else if (weights.contains(plane)) {
        addChannel(*this, planes, mark(plane, MarkRole::Weight, cell), plane - weights.first, marks);
    } else if (from.contains(plane) && convolves()) {
        marks.push_back(mark(plane, MarkRole::Read, cell));
        addReaders(*this, planes, plane - from.first, cell, marks);
    } else if (from.contains(plane) || with.contains(plane)) {
        const int channel = plane - (from.contains(plane) ? from.first : with.first);
        addSameCell(*this, planes, plane, channel, cell, marks);
    }
    return marks;
}

std::optional<int> ChannelStage::beatAt(int plane, Cell cell) const
{
    if (made.contains(plane))
        return beatOf(plane - made.first, cell);
    if (weights.contains(plane))
        return beatOf((plane - weights.first) / (convolves() ? slices() : 1), {0, 0});
    if (biases.contains(plane))
        return beatOf(plane - biases.first, {0, 0});
    if (!from.contains(plane))
        return std::nullopt;
    const int channel = plane - from.first;
    if (!convolves())
        return beatOf(channel, cell);
    return beatOf(filtersOf(channel).first, {window->y.nearest(cell.row), window->x.nearest(cell.column)});
}

} // namespace convoscope
