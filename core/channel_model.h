#pragma once

#include "core/channel_scene.h"

namespace convoscope {

/// Steps through a scene of channels, one tensor after the other.
class ChannelModel final : public Trace::Model {
public:
    explicit ChannelModel(ChannelScene scene);

    [[nodiscard]] int beats() const override;
    [[nodiscard]] int taps(int beat) const override { return stageAt(beat).taps(); }
    [[nodiscard]] Step at(Position position) const override
    {
        return stageAt(position.beat).at(planes, position);
    }
    [[nodiscard]] std::vector<Mark> reach(int plane, Cell cell) const override;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const override;
    /// A tensor of the diagram opens.
    [[nodiscard]] std::vector<Pick> picks(int plane, Cell cell) const override;
    [[nodiscard]] int shownAt(int plane, Cell cell) const override;
    [[nodiscard]] std::vector<Rect> shown(int plane, int beat) const override;
    [[nodiscard]] float value(int plane, Cell cell, int beat) const override;

private:
    [[nodiscard]] const ChannelStage &stageAt(int beat) const;
    /// The beat that makes the first cell of a plane; 0 for what is there from the start.
    [[nodiscard]] int firstBeatOf(int plane) const;

    std::shared_ptr<const Flow> m_flow;
    std::vector<ChannelStage> m_stages;
    ChannelPlanes m_diagram;
};

} // namespace convoscope
