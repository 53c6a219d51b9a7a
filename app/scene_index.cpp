#include "app/scene_index.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace convoscope {

namespace {

/// As in desktop files: the text for the language and country, for the language, or without either.
QString localised(const QJsonObject &object, const QString &key, const QLocale &locale)
{
    const QString name = locale.name();
    for (const QString &language : {name, name.section('_', 0, 0)}) {
        const QJsonValue text = object.value(QStringLiteral("%1[%2]").arg(key, language));
        if (text.isString())
            return text.toString();
    }
    return object.value(key).toString();
}

} // namespace

QList<SceneEntry> readSceneIndex(const QByteArray &json, const QString &folder, const QLocale &locale)
{
    const QString titleKey = QStringLiteral("title");
    QList<SceneEntry> entries;
    const QJsonArray groups = QJsonDocument::fromJson(json).object().value("groups").toArray();
    for (const QJsonValue group : groups) {
        const QString groupTitle = localised(group.toObject(), titleKey, locale);
        const QJsonArray scenes = group.toObject().value("scenes").toArray();
        for (const QJsonValue scene : scenes) {
            const QString key = scene.toObject().value("key").toString();
            if (key.isEmpty())
                continue;
            entries.append({.key = key,
                            .title = localised(scene.toObject(), titleKey, locale),
                            .group = groupTitle,
                            .path = QStringLiteral("%1/%2.json").arg(folder, key)});
        }
    }
    return entries;
}

QList<SceneEntry> bundledScenes(std::string_view lessonId, const QLocale &locale)
{
    const QString folder = QStringLiteral(":/scenes/")
        + QString::fromUtf8(lessonId.data(), static_cast<qsizetype>(lessonId.size()));
    QFile file(folder + QStringLiteral("/index.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return readSceneIndex(file.readAll(), folder, locale);
}

QString sceneTitleBeside(const QString &path, const QLocale &locale)
{
    const QFileInfo file(path);
    QString stem = file.fileName().section(QLatin1Char('.'), 0, 0);
    QFile index(file.dir().filePath(QStringLiteral("index.json")));
    if (!index.open(QIODevice::ReadOnly))
        return stem;
    for (const SceneEntry &entry : readSceneIndex(index.readAll(), file.path(), locale)) {
        if (entry.key == stem)
            return entry.title;
    }
    return stem;
}

} // namespace convoscope
