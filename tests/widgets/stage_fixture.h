#pragma once

#include "tests/widgets/lesson_traces.h"
#include "widgets/stage_widget.h"

#include <QTest>
#include <QWheelEvent>

namespace convoscope {

inline Trace startTrace()
{
    return *lessons().front().play(lessons().front().start());
}

/// 300 × 451 pixels of many values.
inline Trace photoTrace()
{
    ConvolutionParams params = convolutionStart();
    Tensor values({.h = 300, .w = 451});
    for (size_t i = 0; i < values.values().size(); ++i)
        values.values()[i] = static_cast<float>((i * 37) % 256);
    params.input = makePicture(std::move(values));
    params.input.path = "photo.png";
    return *lessons().front().play(params);
}

/// A shown stage with its playhead, and the hands of a learner.
struct StageFixture {
    explicit StageFixture(const Trace &trace)
    {
        playhead.setTrace(trace);
        stage.setMotion(false);
        stage.resize(1000, 760);
        stage.show();
        stage.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage));
    }

    void move(QPoint at) { QTest::mouseMove(stage.windowHandle(), at); }
    void click(QPoint at) { QTest::mouseClick(stage.windowHandle(), Qt::LeftButton, {}, at); }
    void drag(QPoint from, QPoint to, int moves = 10)
    {
        QTest::mousePress(stage.windowHandle(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= moves; ++i)
            move(from + (to - from) * i / moves);
        QTest::mouseRelease(stage.windowHandle(), Qt::LeftButton, {}, to);
    }
    void wheel(QPointF at, int notches)
    {
        QWheelEvent event(at, stage.mapToGlobal(at), {}, {0, 120 * notches}, {}, {}, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(&stage, &event);
    }

    [[nodiscard]] const Pane &pane(int plane, bool loupe = false) const
    {
        return *stage.stage().layout.paneOf(plane, loupe);
    }
    [[nodiscard]] QPoint middle(int plane, Cell cell, bool loupe = false) const
    {
        return pane(plane, loupe).rectOf(cell).center().toPoint();
    }
    [[nodiscard]] Cell cell() const { return playhead.trace().at(playhead.position()).cell; }

    Playhead playhead;
    StageWidget stage{playhead};
};

} // namespace convoscope
