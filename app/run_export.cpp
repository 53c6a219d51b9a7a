#include "app/run_export.h"

#include "app/animation.h"
#include "app/picture_export.h"
#include "widgets/message_bar.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace convoscope {

namespace {

constexpr int mostFrames = 400;

/// "step-%d.png" asks for numbered pictures, which the writer knows as "step.png".
bool isNumbered(const QString &path)
{
    return path.contains(QLatin1String("%d"));
}

QString writerPath(QString path)
{
    return path.remove(QLatin1String("-%d")).remove(QLatin1String("%d"));
}

} // namespace

bool isRunTarget(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return isNumbered(path) || suffix == QLatin1String("gif") || suffix == QLatin1String("webp");
}

std::vector<Position> runPositions(const Trace &trace, bool byTaps)
{
    std::vector<Position> positions;
    const int stride = std::max(1, (trace.beats() + mostFrames - 1) / mostFrames);
    for (int beat = 0; beat < trace.beats(); beat += stride) {
        for (int tap = 0; byTaps && stride == 1 && tap + 1 < trace.taps(beat); ++tap)
            positions.push_back({beat, tap});
        positions.push_back({beat, -1});
    }
    if (positions.back().beat != trace.beats() - 1)
        positions.push_back({trace.beats() - 1, -1});
    return positions;
}

std::optional<QString> exportRun(const StageScene &scene, const RunOptions &options, const QString &path,
                                 const RunProgress &progress)
{
    auto made = makeAnimationWriter(writerPath(path), (scene.size * options.scale).toSize());
    if (const auto *failure = std::get_if<QString>(&made))
        return *failure;
    AnimationWriter &writer = *std::get<std::unique_ptr<AnimationWriter>>(made);
    PaintCache cache;
    const auto positions = runPositions(scene.trace, options.byTaps);
    const int total = static_cast<int>(positions.size());
    StageScene frame = scene;
    for (const Position position : positions) {
        if (progress && !progress(writer.frames(), total))
            return std::nullopt;
        frame.position = position;
        const bool last = position == positions.back();
        const QImage image = pictureImage(makeStage(frame), cache, options.scale);
        if (auto failure = writer.add({image, options.milliseconds * (last ? 3 : 1)}))
            return failure;
    }
    return writer.finish();
}

RunExport::RunExport(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

void RunExport::ask(const StageScene &scene, MessageBar &messages)
{
    if (m_running)
        return;
    const QString path = QFileDialog::getSaveFileName(
        m_window, tr("Export the run"), QStringLiteral("convoscope.gif"),
        tr("Animated GIF (*.gif);;Animated WebP (*.webp);;Numbered pictures (*%d.png)"));
    if (path.isEmpty())
        return;
    const bool known = isRunTarget(path);
    write(scene, {.milliseconds = 500, .scale = 1.0}, known ? path : path + QStringLiteral(".gif"), messages);
}

void RunExport::write(const StageScene &scene, const RunOptions &options, const QString &path,
                      MessageBar &messages)
{
    m_running = true;
    m_stop = false;
    StageScene still = scene;
    still.hover.reset();
    const auto stop = connect(&messages, &MessageBar::cancelled, this, [this] { m_stop = true; });
    const auto failure = exportRun(still, options, path, [&](int done, int total) {
        messages.showWork(tr("Writing picture %1 of %2 …").arg(done + 1).arg(total), done * 100 / total);
        QCoreApplication::processEvents();
        return !m_stop;
    });
    disconnect(stop);
    messages.endWork();
    m_running = false;
    if (failure)
        messages.showProblem(*failure);
    else if (m_stop)
        messages.showNote(tr("The export was given up."));
    else
        messages.showNote(tr("Saved as “%1”.").arg(path));
}

} // namespace convoscope
