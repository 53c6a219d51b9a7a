#pragma once

#include "app/field_json.h"
#include "core/lesson.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <variant>

namespace convoscope {

/// A lesson with everything that a learner set in it: what a scene file holds.
struct Scene {
    const Lesson *lesson = nullptr;
    Params params; ///< fields that wait for a photo still have the lesson's own input
    Position position{}; ///< as saved; may lie beyond the last beat
    QString title; ///< plain text, may be empty
    std::vector<PhotoRequest> photos{}; ///< to be loaded and set by the reader
    QStringList notes{}; ///< sentences on what was in the file and could not be used
};

/// A scene, or one or two sentences on what is wrong with the file and what would work.
using SceneOrSentence = std::variant<Scene, QString>;

inline constexpr int sceneVersion = 1;
inline constexpr auto sceneSuffix = ".convoscope.json";

/// {"format": "convoscope-scene", "version": 1, "lesson": id, "title": ..., "position": {"beat", "tap"},
/// "params": {key: value for every field}}. Reading it back gives equal params (photos aside).
QJsonObject sceneOf(const Lesson &lesson, const Params &params, Position position, const QString &title);

/// Keys that are missing mean the lesson's defaults; unknown ones are noted and left aside.
SceneOrSentence readScene(const QJsonObject &object);
/// The same from the text of a file.
SceneOrSentence parseScene(const QByteArray &text);
/// The same from a file or resource: regular files of up to 16 MB.
SceneOrSentence openScene(const QString &path);

} // namespace convoscope
