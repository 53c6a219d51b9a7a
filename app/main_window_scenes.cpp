// What of the window has to do with scenes and the session.
#include "app/header_bar.h"
#include "app/main_window.h"
#include "app/save_file.h"
#include "widgets/message_bar.h"
#include "widgets/stage_widget.h"
#include "widgets/words.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>

namespace convoscope {

void MainWindow::showScene(const Scene &scene)
{
    m_restoring = false;
    enterWithPhoto(scene);
}

/// As it was left; one that is about photos and new to the learner begins with its first scene.
void MainWindow::enterLesson(const Lesson &lesson)
{
    const auto left = m_document.left(lesson);
    const QList<SceneEntry> scenes = bundledScenes(lesson.id);
    if (lesson.photo && !scenes.isEmpty() && left.params == lesson.start())
        openScenePath(scenes.first());
    else
        m_document.replace(lesson, left.params, left.position, tr("Open %1").arg(lessonTitle(lesson.id)));
}

void MainWindow::openScenePath(const SceneEntry &entry)
{
    auto scene = openScene(entry.path);
    if (auto *ready = std::get_if<Scene>(&scene)) {
        ready->title = entry.title;
        showScene(*ready);
    } else {
        m_messages->showProblem(std::get<QString>(scene));
    }
}

void MainWindow::enterWithPhoto(const Scene &scene)
{
    m_waiting.reset();
    if (scene.photos.empty()) {
        enter(scene);
        return;
    }
    m_waiting = scene;
    const PhotoRequest &photo = scene.photos.front();
    m_opener.open(photo.path, photo.channel, photo.crop);
}

void MainWindow::enter(const Scene &scene)
{
    m_sceneTitle = scene.title;
    m_sceneParams = scene.params;
    m_stage->resetZoom();
    if (std::exchange(m_restoring, false))
        m_document.reset(*scene.lesson, scene.params, scene.position);
    else
        m_document.replace(*scene.lesson, scene.params, scene.position,
                           tr("Open scene “%1”").arg(scene.title));
    if (!scene.notes.isEmpty())
        m_messages->showNote(scene.notes.join(QLatin1Char(' ')));
}

QString MainWindow::sceneTitle() const
{
    return m_sceneParams == m_document.params() ? m_sceneTitle : QString();
}

void MainWindow::showSceneTitle()
{
    const bool fresh = m_document.params() == m_document.lesson().start();
    const QString title = sceneTitle();
    m_header->setSceneTitle(title.isEmpty() && fresh ? tr("Start") : title);
    setWindowTitle(tr("%1 – Convoscope").arg(lessonTitle(m_document.lesson().id)));
}

void MainWindow::openSceneDialog()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a scene"), {}, tr("Scenes (*%1);;All files (*)").arg(QLatin1String(sceneSuffix)));
    if (!path.isEmpty())
        open(path);
}

void MainWindow::saveSceneDialog()
{
    QString path = QFileDialog::getSaveFileName(this, tr("Save the scene"), {},
                                                tr("Scenes (*%1)").arg(QLatin1String(sceneSuffix)));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        path += QLatin1String(sceneSuffix);
    const QString title = QFileInfo(path).fileName().section(QLatin1Char('.'), 0, 0);
    const QJsonObject scene =
        sceneOf(m_document.lesson(), m_document.playedParams(), m_document.playhead().position(), title);
    if (const auto failure = saveFile(path, QJsonDocument(scene).toJson())) {
        m_messages->showProblem(*failure);
        return;
    }
    m_sceneTitle = title;
    m_sceneParams = m_document.playedParams();
    m_settings.addRecentFile(path);
    showSceneTitle();
    m_messages->showNote(tr("Saved as “%1”.").arg(path));
}

void MainWindow::saveSession()
{
    const QJsonObject scene = sceneOf(m_document.lesson(), m_document.playedParams(),
                                      m_document.playhead().position(), sceneTitle());
    if (const auto failure = saveFile(m_settings.sessionPath(), QJsonDocument(scene).toJson()))
        qWarning("%s", qPrintable(*failure));
}

void MainWindow::restoreSession()
{
    if (!QFileInfo::exists(m_settings.sessionPath()))
        return;
    const auto scene = openScene(m_settings.sessionPath());
    if (const auto *ready = std::get_if<Scene>(&scene)) {
        m_restoring = true;
        enterWithPhoto(*ready);
    } else {
        m_messages->showNote(tr("The last session can't be restored. %1").arg(std::get<QString>(scene)));
    }
}

} // namespace convoscope
