#pragma once

#include "core/channel_flow.h"
#include "core/trace.h"

#include <memory>
#include <span>

namespace convoscope {

/// The channels of a tensor on the stage: as many planes, one after the other.
struct ChannelPlanes {
    int first = 0;
    int count = 0;
    [[nodiscard]] int of(int channel) const { return first + channel; }
    [[nodiscard]] bool contains(int plane) const { return plane >= first && plane < first + count; }
};

/// One operation of the flow on the stage: which planes it reads and makes, and the steps in which it does. A
/// beat for every cell of every channel that it makes, channel after channel; a tap for every multiply-add.
struct ChannelStage {
    const FlowStage *stage = nullptr;
    std::shared_ptr<const Window> window{}; ///< of a convolution
    ChannelPlanes from{};
    ChannelPlanes with{}; ///< Add only: the other summand
    ChannelPlanes weights{}; ///< a filter's slices one after the other; of batch norm scale and shift
    ChannelPlanes products{}; ///< what each slice makes; the filter of the beat. None for a single slice
    ChannelPlanes biases{}; ///< none without bias
    ChannelPlanes made{};
    Pair size{}; ///< of what is made
    int firstBeat = 0;

    /// A cell of a channel that the stage makes.
    struct Place {
        int channel = 0;
        Cell cell{};
    };

    [[nodiscard]] bool convolves() const { return stage->kind == FlowKind::Convolve; }
    [[nodiscard]] int beats() const { return made.count * size.y * size.x; }
    [[nodiscard]] bool hasBeat(int beat) const { return beat >= firstBeat && beat < firstBeat + beats(); }
    [[nodiscard]] int taps() const;
    /// The place of the beat; the first or last one for beats outside.
    [[nodiscard]] Place placeOf(int beat) const;
    [[nodiscard]] int beatOf(int channel, Cell cell) const
    {
        return firstBeat + (channel * size.y + cell.row) * size.x + cell.column;
    }
    /// How many channels a filter reads, and the first of them.
    [[nodiscard]] int slices() const { return stage->weight.shape().c; }
    [[nodiscard]] int firstChannel(int filter) const;
    /// The filters that read a channel: a first one and a number.
    [[nodiscard]] ChannelPlanes filtersOf(int channel) const;
    [[nodiscard]] int weightPlane(int filter, int slice) const
    {
        return weights.of(filter * slices() + slice);
    }

    [[nodiscard]] Step at(std::span<const Plane> planes, Position position) const;
    /// Everything that is connected with the cell through this stage; nothing where the plane isn't of it.
    [[nodiscard]] std::vector<Mark> reach(std::span<const Plane> planes, int plane, Cell cell) const;
    [[nodiscard]] std::optional<int> beatAt(int plane, Cell cell) const;
};

} // namespace convoscope
