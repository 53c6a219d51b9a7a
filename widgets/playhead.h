#pragma once

#include "core/trace.h"

#include <QObject>
#include <QTimer>

#include <span>

namespace convoscope {

/// Where the learner is in a trace: the only thing that changes with time. Play, step, scrub, click and key
/// all end in seek().
class Playhead : public QObject {
    Q_OBJECT

public:
    explicit Playhead(QObject *parent = nullptr);

    [[nodiscard]] const Trace &trace() const { return m_trace; }
    [[nodiscard]] Position position() const { return m_position; }
    [[nodiscard]] bool playing() const { return m_timer.isActive(); }
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] bool byTaps() const { return m_byTaps; }
    /// Whether nothing lies before or after the position at the present granularity.
    [[nodiscard]] bool atFirst() const;
    [[nodiscard]] bool atLast() const;

    /// Milliseconds between two calls of advance() while playing, at the present speed.
    [[nodiscard]] int interval() const;
    /// How many beats one advance() goes on: 1, unless the run would last much longer than a minute.
    [[nodiscard]] int beatsPerTick() const;

    /// The speeds that the menu and the keys offer, 0.25 to 8.
    static std::span<const double> speeds();

public slots:
    /// Shows another trace at the nearest sensible step: the same output cell where there is one, the end
    /// where it was the end. Playing goes on.
    void setTrace(const convoscope::Trace &trace);
    /// Goes there, or to the nearest position that exists.
    void seek(convoscope::Position position);
    /// Goes to a beat as a step would: finished, or at its first tap when stepping by taps.
    void seekBeat(int beat);
    void next();
    void previous();
    void first();
    void last();
    /// Starts again from the first step where the last one is reached.
    void play();
    void pause();
    void toggle();
    /// Clamped to 0.25-8.
    void setSpeed(double speed);
    void faster();
    void slower();
    /// Steps by single multiply-adds instead of whole output cells.
    void setByTaps(bool byTaps);
    /// What the timer does while playing; tests call it instead of waiting.
    void advance();

signals:
    void positionChanged(convoscope::Position position);
    void playingChanged(bool playing);
    void traceChanged();
    void speedChanged(double speed);
    void byTapsChanged(bool byTaps);

private:
    [[nodiscard]] bool empty() const { return m_trace.empty() || m_trace.beats() < 1; }
    [[nodiscard]] Position nearest(Position position) const;

    Trace m_trace;
    Position m_position;
    QTimer m_timer;
    double m_speed = 1.0;
    bool m_byTaps = false;
};

} // namespace convoscope
