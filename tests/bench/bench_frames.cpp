#include "tests/bench/bench_frames.h"

#include "app/picture_plane.h"
#include "core/convolution_traces.h"
#include "core/input_presets.h"
#include "widgets/stage_widget.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QProcess>
#include <QTemporaryDir>
#include <QWindow>
#include <algorithm>
#include <functional>
#include <random>

namespace convoscope::bench {

namespace {

constexpr int rounds = 200;

FrameTimes summary(const QString &name, std::vector<double> times)
{
    std::ranges::sort(times);
    return {name, times[times.size() / 2], times[times.size() * 95 / 100], static_cast<int>(times.size())};
}

FrameTimes timed(const QString &name, int count, const std::function<void(int)> &work)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return summary(name, std::move(times));
}

/// A photo-like picture: shading, edges and grain.
Tensor photo(int height, int width)
{
    Tensor x({.h = height, .w = width});
    std::minstd_rand grain(1);
    for (int r = 0; r < height; ++r) {
        for (int c = 0; c < width; ++c) {
            const int edge = ((r / 97) + (c / 131)) % 2 == 0 ? 40 : 0;
            x.at(r, c) = static_cast<float>(
                (r * 90 / height + c * 90 / width + edge + static_cast<int>(grain() % 12)) % 256);
        }
    }
    return x;
}

ConvolutionParams paramsFor(Picture input)
{
    ConvolutionParams params = convolutionStart();
    params.input = std::move(input);
    return params;
}

/// The stage in a window of its own, with the trace of `params` on it.
struct Bench {
    Playhead playhead;
    StageWidget stage{playhead};

    explicit Bench(const ConvolutionParams &params)
    {
        const auto trace = playConvolution(params);
        PaintCache cache;
        cache.prepare(*trace, Theme::light());
        stage.setTheme(Theme::light());
        stage.setMotion(false);
        stage.resize(860, 740);
        stage.show();
        while (!stage.windowHandle()->isExposed()) // nothing is painted before
            QCoreApplication::processEvents();
        playhead.setTrace(*trace);
        stage.adopt(std::move(cache));
        stage.repaint();
    }

    void hover(QPointF point)
    {
        QMouseEvent move(QEvent::MouseMove, point, stage.mapToGlobal(point), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(&stage, &move);
    }
};

void measure(QList<FrameTimes> &times, const QString &name, const ConvolutionParams &params, double zoom)
{
    Bench bench(params);
    if (zoom > 1)
        bench.stage.zoomBy(zoom);
    bench.stage.repaint();
    const int beats = bench.playhead.trace().beats();
    bench.playhead.seekBeat(beats / 2);
    times.append(timed(name + QStringLiteral(", step"), rounds, [&](int i) {
        i % (beats / 2) == 0 ? bench.playhead.seekBeat(beats / 2) : bench.playhead.next();
        bench.stage.repaint();
    }));
    times.append(timed(name + QStringLiteral(", scrub"), rounds, [&](int i) {
        bench.playhead.seekBeat(static_cast<int>((static_cast<long long>(i) * 7919 * beats / 997) % beats));
        bench.stage.repaint();
    }));
    const QRectF frame = bench.stage.stage().layout.panes.front().frame;
    times.append(timed(name + QStringLiteral(", hover"), rounds, [&](int i) {
        bench.hover(frame.topLeft()
                    + QPointF(frame.width() * (i * 37 % 100) / 100, frame.height() * (i * 53 % 100) / 100));
        bench.stage.repaint();
    }));
}

} // namespace

QList<FrameTimes> frameTimes()
{
    QList<FrameTimes> times;
    measure(times, QStringLiteral("5×5"), convolutionStart(), 1);
    measure(times, QStringLiteral("64×64, fitted"),
            paramsFor(makePicture(inputPreset("rings-64x64").value_or(Tensor()))), 1);
    measure(times, QStringLiteral("64×64, with numbers"),
            paramsFor(makePicture(inputPreset("rings-64x64").value_or(Tensor()))), 5);
    Picture large = makePicture(photo(3000, 4000));
    large.path = "photo";
    measure(times, QStringLiteral("4000×3000, fitted"), paramsFor(large), 1);
    measure(times, QStringLiteral("4000×3000, with numbers"), paramsFor(large), 300);
    return times;
}

QList<FrameTimes> photoTimes()
{
    QList<FrameTimes> times;
    const Tensor values = photo(3000, 4000);
    const QImage image = greyImage(values, 0, 255).convertToFormat(QImage::Format_RGB32);
    const ConvolutionParams params = paramsFor(makePicture(values));
    times.append(
        timed(QStringLiteral("luma of 4000×3000"), 9, [&](int) { (void)planeOf(image, Channel::Luma); }));
    times.append(
        timed(QStringLiteral("3×3 over 4000×3000"), 9, [&](int) { (void)convolved(params, values); }));
    times.append(timed(QStringLiteral("3×3 over 4000×3000 with its trace"), 9,
                       [&](int) { (void)playConvolution(params); }));
    const auto trace = playConvolution(params);
    times.append(timed(QStringLiteral("pyramids of both planes"), 5, [&](int) {
        PaintCache cache;
        cache.prepare(*trace, Theme::light());
    }));
    return times;
}

FrameTimes startTime(const QString &program)
{
    const QTemporaryDir home;
    return timed(QStringLiteral("start to first frame, process and all"), 15, [&](int) {
        QProcess process;
        process.start(program,
                      {QStringLiteral("--config"), home.path(), QStringLiteral("--fresh"),
                       QStringLiteral("--quit-after-first-frame")});
        process.waitForFinished(10000);
    });
}

} // namespace convoscope::bench
