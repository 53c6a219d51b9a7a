#pragma once

#include "core/tensor.h"

#include <string>
#include <string_view>
#include <variant>

namespace convoscope {

/// What keeps a text from being a matrix.
enum class TextFault {
    Empty, ///< no number in it
    NotANumber, ///< `got` is not a number
    NotFinite, ///< `got` is NaN or infinite
    OutOfRange, ///< `got` does not fit a float32
    MissingValue, ///< nothing between two separators
    Ragged, ///< row `row` has `count` values where the rows above have `limit`
    TooManyColumns, ///< over `limit` columns
    TooManyCells, ///< over `limit` cells
    Brackets, ///< a bracket lacks its partner, or the rows don't make one matrix
    SurroundingText ///< `got` stands outside the brackets and is no part of an array's notation
};

/// Why a text was not read as a matrix, with the place.
struct TextRefusal {
    TextFault fault{};
    int row = 0; ///< from 1; blank lines and lines starting with # are not counted; 0 when no row is to blame
    int column = 0; ///< from 1; 0 when the whole row is to blame
    std::string got{}; ///< the offending text, UTF-8, at most 40 bytes
    long long count = 0;
    long long limit = 0;
    bool operator==(const TextRefusal &) const = default;
};

constexpr int maxTextColumns = 4096;
constexpr long long maxTextCells = 1'000'000;

using MatrixText = std::variant<Tensor, TextRefusal>;

/// Reads a 1×1×H×W tensor from UTF-8 (or UTF-16 with a byte order mark): tab, semicolon, comma or blank
/// separated rows, or the text of a nested list or array (NumPy, PyTorch, C++ braces, Matlab's `[1 2; 3 4]`).
/// Decimal commas are read where tabs or semicolons separate and no point occurs. Independent of the locale.
[[nodiscard]] MatrixText parseMatrix(std::string_view text);

/// The shortest decimal text that reads back as `value`.
[[nodiscard]] std::string shortestText(float value);
/// One plane: tabs between columns, a line feed after each row.
[[nodiscard]] std::string toTsv(const Tensor &x, int sample = 0, int channel = 0);
/// A NumPy expression that makes the tensor, `np.array([[1, 2], [3, 4]], dtype=np.float32)`. Two dimensions
/// for a single plane, three for a single sample, else four.
[[nodiscard]] std::string toNumPy(const Tensor &x);

} // namespace convoscope
