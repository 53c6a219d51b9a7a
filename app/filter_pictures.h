#pragma once

#include "app/filter_options.h"

#include <QStringList>
#include <functional>
#include <optional>

namespace convoscope {

/// Told which picture is being filtered, and how far it is, 0 to 1.
using TellProgress = std::function<void(const QString &input, double done)>;

/// Filters the pictures of a job one after the other and saves each whole or not at all, never over its
/// source. The sentences on those that failed.
QStringList filterPictures(const FilterJob &job, const TellProgress &tell);

} // namespace convoscope
