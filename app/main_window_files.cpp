// What of the window has to do with files, the clipboard and the session.
#include "app/header_bar.h"
#include "app/help_pages.h"
#include "app/inspector.h"
#include "app/kernel_dialogs.h"
#include "app/main_window.h"
#include "app/picture_export.h"
#include "app/picture_plane.h"
#include "app/run_export.h"
#include "app/save_file.h"
#include "app/scene_index.h"
#include "app/stage_menu.h"
#include "core/hand_over.h"
#include "core/matrix_text.h"
#include "widgets/matrix_words.h"
#include "widgets/message_bar.h"
#include "widgets/stage_widget.h"
#include "widgets/words.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <limits>

namespace convoscope {

namespace {

QString imageFilter()
{
    return MainWindow::tr(
        "Images (*.png *.jpg *.jpeg *.gif *.bmp *.webp *.pbm *.pgm *.ppm *.pnm *.tif *.tiff);;"
        "All files (*)");
}

bool isScenePath(const QString &path)
{
    return path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
}

/// Text with a fault inside numbers is told about that fault, other text about what can be pasted.
QString pasteTrouble(const TextRefusal &refusal)
{
    const bool words = refusal.fault == TextFault::Empty || refusal.fault == TextFault::SurroundingText
        || (refusal.fault == TextFault::NotANumber && refusal.row <= 1 && refusal.column <= 1);
    if (!words)
        return MainWindow::tr("The numbers on the clipboard make no matrix. %1")
            .arg(textRefusalSentence(refusal));
    return MainWindow::tr("What is on the clipboard is neither an image nor a matrix of numbers. Copy an "
                          "image, cells of a spreadsheet, or NumPy text, and paste again.");
}

QString withSuffix(const QString &path, const QString &suffix)
{
    return QFileInfo(path).suffix().isEmpty() ? path + QLatin1Char('.') + suffix : path;
}

} // namespace

QStringList MainWindow::channels() const
{
    const Field *field = inputFieldOf(m_document.lesson());
    return channelKeys(field ? *field : Field{});
}

Picture MainWindow::input() const
{
    const Field *field = inputFieldOf(m_document.lesson());
    return field ? std::get<Picture>(field->get(m_document.params())) : Picture{};
}

void MainWindow::setInput(const Picture &picture, const QString &text)
{
    if (const Field *field = inputFieldOf(m_document.lesson())) {
        m_stage->resetZoom();
        if (picture.isPhoto() && !picture.crop)
            m_document.seekWhenPlayed({std::numeric_limits<int>::max(), -1}); // the whole result at once
        m_document.edit(*field, picture, true, text);
    }
}

void MainWindow::connectMenus()
{
    QMenu *file = m_actions.menu(QStringLiteral("&File"));
    file->insertMenu(m_actions[Command::SaveScene], m_recent);
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    auto *exports = new QMenu(this);
    exports->addActions({m_actions[Command::ExportPicture], m_actions[Command::ExportAnimation],
                         m_actions[Command::CopyPicture], m_actions[Command::CopyOutputTsv],
                         m_actions[Command::CopyOutputNumPy]});
    m_header->setExportMenu(exports);
    m_header->setOpenAction(m_actions[Command::OpenImage]);
    m_header->setLectureAction(m_actions[Command::Lecture]);
    const auto on = [this](Command command, const auto &act) {
        connect(m_actions[command], &QAction::triggered, this, act);
    };
    on(Command::OpenImage, [this] { openImageDialog(); });
    on(Command::OpenScene, [this] { openSceneDialog(); });
    on(Command::SaveScene, [this] { saveSceneDialog(); });
    on(Command::ExportPicture, [this] { exportPictureDialog(); });
    on(Command::ExportAnimation, [this] { exportRunDialog(); });
    on(Command::PasteInput, [this] { paste(); });
    on(Command::CopyPicture, [this] {
        PaintCache cache;
        StageScene scene = m_stage->scene();
        scene.hover.reset();
        QGuiApplication::clipboard()->setImage(pictureImage(makeStage(scene), cache));
        m_messages->showNote(tr("The picture is on the clipboard."));
    });
    on(Command::CopyOutputTsv, [this] { copyOutput(false); });
    on(Command::CopyOutputNumPy, [this] { copyOutput(true); });
    connect(m_inspector, &Inspector::fileWanted, this, [this](const Field &field, FileWish wish) {
        answerKernelWish(*this, m_document, *m_messages, field, wish);
    });
    on(Command::Quit, [this] { close(); });
    on(Command::Keys, [this] { showKeys(*this); });
    on(Command::About, [this] { showAbout(*this); });
    const QString scheme = m_settings.scheme();
    const std::pair<Command, QString> schemes[] = {
        {Command::SchemeSystem, QStringLiteral("system")},
        {Command::SchemeLight, QStringLiteral("light")},
        {Command::SchemeDark, QStringLiteral("dark")},
        {Command::SchemeHighContrast, QStringLiteral("high-contrast")}};
    for (const auto &[command, key] : schemes) {
        m_actions[command]->setChecked(key == scheme);
        on(command, [this, chosen = key] {
            m_settings.setScheme(chosen);
            applyScheme();
        });
    }
}

void MainWindow::connectPhotos()
{
    connect(&m_opener, &PhotoOpener::opened, this,
            [this](const Photo &photo, const Picture &picture, const QStringList &notes) {
                m_photo = picture.raster ? Photo{} : photo; // large, and not needed twice
                if (QFileInfo(photo.path).isFile())
                    m_settings.addRecentFile(photo.path);
                if (auto scene = std::exchange(m_waiting, std::nullopt)) {
                    const auto fields = scene->lesson->fields;
                    findField(fields, scene->photos.front().field)->set(scene->params, picture);
                    enter(*scene);
                } else {
                    setInput(picture, tr("Open %1").arg(QFileInfo(photo.path).fileName()));
                }
                if (!notes.isEmpty())
                    m_messages->showNote(notes.join(QLatin1Char(' ')));
            });
    connect(&m_opener, &PhotoOpener::failed, this, [this](const QString &sentence) {
        if (const auto scene = std::exchange(m_waiting, std::nullopt))
            enter(*scene);
        m_messages->showProblem(sentence);
    });
    connect(&m_opener, &PhotoOpener::busyChanged, this,
            [this](bool busy) { busy ? m_messages->showWork(tr("Opening …")) : m_messages->endWork(); });
    connect(m_photoBar, &PhotoBar::channelChosen, this, &MainWindow::pickChannel);
    connect(m_photoBar, &PhotoBar::cropWanted, m_stage, &StageWidget::setPickingCrop);
    connect(m_photoBar, &PhotoBar::wholeWanted, this, &MainWindow::showWholePhoto);
    connect(m_stage, &StageWidget::pickingCropChanged, m_photoBar, &PhotoBar::setPicking);
    connect(m_stage, &StageWidget::cropPicked, this, &MainWindow::pickCrop);
    connect(m_stage, &StageWidget::contextMenuWanted, this, &MainWindow::showStageMenu);
    connect(m_stage, &StageWidget::arithmeticWanted, this, &MainWindow::showArithmetic);
}

void MainWindow::pickChannel(const QString &channel)
{
    const Picture now = input();
    const QString path = QString::fromStdString(now.path);
    if (path == m_photo.path && !m_photo.isNull())
        setInput(pictureOf(m_photo, channel, now.crop), tr("Change the channel"));
    else
        m_opener.open(path, channel, now.crop);
}

void MainWindow::pickCrop(int plane, Rect cells)
{
    if (cells.empty() || m_document.playhead().trace().plane(plane).values != input().values)
        return;
    setInput(cropped(input(), cells), tr("Pick a crop"));
}

void MainWindow::showWholePhoto()
{
    const Picture now = input();
    const QString path = QString::fromStdString(now.path);
    const QString channel = QString::fromStdString(now.channel);
    if (path == m_photo.path && !m_photo.isNull())
        setInput(pictureOf(m_photo, channel), tr("Show the whole photo"));
    else
        m_opener.open(path, channel);
}

void MainWindow::open(const QString &path)
{
    if (!isScenePath(path)) {
        m_waiting.reset();
        m_opener.open(path, channels().first());
        return;
    }
    auto scene = openScene(path);
    if (auto *ready = std::get_if<Scene>(&scene)) {
        m_settings.addRecentFile(path);
        if (ready->title.isEmpty())
            ready->title = sceneTitleBeside(path);
        showScene(*ready);
    } else {
        m_messages->showProblem(std::get<QString>(scene));
    }
}

void MainWindow::openImageDialog()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open an image"), {}, imageFilter());
    if (!path.isEmpty())
        open(path);
}

void MainWindow::exportPictureDialog()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export the picture"), QStringLiteral("convoscope.png"),
                                     tr("PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"));
    if (path.isEmpty())
        return;
    StageScene scene = m_stage->scene();
    scene.hover.reset();
    const QString target = withSuffix(path, QStringLiteral("png"));
    const auto bytes = pictureBytes(makeStage(scene), QFileInfo(target).suffix());
    const auto failure = std::holds_alternative<QString>(bytes)
        ? std::optional(std::get<QString>(bytes))
        : saveFile(target, std::get<QByteArray>(bytes));
    failure ? m_messages->showProblem(*failure) : m_messages->showNote(tr("Saved as “%1”.").arg(target));
}

void MainWindow::exportRunDialog()
{
    m_run->ask(m_stage->scene(), *m_messages);
}

void MainWindow::paste()
{
    const QMimeData *clip = QGuiApplication::clipboard()->mimeData();
    if (!clip)
        return;
    m_waiting.reset();
    // Numbers come first: a spreadsheet offers a picture of its cells too.
    const QByteArray text = clip->text().toUtf8();
    const MatrixText matrix = parseMatrix({text.constData(), static_cast<size_t>(text.size())});
    if (const auto *values = std::get_if<Tensor>(&matrix))
        setInput(makePicture(*values), tr("Paste a matrix"));
    else if (PhotoOpener::accepts(*clip))
        m_opener.open(*clip, channels().first());
    else
        m_messages->showProblem(pasteTrouble(std::get<TextRefusal>(matrix)));
}

void MainWindow::copyOutput(bool numPy)
{
    const Trace &trace = m_document.playhead().trace();
    for (const Plane &plane : trace.planes()) {
        if (plane.role != PlaneRole::Output)
            continue;
        const std::string text = numPy ? toNumPy(*plane.values) : toTsv(*plane.values, 0, plane.channel);
        QGuiApplication::clipboard()->setText(QString::fromStdString(text));
        m_messages->showNote(tr("%1 is on the clipboard.").arg(planeTitle(plane)));
        return;
    }
}

void MainWindow::showStageMenu(int plane, Cell cell, QPoint at)
{
    StageMenu menu(m_document, m_actions, plane, cell, this);
    connect(&menu, &StageMenu::openInWanted, this, &MainWindow::openIn);
    connect(&menu, &StageMenu::openingWanted, this, &MainWindow::stepThrough);
    menu.exec(at);
}

void MainWindow::stepThrough(const Opening &opening)
{
    const Lesson *lesson = findLesson(opening.lesson);
    const auto trace = lesson->play(opening.params);
    const Position position{.beat = trace ? lastBeatAt(*trace, opening.cell) : 0};
    m_stage->resetZoom();
    m_document.replace(*lesson, opening.params, position,
                       tr("Step through in %1").arg(lessonTitle(lesson->id)));
}

void MainWindow::openIn(const Lesson &lesson, int plane, Cell cell)
{
    const Field *field = inputFieldOf(lesson);
    const Plane shown = m_document.playhead().trace().plane(plane);
    Params params = m_document.left(lesson).params;
    const bool whole = shown.values == input().values && input().tensor().shape().c <= field->channels;
    field->set(params, fittingInto(*field, whole ? input() : handedOver(shown, cell)));
    m_stage->resetZoom();
    m_document.replace(lesson, params, {},
                       tr("Open %1 in %2").arg(planeTitle(shown), lessonTitle(lesson.id)));
}

void MainWindow::showArithmetic()
{
    const Stage &stage = m_stage->stage();
    const ArithmeticStyle style{.hideResult = stage.hidesResult, .trace = &stage.scene.trace};
    showText(*this, tr("The arithmetic of this step"), arithmeticText(stage.step, style));
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    for (const QString &path : m_settings.recentFiles()) {
        QAction *action = m_recent->addAction(QFileInfo(path).fileName(), [this, path] { open(path); });
        action->setToolTip(path);
        action->setEnabled(QFileInfo::exists(path));
    }
    m_recent->addSeparator();
    m_recent->addAction(tr("Clear the list"), [this] { m_settings.clearRecentFiles(); });
    m_recent->setToolTipsVisible(true);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (PhotoOpener::accepts(*event->mimeData()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    m_waiting.reset();
    if (urls.size() == 1 && urls.first().isLocalFile())
        open(urls.first().toLocalFile());
    else
        m_opener.open(*event->mimeData(), channels().first());
    if (urls.size() > 1)
        m_messages->showNote(tr("Only the first of %1 files was opened.").arg(urls.size()));
    event->acceptProposedAction();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_autosave.isActive())
        saveSession();
    if (!m_actions[Command::Lecture]->isChecked() && !isFullScreen())
        m_settings.setWindowGeometry(normalGeometry(), isMaximized());
    QMainWindow::closeEvent(event);
}

} // namespace convoscope
