#include "core/receptive_field_formula.h"

#include "core/formula_line.h"
#include "core/receptive_field_model.h"

namespace convoscope {

namespace {

constexpr int termsPerLine = 5;

std::string text(Fraction value)
{
    return value.whole() ? formulaNumber(value.over) : formulaNumber(value.value());
}

/// Terms that follow each other and are the same, with how many they are; those that add nothing left out.
std::vector<std::pair<ReachTerm, int>> grouped(const std::vector<ReachTerm> &terms)
{
    std::vector<std::pair<ReachTerm, int>> groups;
    for (const ReachTerm &term : terms) {
        const bool same = !groups.empty() && groups.back().first.reach == term.reach
            && groups.back().first.jump == term.jump;
        if (same)
            ++groups.back().second;
        else if (term.reach != Fraction{})
            groups.emplace_back(term, 1);
    }
    return groups;
}

/// "= 1 + 2·1 + 3·2·4 = 27".
void addSolved(Formula &formula, const AxisStack &axis, int row, std::string_view name)
{
    LineWriter line;
    if (!name.empty())
        line.output(name)(" ");
    line("= 1");
    Fraction sum{1};
    int placed = 0;
    const auto groups = grouped(axis.terms(row));
    const bool counts = axis.terms(row).size() > static_cast<size_t>(termsPerLine);
    for (const auto &[term, count] : groups) {
        if (placed > 0 && placed % termsPerLine == 0) {
            formula.push_back(line.tokens());
            line = LineWriter();
            line("   ");
        }
        for (int i = 0; i < (counts ? 1 : count); ++i) {
            line(" + ");
            if (counts && count > 1)
                line(std::to_string(count) + "·");
            line.kernel(text(term.reach))("·").input(text(term.jump));
        }
        sum = sum + Fraction{count} * term.grows();
        ++placed;
    }
    const Fraction field{axis.row(row).field};
    line(" = ");
    if (sum == field)
        formula.push_back(line.output(text(field)).tokens());
    else // units differ, or branches lie apart
        formula.push_back(line(text(sum) + "  →  ").output(text(field)).tokens());
}

/// "r = 3 + 2·4 = 11" for the chosen layer.
void addLast(Formula &formula, const AxisStack &axis, int row, std::string_view name)
{
    const AxisLink *link = axis.link(row);
    if (!link)
        return;
    const AxisReach &before = axis.row(axis.parents(row).front());
    LineWriter line;
    if (!name.empty())
        line.output(name)(" ");
    const Fraction sum = Fraction{before.field} + link->reach() * before.jump;
    line("= ").output(text(Fraction{before.field}))(" + ").kernel(text(link->reach()))("·");
    line.input(text(before.jump))(
        " = " + std::string(sum == Fraction{axis.row(row).field} ? "" : text(sum) + "  →  "));
    formula.push_back(line.output(text(Fraction{axis.row(row).field})).tokens());
}

} // namespace

Formula receptiveFieldFormula(const ReceptiveFieldParams &params)
{
    const auto scene = fieldScene(params);
    if (!scene || scene->row < 0 || scene->row >= scene->stack.rows())
        return {};
    Formula formula;
    const auto eachAxis = [&](const auto &add) {
        if (scene->square())
            return add(formula, scene->stack.y(), scene->row, std::string_view());
        add(formula, scene->stack.y(), scene->row, "H");
        add(formula, scene->stack.x(), scene->row, "W");
    };
    LineWriter recursion;
    recursion.output("rₗ")(" = ").output("rₗ₋₁")(" + dₗ(").kernel("Kₗ")(" − 1)·").input("jₗ₋₁");
    formula.push_back(recursion(" ,   ").input("jₗ")(" = ").input("jₗ₋₁")("·Sₗ").tokens());
    eachAxis(addLast);
    LineWriter closed;
    closed.output("R")(" = 1 + Σₗ dₗ(").kernel("Kₗ")(" − 1)·").input("S₁···Sₗ₋₁");
    formula.push_back(closed.tokens());
    eachAxis(addSolved);
    return formula;
}

} // namespace convoscope
