#include "core/code_writer.h"

#include "core/matrix_text.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace convoscope {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string rowText(std::span<const float> row, Brackets brackets)
{
    std::string text(1, brackets.open);
    for (size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            text += ", ";
        text += shortestText(row[i]);
    }
    return text + brackets.close;
}

} // namespace

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const std::string_view part : parts)
        text += part;
    return text;
}

bool isWhole(float value)
{
    constexpr float mostInteger = 1e7F; // from here on numbers are written with an exponent
    return std::abs(value) < mostInteger && value == std::trunc(value);
}

void CodeWriter::let(std::string_view name, std::string value)
{
    const auto known = std::ranges::find(m_values, name, &std::pair<std::string, std::string>::first);
    if (known != m_values.end())
        known->second = std::move(value);
    else
        m_values.emplace_back(name, std::move(value));
}

void CodeWriter::add(std::string_view text)
{
    while (true) {
        const size_t end = text.find('\n');
        const std::string line = expanded(text.substr(0, end));
        m_program.listing.lines.push_back(line.empty() ? line : std::string(m_indent, ' ') + line);
        if (end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

void CodeWriter::matrix(std::string_view head, const Tensor &values, std::string_view tail, Brackets brackets)
{
    auto &lines = m_program.listing.lines;
    const auto height = static_cast<size_t>(values.height());
    if (m_literals == Literals::Counted) {
        lines.resize(lines.size() + height);
        return;
    }
    std::string before = std::string(m_indent, ' ') + std::string(head) + brackets.open;
    for (int y = 0; y < values.height(); ++y) {
        const bool last = y + 1 == values.height();
        lines.push_back(before + rowText(values.row(0, 0, y), brackets)
                        + (last ? brackets.close + std::string(tail) : ","));
        before.assign(before.size(), ' ');
    }
}

void CodeWriter::nested(std::string_view head, const Tensor &values, int dimensions, std::string_view tail,
                        Brackets brackets)
{
    const Shape &s = values.shape();
    const int rows = (dimensions > 3 ? s.n : 1) * s.c * s.h;
    auto &lines = m_program.listing.lines;
    if (m_literals == Literals::Counted) {
        lines.resize(lines.size() + static_cast<size_t>(rows));
        return;
    }
    const auto levels = static_cast<size_t>(dimensions - 1);
    // How many levels begin with row r, and so end before it.
    const auto begun = [&](int r) {
        return static_cast<size_t>((r % s.h == 0) + (dimensions > 3 && r % (s.c * s.h) == 0)
                                   + (r % rows == 0));
    };
    for (int r = 0; r < rows; ++r) {
        const size_t opened = begun(r);
        std::string line = std::string(m_indent, ' ')
            + (r == 0 ? std::string(head) : std::string(head.size() + levels - opened, ' '));
        line += std::string(opened, brackets.open)
            + rowText(values.row(r / (s.c * s.h), r / s.h % s.c, r % s.h), brackets)
            + std::string(begun(r + 1), brackets.close);
        lines.push_back(line + (r + 1 == rows ? std::string(tail) : ","));
    }
}

void CodeWriter::mind(Caveat caveat)
{
    auto &caveats = m_program.listing.caveats;
    if (std::ranges::find(caveats, caveat) == caveats.end())
        caveats.push_back(caveat);
}

std::string CodeWriter::expanded(std::string_view line)
{
    std::string text;
    while (!line.empty()) {
        const size_t dollar = std::min(line.find('$'), line.size());
        text += line.substr(0, dollar);
        line.remove_prefix(dollar);
        if (line.empty())
            break;
        const auto *const end = std::find_if_not(line.begin() + 1, line.end(), isLetter);
        text += valueOf(line.substr(1, static_cast<size_t>(end - line.begin()) - 1));
        line.remove_prefix(static_cast<size_t>(end - line.begin()));
    }
    return text;
}

int *CodeWriter::lineOf(std::string_view name)
{
    if (name == "beat")
        return &m_program.beatLine;
    if (name == "tap")
        return &m_program.tapLine;
    if (name == "otherbeat")
        return &m_program.otherBeatLine;
    return name == "othertap" ? &m_program.otherTapLine : nullptr;
}

std::string_view CodeWriter::valueOf(std::string_view name)
{
    if (int *line = lineOf(name)) {
        *line = static_cast<int>(m_program.listing.lines.size());
        return {};
    }
    const auto known = std::ranges::find(m_values, name, &std::pair<std::string, std::string>::first);
    assert(known != m_values.end());
    return known == m_values.end() ? std::string_view{} : std::string_view(known->second);
}

} // namespace convoscope
