#pragma once

#include <QString>
#include <optional>

class QWidget;

namespace convoscope {

/// Asks for the quality of a JPEG or WebP, 1 to 100; -1 for formats that have none. None where the learner
/// changed their mind.
std::optional<int> askQuality(QWidget &parent, const QString &path);

} // namespace convoscope
