#include "app/main_window.h"
#include "app/photo_stage.h"
#include "tests/bench/bench_frames.h"
#include "tests/bench/bench_stage.h"
#include "tests/bench/memory_use.h"
#include "widgets/image_canvas.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QWindow>

#include <random>

namespace convoscope::bench {

namespace {

constexpr int moves = 40; // of a slider

/// Shading, edges and grain, as a JPEG.
QString photoFile(const QTemporaryDir &folder, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    std::minstd_rand grain(1);
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const int edge = (y / 97 + x / 131) % 2 == 0 ? 40 : 0;
            const int level =
                y * 90 / size.height() + x * 90 / size.width() + edge + static_cast<int>(grain() % 12);
            line[x] = qRgb(level, level / 2 + 40, 220 - level);
        }
    }
    const QString path = folder.filePath(QStringLiteral("photo.jpg"));
    image.save(path, "JPEG", 90);
    return path;
}

/// Until everything that was asked for is on the screen.
void settle(MainWindow &window)
{
    do {
        QCoreApplication::processEvents();
        window.document().wait();
        window.photoStage().filter().wait();
        QCoreApplication::processEvents();
    } while (window.photos().busy() || window.photoStage().filter().busy());
}

std::vector<ChainStep> chainOf(const char *name, double amount)
{
    return {{.spec = {.name = name, .sigma = amount}, .strength = std::min(amount, mostStrength)}};
}

/// From a move of a slider to the whole result on the screen.
FrameTimes sliderTimes(MainWindow &window, const QString &name, const char *filter)
{
    const Field &chain = *findField(window.document().lesson().fields, "chain");
    window.document().edit(chain, chainOf(filter, 1.0), false, {});
    settle(window);
    return timed(name, moves, [&](int i) {
        window.document().edit(chain, chainOf(filter, 0.8 + 0.01 * i), false, {});
        settle(window);
    });
}

/// From a move of a slider to the frame that shows the new result of what is in sight; the whole follows.
FrameTimes sightTimes(MainWindow &window, const QString &name, const char *filter)
{
    const Field &chain = *findField(window.document().lesson().fields, "chain");
    FrameTimes times = timed(name, moves, [&](int i) {
        window.document().edit(chain, chainOf(filter, 0.8 + 0.01 * i), false, {});
        window.photoStage().canvas().repaint();
    });
    settle(window);
    return times;
}

} // namespace

QList<FrameTimes> labTimes()
{
    const QTemporaryDir folder;
    const QString path = photoFile(folder, {4000, 3000});
    Settings settings(folder.path());
    MainWindow window(settings);
    window.setGeometry(0, 0, 1440, 900);
    window.show();
    while (!window.windowHandle()->isExposed())
        QCoreApplication::processEvents();
    const Lesson &lesson = *findLesson("image_lab");
    window.document().reset(lesson, lesson.start(), {});
    settle(window);
    QList<FrameTimes> times;
    times.append(timed(QStringLiteral("open a JPEG until its result is shown"), 5, [&](int /*i*/) {
        window.open(path);
        settle(window);
    }));
    times.append(sliderTimes(window, QStringLiteral("fitted: sharpen, whole result"), "sharpen"));
    times.append(sliderTimes(window, QStringLiteral("fitted: Gaussian, whole result"), "gaussian"));
    times.append(sliderTimes(window, QStringLiteral("fitted: Sobel magnitude, whole result"), "sobel"));
    window.photoStage().canvas().zoomToPixels();
    times.append(sightTimes(window, QStringLiteral("1:1: sharpen, what is in sight"), "sharpen"));
    times.append(sightTimes(window, QStringLiteral("1:1: Gaussian, what is in sight"), "gaussian"));
    times.append(sliderTimes(window, QStringLiteral("1:1: Gaussian, whole result"), "gaussian"));
    Playhead &playhead = window.document().playhead();
    playhead.first();
    times.append(timed(QStringLiteral("a step"), 100, [&](int /*i*/) {
        playhead.next();
        QCoreApplication::processEvents();
    }));
    return times;
}

LabMemory labMemory()
{
    const QTemporaryDir folder;
    const QString path = photoFile(folder, {10000, 10000});
    Settings settings(folder.path());
    MainWindow window(settings);
    window.setGeometry(0, 0, 1440, 900);
    window.show();
    const Lesson &lesson = *findLesson("image_lab");
    window.document().reset(lesson, lesson.start(), {});
    settle(window);
    window.open(path);
    settle(window);
    LabMemory memory{.opened = peakMegabytes()};
    const Field &chain = *findField(lesson.fields, "chain");
    for (int i = 0; i < 10; ++i) {
        window.document().edit(chain, chainOf("gaussian", 1.0 + 0.1 * i), false, {});
        settle(window);
    }
    memory.filtered = peakMegabytes();
    return memory;
}

} // namespace convoscope::bench
