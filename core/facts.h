#pragma once

#include "core/geometry.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace convoscope {

/// A part of a whole, 0 to 1; shown in per cent.
struct Share {
    double of = 0.0;
    bool operator==(const Share &) const = default;
};

/// The extents of a tensor, outermost first.
using Extents = std::vector<long long>;

/// What a table says in one place: nothing, a count, a number, a height and width, a share, or a shape.
using Fact = std::variant<std::monostate, long long, double, Pair, Share, Extents>;

/// One line of a table.
struct FactsRow {
    std::string_view name{}; ///< key of its title, e.g. "conv"; empty when `label` says it all
    std::string label{}; ///< shown behind the title as it is: a number, or a name such as "conv2_1"
    std::vector<Fact> facts{}; ///< one a column
    std::optional<int> beat{}; ///< the first beat that belongs to it: its row is marked from there on
    bool total = false; ///< adds up the rows above, set off from them
    bool operator==(const FactsRow &) const = default;
};

/// Exact numbers beside the picture: sizes, parameters, multiply-adds, fields. A value; the words for its
/// keys are made above core.
struct FactsTable {
    std::string_view name{}; ///< key of its title
    std::vector<std::string_view> columns{}; ///< keys of their titles, without that of the rows' names
    std::vector<FactsRow> rows{};
    bool operator==(const FactsTable &) const = default;
};

/// The row that a beat belongs to: the last of those that begin at or before it, if any row has beats.
std::optional<int> rowAt(const FactsTable &table, int beat);

} // namespace convoscope
