#include "tests/bench/bench_stage.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QWindow>
#include <algorithm>

namespace convoscope::bench {

namespace {

FrameTimes summary(const QString &name, std::vector<double> times)
{
    std::ranges::sort(times);
    return {name, times[times.size() / 2], times[times.size() * 95 / 100], static_cast<int>(times.size())};
}

} // namespace

FrameTimes timed(const QString &name, int count, const std::function<void(int)> &work)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return summary(name, std::move(times));
}

BenchStage::BenchStage(const Trace &trace, double zoom)
{
    PaintCache cache;
    cache.prepare(trace, Theme::light());
    m_stage.setTheme(Theme::light());
    m_stage.setMotion(false);
    m_stage.resize(860, 740);
    m_stage.show();
    while (!m_stage.windowHandle()->isExposed()) // nothing is painted before
        QCoreApplication::processEvents();
    m_playhead.setTrace(trace);
    m_stage.adopt(std::move(cache));
    m_stage.repaint();
    if (zoom > 1)
        m_stage.zoomBy(zoom);
    m_stage.repaint();
}

FrameTimes BenchStage::step(const QString &name, int rounds)
{
    const int half = m_playhead.trace().beats() / 2;
    m_playhead.seekBeat(half);
    return timed(name + QStringLiteral(", step"), rounds, [&](int i) {
        i % std::max(half, 1) == 0 ? m_playhead.seekBeat(half) : m_playhead.next();
        m_stage.repaint();
    });
}

FrameTimes BenchStage::scrub(const QString &name, int rounds)
{
    const long long beats = m_playhead.trace().beats();
    return timed(name + QStringLiteral(", scrub"), rounds, [&](int i) {
        m_playhead.seekBeat(static_cast<int>((i * 7919 * beats / 997) % beats));
        m_stage.repaint();
    });
}

void BenchStage::moveTo(QPointF point)
{
    QMouseEvent move(QEvent::MouseMove, point, m_stage.mapToGlobal(point), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(&m_stage, &move);
}

FrameTimes BenchStage::hover(const QString &name, int rounds)
{
    const auto panes = m_stage.stage().layout.panes; // they stay where they are
    return timed(name + QStringLiteral(", hover"), rounds, [&](int i) {
        const QRectF frame = panes[static_cast<size_t>(i) % panes.size()].frame;
        moveTo(frame.topLeft()
               + QPointF(frame.width() * (i * 37 % 100) / 100, frame.height() * (i * 53 % 100) / 100));
        m_stage.repaint();
    });
}

} // namespace convoscope::bench
