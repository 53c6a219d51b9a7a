#include "core/receptive_field_model.h"
#include "core/sliding.h"

#include <algorithm>
#include <limits>

namespace convoscope {

namespace {

constexpr int mostTableColumns = 9;
constexpr int mostColumns = 110; // of all maps side by side, which then show no numbers
constexpr int never = std::numeric_limits<int>::max();

/// Key of a map's title.
std::string_view titleOf(LayerKind kind)
{
    switch (kind) {
    case LayerKind::Conv: return "layer-conv";
    case LayerKind::MaxPool: return "layer-max-pool";
    case LayerKind::AveragePool: return "layer-average-pool";
    case LayerKind::Transposed: return "layer-transposed";
    case LayerKind::Join: return "layer-join";
    }
    return "layer-conv";
}

/// One of several channels, with its number behind that of the layer.
void showChannel(Plane &map, int channel)
{
    map.channel = channel;
    map.range = rangeOf(map.values->plane(0, channel));
    map.label += " · " + std::to_string(channel + 1) + "/" + std::to_string(map.values->shape().c);
}

/// Numbers of the rows of a stack as cells of a plane: wrapped like text; height above width where they
/// differ.
struct RowTable {
    int rows = 1;
    int axes = 1;
    int columns = 1;

    RowTable(int count, int perRow)
        : rows(count)
        , axes(perRow)
    {
        const int lines = (count + mostTableColumns - 1) / mostTableColumns;
        columns = (count + lines - 1) / lines;
    }
    [[nodiscard]] Shape shape() const { return {.h = (rows + columns - 1) / columns * axes, .w = columns}; }
    [[nodiscard]] Cell cellOf(int row, int axis) const
    {
        return {row / columns * axes + axis, row % columns};
    }
    [[nodiscard]] int rowOf(Cell cell) const { return cell.row / axes * columns + cell.column; }
    [[nodiscard]] int axisOf(Cell cell) const { return cell.row % axes; }
    [[nodiscard]] bool holds(Cell cell) const
    {
        const Shape s = shape();
        return Rect{0, 0, s.h, s.w}.contains(cell) && rowOf(cell) < rows;
    }
};

/// The growth of a field, layer by layer.
class FieldGrowth : public ReceptiveFieldModel {
public:
    FieldGrowth(const ReceptiveFieldParams &params, FieldScene given, const StackRun &run);

    [[nodiscard]] int beats() const override { return scene.row * m_table.axes; }
    [[nodiscard]] int taps(int beat) const override { return static_cast<int>(step(beat).terms.size()); }
    [[nodiscard]] Step at(Position position) const override;
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    [[nodiscard]] int shownAt(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override;

private:
    [[nodiscard]] const AxisStack &axisOf(int axis) const
    {
        return axis == 0 ? scene.stack.y() : scene.stack.x();
    }
    [[nodiscard]] int rowAt(int beat) const { return 1 + beat / m_table.axes; }
    [[nodiscard]] bool isTable(int plane) const { return plane >= m_reach; }
    [[nodiscard]] float fieldOf(int row, int axis) const
    {
        return planes[static_cast<size_t>(m_field)].at(m_table.cellOf(row, axis));
    }
    void addTables();
    void follow();
    /// The arithmetic of a finished beat, without marks.
    [[nodiscard]] Step step(int beat) const;
    void addTerms(Step &step, int row, int axis) const;
    void addFrames(std::vector<Mark> &marks, int row) const;
    void addTableMarks(Step &step, int row, int axis, int tap) const;

    RowTable m_table;
    int m_reach = 0; ///< plane of d(K-1)
    int m_jump = 0;
    int m_field = 0;
    std::vector<std::optional<Cell>> m_chain; ///< per row: a unit in the middle of what the chosen one sees
};

FieldGrowth::FieldGrowth(const ReceptiveFieldParams &params, FieldScene given, const StackRun &run)
    : ReceptiveFieldModel(std::move(given))
    , m_table(scene.stack.rows(), scene.square() ? 1 : 2)
{
    planes.push_back(inputPlane(params));
    for (int r = 1; r < scene.stack.rows(); ++r) {
        const LayerKind kind = scene.stack.layers()[static_cast<size_t>(r) - 1].kind;
        Plane map = convoscope::planeOf(titleOf(kind), PlaneRole::Intermediate, run.output(r));
        map.label = std::to_string(r);
        if (const int channels = run.output(r).shape().c; channels > 1)
            showChannel(map, std::clamp(params.channel - 1, 0, channels - 1));
        planes.push_back(std::move(map));
    }
    arrangeRows({{.plane = 0}}, 1, mostColumns);
    addTables();
    follow();
}

void FieldGrowth::addTables()
{
    Tensor reach(m_table.shape());
    Tensor jump(m_table.shape());
    Tensor field(m_table.shape());
    for (int r = 0; r < m_table.rows; ++r) {
        for (int axis = 0; axis < m_table.axes; ++axis) {
            const AxisStack &stack = axisOf(axis);
            const auto [y, x] = m_table.cellOf(r, axis);
            const AxisLink *link = stack.link(r);
            reach.at(y, x) = link ? static_cast<float>(link->reach().value()) : 0.0F;
            jump.at(y, x) = static_cast<float>(stack.row(r).jump.value());
            field.at(y, x) = static_cast<float>(stack.row(r).field);
        }
    }
    m_reach = static_cast<int>(planes.size());
    m_jump = m_reach + 1;
    m_field = m_reach + 2;
    planes.push_back(convoscope::planeOf("layer-reach", PlaneRole::Intermediate, std::move(reach)));
    planes.push_back(convoscope::planeOf("jump", PlaneRole::Intermediate, std::move(jump)));
    planes.push_back(builtUpPlane("field-size", PlaneRole::Output, std::move(field)));
    arrangement.push_back({{.plane = m_reach, .fit = Fit::Common},
                           {.sign = Operator::Times},
                           {.plane = m_jump, .fit = Fit::Common},
                           {.sign = Operator::Becomes},
                           {.plane = m_field, .fit = Fit::Common}});
}

/// From the chosen unit back, always to the middle of what a unit reads inside the map: so the fields nest.
void FieldGrowth::follow()
{
    m_chain.resize(static_cast<size_t>(scene.stack.rows()));
    m_chain[static_cast<size_t>(scene.row)] = scene.unit;
    const auto middle = [](const AxisLink &link, int unit) -> std::optional<int> {
        std::vector<int> reads = link.reads(unit);
        std::erase_if(reads, [&](int i) { return i < 0 || i >= link.inputs(); });
        return reads.empty() ? std::nullopt : std::optional(reads[reads.size() / 2]);
    };
    for (int r = scene.row; r > 0; --r) {
        const auto unit = m_chain[static_cast<size_t>(r)];
        const AxisLink *y = scene.stack.y().link(r);
        const AxisLink *x = scene.stack.x().link(r);
        for (const int parent : scene.stack.parents(r)) {
            auto &above = m_chain[static_cast<size_t>(parent)];
            if (!unit || above)
                continue;
            const auto row = y ? middle(*y, unit->row) : unit->row;
            const auto column = x ? middle(*x, unit->column) : unit->column;
            if (row && column)
                above = Cell{*row, *column};
        }
    }
}

/// r = r(before) + d(K-1)·jump(before). Behind transposed convolutions the field is the next whole number of
/// pixels, and where branches join the larger of two: what the sum lacks is its bias.
void FieldGrowth::addTerms(Step &step, int row, int axis) const
{
    const AxisStack &stack = axisOf(axis);
    for (const int parent : stack.parents(row)) {
        step.terms.push_back(
            {.value = fieldOf(parent, axis), .plane = m_field, .from = m_table.cellOf(parent, axis)});
        if (!stack.link(row))
            continue;
        step.terms.push_back({.value = planes[static_cast<size_t>(m_reach)].at(m_table.cellOf(row, axis)),
                              .weight = planes[static_cast<size_t>(m_jump)].at(m_table.cellOf(parent, axis)),
                              .plane = m_reach,
                              .from = m_table.cellOf(row, axis),
                              .by = m_table.cellOf(parent, axis)});
    }
    const float field = fieldOf(row, axis);
    const auto most = std::ranges::max_element(step.terms, {}, &Term::value);
    if (!stack.link(row) && most->value == field)
        step.combine = Combine::Max;
    else if (!stack.link(row))
        step.terms.erase(step.terms.begin() + 1, step.terms.end());
    if (step.combine == Combine::Sum)
        step.bias = field - sumOf(step.terms);
}

Step FieldGrowth::step(int beat) const
{
    const int row = rowAt(beat);
    const int axis = beat % m_table.axes;
    Step step{.plane = m_field, .cell = m_table.cellOf(row, axis)};
    addTerms(step, row, axis);
    step.done = static_cast<int>(step.terms.size());
    step.result = fieldOf(row, axis);
    return step;
}

Step FieldGrowth::at(Position position) const
{
    Step made = step(position.beat);
    const int row = rowAt(position.beat);
    const int all = static_cast<int>(made.terms.size());
    if (position.tap >= 0 && position.tap + 1 < all) {
        made.done = position.tap + 1;
        const auto added = std::span(made.terms).first(static_cast<size_t>(made.done));
        made.result = made.combine == Combine::Max ? std::ranges::max_element(added, {}, &Term::value)->value
                                                   : sumOf(added);
    }
    addFrames(made.marks, row);
    addTableMarks(made, row, position.beat % m_table.axes, position.tap);
    if (const auto &unit = m_chain[static_cast<size_t>(row)]) {
        addSources(made.marks, row, *unit);
        made.wires = coneOf(row, *unit);
    }
    return made;
}

/// The fields of the layers so far, the newest as the window.
void FieldGrowth::addFrames(std::vector<Mark> &marks, int row) const
{
    for (int r = 1; r <= row; ++r) {
        const auto &unit = m_chain[static_cast<size_t>(r)];
        if (!unit)
            continue;
        const Rect field = scene.stack.field(r, *unit);
        if (field.empty())
            continue;
        Mark mark{
            .plane = planeOf(0), .role = r == row ? MarkRole::Window : MarkRole::Nested, .cells = field};
        if (field.height == field.width)
            mark.label = static_cast<float>(field.height);
        marks.push_back(mark);
    }
}

void FieldGrowth::addTableMarks(Step &step, int row, int axis, int tap) const
{
    for (size_t i = 0; i < step.terms.size(); ++i) {
        const Term &term = step.terms[i];
        if (tap >= 0 && static_cast<int>(i) != tap)
            continue;
        step.marks.push_back({.plane = term.plane, .role = MarkRole::Read, .cells = Rect::of(term.from)});
        if (term.plane == m_reach)
            step.marks.push_back({.plane = m_jump, .role = MarkRole::Weight, .cells = Rect::of(term.by)});
    }
    step.marks.push_back({.plane = m_field,
                          .role = MarkRole::Write,
                          .cells = Rect::of(m_table.cellOf(row, axis)),
                          .label = step.result});
}

std::vector<Mark> FieldGrowth::reach(int plane, Cell cell) const
{
    if (const auto row = rowOf(plane))
        return reachOf(*row, cell);
    std::vector<Mark> marks;
    if (!m_table.holds(cell))
        return marks;
    marks.push_back({.plane = plane, .role = MarkRole::Read, .cells = Rect::of(cell)});
    for (int beat = 0; beat < beats(); ++beat) { // which fields are made of this number, or which made this
        const Step made = step(beat);
        const bool reads = std::ranges::any_of(made.terms, [&](const Term &term) {
            return (term.plane == plane && term.from == cell)
                || (plane == m_jump && term.plane == m_reach && term.by == cell);
        });
        if (reads)
            marks.push_back({.plane = m_field, .role = MarkRole::Reach, .cells = Rect::of(made.cell)});
        if (plane != m_field || made.cell != cell)
            continue;
        for (const Term &term : made.terms)
            marks.push_back({.plane = term.plane, .role = MarkRole::Reach, .cells = Rect::of(term.from)});
    }
    return marks;
}

std::optional<int> FieldGrowth::beatAt(int plane, Cell cell) const
{
    if (const auto row = rowOf(plane))
        return std::max(*row == 0 ? scene.row : *row, 1) * m_table.axes - 1;
    if (!m_table.holds(cell))
        return std::nullopt;
    const int row = m_table.rowOf(cell);
    if (row == 0 || row > scene.row)
        return std::nullopt;
    return (row - 1) * m_table.axes + m_table.axisOf(cell);
}

int FieldGrowth::shownAt(int plane, Cell cell) const
{
    if (!isTable(plane))
        return 0;
    if (!m_table.holds(cell))
        return never;
    const int row = m_table.rowOf(cell);
    if (plane != m_field || row == 0)
        return 0;
    return row > scene.row ? never : (row - 1) * m_table.axes + m_table.axisOf(cell);
}

std::vector<Rect> FieldGrowth::shown(int plane, int beat) const
{
    if (!isTable(plane))
        return Model::shown(plane, beat);
    std::vector<Rect> cells;
    for (int r = 0; r < m_table.rows; ++r) {
        for (int axis = 0; axis < m_table.axes; ++axis) {
            const Cell cell = m_table.cellOf(r, axis);
            if (shownAt(plane, cell) <= beat)
                cells.push_back(Rect::of(cell));
        }
    }
    return cells;
}

} // namespace

Result<Trace> fieldGrowthTrace(const ReceptiveFieldParams &params)
{
    auto scene = fieldScene(params);
    if (!scene)
        return scene.refusal();
    auto run = StackRun::make(scene->stack, layerValues(params), scene->x);
    if (!run)
        return run.refusal();
    return Trace(std::make_shared<FieldGrowth>(params, *std::move(scene), *run));
}

} // namespace convoscope
