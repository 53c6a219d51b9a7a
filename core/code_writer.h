#pragma once

#include "core/listing.h"
#include "core/tensor.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convoscope {

/// The parts as one text.
std::string joined(std::initializer_list<std::string_view> parts);

/// Inputs with more cells a side are read from a file instead of being written out.
inline constexpr int mostLiteralSide = 64;
/// Whether a number is written as an integer, without an exponent.
bool isWhole(float value);

/// A program text, and the lines that the playhead rests on: when a beat is finished and while a tap is
/// added.
struct Program {
    Listing listing;
    int beatLine = -1;
    int tapLine = -1;
    int otherBeatLine = -1; ///< of a second computation in the same loops
    int otherTapLine = -1;
};

/// Whether the numbers of matrices are written, or only lines left for them: enough to find a line, and fast.
enum class Literals { Written, Counted };

/// How a language writes nested lists.
struct Brackets {
    char open = '[';
    char close = ']';
};

/// Makes a program from templates in which $name stands for a value. $beat, $tap, $otherbeat
/// and $othertap mark their line.
class CodeWriter {
public:
    explicit CodeWriter(Literals literals = Literals::Written)
        : m_literals(literals)
    {
    }

    /// What $name stands for in templates added from now on; names are letters only.
    void let(std::string_view name, std::string value);
    /// The lines of a template, each at the present indentation.
    void add(std::string_view text);
    /// `head` [[1, 2], [3, 4]] `tail`, a line per row, of the first plane.
    void matrix(std::string_view head, const Tensor &values, std::string_view tail, Brackets brackets = {});
    /// The same for all channels of the first sample (three dimensions), or for all four dimensions.
    void nested(std::string_view head, const Tensor &values, int dimensions, std::string_view tail,
                Brackets brackets = {});
    void indent(int levels) { m_indent += static_cast<size_t>(4 * levels); }
    void mind(Caveat caveat); ///< once each
    /// Where the next line will stand.
    [[nodiscard]] int nextLine() const { return static_cast<int>(m_program.listing.lines.size()); }
    /// A line of a template with the values put in.
    [[nodiscard]] std::string expanded(std::string_view line);

    [[nodiscard]] Program take() && { return std::move(m_program); }

private:
    [[nodiscard]] std::string_view valueOf(std::string_view name);
    /// The line that $name marks, or null where it stands for a value.
    [[nodiscard]] int *lineOf(std::string_view name);

    Literals m_literals;
    size_t m_indent = 0;
    std::vector<std::pair<std::string, std::string>> m_values;
    Program m_program;
};

} // namespace convoscope
