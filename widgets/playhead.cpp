#include "widgets/playhead.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convoscope {

namespace {

constexpr std::array Speeds{0.25, 0.5, 1.0, 2.0, 4.0, 8.0};
constexpr double BeatMs = 600.0;
constexpr double TapMs = 350.0;
constexpr double RunMs = 60'000.0; ///< what a whole run takes at most at speed 1
constexpr double FrameMs = 16.0; ///< more frequent ticks than this would not be seen

/// Milliseconds that one beat (or tap) should take; may be far below a frame.
double pace(const Trace &trace, double speed, bool byTaps)
{
    const double unhurried = byTaps ? TapMs : std::min(BeatMs, RunMs / std::max(trace.beats(), 1));
    return unhurried / speed;
}

/// The plane of that name, or -1: another trace may have more or fewer planes.
int planeNamed(const Trace &trace, std::string_view name)
{
    const auto &planes = trace.planes();
    const auto found = std::ranges::find(planes, name, &Plane::name);
    return found == planes.end() ? -1 : static_cast<int>(found - planes.begin());
}

/// The beat of `to` that computes the cell which `from` computes at `beat`, or the nearest cell there is.
std::optional<int> sameCell(const Trace &from, int beat, const Trace &to)
{
    const Step step = from.at({beat, -1});
    const int plane = planeNamed(to, from.plane(step.plane).name);
    if (plane < 0)
        return {};
    const Rect all = to.plane(plane).padded();
    return to.beatAt(plane,
                     {std::clamp(step.cell.row, all.top, all.top + std::max(all.height - 1, 0)),
                      std::clamp(step.cell.column, all.left, all.left + std::max(all.width - 1, 0))});
}

} // namespace

Playhead::Playhead(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Playhead::advance);
}

std::span<const double> Playhead::speeds()
{
    return Speeds;
}

bool Playhead::atFirst() const
{
    return empty() || convoscope::previous(m_trace, m_position, m_byTaps) == m_position;
}

bool Playhead::atLast() const
{
    if (empty())
        return true;
    const int tap = m_position.tap;
    return m_position.beat == m_trace.beats() - 1 && (tap < 0 || tap == m_trace.taps(m_position.beat) - 1);
}

int Playhead::beatsPerTick() const
{
    if (empty() || m_byTaps)
        return 1;
    return std::max(1, static_cast<int>(std::ceil(FrameMs / pace(m_trace, m_speed, false))));
}

int Playhead::interval() const
{
    if (empty())
        return static_cast<int>(BeatMs);
    return static_cast<int>(std::lround(beatsPerTick() * pace(m_trace, m_speed, m_byTaps)));
}

Position Playhead::nearest(Position position) const
{
    if (empty())
        return {};
    const int beat = std::clamp(position.beat, 0, m_trace.beats() - 1);
    return {beat, std::clamp(position.tap, -1, m_trace.taps(beat) - 1)};
}

void Playhead::setTrace(const Trace &trace)
{
    if (m_trace.same(trace))
        return;
    Position wanted = m_position;
    if (!empty() && m_trace.beats() > 1 && !trace.empty()) {
        const bool ended = m_position.beat == m_trace.beats() - 1;
        wanted.beat =
            ended ? trace.beats() - 1 : sameCell(m_trace, m_position.beat, trace).value_or(wanted.beat);
    }
    m_trace = trace;
    const Position before = std::exchange(m_position, nearest(wanted));
    m_timer.setInterval(interval());
    emit traceChanged();
    if (m_position != before)
        emit positionChanged(m_position);
    if (empty())
        pause();
}

void Playhead::seek(Position position)
{
    const Position wanted = nearest(position);
    if (wanted == m_position)
        return;
    m_position = wanted;
    emit positionChanged(m_position);
}

void Playhead::next()
{
    if (!empty())
        seek(convoscope::next(m_trace, m_position, m_byTaps));
}

void Playhead::previous()
{
    if (!empty())
        seek(convoscope::previous(m_trace, m_position, m_byTaps));
}

void Playhead::seekBeat(int beat)
{
    seek({beat, m_byTaps ? 0 : -1});
}

void Playhead::first()
{
    seekBeat(0);
}

void Playhead::last()
{
    if (!empty())
        seek({m_trace.beats() - 1, -1});
}

void Playhead::play()
{
    if (playing() || empty())
        return;
    if (atLast())
        first();
    m_timer.start(interval());
    emit playingChanged(true);
}

void Playhead::pause()
{
    if (!playing())
        return;
    m_timer.stop();
    emit playingChanged(false);
}

void Playhead::toggle()
{
    if (playing())
        pause();
    else
        play();
}

void Playhead::setSpeed(double speed)
{
    const double wanted = std::clamp(speed, Speeds.front(), Speeds.back());
    if (wanted == m_speed)
        return;
    m_speed = wanted;
    m_timer.setInterval(interval());
    emit speedChanged(m_speed);
}

void Playhead::faster()
{
    const auto *const above = std::ranges::upper_bound(Speeds, m_speed);
    if (above != Speeds.end())
        setSpeed(*above);
}

void Playhead::slower()
{
    const auto *const below = std::ranges::lower_bound(Speeds, m_speed);
    if (below != Speeds.begin())
        setSpeed(*std::prev(below));
}

void Playhead::setByTaps(bool byTaps)
{
    if (byTaps == m_byTaps)
        return;
    m_byTaps = byTaps;
    m_timer.setInterval(interval());
    emit byTapsChanged(m_byTaps);
    // Taps begin with the first of this cell; going back to cells shows the cell finished.
    seekBeat(m_position.beat);
}

void Playhead::advance()
{
    if (empty())
        return;
    if (m_byTaps)
        next();
    else
        seek({m_position.beat + std::min(beatsPerTick(), m_trace.beats() - 1 - m_position.beat), -1});
    if (atLast())
        pause();
}

} // namespace convoscope
