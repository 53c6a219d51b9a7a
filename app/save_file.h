#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace convoscope {

/// Puts `bytes` at `path`, whole or not at all: until everything is on the disk an older file stays as it is.
/// Returns the sentence for the user when it failed. The only place of the program that writes files.
[[nodiscard]] std::optional<QString> saveFile(const QString &path, const QByteArray &bytes);

} // namespace convoscope
