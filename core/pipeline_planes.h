#pragma once

#include "core/network_reach.h"
#include "core/network_run.h"
#include "core/pipeline_beats.h"
#include "core/pipeline_lesson.h"
#include "core/trace.h"

#include <optional>

namespace convoscope {

/// The name of a row as a key that lives as long as the program.
std::string_view nameKey(const Network &network, int row);
/// The key of a row for the title of its planes. Behind an activation that is
/// switched off it is the name of the row before.
std::string_view rowKey(const Network &network, int row);

/// Which plane of the stage holds which cells of a network. A map is a plane; a flat row is one plane of all
/// its values, those of the flattened maps with a line for each map. Behind them come the planes that explain
/// one cell: the kernels of its filter, or what each input brings to it.
class PipelinePlanes {
public:
    PipelinePlanes(const NetworkRun &run, const CellRef &chosen);

    [[nodiscard]] int count() const { return m_first.back(); } ///< without those that explain
    [[nodiscard]] int rowOf(int plane) const;
    [[nodiscard]] int planeOf(int row, int channel) const
    {
        return m_first[static_cast<size_t>(row)] + (isFlat(row) ? 0 : channel);
    }
    [[nodiscard]] int planesOf(int row) const
    {
        return m_first[static_cast<size_t>(row) + 1] - m_first[static_cast<size_t>(row)];
    }
    [[nodiscard]] bool isFlat(int row) const { return m_columns[static_cast<size_t>(row)] > 0; }
    /// The kernel that the chosen cell's filter has for a channel; none where no filter makes it.
    [[nodiscard]] std::optional<int> kernelOf(int channel) const;

    /// Where a cell of the network stands on its plane, and back.
    [[nodiscard]] Cell placeOf(const CellRef &ref) const;
    [[nodiscard]] CellRef refAt(int plane, Cell place) const;
    /// The rectangles of planes that show some cells of a row.
    [[nodiscard]] std::vector<Mark> marksOf(int row, const RowCells &cells, MarkRole role) const;

    /// The planes themselves, with the colours of their layer or their own; always there: only the window
    /// moves.
    [[nodiscard]] std::vector<Plane> planes(const NetworkRun &run, MapScale scale) const;
    /// Columns from the digit to the probabilities: a convolution above the pool that follows it.
    [[nodiscard]] Arrangement arrangement(const Network &network) const;

private:
    std::vector<Plane> m_kernels; ///< of the chosen cell's filter
    std::vector<Plane> m_shares; ///< what the inputs bring to the chosen value, and the pixels
    CellRef m_chosen;
    std::vector<int> m_first; ///< plane of each row, and one behind the last
    std::vector<int> m_columns; ///< of a flat row's plane; 0 for maps
    std::vector<int> m_channels;
};

} // namespace convoscope
