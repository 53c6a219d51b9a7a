#pragma once

#include "core/network_cell.h"
#include "core/pipeline_planes.h"

namespace convoscope {

/// Walks through a network layer by layer.
class PipelineModel final : public Trace::Model {
public:
    PipelineModel(NetworkRun run, NetworkReach reach, const CellRef &chosen, MapScale scale);

    [[nodiscard]] int beats() const override { return m_run.rows() - 1; }
    [[nodiscard]] int taps(int beat) const override;
    [[nodiscard]] Step at(Position position) const override;
    /// What a cell is made from in every layer before, and what is made from it in every layer behind.
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    /// The cell becomes the one that is explained.
    [[nodiscard]] std::vector<Pick> picks(int plane, Cell cell) const override;
    [[nodiscard]] int shownAt(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override;

private:
    [[nodiscard]] CellRef explained(int row) const;
    void addTerms(Step &step, const CellStory &story) const;
    void addWires(Step &step, const CellStory &story) const;

    NetworkRun m_run;
    NetworkReach m_reach;
    CellRef m_chosen;
    PipelinePlanes m_places;
};

} // namespace convoscope
