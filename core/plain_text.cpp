#include "core/plain_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace convoscope {

namespace {

constexpr char32_t replacement = 0xFFFD;

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

void append(std::string &out, char32_t code)
{
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        tail(12), tail(6), tail(0);
    }
}

std::string fromUtf16(std::string_view bytes, bool bigEndian)
{
    const auto unit = [&](size_t i) -> char32_t {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return bigEndian ? first * 256U + second : second * 256U + first;
    };
    std::string out;
    out.reserve(bytes.size() / 2);
    for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const char32_t high = unit(i);
        const char32_t low = i + 3 < bytes.size() ? unit(i + 2) : 0;
        const bool pair = high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000;
        const bool lone = !pair && high >= 0xD800 && high < 0xE000;
        append(out, pair ? 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00) : lone ? replacement : high);
        i += pair ? 2 : 0;
    }
    return out;
}

/// Spellings that stand for a plain character in a text of numbers.
constexpr std::array<std::pair<std::string_view, char>, 6> spellings{{
    {"\xE2\x88\x92", '-'}, // minus sign
    {"\xC2\xA0", ' '}, // no-break space
    {"\xE2\x80\xAF", ' '}, // narrow no-break space
    {"\xE2\x80\x89", ' '}, // thin space
    {"\r\n", '\n'},
    {"\r", '\n'},
}};

} // namespace

std::string utf8Of(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        return std::string(bytes.substr(3));
    if (bytes.starts_with("\xFF\xFE"))
        return fromUtf16(bytes.substr(2), false);
    if (bytes.starts_with("\xFE\xFF"))
        return fromUtf16(bytes.substr(2), true);
    return std::string(bytes);
}

std::string unifiedText(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto *const found =
            std::ranges::find_if(spellings, [&](const auto &s) { return utf8.starts_with(s.first); });
        const bool known = found != spellings.end();
        out += known ? found->second : utf8.front();
        utf8.remove_prefix(known ? found->first.size() : 1);
    }
    return out;
}

std::string clipped(std::string_view utf8)
{
    size_t end = std::min<size_t>(utf8.size(), 40);
    while (end > 0 && end < utf8.size() && isContinuation(utf8[end]))
        --end;
    return std::string(utf8.substr(0, end));
}

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

} // namespace convoscope
