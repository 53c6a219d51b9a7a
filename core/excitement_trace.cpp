#include "core/excitement_trace.h"

#include "core/network_cell.h"
#include "core/network_experiments.h"
#include "core/network_reach.h"
#include "core/pipeline_beats.h"
#include "core/sliding.h"

#include <algorithm>
#include <array>

namespace convoscope {

namespace {

constexpr int listed = 12; // digits for a filter

using Excitements = std::vector<std::vector<Excitement>>;

/// For every filter; found once, as nothing about it can change.
const Excitements &excitementsOf(BundledNetwork which)
{
    const auto find = [](BundledNetwork network) {
        auto found = mostExciting(*bundledNetwork(network), bundledDigits(), bundledDigits().count(), listed);
        return found ? *std::move(found) : Excitements();
    };
    static const std::array<Excitements, 2> all{find(BundledNetwork::LenetStyle),
                                                find(BundledNetwork::Lenet5)};
    return all[static_cast<size_t>(which)];
}

/// The network up to what its first convolution makes, with the activation behind it: all that is shown.
const std::shared_ptr<const Network> &firstLayerOf(BundledNetwork which)
{
    const auto cut = [](BundledNetwork network) {
        Network first = *bundledNetwork(network);
        first.layers.resize(static_cast<size_t>(shownRow(first, 1)));
        return std::make_shared<const Network>(std::move(first));
    };
    static const std::array all{cut(BundledNetwork::LenetStyle), cut(BundledNetwork::Lenet5)};
    return all[static_cast<size_t>(which)];
}

/// One digit with what the first layer makes of it.
struct Excited {
    Excitement excitement;
    NetworkRun run;
};

class ExcitementModel final : public Trace::Model {
public:
    ExcitementModel(std::vector<Excited> digits, NetworkReach reach, int filter);

    [[nodiscard]] int beats() const override { return static_cast<int>(m_digits.size()); }
    [[nodiscard]] int taps(int beat) const override { return static_cast<int>(at({beat, -1}).terms.size()); }
    [[nodiscard]] Step at(Position position) const override
    {
        return stepFor(position.beat, digitAt(position.beat).excitement.cell, position.tap);
    }
    [[nodiscard]] std::optional<Step> made(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Pick> picks(int plane, Cell cell) const override;

private:
    [[nodiscard]] const Excited &digitAt(int i) const { return m_digits[static_cast<size_t>(i)]; }
    [[nodiscard]] const Network &network() const { return m_digits.front().run.network(); }
    [[nodiscard]] int row() const { return shownRow(network(), 1); }
    [[nodiscard]] int kernelPlane() const { return m_kernels; }
    [[nodiscard]] int digitPlane(int i) const { return m_kernels + 1 + i; }
    [[nodiscard]] int mapPlane(int i) const { return m_kernels + 1 + beats() + i; }
    void addKernels();
    void addDigits();
    [[nodiscard]] Step stepFor(int digit, Cell cell, int tap) const;

    std::vector<Excited> m_digits;
    NetworkReach m_reach;
    int m_filter;
    int m_kernels = 0; ///< how many there are
};

ExcitementModel::ExcitementModel(std::vector<Excited> digits, NetworkReach reach, int filter)
    : m_digits(std::move(digits))
    , m_reach(std::move(reach))
    , m_filter(filter)
{
    upright = true;
    addKernels();
    addDigits();
}

void ExcitementModel::addKernels()
{
    const Tensor &weight = std::get<ConvLayer>(network().maker(1).operation).weight;
    m_kernels = weight.shape().n;
    const auto all =
        std::make_shared<const Tensor>(Shape{.c = m_kernels, .h = weight.height(), .w = weight.width()},
                                       std::vector<float>(weight.values().begin(), weight.values().end()));
    const Range range = rangeOf(all->values());
    arrangement.resize(2);
    for (int f = 0; f < m_kernels; ++f) {
        planes.push_back({.name = "first-kernels",
                          .label = std::to_string(f + 1),
                          .role = PlaneRole::Kernel,
                          .values = all,
                          .channel = f,
                          .range = range});
        arrangement[0].push_back({.plane = f, .fit = Fit::Thumbnail});
    }
    planes.push_back(planes[static_cast<size_t>(m_filter)]);
    planes.back().name = "chosen-kernel";
    arrangement[1].push_back({.plane = kernelPlane()});
}

void ExcitementModel::addDigits()
{
    arrangement.resize(4);
    for (int i = 0; i < beats(); ++i) {
        const NetworkRun &run = digitAt(i).run;
        planes.push_back({.name = "exciting-digits",
                          .label = std::to_string(digitAt(i).excitement.digit),
                          .role = PlaneRole::Input,
                          .values = std::make_shared<const Tensor>(run.output(0)),
                          .range = {0.0F, 1.0F}});
        arrangement[2].push_back({.plane = digitPlane(i), .fit = Fit::Thumbnail});
    }
    Range range{};
    for (const Excited &digit : m_digits) {
        const Range own = rangeOf(digit.run.output(row()).plane(0, m_filter));
        range = {std::min(range.low, own.low), std::max(range.high, own.high)};
    }
    for (int i = 0; i < beats(); ++i) {
        planes.push_back({.name = "excited-maps",
                          .label = std::to_string(digitAt(i).excitement.digit),
                          .role = PlaneRole::Output,
                          .values = std::make_shared<const Tensor>(digitAt(i).run.output(row())),
                          .channel = m_filter,
                          .range = range,
                          .feature = true});
        arrangement[3].push_back({.plane = mapPlane(i), .fit = Fit::Thumbnail});
    }
}

Step ExcitementModel::stepFor(int digit, Cell cell, int tap) const
{
    const NetworkRun &run = digitAt(digit).run;
    const auto told = cellStory(run, {1, m_filter, cell});
    Step step{.plane = mapPlane(digit), .cell = cell};
    if (!told)
        return step;
    const int columns = planes[static_cast<size_t>(kernelPlane())].size().x;
    for (const CellTerm &term : told->terms) {
        const auto i = static_cast<int>(step.terms.size());
        step.terms.push_back({.value = term.value,
                              .weight = term.weight,
                              .plane = digitPlane(digit),
                              .from = term.from.cell,
                              .by = {i / columns, i % columns}});
    }
    const auto all = static_cast<int>(step.terms.size());
    step.done = tap < 0 ? all : std::min(tap + 1, all);
    step.bias = told->bias;
    const auto *activation = std::get_if<Activation>(&network().maker(row()).operation);
    if (activation) {
        step.then = activation->kind;
        step.before = told->result;
    }
    step.result = step.done == all ? run.output(row()).at(0, m_filter, cell.row, cell.column)
                                   : sumOf(std::span(step.terms).first(static_cast<size_t>(step.done)));
    const RowCells window = m_reach.sources({1, m_filter, cell}).front();
    step.marks = {
        {.plane = digitPlane(digit), .role = MarkRole::Window, .cells = window.units.hull()},
        {.plane = m_filter, .role = MarkRole::Picked, .cells = planes[static_cast<size_t>(m_filter)].body()},
        {.plane = step.plane, .role = MarkRole::Write, .cells = Rect::of(cell), .label = step.result}};
    if (tap >= 0) {
        const Term &term = step.terms[static_cast<size_t>(step.done) - 1];
        step.marks.push_back({.plane = term.plane, .role = MarkRole::Read, .cells = Rect::of(term.from)});
        step.marks.push_back({.plane = kernelPlane(), .role = MarkRole::Weight, .cells = Rect::of(term.by)});
    }
    step.wires = {{.from = kernelPlane(), .to = step.plane, .role = PlaneRole::Kernel, .strong = true},
                  {.from = digitPlane(digit), .to = step.plane, .role = PlaneRole::Input, .strong = true}};
    return step;
}

std::optional<Step> ExcitementModel::made(int plane, Cell cell) const
{
    if (plane < mapPlane(0) || !planes[static_cast<size_t>(plane)].body().contains(cell))
        return std::nullopt;
    return stepFor(plane - mapPlane(0), cell, -1);
}

std::vector<Mark> ExcitementModel::reach(int plane, Cell cell) const
{
    if (plane < digitPlane(0) || !planes[static_cast<size_t>(plane)].body().contains(cell))
        return {};
    if (plane >= mapPlane(0))
        return {{.plane = plane - beats(),
                 .role = MarkRole::Window,
                 .cells = m_reach.sources({1, m_filter, cell}).front().units.hull()}};
    const auto viewers = m_reach.viewers({0, 0, cell});
    return {{.plane = plane + beats(), .role = MarkRole::Reach, .cells = viewers[1].units.hull()}};
}

std::optional<int> ExcitementModel::beatAt(int plane, Cell /*cell*/) const
{
    if (plane < digitPlane(0))
        return std::nullopt;
    return (plane - digitPlane(0)) % beats();
}

std::vector<Pick> ExcitementModel::picks(int plane, Cell /*cell*/) const
{
    if (plane >= m_kernels)
        return {};
    return {{"shown_filter", plane}};
}

} // namespace

Result<Trace> excitementTrace(BundledNetwork network, int filter)
{
    const Excitements &all = excitementsOf(network);
    const auto count = static_cast<int>(all.size());
    if (auto refusal = refusedOutside("shown_filter", filter, {0, count - 1}))
        return *refusal;
    const auto &first = firstLayerOf(network);
    auto reach = NetworkReach::make(*first);
    if (!reach)
        return reach.refusal();
    std::vector<Excited> digits;
    for (const Excitement &excitement : all[static_cast<size_t>(filter)]) {
        auto input = framed(bundledDigits().picture(excitement.digit), *first);
        if (!input)
            return input.refusal();
        auto run = NetworkRun::make(first, *std::move(input));
        if (!run)
            return run.refusal();
        digits.push_back({excitement, *std::move(run)});
    }
    return Trace(std::make_shared<const ExcitementModel>(std::move(digits), *std::move(reach), filter));
}

} // namespace convoscope
