#include "core/pipeline_model.h"

#include <algorithm>
#include <cmath>

namespace convoscope {

namespace {

constexpr Cell outside{-1, -1}; // holds the 0 that relu compares with
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
float madeBy(std::span<const Term> terms, Combine combine)
{
    double made = 0.0;
    for (size_t i = 0; i < terms.size(); ++i) {
        const double value = terms[i].product();
        made = combine == Combine::Max ? (i == 0 ? value : std::max(made, value)) : made + value;
    }
    return static_cast<float>(made);
}

} // namespace

PipelineModel::PipelineModel(NetworkRun run, NetworkReach reach, const CellRef &chosen, MapScale scale)
    : m_run(std::move(run))
    , m_reach(std::move(reach))
    , m_chosen(chosen)
    , m_places(m_run)
{
    planes = m_places.planes(m_run, scale);
    arrangement = m_places.arrangement(m_run.network());
}

/// The chosen cell in its row, elsewhere the one with the largest value.
CellRef PipelineModel::explained(int row) const
{
    if (row == m_chosen.row)
        return m_chosen;
    const Tensor &y = m_run.output(row);
    const auto at = static_cast<int>(std::ranges::max_element(y.values()) - y.values().begin());
    const int area = y.height() * y.width();
    return {row, at / area, {at % area / y.width(), at % y.width()}};
}

void PipelineModel::addTerms(Step &step, const CellStory &story) const
{
    for (const CellTerm &term : story.terms)
        step.terms.push_back({.value = term.value,
                              .weight = story.rule == CellRule::Mean ? 1.0F : term.weight,
                              .plane = m_places.planeOf(term.from.row, term.from.channel),
                              .from = m_places.placeOf(term.from)});
    const auto *activation = std::get_if<Activation>(&m_run.network().maker(story.cell.row).operation);
    if (activation && activation->kind == ActivationKind::Relu) {
        step.combine = Combine::Max;
        step.terms.push_back({.value = 0.0F, .plane = step.terms.front().plane, .from = outside});
    } else if (story.rule == CellRule::Max) {
        step.combine = Combine::Max;
    } else if (story.rule == CellRule::Mean) {
        step.combine = Combine::Mean;
        step.divisor = 1.0F / story.terms.front().weight;
    } else if (story.rule == CellRule::Softmax) {
        const SoftmaxStory softmax = softmaxStory(m_run.output(story.cell.row - 1).values());
        const auto own = static_cast<size_t>(story.cell.channel);
        step.terms = {step.terms[own]};
        step.terms.front().value = static_cast<float>(softmax.powers[own]);
        step.divisor = static_cast<float>(softmax.sum);
    } else if (story.rule == CellRule::Function
               && !(activation && activation->kind == ActivationKind::Identity)) {
        step.terms.clear(); // no sum, no maximum: the result alone
    }
    step.bias = story.bias;
}

/// Lines from the maps that bring most to the cell's plane.
void PipelineModel::addWires(Step &step, const CellStory &story) const
{
    if (!m_places.isFlat(story.cell.row - 1)) {
        for (const ChannelShare &share : mostImportant(story.channels))
            step.wires.push_back({.from = m_places.planeOf(story.cell.row - 1, share.channel),
                                  .to = step.plane,
                                  .role = PlaneRole::Kernel,
                                  .strong = true});
    }
    if (step.wires.empty() && !story.terms.empty())
        step.wires.push_back({.from = m_places.planeOf(story.cell.row - 1, story.terms.front().from.channel),
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
    const CellRef ref = explained(position.beat + 1);
    const auto told = cellStory(m_run, ref);
    Step step{.plane = m_places.planeOf(ref.row, ref.channel), .cell = m_places.placeOf(ref)};
    if (!told)
        return step;
    addTerms(step, *told);
    const int all = static_cast<int>(step.terms.size());
    step.done = position.tap < 0 ? all : std::min(position.tap + 1, all);
    const auto sources = m_reach.sources(ref);
    for (int row = 0; row < ref.row; ++row) {
        const auto marks = m_places.marksOf(row, sources[static_cast<size_t>(row)], MarkRole::Window);
        step.marks.insert(step.marks.end(), marks.begin(), marks.end());
    }
    const bool whole = step.done == all;
    const float part = madeBy(std::span(step.terms).first(static_cast<size_t>(step.done)), step.combine);
    step.result = whole ? told->result : step.combine == Combine::Sum ? part + step.bias : part;
    if (!whole && step.terms[static_cast<size_t>(step.done) - 1].from.row >= 0) {
        const Term &term = step.terms[static_cast<size_t>(step.done) - 1];
        step.marks.push_back({.plane = term.plane, .role = MarkRole::Read, .cells = Rect::of(term.from)});
    }
    if (whole && told->winner >= 0) {
        const Term &term = step.terms[static_cast<size_t>(told->winner)];
        step.marks.push_back({.plane = term.plane, .role = MarkRole::Winner, .cells = Rect::of(term.from)});
    }
    step.marks.push_back(
        {.plane = step.plane, .role = MarkRole::Write, .cells = Rect::of(step.cell), .label = step.result});
    addWires(step, *told);
    return step;
}

std::vector<Mark> PipelineModel::reach(int plane, Cell cell) const
{
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

std::optional<int> PipelineModel::beatAt(int plane, Cell /*cell*/) const
{
    const int row = m_places.rowOf(plane);
    return row > 0 ? std::optional(row - 1) : std::nullopt;
}

std::vector<Pick> PipelineModel::picks(int plane, Cell cell) const
{
    const CellRef ref = m_places.refAt(plane, cell);
    if (ref.row == 0 || !planes[static_cast<size_t>(plane)].body().contains(cell))
        return {};
    std::vector<Pick> picks{{"layer", ref.row}, {"map", ref.channel}};
    if (!m_places.isFlat(ref.row))
        picks.push_back({"cell", Pair{ref.cell.row, ref.cell.column}});
    return picks;
}

int PipelineModel::shownAt(int plane, Cell /*cell*/) const
{
    return std::max(0, m_places.rowOf(plane) - 1);
}

std::vector<Rect> PipelineModel::shown(int plane, int beat) const
{
    if (beat < shownAt(plane, {}))
        return {};
    return {planes[static_cast<size_t>(plane)].body()};
}

} // namespace convoscope
