#include "core/axis_stack.h"

#include <algorithm>
#include <numeric>

namespace convoscope {

namespace {

void sortOut(std::vector<int> &units)
{
    std::ranges::sort(units);
    units.erase(std::ranges::unique(units).begin(), units.end());
}

std::optional<Refusal> refusedRow(const char *field, int got, int rows)
{
    return refusedOutside(field, got, {0, rows - 1});
}

std::optional<Refusal> refusedScale(Fraction field, Fraction jump, char axis)
{
    const auto tooLarge = [axis](const char *name, long long got) {
        return Refusal{.reason = Reason::TooLarge,
                       .field = name,
                       .axis = axis,
                       .got = got,
                       .limit = AxisStack::maxField};
    };
    if (field.value() > AxisStack::maxField)
        return tooLarge("kernel", field.over / field.under);
    if (std::max(jump.over, jump.under) > AxisStack::maxField)
        return tooLarge("stride", std::max(jump.over, jump.under));
    return std::nullopt;
}

/// A period, or 0 (take every unit by itself) where it is too long to be of use.
int usefulPeriod(long long period)
{
    return period <= AxisStack::maxField ? static_cast<int>(period) : 0;
}

/// After how many units the fields behind a layer repeat, if those before it do after `period`; 0 if never.
int periodBehind(const AxisLink &link, int period)
{
    const Fraction stride = link.stride();
    if (!stride.whole())
        return usefulPeriod(period * stride.under);
    return period == 0 ? 0 : period / std::gcd(period, static_cast<int>(stride.over));
}

/// The two branches of a Join, seen as one row.
AxisReach joined(const AxisReach &a, const AxisReach &b)
{
    AxisReach both = a;
    const int end = std::max(a.start + a.field, b.start + b.field);
    both.start = std::min(a.start, b.start);
    both.field = end - both.start;
    if (a.jump != b.jump || a.centre != b.centre)
        both.misalignment = Misalignment{.offset = b.centre - a.centre, .jump = b.jump};
    return both;
}

} // namespace

AxisStack::AxisStack(int input)
    : m_rows{{.size = input}}
    , m_parents{{}}
    , m_links{std::nullopt}
    , m_periods{1}
{
}

Result<AxisStack> AxisStack::make(int input, std::span<const LayerSpec> layers, char axis)
{
    if (input < 1)
        return Refusal{
            .reason = Reason::EmptyInput, .field = "input", .axis = axis, .got = input, .works = 1};
    AxisStack stack(input);
    for (size_t i = 0; i < layers.size(); ++i) {
        if (auto refusal = stack.append(layers[i], axis)) {
            refusal->field = "layers[" + std::to_string(i) + "]." + refusal->field;
            return *refusal;
        }
    }
    return stack;
}

std::optional<Refusal> AxisStack::append(const LayerSpec &layer, char axis)
{
    const int rows = static_cast<int>(m_rows.size());
    const int from = layer.from.value_or(rows - 1);
    if (auto refusal = refusedRow("from", from, rows))
        return refusal;
    return layer.kind == LayerKind::Join ? appendJoin(layer, from, axis) : appendLink(layer, from, axis);
}

std::optional<Refusal> AxisStack::appendLink(const LayerSpec &layer, int from, char axis)
{
    const AxisReach &before = row(from);
    const auto link = AxisLink::make(layer, before.size, axis);
    if (!link)
        return link.refusal();
    const Fraction field = Fraction{before.field} + link->reach() * before.jump;
    const Fraction jump = link->stride() * before.jump;
    if (auto refusal = refusedScale(field, jump, axis))
        return refusal;
    const int period = periodBehind(*link, m_periods[static_cast<size_t>(from)]);
    const bool regular = period == 1 && m_periods[static_cast<size_t>(from)] == 1;
    m_rows.push_back(
        {.size = link->outputs(), .jump = jump, .centre = before.centre + before.jump * link->offset()});
    m_parents.push_back({from});
    m_links.emplace_back(*link);
    m_periods.push_back(period);
    if (regular)
        extend(link->reads(0));
    else
        measure();
    return std::nullopt;
}

std::optional<Refusal> AxisStack::appendJoin(const LayerSpec &layer, int from, char axis)
{
    if (auto refusal = refusedRow("with", layer.with, static_cast<int>(m_rows.size())))
        return refusal;
    const AxisReach &a = row(from);
    const AxisReach &b = row(layer.with);
    if (a.size != b.size) {
        return Refusal{
            .reason = Reason::ShapesDontMatch, .field = "with", .axis = axis, .got = b.size, .limit = a.size};
    }
    const long long common =
        std::lcm<long long>(m_periods[static_cast<size_t>(from)], m_periods[static_cast<size_t>(layer.with)]);
    const int period = a.jump == b.jump ? usefulPeriod(common) : 0;
    m_rows.push_back(joined(a, b));
    m_parents.push_back({from, layer.with});
    m_links.emplace_back(std::nullopt);
    m_periods.push_back(period);
    if (period != 1)
        measure();
    return std::nullopt;
}

/// The field of the last row, whose unit 0 reads these units of a row in which all fields are alike.
void AxisStack::extend(const std::vector<int> &reads)
{
    AxisReach &after = m_rows.back();
    const AxisReach &before = row(m_parents.back().front());
    const int jump = static_cast<int>(before.jump.over);
    after.start = before.start + jump * reads.front();
    after.field = before.field + jump * (reads.back() - reads.front());
}

/// The field of the last row, unit by unit.
void AxisStack::measure()
{
    const int last = static_cast<int>(m_rows.size()) - 1;
    AxisReach &reach = m_rows.back();
    const int period = m_periods.back();
    const int units = period == 0 ? reach.size : std::min(reach.size, period);
    reach.start = hull(last, 0).first;
    reach.field = 0;
    for (int unit = 0; unit < units; ++unit)
        reach.field = std::max(reach.field, hull(last, unit).length);
}

const AxisLink *AxisStack::link(int row) const
{
    const auto &link = m_links[static_cast<size_t>(row)];
    return link ? &*link : nullptr;
}

AxisStack::Extent AxisStack::extent(int row, int unit) const
{
    const AxisReach &reach = m_rows[static_cast<size_t>(row)];
    if (m_periods[static_cast<size_t>(row)] != 1)
        return hull(row, unit);
    return {reach.start + unit * static_cast<int>(reach.jump.over), reach.field};
}

AxisStack::Extent AxisStack::hull(int row, int unit) const
{
    const auto sets = sourcesOf(row, unit, false);
    const std::vector<int> &pixels = sets.front();
    if (pixels.empty())
        return {};
    return {pixels.front(), pixels.back() - pixels.front() + 1};
}

std::vector<std::vector<int>> AxisStack::sources(int row, int unit) const
{
    return sourcesOf(row, unit, true);
}

std::vector<std::vector<int>> AxisStack::sourcesOf(int row, int unit, bool clipped) const
{
    std::vector<std::vector<int>> sets(static_cast<size_t>(row) + 1);
    sets.back() = {unit};
    for (int r = row; r > 0; --r) {
        for (const int parent : parents(r)) {
            std::vector<int> &read = sets[static_cast<size_t>(parent)];
            for (const int u : sets[static_cast<size_t>(r)]) {
                const std::vector<int> units = link(r) ? link(r)->reads(u) : std::vector<int>{u};
                read.insert(read.end(), units.begin(), units.end());
            }
            sortOut(read);
            if (clipped)
                std::erase_if(read,
                              [&](int u) { return u < 0 || u >= m_rows[static_cast<size_t>(parent)].size; });
        }
    }
    return sets;
}

std::vector<std::vector<int>> AxisStack::viewers(int pixel) const
{
    std::vector<std::vector<int>> sets(m_rows.size());
    sets.front() = {pixel};
    for (size_t r = 1; r < sets.size(); ++r) {
        const AxisLink *made = link(static_cast<int>(r));
        for (const int parent : m_parents[r]) {
            for (const int u : sets[static_cast<size_t>(parent)]) {
                const std::vector<int> units = made ? made->readers(u) : std::vector<int>{u};
                sets[r].insert(sets[r].end(), units.begin(), units.end());
            }
        }
        sortOut(sets[r]);
    }
    return sets;
}

std::vector<ReachTerm> AxisStack::terms(int row) const
{
    std::vector<ReachTerm> terms;
    while (!parents(row).empty()) {
        const std::vector<int> &from = parents(row);
        const auto larger = std::ranges::max_element(from, {}, [this](int r) { return this->row(r).field; });
        if (link(row))
            terms.push_back({row - 1, link(row)->reach(), this->row(*larger).jump});
        row = *larger;
    }
    std::ranges::reverse(terms);
    return terms;
}

} // namespace convoscope
