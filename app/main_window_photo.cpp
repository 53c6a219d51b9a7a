// What of the window has to do with photos at full size.
#include "app/actions.h"
#include "app/inspector.h"
#include "app/main_window.h"
#include "app/photo_stage.h"
#include "app/picture_saver.h"
#include "app/quality_dialog.h"
#include "app/raster_image.h"
#include "core/hand_over.h"
#include "core/kernel_analysis.h"
#include "widgets/image_canvas.h"
#include "widgets/message_bar.h"
#include "widgets/plots.h"
#include "widgets/stage_widget.h"
#include "widgets/words.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QtConcurrent>

namespace convoscope {

namespace {

/// Of the photo's cell among those of the plane that is read first.
Cell inPlane(const Plane &plane, Cell cell)
{
    const Cell origin = plane.place({0, 0});
    return {cell.row - origin.row, cell.column - origin.column};
}

} // namespace

void MainWindow::connectPhotoStage()
{
    connect(m_photoStage, &PhotoStage::focusAsked, this, &MainWindow::lookAt);
    connect(m_photoStage, &PhotoStage::regionMenuWanted, this, &MainWindow::showRegionMenu);
    connect(m_actions[Command::SaveResult], &QAction::triggered, this, &MainWindow::saveResultDialog);
    connect(m_actions[Command::CopyResult], &QAction::triggered, this, [this] {
        whenFiltered([this] {
            QGuiApplication::clipboard()->setImage(m_photoStage->resultImage());
            m_messages->showNote(tr("The result is on the clipboard."));
        });
    });
    m_actions[Command::CancelWork]->setEnabled(false);
    connect(&m_photoStage->filter(), &PhotoFilter::busyChanged, this,
            [this](bool busy) { m_actions[Command::CancelWork]->setEnabled(busy); });
    connect(m_actions[Command::CancelWork], &QAction::triggered, this, [this] {
        m_photoStage->filter().cancel();
        m_messages->showNote(
            tr("The filter was cancelled. The photo shows the result of the settings before."));
    });
    connect(m_photoStage, &PhotoStage::measured, this, &MainWindow::showPlots);
    connect(m_photoStage, &PhotoStage::resultChanged, this, &MainWindow::showPlots);
    connect(&m_document.playhead(), &Playhead::positionChanged, this, &MainWindow::showStepOnPhoto);
    connect(&m_document.playhead(), &Playhead::traceChanged, this, &MainWindow::showStepOnPhoto);
}

/// Zooms what has the keyboard.
void MainWindow::connectZoom()
{
    const auto on = [this](Command command, int steps) {
        connect(m_actions[command], &QAction::triggered, this, [this, steps] {
            ImageCanvas &canvas = m_photoStage->canvas();
            if (canvas.hasFocus())
                steps == 0 ? canvas.zoomToFit() : canvas.zoomBy(steps);
            else
                steps == 0 ? m_stage->resetZoom() : m_stage->zoomBy(steps > 0 ? 1.5 : 1 / 1.5);
        });
    };
    on(Command::ZoomIn, 1);
    on(Command::ZoomOut, -1);
    on(Command::ZoomReset, 0);
}

/// The photo of the parameters that are played, or none.
void MainWindow::showPhotoWork()
{
    const Lesson &lesson = m_document.lesson();
    const bool shown = lesson.photo != nullptr;
    m_photoStage->setVisible(shown);
    for (const Command command : {Command::SaveResult, Command::CopyResult})
        m_actions[command]->setVisible(shown);
    m_actions[Command::CancelWork]->setVisible(shown);
    if (!shown) {
        m_photoStage->setWork(std::nullopt);
        m_inspector->setPlots({});
    } else if (const auto work = lesson.photo(m_document.params())) {
        m_photoStage->setWork(work);
    }
}

/// The levels of the pictures, and what the chains do to waves, where they are weighted sums.
void MainWindow::showPlots()
{
    const auto &result = m_photoStage->filter().result();
    if (!result || !m_document.lesson().photo)
        return;
    Plots plots;
    const PhotoMeasures &measures = m_photoStage->measures();
    if (!measures.before.empty())
        plots.histograms = HistogramPair{measures.before, measures.after};
    const auto add = [&plots](const Filter &filter, const QString &name) {
        const auto kernel = combinedKernel(filter.steps);
        if (!kernel)
            return;
        plots.responses.push_back({name, *kernel});
        if (filter.steps.size() > 1)
            plots.combined.push_back({name, *kernel});
    };
    add(result->work.filter, result->work.rival ? tr("First chain") : tr("The chain"));
    if (result->work.rival)
        add(*result->work.rival, tr("Second chain"));
    m_inspector->setPlots(plots);
}

void MainWindow::showStepOnPhoto()
{
    if (m_document.lesson().photo)
        m_photoStage->setStep(m_document.playhead().trace(), m_document.playhead().position());
}

/// The place of the loupe is no change of the work: it isn't undone, and the scene stays what it is.
void MainWindow::lookAt(Cell cell)
{
    const Field *focus = findField(m_document.lesson().fields, "focus");
    if (!focus || cell.row < 0 || cell.column < 0)
        return;
    const Pair place{cell.row, cell.column};
    if (m_sceneParams == m_document.params())
        focus->set(m_sceneParams, place);
    m_inspector->expectChanges();
    m_document.adjust(*focus, place);
    const Trace &trace = m_document.playhead().trace();
    if (trace.empty() || m_document.busy())
        return;
    if (const auto beat = trace.beatAt(0, inPlane(trace.plane(0), cell)))
        m_document.playhead().seek({*beat, -1});
}

void MainWindow::showRegionMenu(Rect cells, QPoint at)
{
    const ByteRaster part =
        m_photoStage->region({cells.top, cells.left, std::min(cells.height, mostHandedOver),
                              std::min(cells.width, mostHandedOver)});
    if (part.values.empty())
        return;
    QMenu menu(this);
    menu.addSection(tr("%1 × %2 pixels of the photo").arg(part.size.y).arg(part.size.x));
    for (const Lesson &lesson : lessons()) {
        const Field *field = inputFieldOf(lesson);
        if (!field || lesson.photo)
            continue;
        menu.addAction(tr("Open in %1").arg(lessonTitle(lesson.id)), [this, &lesson, field, &part] {
            Params params = m_document.left(lesson).params;
            field->set(params, fittingInto(*field, handedOver(part.view(), *field)));
            m_document.replace(lesson, params, {},
                               tr("Open a part of the photo in %1").arg(lessonTitle(lesson.id)));
        });
    }
    menu.addSeparator();
    menu.addAction(m_actions[Command::SaveResult]);
    menu.addAction(m_actions[Command::CopyResult]);
    menu.exec(at);
}

void MainWindow::saveResultDialog()
{
    const QString source = QString::fromStdString(input().path);
    const QString suggested = QFileInfo(source).isAbsolute() && !source.startsWith(QLatin1Char(':'))
        ? QFileInfo(source).path() + QLatin1Char('/')
            + tr("%1-filtered.png").arg(QFileInfo(source).completeBaseName())
        : tr("filtered.png");
    QString path = QFileDialog::getSaveFileName(this, tr("Save the result"), suggested, savedPictureFilter());
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1String(".png");
    if (isSameFile(path, source)
        && QMessageBox::warning(
               this, tr("Save the result"),
               tr("“%1” is the photo itself. Its pixels will be lost if the result is written over it.")
                   .arg(QFileInfo(path).fileName()),
               QMessageBox::Save | QMessageBox::Cancel, QMessageBox::Cancel)
            != QMessageBox::Save)
        return;
    const auto quality = askQuality(*this, path);
    if (!quality)
        return;
    whenFiltered([this, path, quality = *quality] { saveResult(path, quality); });
}

/// Large pictures take seconds to pack.
void MainWindow::saveResult(const QString &path, int quality)
{
    m_messages->showNote(tr("Saving “%1” …").arg(QFileInfo(path).fileName()));
    QtConcurrent::run([image = m_photoStage->resultImage(), path, quality] {
        return savePicture(image, path, quality);
    }).then(this, [this, path](const std::optional<QString> &failure) {
        failure ? m_messages->showProblem(*failure) : m_messages->showNote(tr("Saved as “%1”.").arg(path));
    });
}

/// What is saved is what was set; the window doesn't wait for it.
void MainWindow::whenFiltered(const std::function<void()> &then)
{
    m_photoStage->resume();
    const PhotoFilter &filter = m_photoStage->filter();
    if (!filter.busy())
        return then();
    m_messages->showNote(tr("This goes on when the filter is done. Ctrl+. cancels it."));
    connect(
        &filter, &PhotoFilter::busyChanged, this,
        [this, then] {
            m_photoStage->isCurrent()
                ? then()
                : m_messages->showProblem(tr("The filter was cancelled, so nothing was saved or copied."));
        },
        Qt::SingleShotConnection);
}

} // namespace convoscope
