#pragma once

#include "core/network.h"
#include "core/network_reach.h"

#include <optional>
#include <vector>

namespace convoscope {

// How a network is walked through: layer by layer, in each one window by window.

/// A row that an activation follows stands on the stage as that activation's row only.
bool isMerged(const Network &network, int row);
/// The row itself, or the row that it is merged with.
int shownRow(const Network &network, int row);
/// Of a row on the stage: the row whose sums it shows.
int weighedRow(const Network &network, int row);

/// Which beat computes what. In a row of maps there is one for each cell, which all maps compute at once; in
/// a flattened row one for each map that is written out; in other rows in a line one for each value.
class PipelineBeats {
public:
    /// `shapes` of all rows.
    PipelineBeats(const Network &network, const std::vector<Shape> &shapes);

    [[nodiscard]] int count() const { return m_first.back(); }
    /// The row on the stage that a beat computes.
    [[nodiscard]] int rowOf(int beat) const;
    /// The first beat of a row, or of the one that it is merged with; none for the input.
    [[nodiscard]] std::optional<int> firstOf(int row) const;
    /// The cell that a beat computes: in `map` of a row of maps, else a value of the line.
    [[nodiscard]] CellRef cellOf(int beat, int map) const;
    /// The beat that computes a cell; none for the input.
    [[nodiscard]] std::optional<int> beatOf(const CellRef &ref) const;

private:
    /// How many values of a line one beat makes; 0 in rows of maps.
    [[nodiscard]] int valuesAt(int row) const { return m_values[static_cast<size_t>(row)]; }

    std::vector<Shape> m_shapes;
    std::vector<int> m_values;
    std::vector<int> m_first; ///< beat of each row, and one behind the last
    std::vector<int> m_shown; ///< per row: the row itself or the one that it is merged with
};

} // namespace convoscope
