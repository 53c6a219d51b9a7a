#include "widgets/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

namespace convoscope {

namespace {

constexpr int digits = 3;
constexpr float smallestLong = 1e6F; // from here on an integer would not fit a cell
constexpr int largestExponent = 5; // beyond these, powers of ten
constexpr int smallestExponent = -3;

template <typename... Format>
std::string written(float value, Format... format)
{
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
    return {buffer.data(), end};
}

int exponentOf(const std::string &scientific)
{
    return std::atoi(scientific.c_str() + scientific.find('e') + 1);
}

/// "1.50e-05" → "1.5e-5" if that is the value itself.
std::string withoutIdleZeros(const std::string &text, float value)
{
    const size_t e = text.find('e');
    std::string number = text.substr(0, e);
    if (number.find('.') != std::string::npos && std::strtof(text.c_str(), nullptr) == value) {
        number.erase(number.find_last_not_of('0') + 1);
        if (number.back() == '.')
            number.pop_back();
    }
    if (e != std::string::npos)
        number.append(1, 'e').append(std::to_string(exponentOf(text)));
    return number;
}

/// All digits, without a power of ten where the number is of a readable size.
std::string shortest(float value)
{
    const float size = std::abs(value);
    if (value == 0.0F || (size >= 1e-4F && size < 1e7F))
        return written(value == 0.0F ? 0.0F : value, std::chars_format::fixed);
    return written(value, std::chars_format::scientific);
}

std::string shortened(float value)
{
    if (value == std::trunc(value) && std::abs(value) < smallestLong)
        return written(value, std::chars_format::fixed);
    const std::string scientific = written(value, std::chars_format::scientific, digits - 1);
    const int exponent = exponentOf(scientific);
    if (exponent < smallestExponent || exponent > largestExponent)
        return withoutIdleZeros(scientific, value);
    const int decimals = std::max(0, digits - 1 - exponent);
    return withoutIdleZeros(written(value, std::chars_format::fixed, decimals), value);
}

/// With the signs of typography.
QString typeset(const std::string &ascii)
{
    QString result(static_cast<qsizetype>(ascii.size()), Qt::Uninitialized);
    std::ranges::transform(ascii, result.begin(),
                           [](char c) { return c == '-' ? QChar(0x2212) : QChar(QLatin1Char(c)); });
    return result;
}

QString special(float value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    return value < 0 ? QStringLiteral("\u2212\u221e") : QStringLiteral("\u221e");
}

} // namespace

QString cellText(float value)
{
    if (!std::isfinite(value))
        return special(value);
    return value == 0.0F ? QStringLiteral("0") : typeset(shortened(value));
}

QString fullText(float value)
{
    return std::isfinite(value) ? typeset(withoutIdleZeros(shortest(value), value)) : special(value);
}

QString plainText(float value)
{
    if (std::isnan(value))
        return QStringLiteral("nan");
    if (std::isinf(value))
        return value < 0 ? QStringLiteral("-inf") : QStringLiteral("inf");
    return QString::fromStdString(withoutIdleZeros(shortest(value), value));
}

} // namespace convoscope
