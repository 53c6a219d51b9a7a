#pragma once

#include "tests/bench/bench_frames.h"
#include "widgets/stage_widget.h"

#include <functional>

namespace convoscope::bench {

FrameTimes timed(const QString &name, int count, const std::function<void(int)> &work);

/// The stage in a window of its own, with a trace on it.
class BenchStage {
public:
    explicit BenchStage(const Trace &trace, double zoom = 1.0);

    [[nodiscard]] FrameTimes step(const QString &name, int rounds);
    [[nodiscard]] FrameTimes scrub(const QString &name, int rounds);
    /// Over the cells of one plane on the stage after the other.
    [[nodiscard]] FrameTimes hover(const QString &name, int rounds);

private:
    void moveTo(QPointF point);

    Playhead m_playhead;
    StageWidget m_stage{m_playhead};
};

} // namespace convoscope::bench
