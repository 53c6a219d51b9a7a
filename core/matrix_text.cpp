#include "core/matrix_text.h"

#include "core/bracket_reader.h"
#include "core/cell_collector.h"
#include "core/plain_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string>
#include <utility>

namespace convoscope {

namespace {

/// Up to the separator, which is taken off `rest` too.
std::string_view takeField(std::string_view &rest, char separator)
{
    const size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return field;
}

char separatorOf(std::string_view text)
{
    for (const char c : {'\t', ';', ','}) {
        if (text.find(c) != std::string_view::npos)
            return c;
    }
    return ' ';
}

void addRow(CellCollector &matrix, std::string_view line, char separator)
{
    while (!line.empty() && !matrix.failed()) {
        const std::string_view field = trimmed(takeField(line, separator));
        if (separator != ' ' || !field.empty()) // blanks may come in runs
            matrix.add(field);
    }
    matrix.endRow();
}

MatrixText parseTable(std::string_view text)
{
    const char separator = separatorOf(text);
    const bool mayHaveComma = separator == '\t' || separator == ';';
    CellCollector matrix(mayHaveComma && text.find('.') == std::string_view::npos);
    while (!text.empty() && !matrix.failed()) {
        const std::string_view line = takeField(text, '\n');
        const std::string_view content = trimmed(line);
        if (!content.empty() && content.front() != '#')
            addRow(matrix, separator == '\t' ? line : content, separator);
    }
    return std::move(matrix).take();
}

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/// Nothing, or what stands before the brackets of an array: `x = np.array(`.
bool opensArray(std::string_view text)
{
    const bool plain = std::ranges::all_of(
        text, [](char c) { return isWordCharacter(c) || c == '=' || c == '(' || c == ' ' || c == '\n'; });
    return text.empty() || (plain && (text.back() == '(' || text.back() == '='));
}

/// Nothing, or what stands behind them: `, dtype=float32)`.
bool closesArray(std::string_view text)
{
    while (!text.empty() && text.back() == ';')
        text = trimmed(text.substr(0, text.size() - 1));
    if (text.empty())
        return true;
    const std::string_view options = trimmed(text.substr(0, text.size() - 1));
    return text.back() == ')' && (options.empty() || options.front() == ',');
}

MatrixText parseArray(std::string_view text)
{
    const size_t first = text.find('[');
    const size_t last = text.rfind(']');
    if (last == std::string_view::npos || last < first)
        return TextRefusal{.fault = TextFault::Brackets, .got = "["};
    const std::string_view before = trimmed(text.substr(0, first));
    const std::string_view after = trimmed(text.substr(last + 1));
    if (!opensArray(before))
        return TextRefusal{.fault = TextFault::SurroundingText, .got = clipped(before)};
    if (!closesArray(after))
        return TextRefusal{.fault = TextFault::SurroundingText, .got = clipped(after)};
    return BracketReader().read(text.substr(first, last + 1 - first));
}

/// Python has no literal for what isn't finite.
std::string pythonText(float value)
{
    if (std::isfinite(value))
        return shortestText(value);
    return std::isnan(value) ? "np.nan" : value < 0 ? "-np.inf" : "np.inf";
}

/// `[item, item, ...]`
template <typename Item>
std::string list(int count, std::string_view separator, Item item)
{
    std::string out = "[";
    for (int i = 0; i < count; ++i)
        out.append(i == 0 ? std::string_view() : separator).append(item(i));
    return out + "]";
}

/// Goes on below the bracket of this depth, as NumPy prints.
std::string newLine(int depth)
{
    const size_t margin = std::string_view("np.array(").size() + static_cast<size_t>(depth);
    return std::string(",\n").append(margin, ' ');
}

std::string rowText(std::span<const float> row)
{
    return list(static_cast<int>(row.size()), ", ", [&](int column) { return pythonText(row[column]); });
}

} // namespace

MatrixText parseMatrix(std::string_view text)
{
    std::string plain = unifiedText(utf8Of(text));
    std::ranges::replace(plain, '{', '[');
    std::ranges::replace(plain, '}', ']');
    const bool array = plain.find_first_of("[]") != std::string::npos;
    return array ? parseArray(plain) : parseTable(plain);
}

std::string shortestText(float value)
{
    std::array<char, 64> buffer{};
    const float size = std::abs(value);
    const bool fixed = value == 0 || (size >= 1e-4F && size < 1e7F);
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      fixed ? std::chars_format::fixed : std::chars_format::scientific);
    return {buffer.data(), result.ptr};
}

std::string toTsv(const Tensor &x, int sample, int channel)
{
    std::string out;
    for (int row = 0; row < x.height(); ++row) {
        for (int column = 0; column < x.width(); ++column)
            out.append(column == 0 ? "" : "\t").append(shortestText(x.at(sample, channel, row, column)));
        out += '\n';
    }
    return out;
}

std::string toNumPy(const Tensor &x)
{
    const Shape shape = x.shape();
    const int dimensions = shape.n > 1 ? 4 : shape.c > 1 ? 3 : 2;
    const auto samples = [&](int n) {
        return list(shape.c, newLine(dimensions - 2), [&](int c) {
            return list(shape.h, newLine(dimensions - 1), [&](int y) { return rowText(x.row(n, c, y)); });
        });
    };
    std::string body = dimensions == 4 ? list(shape.n, newLine(1), samples) : samples(0);
    if (dimensions == 2) // the list around the one channel
        body = body.substr(1, body.size() - 2);
    return "np.array(" + body + ", dtype=np.float32)";
}

} // namespace convoscope
