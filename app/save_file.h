#pragma once

#include <QByteArray>
#include <QString>
#include <functional>
#include <optional>

class QIODevice;

namespace convoscope {

/// Puts `bytes` at `path`, whole or not at all: until everything is on the disk an older file stays as it is.
/// Returns the sentence for the user when it failed. The only place of the program that writes files.
[[nodiscard]] std::optional<QString> saveFile(const QString &path, const QByteArray &bytes);
/// The same with what `write` puts into the file, which returns false where it can't.
[[nodiscard]] std::optional<QString> saveFileBy(const QString &path,
                                                const std::function<bool(QIODevice &)> &write);

} // namespace convoscope
