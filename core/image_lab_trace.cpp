// What a step of the image lab reads and makes, and what belongs to a cell.
#include "core/image_lab_model.h"
#include "core/sliding.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr int before = 0;

Mark framed(int plane, const Rect &cells)
{
    return {.plane = plane, .role = MarkRole::Window, .cells = cells};
}

} // namespace

int ImageLabModel::taps(int beat) const
{
    switch (m_makers[static_cast<size_t>(beat % perCell())].making) {
    case Making::Sum:
    case Making::Middle: return m_window.y * m_window.x;
    case Making::Length:
    case Making::Direction: return 2;
    case Making::Byte: return 1;
    }
    return 1;
}

void ImageLabModel::addWindowTerms(Step &step, const Maker &maker) const
{
    const Plane &read = planes[before];
    const Rect window = windowAt(step.cell);
    step.marks.push_back(framed(before, window));
    if (maker.kernel >= 0)
        step.marks.push_back(framed(maker.kernel, planes[static_cast<size_t>(maker.kernel)].body()));
    for (int y = 0; y < m_window.y; ++y) {
        for (int x = 0; x < m_window.x; ++x) {
            const Cell from{window.top + y, window.left + x};
            const float weight =
                maker.kernel < 0 ? 1.0F : planes[static_cast<size_t>(maker.kernel)].at({y, x});
            step.terms.push_back(
                {.value = read.at(from), .weight = weight, .plane = before, .from = from, .by = {y, x}});
        }
    }
    step.divisor = maker.divisor;
    step.bias = maker.bias;
    if (maker.making == Making::Middle)
        step.combine = Combine::Middle;
}

/// Of what other steps made at the same cell.
void ImageLabModel::addMadeTerms(Step &step, const Maker &maker) const
{
    const auto add = [&](int plane, std::optional<double> weight) {
        const float value = planes[static_cast<size_t>(plane)].at(step.cell);
        step.terms.push_back({.value = value,
                              .weight = weight ? static_cast<float>(*weight) : value,
                              .plane = plane,
                              .from = step.cell});
        step.marks.push_back(framed(plane, Rect::of(step.cell)));
    };
    step.marks.push_back(framed(before, windowAt(step.cell)));
    const int made = maker.plane;
    if (maker.making == Making::Byte) {
        const ResultScale scale = m_part.scale.value_or(ResultScale());
        add(made - 1, m_part.factor(inPhoto(step.cell)) * scale.factor);
        step.bias = static_cast<float>(scale.shift);
        step.then = scale.absolute ? CellFunction::AbsoluteToByte : CellFunction::ToByte;
        step.before = static_cast<float>(
            scale(m_part.after.at(inPhoto(step.cell)) * m_part.factor(inPhoto(step.cell))));
        if (scale.absolute)
            step.before = step.terms[0].product();
        return;
    }
    const bool length = maker.making == Making::Length;
    for (const Maker &sum : m_makers) {
        if (sum.making == Making::Sum)
            add(sum.plane, length ? std::nullopt : std::optional(1.0));
    }
    if (!length) {
        step.combine = Combine::Direction;
        return;
    }
    step.then = CellFunction::Root;
    step.before = sumOf(step.terms);
}

Step ImageLabModel::whole(int beat) const
{
    const Maker &maker = m_makers[static_cast<size_t>(beat % perCell())];
    Step step{.plane = maker.plane, .cell = cellOf(beat)};
    if (maker.making == Making::Sum || maker.making == Making::Middle)
        addWindowTerms(step, maker);
    else
        addMadeTerms(step, maker);
    step.done = static_cast<int>(step.terms.size());
    step.result = planes[static_cast<size_t>(maker.plane)].at(step.cell);
    return step;
}

void ImageLabModel::addTapMarks(Step &step, const Maker &maker) const
{
    const Term &term = step.terms[static_cast<size_t>(step.done - 1)];
    step.marks.push_back({.plane = term.plane, .role = MarkRole::Read, .cells = Rect::of(term.from)});
    if (maker.kernel >= 0)
        step.marks.push_back({.plane = maker.kernel, .role = MarkRole::Weight, .cells = Rect::of(term.by)});
    const Plane &read = planes[static_cast<size_t>(term.plane)];
    if (const auto source = read.source(term.from);
        source && *source != term.from && read.body().contains(*source))
        step.marks.push_back({.plane = term.plane, .role = MarkRole::Source, .cells = Rect::of(*source)});
}

Step ImageLabModel::at(Position position) const
{
    Step step = whole(position.beat);
    const Maker &maker = m_makers[static_cast<size_t>(position.beat % perCell())];
    const int all = step.done;
    if (position.tap >= 0) {
        step.done = std::min(position.tap + 1, all);
        addTapMarks(step, maker);
    }
    const std::span done = std::span(step.terms).first(static_cast<size_t>(step.done));
    if (step.done < all)
        step.result = step.combine == Combine::Middle ? done.back().value : sumOf(done);
    step.marks.push_back(
        {.plane = step.plane, .role = MarkRole::Write, .cells = Rect::of(step.cell), .label = step.result});
    for (const Maker &other : m_makers)
        step.marks.push_back({.plane = other.plane, .role = MarkRole::Sight, .cells = Rect::of(step.cell)});
    return step;
}

/// Every cell of the result whose window holds the cell, also through its copies beyond the edges.
std::vector<Mark> ImageLabModel::reachOfBefore(Cell cell) const
{
    const Plane &read = planes[before];
    const bool inside = read.body().contains(cell);
    const auto readsOf = [&](int count, bool rows) {
        std::vector<int> readers;
        for (int i = 0; i < count; ++i) {
            const Rect window = windowAt(rows ? Cell{i, 0} : Cell{0, i});
            const int first = rows ? window.top : window.left;
            const int length = rows ? window.height : window.width;
            for (int t = first; t < first + length; ++t) {
                const auto &sources = rows ? read.part->rows : read.part->columns;
                const int start = rows ? read.part->first.row : read.part->first.column;
                const int wanted = rows ? cell.row : cell.column;
                if (t == wanted || (inside && sources[static_cast<size_t>(t - start)] == wanted)) {
                    readers.push_back(i);
                    break;
                }
            }
        }
        return readers;
    };
    std::vector<Mark> marks{{.plane = before, .role = MarkRole::Read, .cells = Rect::of(cell)}};
    const std::vector<int> columns = readsOf(m_size.x, false);
    for (const int row : readsOf(m_size.y, true)) {
        for (const int column : columns) {
            for (const Maker &maker : m_makers) {
                if (maker.making == Making::Sum || maker.making == Making::Middle)
                    marks.push_back(
                        {.plane = maker.plane, .role = MarkRole::Reach, .cells = Rect::of({row, column})});
            }
        }
    }
    return marks;
}

std::vector<Mark> ImageLabModel::reachOfWeight(int plane, Cell cell) const
{
    const Rect first = windowAt({0, 0});
    std::vector<Mark> marks{{.plane = plane, .role = MarkRole::Weight, .cells = Rect::of(cell)},
                            {.plane = before,
                             .role = MarkRole::Reach,
                             .cells = {first.top + cell.row, first.left + cell.column,
                                       (m_size.y - 1) * m_stride.y + 1, (m_size.x - 1) * m_stride.x + 1},
                             .pitch = m_stride}};
    for (const Maker &maker : m_makers) {
        if (maker.kernel == plane)
            marks.push_back({.plane = maker.plane,
                             .role = MarkRole::Reach,
                             .cells = planes[static_cast<size_t>(maker.plane)].body()});
    }
    return marks;
}

std::vector<Mark> ImageLabModel::reach(int plane, Cell cell) const
{
    if (plane == before)
        return reachOfBefore(cell);
    const int maker = makerOf(plane);
    if (maker < 0)
        return reachOfWeight(plane, cell);
    const int beat = (cell.row * m_size.x + cell.column) * perCell();
    std::vector<Mark> marks = at({beat + maker, -1}).marks;
    for (int later = maker + 1; later < perCell(); ++later) {
        const Step step = whole(beat + later);
        if (std::ranges::any_of(step.terms, [plane](const Term &term) { return term.plane == plane; }))
            marks.push_back({.plane = step.plane, .role = MarkRole::Reach, .cells = Rect::of(cell)});
    }
    return marks;
}

std::optional<int> ImageLabModel::beatAt(int plane, Cell cell) const
{
    const int maker = makerOf(plane);
    if (maker >= 0)
        return (cell.row * m_size.x + cell.column) * perCell() + maker;
    if (plane != before)
        return std::nullopt;
    const Cell place = planes[before].place(cell);
    const auto nearest = [](const std::vector<int> &cells, int wanted, int stride) {
        return std::clamp((wanted - cells.front() + stride / 2) / stride, 0,
                          static_cast<int>(cells.size()) - 1);
    };
    const int row = nearest(m_part.cells.rows, place.row, m_stride.y);
    const int column = nearest(m_part.cells.columns, place.column, m_stride.x);
    return (row * m_size.x + column) * perCell() + perCell() - 1;
}

int ImageLabModel::shownAt(int plane, Cell cell) const
{
    const int maker = makerOf(plane);
    return maker < 0 ? 0 : (cell.row * m_size.x + cell.column) * perCell() + maker;
}

std::vector<Rect> ImageLabModel::shown(int plane, int beat) const
{
    const int maker = makerOf(plane);
    if (maker < 0)
        return Model::shown(plane, beat);
    const int made = beat < maker ? 0 : (beat - maker) / perCell() + 1;
    return Model::shown(plane, made - 1);
}

} // namespace convoscope
