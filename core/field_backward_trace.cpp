#include "core/effective_field.h"
#include "core/field_backward.h"
#include "core/sliding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convoscope {

namespace {

constexpr int never = std::numeric_limits<int>::max();
constexpr int mostRadii = 9;
constexpr int mostColumns = 60; // of all maps side by side, numbers in most of them

/// From the chosen unit back to the input, a row a beat.
class FieldBackwardModel : public ReceptiveFieldModel {
public:
    FieldBackwardModel(const ReceptiveFieldParams &params, FieldScene given, FieldBackward back);

    /// |gradient| on the input, averaged over several networks.
    void addMean(Tensor mean);
    /// How much of a map of magnitudes lies within which distance of the middle of the field.
    void addShares(const Tensor &magnitudes);
    /// Puts everything in its place.
    void arrange();

    [[nodiscard]] int beats() const override { return static_cast<int>(m_order.size()); }
    [[nodiscard]] int taps(int beat) const override { return static_cast<int>(step(beat).terms.size()); }
    [[nodiscard]] Step at(Position position) const override;
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    [[nodiscard]] int shownAt(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override;

private:
    void order();
    /// The cell that the arithmetic of a row speaks of: in the middle of what the unit sees.
    [[nodiscard]] Cell middleOf(int row) const;
    /// The arithmetic of a finished beat, without marks.
    [[nodiscard]] Step step(int beat) const;
    void addTerms(Step &step, int row) const;
    /// The channels that a cell of a row is added up from, as a plane of their own; none for one channel.
    void addParts(int row);
    [[nodiscard]] int partsOf(int row) const { return m_parts[static_cast<size_t>(row)]; }
    void addFrames(std::vector<Mark> &marks) const;
    [[nodiscard]] int beatOf(int plane) const;

    FieldBackward m_back;
    bool m_counts; ///< ways, each of which counts 1
    std::vector<int> m_order; ///< row of each beat
    std::vector<UnitSet> m_seen; ///< per row, what the unit is computed from
    int m_mean = -1; ///< planes, if there
    int m_shares = -1;
    std::vector<int> m_beats; ///< per plane: when it appears; asked for every cell of a picture
    std::vector<int> m_parts; ///< per row: the plane of its parts, or -1
};

/// Columns of a flat table of so many cells, about four times as wide as high, without a gap.
int columnsOf(int cells)
{
    int columns = 1;
    while (columns < cells && (columns * columns < 4 * cells || cells % columns != 0))
        ++columns;
    return columns;
}

FieldBackwardModel::FieldBackwardModel(const ReceptiveFieldParams &params, FieldScene given,
                                       FieldBackward back)
    : ReceptiveFieldModel(std::move(given))
    , m_back(std::move(back))
    , m_counts(params.view == FieldView::Paths)
{
    m_seen = scene.stack.sources(scene.row, scene.unit);
    m_seen.resize(static_cast<size_t>(scene.stack.rows()));
    m_parts.resize(static_cast<size_t>(scene.stack.rows()), -1);
    planes.push_back(inputPlane(params));
    firstMap = 1;
    for (int r = 0; r < scene.stack.rows(); ++r) {
        const char *name = m_counts  ? (r == 0 ? "input-paths" : "layer-paths")
            : r == 0                 ? "input-gradient"
            : m_back.channels(r) > 1 ? "layer-gradient-size"
                                     : "layer-gradient";
        Plane map =
            convoscope::planeOf(name, r == 0 ? PlaneRole::Output : PlaneRole::Intermediate, m_back.of(r));
        map.range = rangeOf(map.values->values());
        if (r > 0)
            map.label = std::to_string(r);
        else
            map.overhang = planes.front().overhang;
        planes.push_back(std::move(map));
    }
    order();
    for (const int row : m_order)
        addParts(row);
}

void FieldBackwardModel::addParts(int row)
{
    const std::vector<float> parts = m_back.parts(row, middleOf(row));
    if (parts.empty())
        return;
    const bool own = m_back.channels(row) > 1;
    const int columns = columnsOf(static_cast<int>(parts.size()));
    m_parts[static_cast<size_t>(row)] = static_cast<int>(planes.size());
    planes.push_back(convoscope::planeOf(
        own ? "gradient-by-channel" : "gradient-through-channels", PlaneRole::Intermediate,
        Tensor({.h = static_cast<int>(parts.size()) / columns, .w = columns}, parts)));
    planes.back().label = std::to_string(own ? row : row + 1);
}

/// The rows that lie on a way from the input to the unit, from the unit's own back.
void FieldBackwardModel::order()
{
    std::vector<bool> passes(static_cast<size_t>(scene.stack.rows()));
    passes[static_cast<size_t>(scene.row)] = true;
    for (int r = scene.row; r > 0; --r) {
        if (!passes[static_cast<size_t>(r)])
            continue;
        if (r < scene.row)
            m_order.push_back(r);
        for (const int parent : scene.stack.parents(r))
            passes[static_cast<size_t>(parent)] = true;
    }
    m_order.push_back(0);
}

void FieldBackwardModel::addMean(Tensor mean)
{
    m_mean = static_cast<int>(planes.size());
    planes.push_back(convoscope::planeOf("mean-gradient", PlaneRole::Output, std::move(mean)));
    planes.back().range = rangeOf(planes.back().values->values());
    planes.back().overhang = planes.front().overhang;
}

void FieldBackwardModel::addShares(const Tensor &magnitudes)
{
    const auto shares = shareByRadius(magnitudes, centreOf(scene.stack, scene.row, scene.unit));
    if (shares.empty())
        return;
    const int last = static_cast<int>(shares.size()) - 1;
    const int every = std::max(1, (last + mostRadii - 2) / (mostRadii - 1));
    const int count = (last + every - 1) / every + 1;
    Tensor row({.h = 1, .w = count});
    for (int i = 0; i < count; ++i)
        row.at(0, i) = static_cast<float>(shares[static_cast<size_t>(std::min(i * every, last))]);
    m_shares = static_cast<int>(planes.size());
    planes.push_back(convoscope::planeOf("share-within", PlaneRole::Output, std::move(row)));
    planes.back().range = {0.0F, 1.0F};
    planes.back().label = "0, " + std::to_string(every) + ", " + std::to_string(2 * every) + " …";
}

void FieldBackwardModel::arrange()
{
    if (m_mean >= 0)
        arrangeRows({{.plane = 0}, {.plane = m_mean}}, 0, 0);
    else
        arrangeRows({{.plane = 0}, {.plane = firstMap}}, 1, mostColumns);
    std::vector<Slot> tables;
    for (const int row : m_order) {
        if (partsOf(row) >= 0)
            tables.push_back({.plane = partsOf(row), .fit = Fit::Common});
    }
    if (!tables.empty())
        arrangement.push_back(std::move(tables));
    if (m_shares >= 0)
        arrangement.push_back({{.plane = m_shares, .fit = Fit::Common}});
    for (int plane = 0; plane < static_cast<int>(planes.size()); ++plane)
        m_beats.push_back(beatOf(plane));
}

Cell FieldBackwardModel::middleOf(int row) const
{
    const UnitSet &seen = m_seen[static_cast<size_t>(row)];
    if (seen.empty())
        return {0, 0};
    return {seen.rows[seen.rows.size() / 2], seen.columns[seen.columns.size() / 2]};
}

void FieldBackwardModel::addTerms(Step &step, int row) const
{
    if (const int plane = partsOf(row); plane >= 0) {
        const Plane &parts = planes[static_cast<size_t>(plane)];
        step.combine = Combine::Add;
        for (int y = 0; y < parts.size().y; ++y) {
            for (int x = 0; x < parts.size().x; ++x)
                step.terms.push_back({.value = parts.at({y, x}), .plane = plane, .from = {y, x}});
        }
        return;
    }
    if (m_counts)
        step.combine = Combine::Add;
    for (int child = row + 1; child <= scene.row; ++child) {
        const auto &parents = scene.stack.parents(child);
        const UnitSet &units = m_seen[static_cast<size_t>(child)];
        for (const int parent : parents) {
            if (parent != row)
                continue;
            const AxisLink *y = scene.stack.y().link(child);
            const AxisLink *x = scene.stack.x().link(child);
            for (const int unitY : y ? y->readers(step.cell.row) : std::vector<int>{step.cell.row}) {
                for (const int unitX :
                     x ? x->readers(step.cell.column) : std::vector<int>{step.cell.column}) {
                    const Cell unit{unitY, unitX};
                    if (!units.contains(unit))
                        continue;
                    step.terms.push_back({.value = m_back.of(child).at(unitY, unitX),
                                          .weight = m_back.through(child, unit, row, step.cell),
                                          .plane = planeOf(child),
                                          .from = unit});
                }
            }
        }
    }
}

Step FieldBackwardModel::step(int beat) const
{
    const int row = m_order[static_cast<size_t>(beat)];
    Step step{.plane = planeOf(row), .cell = middleOf(row)};
    addTerms(step, row);
    if (step.terms.empty()) { // a pixel that nothing reads
        step.combine = Combine::Sum;
        step.terms.push_back({.value = m_back.of(scene.row).at(scene.unit.row, scene.unit.column),
                              .weight = 0.0F,
                              .plane = planeOf(scene.row),
                              .from = scene.unit});
    }
    step.done = static_cast<int>(step.terms.size());
    step.result = m_back.of(row).at(step.cell.row, step.cell.column);
    return step;
}

Step FieldBackwardModel::at(Position position) const
{
    Step made = step(position.beat);
    const int row = m_order[static_cast<size_t>(position.beat)];
    const bool whole = position.tap < 0 || position.tap + 1 >= static_cast<int>(made.terms.size());
    if (!whole) {
        made.done = position.tap + 1;
        made.result = sumOf(std::span(made.terms).first(static_cast<size_t>(made.done)));
    }
    addFrames(made.marks);
    if (const int parts = partsOf(row); parts >= 0 && position.tap < 0)
        made.marks.push_back(
            {.plane = parts, .role = MarkRole::Window, .cells = planes[static_cast<size_t>(parts)].body()});
    for (size_t i = 0; i < made.terms.size(); ++i) {
        const Term &term = made.terms[i];
        const bool all = position.tap < 0 && partsOf(row) < 0;
        if (all || static_cast<int>(i) == position.tap)
            made.marks.push_back({.plane = term.plane, .role = MarkRole::Read, .cells = Rect::of(term.from)});
    }
    made.marks.push_back(
        {.plane = planeOf(scene.row), .role = MarkRole::Picked, .cells = Rect::of(scene.unit)});
    made.marks.push_back(
        {.plane = made.plane, .role = MarkRole::Write, .cells = Rect::of(made.cell), .label = made.result});
    for (Wire &wire : coneOf(scene.row, scene.unit)) {
        wire.strong = wire.from == planeOf(row);
        if (wire.from >= planeOf(row))
            made.wires.push_back(wire);
    }
    return made;
}

/// The theoretical field, on whatever is as large as the input.
void FieldBackwardModel::addFrames(std::vector<Mark> &marks) const
{
    const Rect field = scene.stack.field(scene.row, scene.unit);
    for (const int plane : {0, firstMap, m_mean}) {
        if (plane < 0 || field.empty())
            continue;
        Mark mark{.plane = plane, .role = MarkRole::Window, .cells = field};
        if (field.height == field.width)
            mark.label = static_cast<float>(field.height);
        marks.push_back(mark);
    }
}

std::vector<Mark> FieldBackwardModel::reach(int plane, Cell cell) const
{
    if (plane == m_shares)
        return {{.plane = plane, .role = MarkRole::Read, .cells = Rect::of(cell)}};
    if (const auto found = std::ranges::find(m_parts, plane); found != m_parts.end()) {
        const int of = static_cast<int>(found - m_parts.begin());
        return {{.plane = plane, .role = MarkRole::Read, .cells = Rect::of(cell)},
                {.plane = planeOf(of), .role = MarkRole::Reach, .cells = Rect::of(middleOf(of))}};
    }
    const int row = plane == 0 || plane == m_mean ? 0 : plane - firstMap;
    std::vector<Mark> marks = reachOf(row, cell);
    if (row == 0 && !marks.empty())
        marks.push_back({.plane = 0, .role = MarkRole::Read, .cells = Rect::of(cell)});
    if (row == 0)
        return marks;
    const Rect field = scene.stack.field(row, cell);
    if (!field.empty() && !marks.empty())
        marks.push_back({.plane = 0, .role = MarkRole::Window, .cells = field});
    return marks;
}

int FieldBackwardModel::beatOf(int plane) const
{
    if (plane == m_mean || plane == m_shares)
        return beats() - 1;
    const auto parts = std::ranges::find(m_parts, plane);
    const auto row =
        parts != m_parts.end() ? std::optional(static_cast<int>(parts - m_parts.begin())) : rowOf(plane);
    if (!row || *row == scene.row)
        return 0;
    const auto found = std::ranges::find(m_order, *row);
    return found == m_order.end() ? never : static_cast<int>(found - m_order.begin());
}

std::optional<int> FieldBackwardModel::beatAt(int plane, Cell /*cell*/) const
{
    const int beat = beatOf(plane);
    return beat == never || plane == 0 ? beats() - 1 : beat;
}

int FieldBackwardModel::shownAt(int plane, Cell /*cell*/) const
{
    return m_beats[static_cast<size_t>(plane)];
}

std::vector<Rect> FieldBackwardModel::shown(int plane, int beat) const
{
    if (m_beats[static_cast<size_t>(plane)] > beat)
        return {};
    return {planes[static_cast<size_t>(plane)].extent()};
}

} // namespace

Result<Trace> fieldBackwardTrace(const ReceptiveFieldParams &params)
{
    auto scene = fieldScene(params);
    if (!scene)
        return scene.refusal();
    const bool counts = params.view == FieldView::Paths;
    auto back = counts ? FieldBackward::paths(*scene) : FieldBackward::gradient(params, *scene);
    if (!back)
        return back.refusal();
    const bool averages = !counts && params.weights == StackWeights::Random && params.networks > 1;
    auto mean = averages ? meanGradient(params, *scene) : Result<Tensor>(magnitude(back->of(0)));
    if (!mean)
        return mean.refusal();
    auto model = std::make_shared<FieldBackwardModel>(params, *std::move(scene), *std::move(back));
    model->addShares(*mean);
    if (averages)
        model->addMean(*std::move(mean));
    model->arrange();
    return Trace(std::move(model));
}

} // namespace convoscope
