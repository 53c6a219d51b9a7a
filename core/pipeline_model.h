#pragma once

#include "core/network_cell.h"
#include "core/pipeline_beats.h"
#include "core/pipeline_planes.h"

namespace convoscope {

/// Walks through a network layer by layer, in each one window by window.
class PipelineModel final : public Trace::Model {
public:
    PipelineModel(NetworkRun run, NetworkReach reach, const CellRef &chosen, MapScale scale);

    [[nodiscard]] int beats() const override { return m_beats.count(); }
    [[nodiscard]] int taps(int beat) const override;
    [[nodiscard]] Step at(Position position) const override;
    [[nodiscard]] std::optional<Step> made(int plane, Cell cell) const override;
    /// What a cell is made from in every layer before, and what is made from it in every layer behind.
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    /// The cell becomes the one that is explained.
    [[nodiscard]] std::vector<Pick> picks(int plane, Cell cell) const override;

private:
    [[nodiscard]] int explainedMap(int row) const;
    [[nodiscard]] Step stepFor(const CellRef &ref, int tap) const;
    [[nodiscard]] Step flattening(const CellRef &ref, int tap) const;
    [[nodiscard]] CellStory storyOf(const CellRef &ref) const;
    [[nodiscard]] std::optional<ActivationKind> functionOf(int row) const;
    void addTerms(Step &step, const CellStory &story) const;
    void addWeights(Step &step, const ChannelShare &share) const;
    void addFields(Step &step, const CellRef &ref) const;
    void addTap(Step &step, const CellStory &story) const;
    [[nodiscard]] bool hasKernels(const CellRef &ref) const;
    void addWires(Step &step, const CellStory &story) const;

    NetworkRun m_run;
    NetworkReach m_reach;
    CellRef m_chosen;
    PipelineBeats m_beats;
    PipelinePlanes m_places;
};

} // namespace convoscope
