#pragma once

#include "app/scene_file.h"
#include "core/trace.h"

#include <QJsonValue>

namespace convoscope {

// Bundled scenes, played, and what the tutorials' worked examples really come to.

/// The scene in `path` with its photos; the test program ends where it can't be read.
Scene sceneAt(const QString &path);
/// The trace of scenes/LESSON/KEY.json; the test program ends where it is refused.
Trace traceOfScene(const QString &lesson, const QString &key);
/// The plane of that name, or null.
const Plane *planeNamed(const Trace &trace, std::string_view name);

/// The `computed` value of a worked example; `member` where it speaks of several cases. Undefined where there
/// is none.
QJsonValue computedExample(const QString &id, const QString &member = {});
/// A matrix, or one number.
Tensor matrixOf(const QJsonValue &value);

} // namespace convoscope
