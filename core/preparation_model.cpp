#include "core/preparation_model.h"

#include <algorithm>
#include <numeric>

namespace convoscope {

namespace {

constexpr float middle = PreparedDigit::side / 2.0F;

/// The ink of every row (axis 0) or column (axis 1), as one line.
Tensor sumsOf(const Tensor &x, size_t axis)
{
    Tensor sums({.h = 1, .w = axis == 0 ? x.height() : x.width()});
    for (int y = 0; y < x.height(); ++y) {
        for (int c = 0; c < x.width(); ++c)
            sums.at(0, axis == 0 ? y : c) += x.at(y, c);
    }
    return sums;
}

Cell largestOf(const Tensor &x)
{
    const auto at = static_cast<int>(std::ranges::max_element(x.values()) - x.values().begin());
    return {at / x.width(), at % x.width()};
}

} // namespace

PreparationModel::PreparationModel(const Tensor &ink, PreparedDigit made,
                                   const std::optional<FoundDigit> &found)
    : m_made(std::move(made))
    , m_rows(areaCovers(m_made.cropped.height(), m_made.scaled.height()))
    , m_columns(areaCovers(m_made.cropped.width(), m_made.scaled.width()))
{
    if (found)
        addFound(*found);
    m_ink = add(planeOf("ink", found ? PlaneRole::Intermediate : PlaneRole::Input, ink), m_cropping);
    m_scaling = m_cropping + 1;
    m_centring = m_scaling + m_made.scaled.height() * m_made.scaled.width();
    m_placing = m_centring + 4;
    m_cropped = add(planeOf("cropped-ink", PlaneRole::Intermediate, m_made.cropped), m_cropping);
    m_scaled = add(planeOf("scaled-ink", PlaneRole::Intermediate, m_made.scaled), m_scaling);
    addCentre(0);
    addCentre(1);
    m_digit = add(planeOf("digit", PlaneRole::Output, m_made.digit), m_placing);
    for (const int i : {m_ink, m_cropped, m_scaled, m_digit})
        planes[static_cast<size_t>(i)].range = {0.0F, 1.0F};
    arrange();
}

int PreparationModel::add(Plane plane, int beat)
{
    plane.builtUp = plane.role != PlaneRole::Input;
    planes.push_back(std::move(plane));
    m_since.push_back(beat);
    return static_cast<int>(planes.size()) - 1;
}

/// The search comes before the crop.
void PreparationModel::addFound(const FoundDigit &found)
{
    m_darkInk = found.darkInk;
    m_bounds = found.bounds;
    m_grey = add(planeOf("photo-grey", PlaneRole::Input, found.grey), 0);
    m_level = add(planeOf("paper-level", PlaneRole::Intermediate, found.paper.level), 0);
    m_contrast = add(planeOf("contrast", PlaneRole::Intermediate, found.contrast), 0);
    for (const int i : {m_grey, m_level}) {
        planes[static_cast<size_t>(i)].picture = true;
        planes[static_cast<size_t>(i)].range = plane(m_grey).range;
    }
    m_cropping = 1;
}

void PreparationModel::addCentre(size_t axis)
{
    const auto centre = static_cast<float>(axis == 0 ? m_made.centre.y : m_made.centre.x);
    const PlaneRole role = PlaneRole::Intermediate;
    const int beat = m_centring + 2 * static_cast<int>(axis);
    m_sums[axis] =
        add(planeOf(axis == 0 ? "row-ink" : "column-ink", role, sumsOf(m_made.scaled, axis)), beat);
    m_centre[axis] = add(planeOf("ink-centre", role, Tensor::matrix({{centre}})), beat);
    m_offset[axis] = add(planeOf("to-the-middle", role, Tensor::matrix({{middle - centre}})), beat + 1);
}

void PreparationModel::arrange()
{
    const Slot becomes{.sign = Operator::Becomes};
    if (m_grey >= 0)
        arrangement.push_back(
            {{.plane = m_grey}, becomes, {.plane = m_level}, becomes, {.plane = m_contrast}});
    arrangement.push_back({{.plane = m_ink}, becomes, {.plane = m_cropped}, becomes, {.plane = m_scaled}});
    for (size_t axis = 0; axis < 2; ++axis)
        arrangement.push_back({{.plane = m_sums[axis]},
                               becomes,
                               {.plane = m_centre[axis]},
                               becomes,
                               {.plane = m_offset[axis]}});
    arrangement.back().push_back(becomes);
    arrangement.back().push_back({.plane = m_digit});
}

Cell PreparationModel::scaledAt(int beat) const
{
    const int i = beat - m_scaling;
    return {i / m_made.scaled.width(), i % m_made.scaled.width()};
}

Rect PreparationModel::coveredBy(Cell scaled) const
{
    const AreaCover &rows = m_rows[static_cast<size_t>(scaled.row)];
    const AreaCover &columns = m_columns[static_cast<size_t>(scaled.column)];
    return {rows.first, columns.first, static_cast<int>(rows.shares.size()),
            static_cast<int>(columns.shares.size())};
}

Rect PreparationModel::scaledOver(Cell cropped) const
{
    const auto covering = [](const std::vector<AreaCover> &covers, int pixel) {
        const auto covered = [pixel](const AreaCover &cover) {
            return pixel >= cover.first && pixel < cover.first + static_cast<int>(cover.shares.size());
        };
        const auto first = std::ranges::find_if(covers, covered);
        const auto behind = std::find_if_not(first, covers.end(), covered);
        return std::pair(static_cast<int>(first - covers.begin()), static_cast<int>(behind - first));
    };
    const auto [top, height] = covering(m_rows, cropped.row);
    const auto [left, width] = covering(m_columns, cropped.column);
    return {top, left, height, width};
}

Rect PreparationModel::placed() const
{
    return {m_made.corner.row, m_made.corner.column, m_made.scaled.height(), m_made.scaled.width()};
}

/// What a pixel of the scaled digit is made from, in the cropped ink and in the whole.
void PreparationModel::addSources(std::vector<Mark> &marks, Cell scaled) const
{
    const Rect covered = coveredBy(scaled);
    marks.push_back(windowOn(m_cropped, covered));
    marks.push_back(windowOn(m_ink, moved(covered, {m_made.crop.top, m_made.crop.left})));
}

int PreparationModel::taps(int beat) const
{
    return static_cast<int>(whole(beat).terms.size());
}

/// The step that computes a cell, still without its arithmetic.
Step PreparationModel::bare(int plane, Cell cell) const
{
    Step step{.plane = plane, .cell = cell};
    step.result = planes[static_cast<size_t>(plane)].at(cell);
    return step;
}

/// How far the ink of a photo stands out from the paper, where it does most.
Step PreparationModel::contrasting() const
{
    const Cell at = largestOf(*plane(m_contrast).values);
    Step step = bare(m_contrast, at);
    const float sign = m_darkInk ? 1.0F : -1.0F;
    step.terms = {{.value = plane(m_level).at(at), .weight = sign, .plane = m_level, .from = at},
                  {.value = plane(m_grey).at(at), .weight = -sign, .plane = m_grey, .from = at}};
    step.marks = {windowOn(m_grey, Rect::of(at)), windowOn(m_level, Rect::of(at))};
    return step;
}

/// The ink goes unchanged to its place in the crop: one cell stands for all.
Step PreparationModel::cropping() const
{
    const Cell to = largestOf(m_made.cropped);
    Step step = bare(m_cropped, to);
    step.combine = Combine::Move;
    step.terms = {{.value = step.result,
                   .plane = m_ink,
                   .from = {m_made.crop.top + to.row, m_made.crop.left + to.column},
                   .to = to}};
    step.marks = {windowOn(m_ink, m_made.crop)};
    if (m_contrast >= 0)
        step.marks.push_back(windowOn(m_contrast, m_bounds));
    return step;
}

Step PreparationModel::scaling(int beat) const
{
    const Cell cell = scaledAt(beat);
    Step step = bare(m_scaled, cell);
    addSources(step.marks, cell);
    const AreaCover &rows = m_rows[static_cast<size_t>(cell.row)];
    const AreaCover &columns = m_columns[static_cast<size_t>(cell.column)];
    for (size_t i = 0; i < rows.shares.size(); ++i) {
        for (size_t k = 0; k < columns.shares.size(); ++k) {
            const Cell from{rows.first + static_cast<int>(i), columns.first + static_cast<int>(k)};
            step.terms.push_back({.value = m_made.cropped.at(from.row, from.column),
                                  .weight = rows.shares[i] * columns.shares[k],
                                  .plane = m_cropped,
                                  .from = from});
        }
    }
    return step;
}

/// Where the centre lies from the top or the left: the ink of each row or column times its middle, over all
/// ink.
Step PreparationModel::centring(size_t axis) const
{
    const int from = m_sums[axis];
    Step step = bare(m_centre[axis], {0, 0});
    step.marks = {windowOn(from, plane(from).body()), windowOn(m_scaled, plane(m_scaled).body())};
    const auto sums = plane(from).values->values();
    for (int i = 0; i < static_cast<int>(sums.size()); ++i)
        step.terms.push_back({.value = sums[static_cast<size_t>(i)],
                              .weight = static_cast<float>(i) + 0.5F,
                              .plane = from,
                              .from = {0, i}});
    step.divisor = std::accumulate(sums.begin(), sums.end(), 0.0F);
    return step;
}

/// How far the centre lies before the middle of the result.
Step PreparationModel::shifting(size_t axis) const
{
    Step step = bare(m_offset[axis], {0, 0});
    step.marks = {windowOn(m_centre[axis], {0, 0, 1, 1})};
    step.terms = {{.value = plane(m_centre[axis]).at({0, 0}), .weight = -1.0F, .plane = m_centre[axis]}};
    step.bias = middle;
    return step;
}

/// The scaled digit goes unchanged to its place.
Step PreparationModel::placing() const
{
    const Rect all = plane(m_scaled).body();
    const Cell last{placed().top + all.height - 1, placed().left + all.width - 1};
    Step step = bare(m_digit, last);
    step.combine = Combine::Move;
    for (int y = 0; y < all.height; ++y) {
        for (int x = 0; x < all.width; ++x)
            step.terms.push_back({.value = m_made.scaled.at(y, x),
                                  .plane = m_scaled,
                                  .from = {y, x},
                                  .to = {placed().top + y, placed().left + x}});
    }
    step.marks = {windowOn(m_scaled, all), windowOn(m_digit, placed())};
    return step;
}

/// A step with all of its terms.
Step PreparationModel::whole(int beat) const
{
    if (beat < m_cropping)
        return contrasting();
    if (beat < m_scaling)
        return cropping();
    if (beat < m_centring)
        return scaling(beat);
    const auto i = static_cast<size_t>(beat - m_centring);
    if (beat < m_placing)
        return i % 2 == 0 ? centring(i / 2) : shifting(i / 2);
    return placing();
}

Step PreparationModel::at(Position position) const
{
    Step step = whole(position.beat);
    const int all = static_cast<int>(step.terms.size());
    step.done = position.tap < 0 ? all : std::min(position.tap + 1, all);
    if (step.done < all) {
        const Term &term = step.terms[static_cast<size_t>(step.done) - 1];
        step.marks.push_back({.plane = term.plane, .role = MarkRole::Read, .cells = Rect::of(term.from)});
        float sum = 0.0F;
        for (int i = 0; i < step.done; ++i)
            sum += step.terms[static_cast<size_t>(i)].product();
        step.result = step.combine == Combine::Move ? term.value : sum;
        step.cell = step.combine == Combine::Move ? term.to : step.cell;
    }
    const bool moves = step.combine == Combine::Move;
    step.marks.push_back({.plane = step.plane,
                          .role = MarkRole::Write,
                          .cells = Rect::of(step.cell),
                          .label = moves ? std::nullopt : std::optional(step.result)});
    return step;
}

} // namespace convoscope
