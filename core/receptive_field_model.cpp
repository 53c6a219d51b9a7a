#include "core/receptive_field_model.h"

#include "core/trained_stack.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace convoscope {

namespace {

constexpr int mostSideBySide = 7; // maps

/// Numbers that follow each other at one distance.
struct Run {
    int first = 0;
    int count = 1;
    int step = 1;
    [[nodiscard]] int length() const { return (count - 1) * step + 1; }
};

std::vector<Run> runsOf(const std::vector<int> &numbers)
{
    std::vector<Run> runs;
    for (const int n : numbers) {
        Run *last = runs.empty() ? nullptr : &runs.back();
        if (last && last->count == 1)
            last->step = n - last->first;
        if (last && n == last->first + last->count * last->step)
            ++last->count;
        else
            runs.push_back({.first = n});
    }
    for (Run &run : runs)
        run.step = run.count == 1 ? 1 : run.step;
    return runs;
}

std::optional<Refusal> refusedUnit(int got, int size, char axis)
{
    return refusedOutside("unit", got, {-1, size - 1}, axis);
}

/// How far the fields of a row's units reach beyond the input, at most a sixth of it on a side: what lies
/// farther out is not drawn.
std::pair<int, int> overhangOf(const AxisStack &axis, int row)
{
    const int size = axis.row(0).size;
    const AxisStack::Extent last = axis.extent(row, axis.row(row).size - 1);
    const int most = std::max(1, size / 6);
    return {std::clamp(-axis.extent(row, 0).first, 0, most),
            std::clamp(last.first + last.length - size, 0, most)};
}

/// The unit whose field has its middle closest to the middle of a pixel.
int unitOver(const AxisReach &reach, int pixel)
{
    const double place = (pixel + 0.5 - reach.centre.value()) / std::max(1e-9, reach.jump.value());
    return std::clamp(static_cast<int>(std::lround(place)), 0, reach.size - 1);
}

} // namespace

bool FieldScene::square() const
{
    for (int r = 0; r < stack.rows(); ++r) {
        const StackRow reach = stack.row(r);
        const AxisLink *down = stack.y().link(r);
        const AxisLink *across = stack.x().link(r);
        if (reach.y.field != reach.x.field || reach.y.jump != reach.x.jump
            || (down && across && down->reach() != across->reach()))
            return false;
    }
    return true;
}

Result<FieldScene> fieldScene(const ReceptiveFieldParams &params)
{
    auto stack = LayerStack::make(params.inputSize, params.layers);
    if (!stack)
        return stack.refusal();
    if (params.trained() && !findTrainedStack(params.layers))
        return Refusal{.reason = Reason::NotTrained, .field = "stack_weights"};
    const int row = params.row();
    const Pair size = stack->row(row).size();
    if (auto refusal = refusedUnit(params.unit.y, size.y, 'y'))
        return *refusal;
    if (auto refusal = refusedUnit(params.unit.x, size.x, 'x'))
        return *refusal;
    const Cell unit{params.unit.y < 0 ? (size.y - 1) / 2 : params.unit.y,
                    params.unit.x < 0 ? (size.x - 1) / 2 : params.unit.x};
    return FieldScene{*std::move(stack), row, unit, seenPicture(params)};
}

std::optional<int> ReceptiveFieldModel::rowOf(int plane) const
{
    const int row = plane - firstMap;
    return row >= 0 && row < scene.stack.rows() ? std::optional(row) : std::nullopt;
}

bool ReceptiveFieldModel::isUnit(int row, Cell cell) const
{
    const Pair size = scene.stack.row(row).size();
    return Rect{0, 0, size.y, size.x}.contains(cell);
}

std::vector<Wire> ReceptiveFieldModel::tied(int plane, Cell cell) const
{
    const auto row = rowOf(plane);
    return row && *row > 0 && isUnit(*row, cell) ? coneOf(*row, cell) : std::vector<Wire>();
}

std::vector<Pick> ReceptiveFieldModel::picks(int plane, Cell cell) const
{
    const auto row = rowOf(plane);
    if (!row)
        return {};
    const StackRow seen = scene.stack.row(scene.row);
    if (*row == 0)
        return {{"unit", Pair{unitOver(seen.y, cell.row), unitOver(seen.x, cell.column)}}};
    const Pair size = scene.stack.row(*row).size();
    const Pair unit{std::clamp(cell.row, 0, size.y - 1), std::clamp(cell.column, 0, size.x - 1)};
    const int last = scene.stack.rows() - 1;
    return {{"unit", unit}, {"layer", *row == last ? 0 : *row}};
}

void ReceptiveFieldModel::addUnits(std::vector<Mark> &marks, int row, const UnitSet &units,
                                   MarkRole role) const
{
    for (const Run &y : runsOf(units.rows)) {
        for (const Run &x : runsOf(units.columns)) {
            marks.push_back({.plane = planeOf(row),
                             .role = role,
                             .cells = {y.first, x.first, y.length(), x.length()},
                             .pitch = {y.step, x.step}});
        }
    }
}

void ReceptiveFieldModel::addSources(std::vector<Mark> &marks, int row, Cell unit) const
{
    const auto sources = scene.stack.sources(row, unit);
    for (int r = 0; r < row; ++r) {
        const UnitSet &units = sources[static_cast<size_t>(r)];
        if (units.empty())
            continue;
        addUnits(marks, r, units, MarkRole::Reach);
        if (r > 0)
            marks.push_back({.plane = planeOf(r), .role = MarkRole::Nested, .cells = units.hull()});
    }
    marks.push_back({.plane = planeOf(row), .role = MarkRole::Picked, .cells = Rect::of(unit)});
}

std::vector<Mark> ReceptiveFieldModel::reachOf(int row, Cell cell) const
{
    std::vector<Mark> marks;
    if (!isUnit(row, cell))
        return marks;
    if (row > 0) {
        addSources(marks, row, cell);
        const Rect field = scene.stack.field(row, cell);
        if (!field.empty())
            marks.push_back({.plane = planeOf(0), .role = MarkRole::Window, .cells = field});
        return marks;
    }
    const auto viewers = scene.stack.viewers(cell);
    for (int r = 1; r < scene.stack.rows(); ++r)
        addUnits(marks, r, viewers[static_cast<size_t>(r)], MarkRole::Reach);
    marks.push_back({.plane = planeOf(0), .role = MarkRole::Read, .cells = Rect::of(cell)});
    return marks;
}

std::vector<Wire> ReceptiveFieldModel::coneOf(int row, Cell unit) const
{
    std::vector<Wire> cone;
    const auto sources = scene.stack.sources(row, unit);
    for (int r = row; r > 0; --r) {
        const UnitSet &units = sources[static_cast<size_t>(r)];
        if (units.empty())
            continue;
        for (const int parent : scene.stack.parents(r)) {
            const UnitSet &read = sources[static_cast<size_t>(parent)];
            if (!read.empty())
                cone.push_back({.from = planeOf(parent),
                                .to = planeOf(r),
                                .fromCells = read.hull(),
                                .toCells = units.hull(),
                                .strong = r == row});
        }
    }
    return cone;
}

Plane ReceptiveFieldModel::inputPlane(const ReceptiveFieldParams &params) const
{
    Plane plane = convoscope::planeOf("input", PlaneRole::Input, scene.x);
    plane.picture = params.input.isPhoto();
    std::tie(plane.overhang.top, plane.overhang.bottom) = overhangOf(scene.stack.y(), scene.row);
    std::tie(plane.overhang.left, plane.overhang.right) = overhangOf(scene.stack.x(), scene.row);
    return plane;
}

void ReceptiveFieldModel::arrangeRows(std::vector<Slot> first, int from, int mostColumns)
{
    int columns = 0;
    for (const Slot &slot : first)
        columns += planes[static_cast<size_t>(slot.plane)].extent().width;
    for (int r = from; r < scene.stack.rows(); ++r)
        columns += scene.stack.row(r).x.size;
    const bool together = scene.stack.rows() <= mostSideBySide && columns <= mostColumns;
    std::vector<Slot> slots;
    for (Slot &slot : first) {
        slot.fit = together ? Fit::Common : Fit::Own;
        slots.push_back(slot);
    }
    for (int r = from; r < scene.stack.rows(); ++r) {
        if (together && !slots.empty())
            slots.push_back({.sign = Operator::Becomes});
        slots.push_back({.plane = planeOf(r), .fit = together ? Fit::Common : Fit::Thumbnail});
    }
    arrangement.push_back(std::move(slots));
}

} // namespace convoscope
