#pragma once

#include "app/filter_options.h"

#include <QSizeF>
#include <QString>
#include <QStringList>
#include <optional>
#include <variant>

namespace convoscope {

/// What the words after the program's name ask for.
struct CommandLine {
    enum class Verb { Window, Render, Filter };
    Verb verb = Verb::Window;
    QString target{}; ///< image or scene to open; for Render a scene file, "lesson/scene" or a lesson
    QString output{}; ///< file that Render writes
    std::optional<int> step{}; ///< 1 is the first; Render's default is the last for pictures
    std::optional<int> tap{}; ///< multiply-add within the step, 1 is the first
    QSizeF size{1000, 640};
    double scale = 2.0;
    int milliseconds = 500; ///< of a frame
    QString scheme{}; ///< "light", "dark" or "high-contrast"; empty: as set
    bool lecture = false;
    bool fresh = false; ///< don't restore the last session
    QString screenshot{}; ///< file for a picture of the whole window, which then isn't shown
    bool quitAfterFirstFrame = false; ///< for measuring the start
    QString config{}; ///< folder for settings and session
    FilterJob filter{}; ///< for Filter
    bool operator==(const CommandLine &) const = default;
};

/// What to print and the status to leave with, where no window or picture is wanted.
struct Farewell {
    QString text;
    int status = 0;
};

/// Needs no application object and no display.
std::variant<CommandLine, Farewell> parseCommandLine(const QStringList &arguments);

} // namespace convoscope
