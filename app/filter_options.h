#pragma once

#include "core/filter.h"

#include <QString>
#include <QStringList>
#include <variant>

namespace convoscope {

/// What "convoscope filter" is to do.
struct FilterJob {
    QStringList inputs{};
    QString output{}; ///< a file for one picture, a folder for several
    Filter filter{};
    int quality = -1; ///< 0..100 for JPEG and WebP; -1: what is usual
    bool operator==(const FilterJob &) const = default;
};

/// The job, or the sentence that says what is wrong. `arguments`: the program's name, "filter", and the rest.
/// Reads the files that kernels are in.
std::variant<FilterJob, QString> parseFilterJob(const QStringList &arguments);

/// The part of --help and of the manual page on it.
QString filterHelp();

} // namespace convoscope
