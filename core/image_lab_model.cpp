#include "core/image_lab_model.h"

#include <algorithm>

namespace convoscope {

namespace {

constexpr int before = 0; // the plane that the step reads

constexpr std::array<const char *, 4> letters{"R", "G", "B", "A"};

std::string labelOf(const ImageLabParams &params)
{
    const int channels = params.in().channels;
    const auto filter = labFilter(params, params.explainedField());
    if (channels == 1 || !filter || filter->colour == ColourMode::Luma)
        return {};
    const int channel = explainedChannel(params, *filter);
    if (channels == 2)
        return channel == 1 ? letters[3] : "";
    return letters[static_cast<size_t>(channel)];
}

/// Rows or columns of a plane that holds all that windows over `cells` read.
struct Extent {
    int first = 0; ///< in the picture; may lie before it
    int last = 0;
    int origin = 0; ///< the first that lies inside of the picture
    int inside = 0; ///< how many do
};

Extent extentOf(const std::vector<int> &cells, int window, int picture)
{
    Extent extent{.first = cells.front() - window / 2, .last = cells.back() - window / 2 + window - 1};
    extent.origin = std::max(extent.first, 0);
    extent.inside = std::min(extent.last, picture - 1) - extent.origin + 1;
    return extent;
}

std::vector<std::optional<int>> sourcesOf(const Extent &extent, int picture, FilterBorder border)
{
    std::vector<std::optional<int>> sources;
    for (int i = extent.first; i <= extent.last; ++i) {
        const auto from = borderSource(i, picture, border);
        sources.push_back(from ? std::optional(*from - extent.origin) : std::nullopt);
    }
    return sources;
}

} // namespace

ImageLabModel::ImageLabModel(const ImageLabParams &params, LabPart part)
    : m_part(std::move(part))
    , m_size{static_cast<int>(m_part.cells.rows.size()), static_cast<int>(m_part.cells.columns.size())}
    , m_window(windowOf(m_part.step))
{
    const int stride = m_part.scale ? params.stride : 1;
    m_stride = {stride, stride};
    addBefore(params);
    const FilterStep &step = m_part.step;
    if (step.kind == FilterKind::Median) {
        addMade(Making::Middle, builtUpPlane("lab-value", PlaneRole::Intermediate, tensorOf([&](Cell c) {
                                                 return m_part.after.at(c);
                                             })));
    } else if (step.kind == FilterKind::Kernel) {
        addSum("kernel", "lab-value", step.kernel, settled(step));
    } else {
        addSum("kernel-along", "lab-along", step.kernel, settled(step));
        addSum("kernel-across", "lab-across", step.across, settledAcross(step));
        const bool length = step.kind == FilterKind::Magnitude;
        addMade(length ? Making::Length : Making::Direction,
                builtUpPlane(length ? "lab-length" : "lab-direction", PlaneRole::Intermediate,
                             tensorOf([&](Cell c) { return m_part.after.at(c); })));
    }
    if (m_part.scale)
        addByte();
    arrange();
}

int ImageLabModel::add(Plane plane)
{
    planes.push_back(std::move(plane));
    return static_cast<int>(planes.size()) - 1;
}

Tensor ImageLabModel::tensorOf(const std::function<double(Cell)> &value) const
{
    Tensor tensor({.h = m_size.y, .w = m_size.x});
    for (int y = 0; y < m_size.y; ++y) {
        for (int x = 0; x < m_size.x; ++x)
            tensor.at(y, x) = static_cast<float>(value(inPhoto({y, x})));
    }
    return tensor;
}

void ImageLabModel::addBefore(const ImageLabParams &params)
{
    const Extent rows = extentOf(m_part.cells.rows, m_window.y, m_part.picture.y);
    const Extent columns = extentOf(m_part.cells.columns, m_window.x, m_part.picture.x);
    const PartWindow window = m_part.window();
    auto part = std::make_shared<PicturePart>();
    part->origin = {rows.origin, columns.origin};
    part->first = {rows.first - rows.origin, columns.first - columns.origin};
    part->rows = sourcesOf(rows, m_part.picture.y, m_part.border);
    part->columns = sourcesOf(columns, m_part.picture.x, m_part.border);
    part->padded = Tensor({.h = rows.last - rows.first + 1, .w = columns.last - columns.first + 1});
    for (int y = rows.first; y <= rows.last; ++y) {
        for (int x = columns.first; x <= columns.last; ++x)
            part->padded.at(y - rows.first, x - columns.first) = static_cast<float>(window.at({y, x}));
    }
    Tensor body({.h = rows.inside, .w = columns.inside});
    for (int y = 0; y < rows.inside; ++y) {
        for (int x = 0; x < columns.inside; ++x)
            body.at(y, x) = part->padded.at(y - part->first.row, x - part->first.column);
    }
    const Sides sides{.left = -part->first.column,
                      .right = columns.last - columns.origin + 1 - columns.inside,
                      .top = -part->first.row,
                      .bottom = rows.last - rows.origin + 1 - rows.inside};
    Plane plane = planeOf(m_part.isFirst ? "lab-photo" : "lab-before",
                          m_part.isFirst ? PlaneRole::Input : PlaneRole::Intermediate, std::move(body));
    plane.label = labelOf(params);
    plane.border = {.sides = sides, .constant = static_cast<float>(m_part.constant)};
    plane.part = std::move(part);
    plane.picture = m_part.isFirst;
    if (m_part.isFirst)
        plane.range = {0.0F, 255.0F};
    add(std::move(plane));
}

/// The weights as the learner knows them where only a divisor stands between them and the filter's.
void ImageLabModel::addSum(const char *kernelName, const char *name, const Tensor &kernel,
                           const SettledKernel &settled)
{
    const FilterStep &step = m_part.step;
    const bool plain = !step.normalise && (step.kind != FilterKind::Kernel || step.strength == 1.0);
    Tensor weights = kernel;
    if (!plain)
        std::ranges::transform(settled.weights, weights.values().begin(),
                               [](double weight) { return static_cast<float>(weight); });
    const double divisor = plain ? step.divisor : 1.0;
    const int kernelPlane = add(planeOf(kernelName, PlaneRole::Kernel, std::move(weights)));
    const PartWindow window = m_part.window();
    Plane sum = builtUpPlane(name, PlaneRole::Intermediate,
                             tensorOf([&](Cell cell) { return weighedSum(window, settled, cell); }));
    place(sum);
    m_makers.push_back({.making = Making::Sum,
                        .plane = add(std::move(sum)),
                        .kernel = kernelPlane,
                        .divisor = static_cast<float>(divisor),
                        .bias = static_cast<float>(settled.offset * divisor)});
}

/// Cells of the photo's result, whose own rows and columns are counted.
void ImageLabModel::place(Plane &plane) const
{
    auto part = std::make_shared<PicturePart>();
    part->origin = {m_part.cells.rows.front() / m_stride.y, m_part.cells.columns.front() / m_stride.x};
    part->padded = *plane.values;
    for (int y = 0; y < m_size.y; ++y)
        part->rows.emplace_back(y);
    for (int x = 0; x < m_size.x; ++x)
        part->columns.emplace_back(x);
    plane.part = std::move(part);
}

void ImageLabModel::addMade(Making making, Plane plane)
{
    place(plane);
    m_makers.push_back({.making = making, .plane = add(std::move(plane))});
}

void ImageLabModel::addByte()
{
    Plane bytes = builtUpPlane("lab-result", PlaneRole::Output,
                               tensorOf([&](Cell cell) { return static_cast<double>(m_part.byte(cell)); }));
    bytes.picture = true;
    bytes.range = {0.0F, 255.0F};
    bytes.label = planes[before].label;
    addMade(Making::Byte, std::move(bytes));
}

/// All in one row, near enough to read; the photo itself is seen elsewhere. Of a gradient the second
/// direction goes on to the right of what both read, the first to its left.
void ImageLabModel::arrange()
{
    const auto closeUp = [](int plane) { return Slot{.plane = plane, .loupe = true, .close = true}; };
    std::vector<Slot> row{closeUp(before)};
    const auto sums = std::ranges::count(m_makers, Making::Sum, &Maker::making);
    for (const Maker &maker : m_makers) {
        std::vector<Slot> made{closeUp(maker.plane)};
        if (maker.kernel >= 0) {
            made = {{.sign = Operator::Convolve},
                    {.plane = maker.kernel},
                    {.sign = Operator::Equals},
                    closeUp(maker.plane)};
        } else {
            made.insert(made.begin(), {.sign = Operator::Becomes});
        }
        const bool toTheLeft = sums == 2 && &maker == &m_makers.front();
        if (toTheLeft)
            row.insert(row.begin(), made.rbegin(), made.rend());
        else
            row.insert(row.end(), made.begin(), made.end());
    }
    arrangement = {std::move(row)};
}

Cell ImageLabModel::cellOf(int beat) const
{
    const int i = beat / perCell();
    return {i / m_size.x, i % m_size.x};
}

int ImageLabModel::makerOf(int plane) const
{
    const auto found = std::ranges::find(m_makers, plane, &Maker::plane);
    return found == m_makers.end() ? -1 : static_cast<int>(found - m_makers.begin());
}

Cell ImageLabModel::inPhoto(Cell cell) const
{
    return {m_part.cells.rows[static_cast<size_t>(cell.row)],
            m_part.cells.columns[static_cast<size_t>(cell.column)]};
}

Rect ImageLabModel::windowAt(Cell cell) const
{
    const Cell at = inPhoto(cell);
    const Cell origin = planes[before].part->origin;
    const Pair anchor = anchorOf(m_window);
    return {at.row - anchor.y - origin.row, at.column - anchor.x - origin.column, m_window.y, m_window.x};
}

} // namespace convoscope
