#include "core/border_walk.h"
#include "core/padding_traces.h"

#include <algorithm>

namespace convoscope {

namespace {

/// Neighbouring coordinates, first to last.
struct Run {
    int first;
    int last;
};

/// The coordinates of a padded axis that hold a copy of `coordinate`, itself included.
std::vector<Run> runsOf(int coordinate, int size, Run padded, PaddingMode mode)
{
    std::vector<Run> runs;
    for (int i = padded.first; i <= padded.last; ++i) {
        if (paddingSource(i, size, mode) != coordinate)
            continue;
        if (!runs.empty() && runs.back().last == i - 1)
            runs.back().last = i;
        else
            runs.push_back({i, i});
    }
    return runs;
}

class ModesModel final : public Trace::Model {
public:
    ModesModel(const PaddingParams &params, std::vector<Omission> left)
        : m_walk{params.inputSize(), params.border(PaddingMode::Zeros).sides}
    {
        omitted = std::move(left);
        for (const PaddingMode mode : possibleModes(params)) {
            planes.push_back(paddedPlane(params, mode));
            planes.back().builtUp = true;
        }
        const Rect all = planes.front().padded();
        const auto slots = slotsOfModes(*this);
        if (std::max(all.height, all.width) < magnifiedFrom)
            arrangement = {{slots[0], slots[1]}, {slots[2], slots[3]}};
        else
            arrangeMagnified(slots);
    }

    [[nodiscard]] int beats() const override { return m_walk.cells(); }
    [[nodiscard]] int taps(int /*beat*/) const override { return static_cast<int>(planes.size()); }

    [[nodiscard]] Step at(Position position) const override
    {
        const Cell cell = m_walk.cellOf(position.beat);
        const int count = taps(position.beat);
        Step step{.combine = Combine::Copy, .cell = cell};
        step.done = position.tap < 0 ? count : std::min(position.tap + 1, count);
        step.plane = step.done - 1;
        for (int p = 0; p < count; ++p) {
            const Plane &plane = planes[static_cast<size_t>(p)];
            step.terms.push_back(
                {.value = plane.at(cell), .plane = p, .from = plane.source(cell).value_or(cell), .to = cell});
        }
        step.result = step.terms[static_cast<size_t>(step.plane)].value;
        for (int p = 0; p < step.done; ++p)
            addCopy(step.marks, step.terms[static_cast<size_t>(p)]);
        return step;
    }

    [[nodiscard]] std::vector<Mark> reach(int /*plane*/, Cell cell) const override
    {
        if (m_walk.contains(cell))
            return at({m_walk.numberOf(cell), -1}).marks;
        std::vector<Mark> marks;
        for (int p = 0; p < static_cast<int>(planes.size()); ++p) {
            marks.push_back({.plane = p, .role = MarkRole::Source, .cells = Rect::of(cell)});
            addCopies(marks, p, cell);
        }
        return marks;
    }

    [[nodiscard]] std::optional<int> beatAt(int /*plane*/, Cell cell) const override
    {
        return m_walk.contains(cell) ? std::optional(m_walk.numberOf(cell)) : std::nullopt;
    }

    [[nodiscard]] int shownAt(int /*plane*/, Cell cell) const override
    {
        return m_walk.body().contains(cell) ? 0 : m_walk.numberOf(cell);
    }

    [[nodiscard]] std::vector<Rect> shown(int /*plane*/, int beat) const override
    {
        return m_walk.upTo(beat);
    }

private:
    static void addCopy(std::vector<Mark> &marks, const Term &term)
    {
        marks.push_back(
            {.plane = term.plane, .role = MarkRole::Write, .cells = Rect::of(term.to), .label = term.value});
        if (term.from != term.to)
            marks.push_back({.plane = term.plane, .role = MarkRole::Source, .cells = Rect::of(term.from)});
    }

    /// Marks the padding cells of a plane that are copied from this one.
    void addCopies(std::vector<Mark> &marks, int p, Cell cell) const
    {
        const Plane &plane = planes[static_cast<size_t>(p)];
        const Rect all = plane.padded();
        const PaddingMode mode = plane.border.mode;
        const auto rows = runsOf(cell.row, m_walk.size.y, {all.top, all.top + all.height - 1}, mode);
        const auto columns = runsOf(cell.column, m_walk.size.x, {all.left, all.left + all.width - 1}, mode);
        for (const Run row : rows) {
            for (const Run column : columns) {
                const Rect cells{row.first, column.first, row.last - row.first + 1,
                                 column.last - column.first + 1};
                if (cells != Rect::of(cell))
                    marks.push_back({.plane = p, .role = MarkRole::Reach, .cells = cells});
            }
        }
    }

    void arrangeMagnified(const ModeSlots &slots)
    {
        arrangement.resize(2);
        for (Slot slot : slots) {
            arrangement[0].push_back(slot);
            slot.loupe = slot.plane >= 0;
            slot.omitted = -1; // said above
            arrangement[1].push_back(slot);
        }
    }

    BorderWalk m_walk;
};

} // namespace

std::string_view paddedName(PaddingMode mode)
{
    switch (mode) {
    case PaddingMode::Zeros: return "pad-constant";
    case PaddingMode::Reflect: return "pad-reflect";
    case PaddingMode::Replicate: return "pad-replicate";
    case PaddingMode::Circular: return "pad-circular";
    }
    return "pad-constant";
}

Plane paddedPlane(const PaddingParams &params, PaddingMode mode)
{
    return {.name = paddedName(mode),
            .role = PlaneRole::Input,
            .values = params.input.values,
            .border = params.border(mode),
            .range = shownRange(params.input.tensor().plane(0, 0)),
            .picture = params.input.isPhoto()};
}

ModeSlots slotsOfModes(const Trace::Model &model)
{
    ModeSlots slots;
    for (size_t m = 0; m < slots.size(); ++m) {
        const std::string_view name = paddedName(paddingModes[m]);
        const auto plane = std::ranges::find(model.planes, name, &Plane::name);
        const auto left = std::ranges::find(model.omitted, name, &Omission::plane);
        if (plane != model.planes.end())
            slots[m].plane = static_cast<int>(plane - model.planes.begin());
        else
            slots[m].omitted = static_cast<int>(left - model.omitted.begin());
    }
    return slots;
}

Result<Trace> paddingModesTrace(const PaddingParams &params, std::vector<Omission> omitted)
{
    if (auto refusal = refusedBorder(params.border(PaddingMode::Zeros), params.inputSize()))
        return *refusal;
    return Trace(std::make_shared<const ModesModel>(params, std::move(omitted)));
}

} // namespace convoscope
