#include "core/cell_collector.h"

#include "core/plain_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace convoscope {

namespace {

using Number = std::variant<float, TextFault>;

std::string_view withoutQuotes(std::string_view field)
{
    const bool quoted = field.size() > 1 && field.front() == '"' && field.back() == '"';
    return quoted ? trimmed(field.substr(1, field.size() - 2)) : field;
}

/// What std::from_chars makes of the whole of `text`; what is too small for a float becomes zero.
Number parsed(const std::string &text)
{
    const char *const end = text.data() + text.size();
    float value = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::invalid_argument || stop != end)
        return TextFault::NotANumber;
    if (error == std::errc())
        return std::isfinite(value) ? Number(value) : TextFault::NotFinite;
    double wide = 0;
    const bool small = std::from_chars(text.data(), end, wide).ec == std::errc() && std::abs(wide) < 1;
    return small ? Number(0.0F) : TextFault::OutOfRange;
}

Number number(std::string_view field, bool decimalComma)
{
    std::string text(withoutQuotes(field));
    if (decimalComma && std::ranges::count(text, ',') == 1)
        std::ranges::replace(text, ',', '.');
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.erase(0, 1);
    return parsed(text);
}

} // namespace

void CellCollector::refuse(TextFault fault, std::string_view got)
{
    if (!failed())
        m_refusal = TextRefusal{.fault = fault, .row = m_rows + 1, .got = clipped(got)};
}

void CellCollector::refuseAt(TextRefusal refusal)
{
    refusal.row = m_rows + 1;
    refusal.column = m_inRow;
    if (!failed())
        m_refusal = std::move(refusal);
}

void CellCollector::add(std::string_view field)
{
    ++m_inRow;
    const Number value = field.empty() ? Number(TextFault::MissingValue) : number(field, m_decimalComma);
    if (m_inRow > maxTextColumns)
        refuseAt({.fault = TextFault::TooManyColumns, .limit = maxTextColumns});
    else if (static_cast<long long>(m_values.size()) == maxTextCells)
        refuseAt({.fault = TextFault::TooManyCells, .limit = maxTextCells});
    else if (const auto *fault = std::get_if<TextFault>(&value))
        refuseAt({.fault = *fault, .got = clipped(field)});
    else
        m_values.push_back(std::get<float>(value));
}

void CellCollector::endRow()
{
    if (m_rows > 0 && m_inRow != m_columns && !failed())
        m_refusal =
            TextRefusal{.fault = TextFault::Ragged, .row = m_rows + 1, .count = m_inRow, .limit = m_columns};
    m_columns = m_inRow;
    m_inRow = 0;
    ++m_rows;
}

MatrixText CellCollector::take() &&
{
    if (m_refusal)
        return *std::move(m_refusal);
    if (m_values.empty())
        return TextRefusal{.fault = TextFault::Empty};
    return Tensor({.h = m_rows, .w = m_columns}, std::move(m_values));
}

} // namespace convoscope
