#include "core/formula_line.h"

#include <array>
#include <charconv>
#include <cmath>

namespace convoscope {

std::string formulaNumber(long long value)
{
    return value < 0 ? "−" + std::to_string(-value) : std::to_string(value);
}

std::string formulaNumber(double value)
{
    if (std::abs(value) >= 100.0)
        return formulaNumber(std::llround(value));
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                            std::chars_format::general, 3);
    return (value < 0 ? "−" : "") + std::string(buffer.data(), end);
}

LineWriter &LineWriter::operator()(std::string_view text)
{
    if (!m_tokens.empty() && !m_tokens.back().role)
        m_tokens.back().text += text;
    else if (!text.empty())
        m_tokens.push_back({.text = std::string(text)});
    return *this;
}

LineWriter &LineWriter::add(std::string_view text, PlaneRole role)
{
    m_tokens.push_back({.text = std::string(text), .role = role});
    return *this;
}

} // namespace convoscope
