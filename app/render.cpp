#include "app/render.h"

#include "app/photo.h"
#include "app/picture_export.h"
#include "app/run_export.h"
#include "app/save_file.h"
#include "app/scene_file.h"
#include "app/scene_index.h"
#include "widgets/words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>

namespace convoscope {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Render", text);
}

/// A lesson by its name, a bundled scene as LESSON/SCENE, or a scene file.
SceneOrSentence sceneFor(const QString &target)
{
    const std::string name = target.toStdString();
    if (const Lesson *lesson = findLesson(name))
        return Scene{.lesson = lesson, .params = lesson->start(), .position = {1 << 30, -1}, .title = {}};
    const QString lesson = target.section(QLatin1Char('/'), 0, 0);
    for (const SceneEntry &entry : bundledScenes(lesson.toStdString())) {
        if (entry.key == target.section(QLatin1Char('/'), 1))
            return openScene(entry.path);
    }
    if (!QFileInfo::exists(target)) {
        return words("“%1” is neither a lesson, nor a bundled scene (as LESSON/SCENE), nor a file. "
                     "A lesson is, for example, convolution.")
            .arg(target);
    }
    return openScene(target);
}

/// Loads the photos that a scene names; the sentence if one can't be.
std::optional<QString> fillPhotos(Scene &scene)
{
    for (const PhotoRequest &request : scene.photos) {
        const ImageResult image = loadImage(request.path);
        if (const auto *failure = std::get_if<QString>(&image))
            return *failure;
        const auto &loaded = std::get<LoadedImage>(image);
        const Field *field = findField(scene.lesson->fields, request.field);
        field->set(scene.params, pictureOf({loaded.image, loaded.path}, request.channel, request.crop));
    }
    return std::nullopt;
}

Theme themeOf(const QString &scheme)
{
    if (scheme == QLatin1String("dark"))
        return Theme::dark();
    return scheme == QLatin1String("high-contrast") ? Theme::highContrast() : Theme::light();
}

} // namespace

std::optional<QString> render(const CommandLine &line)
{
    auto opened = sceneFor(line.target);
    if (const auto *failure = std::get_if<QString>(&opened))
        return *failure;
    auto &scene = std::get<Scene>(opened);
    if (auto failure = fillPhotos(scene))
        return failure;
    const auto trace = scene.lesson->play(scene.params);
    if (!trace)
        return refusalSentence(trace.refusal());
    const int last = trace->beats() - 1;
    Position at{std::clamp(line.step ? *line.step - 1 : scene.position.beat, 0, last), -1};
    if (line.tap)
        at.tap = std::clamp(*line.tap, 1, trace->taps(at.beat)) - 1;
    const StageScene stage{.trace = *trace, .position = at, .theme = themeOf(line.scheme), .size = line.size};
    const QString suffix = QFileInfo(line.output).suffix().toLower();
    if (isRunTarget(line.output))
        return exportRun(stage, {.milliseconds = line.milliseconds, .scale = line.scale}, line.output, {});
    const auto bytes = pictureBytes(makeStage(stage), suffix, line.scale);
    if (const auto *failure = std::get_if<QString>(&bytes))
        return *failure;
    return saveFile(line.output, std::get<QByteArray>(bytes));
}

} // namespace convoscope
