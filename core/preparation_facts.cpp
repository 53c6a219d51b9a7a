#include "core/preparation_facts.h"

#include "core/digit_preparation.h"
#include "core/formula_line.h"
#include "core/photo_digit.h"
#include "core/value_text.h"

#include <algorithm>

namespace convoscope {

namespace {

std::optional<PreparedDigit> preparedOf(const Picture &picture)
{
    Tensor ink;
    if (picture.photo) {
        auto found = findDigit(*picture.photo);
        ink = found ? (*std::move(found)).ink : Tensor();
    } else if (picture.drawing) {
        ink = inkOf(*picture.drawing);
    }
    auto made = prepareDigit(ink);
    return made ? std::optional(*std::move(made)) : std::nullopt;
}

void addShift(Formula &formula, std::string_view axis, double centre, int corner)
{
    LineWriter line;
    line.output(axis)(" = round(")(formulaNumber(static_cast<long long>(PreparedDigit::side / 2)))(" − ")
        .input(formulaNumber(centre))(") = ")
        .output(formulaNumber(static_cast<long long>(corner)));
    formula.push_back(line.tokens());
}

std::string shapeText(const Plane &plane)
{
    return std::string("(")
        .append(std::to_string(plane.size().y))
        .append(", ")
        .append(std::to_string(plane.size().x))
        .append(")");
}

} // namespace

Formula preparationFormula(const Picture &picture)
{
    const auto made = preparedOf(picture);
    if (!made)
        return {};
    const int height = made->crop.height;
    const int width = made->crop.width;
    const std::string side = formulaNumber(static_cast<long long>(PreparedDigit::longSide));
    LineWriter general;
    general.kernel("scale")(" = ")(side)(" / max(").input("h")(", ").input("w")(")");
    LineWriter numbers;
    numbers("= ")(side)(" / max(")
        .input(formulaNumber(static_cast<long long>(height)))(", ")
        .input(formulaNumber(static_cast<long long>(width)))(") = ")
        .kernel(formulaNumber(static_cast<double>(PreparedDigit::longSide) / std::max(height, width)));
    Formula formula{general.tokens(), numbers.tokens()};
    addShift(formula, "down", made->centre.y, made->corner.row);
    addShift(formula, "right", made->centre.x, made->corner.column);
    return formula;
}

std::vector<Variable> preparationVariables(const Trace &trace, Position position)
{
    const Step step = trace.at(position);
    std::vector<Variable> variables;
    const auto add = [&](const char *name, std::string_view plane) {
        const auto found = std::ranges::find(trace.planes(), plane, &Plane::name);
        if (found != trace.planes().end())
            variables.push_back({name, shapeText(*found), found->role});
    };
    add("ink.shape", "ink");
    add("cropped.shape", "cropped-ink");
    add("scaled.shape", "scaled-ink");
    variables.push_back({"row", std::to_string(step.cell.row)});
    variables.push_back({"column", std::to_string(step.cell.column)});
    variables.push_back({"value", valueText(step.result), PlaneRole::Output});
    return variables;
}

} // namespace convoscope
