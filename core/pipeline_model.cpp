#include "core/pipeline_model.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace convoscope {

namespace {

constexpr size_t mostWires = 5; // the maps that bring most

/// The maps that bring most to a cell, whichever sign, the most important first.
std::vector<ChannelShare> mostImportant(std::vector<ChannelShare> shares)
{
    std::ranges::stable_sort(shares, [](const ChannelShare &a, const ChannelShare &b) {
        return std::abs(a.sum) > std::abs(b.sum);
    });
    shares.resize(std::min(shares.size(), mostWires));
    return shares;
}

/// What the terms make that have been added, before a bias and a divisor.
float madeBy(const Step &step)
{
    double made = 0.0;
    for (size_t i = 0; i < static_cast<size_t>(step.done); ++i) {
        const double value = step.terms[i].product();
        if (step.combine == Combine::Max)
            made = i == 0 ? value : std::max(made, value);
        else
            made += step.combine == Combine::Softmax ? std::exp(value - step.before) : value;
    }
    return static_cast<float>(made);
}

} // namespace

PipelineModel::PipelineModel(NetworkRun run, NetworkReach reach, const CellRef &chosen, MapScale scale)
    : m_run(std::move(run))
    , m_reach(std::move(reach))
    , m_chosen(chosen)
    , m_beats(m_run.network(), m_reach.shapes())
    , m_places(m_run, chosen)
{
    planes = m_places.planes(m_run, scale);
    arrangement = m_places.arrangement(m_run.network());
    upright = true;
}

/// The chosen map in its row, elsewhere the one with the largest value.
int PipelineModel::explainedMap(int row) const
{
    if (row == m_chosen.row)
        return m_chosen.channel;
    const Tensor &y = m_run.output(row);
    const auto at = static_cast<int>(std::ranges::max_element(y.values()) - y.values().begin());
    return at / (y.height() * y.width());
}

bool PipelineModel::hasKernels(const CellRef &ref) const
{
    return ref.row == m_chosen.row && ref.channel == m_chosen.channel && m_places.kernelOf(0);
}

CellStory PipelineModel::storyOf(const CellRef &ref) const
{
    const bool merged = ref.row > 0 && isMerged(m_run.network(), ref.row - 1);
    auto told = cellStory(m_run, merged ? CellRef{ref.row - 1, ref.channel, ref.cell} : ref);
    if (told)
        return *std::move(told);
    CellStory none;
    none.cell = ref;
    return none;
}

/// The function behind the terms, where one is applied.
std::optional<ActivationKind> PipelineModel::functionOf(int row) const
{
    if (row < 1 || !isMerged(m_run.network(), row - 1))
        return std::nullopt;
    const auto *activation = std::get_if<Activation>(&m_run.network().maker(row).operation);
    return activation && activation->kind != ActivationKind::Identity ? std::optional(activation->kind)
                                                                      : std::nullopt;
}

void PipelineModel::addTerms(Step &step, const CellStory &story) const
{
    for (const CellTerm &term : story.terms)
        step.terms.push_back({.value = term.value,
                              .weight = story.rule == CellRule::Mean ? 1.0F : term.weight,
                              .plane = m_places.planeOf(term.from.row, term.from.channel),
                              .from = m_places.placeOf(term.from)});
    if (hasKernels({shownRow(m_run.network(), story.cell.row), story.cell.channel, {}})) {
        for (const ChannelShare &share : story.channels)
            addWeights(step, share);
    }
    for (const ChannelShare &share : story.channels) {
        if (share.count > 1)
            step.parts.push_back(
                {m_places.planeOf(story.cell.row - 1, share.channel), share.first, share.count});
    }
    if (story.rule == CellRule::Max) {
        step.combine = Combine::Max;
    } else if (story.rule == CellRule::Mean) {
        step.combine = Combine::Mean;
        step.divisor = 1.0F / story.terms.front().weight;
    } else if (story.rule == CellRule::Softmax) {
        const SoftmaxStory softmax = softmaxStory(m_run.output(story.cell.row - 1).values());
        step.combine = Combine::Softmax;
        step.before = softmax.largest;
        step.divisor = static_cast<float>(softmax.sum);
    }
    step.bias = story.bias;
}

/// The places of the weights that a channel's terms are multiplied with, in its kernel.
void PipelineModel::addWeights(Step &step, const ChannelShare &share) const
{
    const auto plane = m_places.kernelOf(share.channel);
    if (!plane)
        return;
    const int columns = planes[static_cast<size_t>(*plane)].size().x;
    const int weights = planes[static_cast<size_t>(*plane)].size().y * columns;
    if (share.count != weights)
        return; // a window over a border, whose padding brings no terms
    auto terms = std::span(step.terms).subspan(static_cast<size_t>(share.first));
    for (int i = 0; i < share.count; ++i)
        terms[static_cast<size_t>(i)].by = {i / columns, i % columns};
}

/// Lines from the maps that bring most to the cell's plane.
void PipelineModel::addWires(Step &step, const CellStory &story) const
{
    const int from = story.cell.row - 1;
    if (!m_places.isFlat(from)) {
        for (const ChannelShare &share : mostImportant(story.channels)) {
            const auto kernel = m_places.kernelOf(share.channel);
            if (kernel && hasKernels({shownRow(m_run.network(), story.cell.row), story.cell.channel, {}}))
                step.marks.push_back({.plane = *kernel,
                                      .role = MarkRole::Weight,
                                      .cells = planes[static_cast<size_t>(*kernel)].body()});
            step.wires.push_back({.from = m_places.planeOf(from, share.channel),
                                  .to = step.plane,
                                  .role = PlaneRole::Kernel,
                                  .strong = true});
        }
    }
    if (step.wires.empty() && !story.terms.empty())
        step.wires.push_back({.from = m_places.planeOf(from, story.terms.front().from.channel),
                              .to = step.plane,
                              .role = PlaneRole::Output,
                              .strong = true});
}

int PipelineModel::taps(int beat) const
{
    return static_cast<int>(at({beat, -1}).terms.size());
}

Step PipelineModel::at(Position position) const
{
    const int row = m_beats.rowOf(position.beat);
    return stepFor(m_beats.cellOf(position.beat, explainedMap(row)), position.tap);
}

std::optional<Step> PipelineModel::made(int plane, Cell cell) const
{
    if (plane >= m_places.count() || m_places.rowOf(plane) == 0
        || !planes[static_cast<size_t>(plane)].body().contains(cell))
        return std::nullopt;
    return stepFor(m_places.refAt(plane, cell), -1);
}

/// A map is written out in a line, value by value.
Step PipelineModel::flattening(const CellRef &ref, int tap) const
{
    const Shape &shape = m_run.output(ref.row - 1).shape();
    const int area = shape.h * shape.w;
    const int channel = ref.channel / area;
    const int from = m_places.planeOf(ref.row - 1, channel);
    const int to = m_places.planeOf(ref.row, 0);
    Step step{.combine = Combine::Move, .plane = to};
    for (int i = 0; i < area; ++i) {
        const Cell cell{i / shape.w, i % shape.w};
        step.terms.push_back({.value = m_run.output(ref.row - 1).at(0, channel, cell.row, cell.column),
                              .plane = from,
                              .from = cell,
                              .to = m_places.placeOf({ref.row, channel * area + i, {}})});
    }
    step.done = tap < 0 ? area : std::min(tap + 1, area);
    const Term &last = step.terms[static_cast<size_t>(step.done) - 1];
    step.cell = last.to;
    step.result = last.value;
    step.marks = {{.plane = from, .role = MarkRole::Window, .cells = {0, 0, shape.h, shape.w}},
                  {.plane = to,
                   .role = MarkRole::Window,
                   .cells = {step.terms.front().to.row, 0, 1, planes[static_cast<size_t>(to)].size().x}}};
    if (tap >= 0)
        step.marks.push_back({.plane = from, .role = MarkRole::Read, .cells = Rect::of(last.from)});
    step.marks.push_back({.plane = to, .role = MarkRole::Write, .cells = Rect::of(last.to)});
    step.wires = {{.from = from, .to = to, .role = PlaneRole::Output, .strong = true}};
    return step;
}

Step PipelineModel::stepFor(const CellRef &ref, int tap) const
{
    if (std::holds_alternative<FlattenLayer>(m_run.network().maker(ref.row).operation))
        return flattening(ref, tap);
    const CellStory told = storyOf(ref);
    Step step{.plane = m_places.planeOf(ref.row, ref.channel), .cell = m_places.placeOf(ref)};
    addTerms(step, told);
    const int all = static_cast<int>(step.terms.size());
    step.done = tap < 0 ? all : std::min(tap + 1, all);
    addFields(step, ref);
    const bool whole = step.done == all;
    step.then = functionOf(ref.row);
    if (step.then)
        step.before = told.result;
    step.result =
        whole ? m_run.output(ref.row).at(0, ref.channel, ref.cell.row, ref.cell.column) : madeBy(step);
    if (!whole)
        addTap(step, told);
    if (whole && told.winner >= 0) {
        const Term &term = step.terms[static_cast<size_t>(told.winner)];
        step.marks.push_back({.plane = term.plane, .role = MarkRole::Winner, .cells = Rect::of(term.from)});
    }
    step.marks.push_back(
        {.plane = step.plane, .role = MarkRole::Write, .cells = Rect::of(step.cell), .label = step.result});
    addWires(step, told);
    return step;
}

/// Frames what the cell sees in every layer before, where that isn't everything.
void PipelineModel::addFields(Step &step, const CellRef &ref) const
{
    const auto sources = m_reach.sources(ref);
    const int rows = m_places.isFlat(ref.row) ? 0 : ref.row; // values in a line come from all of every map
    for (int row = 0; row < rows; ++row) {
        for (const Mark &mark : m_places.marksOf(row, sources[static_cast<size_t>(row)], MarkRole::Window)) {
            if (row == 0 || !(mark.cells == planes[static_cast<size_t>(mark.plane)].body()))
                step.marks.push_back(mark);
        }
    }
}

/// The cell that is being added, and its weight.
void PipelineModel::addTap(Step &step, const CellStory &story) const
{
    const auto tap = static_cast<size_t>(step.done) - 1;
    const Term &term = step.terms[tap];
    step.marks.push_back({.plane = term.plane, .role = MarkRole::Read, .cells = Rect::of(term.from)});
    const auto kernel =
        tap < story.terms.size() ? m_places.kernelOf(story.terms[tap].from.channel) : std::nullopt;
    if (kernel && hasKernels({shownRow(m_run.network(), story.cell.row), story.cell.channel, {}}))
        step.marks.push_back({.plane = *kernel, .role = MarkRole::Weight, .cells = Rect::of(term.by)});
}

std::vector<Mark> PipelineModel::reach(int plane, Cell cell) const
{
    if (plane >= m_places.count())
        return {};
    const CellRef ref = m_places.refAt(plane, cell);
    std::vector<Mark> marks;
    const auto add = [&](int row, const RowCells &cells, MarkRole role) {
        const auto more = m_places.marksOf(row, cells, role);
        marks.insert(marks.end(), more.begin(), more.end());
    };
    const auto sources = m_reach.sources(ref);
    for (int row = 0; row < ref.row; ++row)
        add(row, sources[static_cast<size_t>(row)], MarkRole::Window);
    const auto viewers = m_reach.viewers(ref);
    for (size_t i = 1; i < viewers.size(); ++i)
        add(ref.row + static_cast<int>(i), viewers[i], MarkRole::Reach);
    return marks;
}

std::optional<int> PipelineModel::beatAt(int plane, Cell cell) const
{
    if (plane >= m_places.count() || !planes[static_cast<size_t>(plane)].body().contains(cell))
        return std::nullopt;
    return m_beats.beatOf(m_places.refAt(plane, cell));
}

std::vector<Pick> PipelineModel::picks(int plane, Cell cell) const
{
    if (plane >= m_places.count() || m_places.rowOf(plane) == 0
        || !planes[static_cast<size_t>(plane)].body().contains(cell))
        return {};
    const CellRef ref = m_places.refAt(plane, cell);
    std::vector<Pick> picks{{"network_row", ref.row}, {"map", ref.channel}};
    if (!m_places.isFlat(ref.row))
        picks.push_back({"cell", Pair{ref.cell.row, ref.cell.column}});
    return picks;
}

} // namespace convoscope
