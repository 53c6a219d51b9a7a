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
#include <variant>

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
        if (entry.key != target.section(QLatin1Char('/'), 1))
            continue;
        SceneOrSentence scene = openScene(entry.path);
        if (auto *ready = std::get_if<Scene>(&scene); ready && ready->position == Position{})
            ready->position.beat = 1 << 30; // the last one, where nothing is said
        return scene;
    }
    if (!QFileInfo::exists(target)) {
        return words("“%1” is neither a lesson, nor a bundled scene (as LESSON/SCENE), nor a file. "
                     "A lesson is, for example, convolution.")
            .arg(target);
    }
    return openScene(target);
}

Theme themeOf(const QString &scheme)
{
    if (scheme == QLatin1String("dark"))
        return Theme::dark();
    return scheme == QLatin1String("high-contrast") ? Theme::highContrast() : Theme::light();
}

/// The step and tap that are asked for; a sentence where the run has no such step.
std::variant<Position, QString> positionOf(const CommandLine &line, const Trace &trace, int sceneBeat)
{
    const int beats = trace.beats();
    if (line.step && *line.step > beats)
        return words("There is no step %1: the last one is %2.").arg(*line.step).arg(beats);
    Position at{line.step ? *line.step - 1 : std::clamp(sceneBeat, 0, beats - 1), -1};
    const int taps = trace.taps(at.beat);
    if (line.tap && *line.tap > taps)
        return words("There is no multiply-add %1: the last of this step is %2.").arg(*line.tap).arg(taps);
    if (line.tap)
        at.tap = *line.tap - 1;
    return at;
}

} // namespace

std::optional<QString> render(const CommandLine &line)
{
    auto opened = sceneFor(line.target);
    if (const auto *failure = std::get_if<QString>(&opened))
        return *failure;
    auto &scene = std::get<Scene>(opened);
    if (auto failure = loadPhotos(scene))
        return failure;
    const auto trace = scene.lesson->play(scene.params);
    if (!trace)
        return refusalSentence(trace.refusal());
    const auto at = positionOf(line, *trace, scene.position.beat);
    if (const auto *failure = std::get_if<QString>(&at))
        return *failure;
    const StageScene stage{.trace = *trace,
                           .position = std::get<Position>(at),
                           .theme = themeOf(line.scheme),
                           .size = line.size};
    const QString suffix = QFileInfo(line.output).suffix().toLower();
    if (isRunTarget(line.output))
        return exportRun(stage, {.milliseconds = line.milliseconds, .scale = line.scale}, line.output, {});
    const auto bytes = pictureBytes(makeStage(stage), suffix, line.scale);
    if (const auto *failure = std::get_if<QString>(&bytes))
        return *failure;
    return saveFile(line.output, std::get<QByteArray>(bytes));
}

} // namespace convoscope
