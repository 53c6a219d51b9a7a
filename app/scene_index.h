#pragma once

#include <QList>
#include <QLocale>
#include <QString>

#include <string_view>

namespace convoscope {

/// A scene that comes with the program.
struct SceneEntry {
    QString key; ///< stem of its file
    QString title;
    QString group; ///< title of the group that it stands in; groups are consecutive
    QString path; ///< for openScene
};

/// The entries of an index: {"groups": [{"title", "scenes": [{"key", "title"}]}]}. Titles may have
/// translations beside them, as in desktop files: "title[zh_CN]" or "title[zh]". Damaged parts are left out.
QList<SceneEntry> readSceneIndex(const QByteArray &json, const QString &folder, const QLocale &locale);

/// The scenes of a lesson in the order in which they are offered: scenes/LESSON/index.json of the resources.
QList<SceneEntry> bundledScenes(std::string_view lessonId, const QLocale &locale = QLocale());

/// The title that an index beside a scene's file gives it, else the stem of the file's name.
QString sceneTitleBeside(const QString &path, const QLocale &locale = QLocale());

} // namespace convoscope
