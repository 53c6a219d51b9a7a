#pragma once

#include <QString>

namespace convoscope {

/// The file name in `path` as a message may show it: in quotation marks, at most 60 characters, line breaks
/// and invisible marks (also those that turn the writing direction) replaced.
[[nodiscard]] QString shownName(const QString &path);

} // namespace convoscope
