#pragma once

#include "widgets/stage_painter.h"

#include <QObject>
#include <QString>
#include <functional>
#include <optional>

class QWidget;

namespace convoscope {

class MessageBar;

/// How a run is turned into frames.
struct RunOptions {
    int milliseconds = 500; ///< of a frame
    double scale = 1.0; ///< pixels per unit
    bool byTaps = false;
};

/// Told how many of how many frames are done; returns false to give up.
using RunProgress = std::function<bool(int done, int total)>;

/// Whether this file name asks for a whole run: .gif, .webp, or a name with %d for numbered pictures.
bool isRunTarget(const QString &path);
/// The positions that become frames: every step, or evenly chosen ones where there are very many.
std::vector<Position> runPositions(const Trace &trace, bool byTaps);

/// Writes the whole run as an animation or as numbered PNGs. Returns the sentence when it failed; giving up
/// is no failure and leaves no file of an animation.
[[nodiscard]] std::optional<QString> exportRun(const StageScene &scene, const RunOptions &options,
                                               const QString &path, const RunProgress &progress);

/// Asks where to, then writes in the background of the window.
class RunExport : public QObject {
    Q_OBJECT

public:
    explicit RunExport(QWidget *window);

    void ask(const StageScene &scene, MessageBar &messages);
    /// Writes frame by frame between events, so that the window stays alive.
    void write(const StageScene &scene, const RunOptions &options, const QString &path, MessageBar &messages);
    [[nodiscard]] bool running() const { return m_running; }

private:
    QWidget *m_window;
    bool m_running = false;
    bool m_stop = false;
};

} // namespace convoscope
