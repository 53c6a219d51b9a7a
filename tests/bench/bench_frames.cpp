#include "tests/bench/bench_frames.h"

#include "app/photo.h"
#include "app/picture_plane.h"
#include "app/scene_file.h"
#include "app/scene_index.h"
#include "core/convolution_traces.h"
#include "core/input_presets.h"
#include "tests/bench/bench_stage.h"

#include <QProcess>
#include <QTemporaryDir>
#include <random>

namespace convoscope::bench {

namespace {

constexpr int rounds = 200;

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

void measure(QList<FrameTimes> &times, const QString &name, const Trace &trace, double zoom = 1)
{
    BenchStage stage(trace, zoom);
    times.append(stage.step(name, rounds));
    times.append(stage.scrub(name, rounds));
    times.append(stage.hover(name, rounds));
}

Trace traceOf(const ConvolutionParams &params)
{
    const auto trace = playConvolution(params);
    return trace ? *trace : Trace();
}

/// A scene of a lesson and how long its frames take at a glance.
struct Weighed {
    QString name;
    Trace trace;
    double frame = 0.0;
};

std::optional<Weighed> weighed(const SceneEntry &entry)
{
    auto opened = openScene(entry.path);
    auto *scene = std::get_if<Scene>(&opened);
    if (!scene || loadPhotos(*scene))
        return std::nullopt;
    const auto trace = scene->lesson->play(scene->params);
    if (!trace)
        return std::nullopt;
    BenchStage stage(*trace);
    const double frame = stage.scrub({}, 9).median + stage.hover({}, 9).median;
    return Weighed{entry.key, *trace, frame};
}

/// The scene of a lesson whose frames take longest.
Weighed heaviest(const Lesson &lesson)
{
    Weighed most;
    for (const SceneEntry &entry : bundledScenes(lesson.id)) {
        auto scene = weighed(entry);
        if (scene && scene->frame > most.frame)
            most = *std::move(scene);
    }
    return most;
}

} // namespace

QList<FrameTimes> frameTimes()
{
    QList<FrameTimes> times;
    const Trace rings = traceOf(paramsFor(makePicture(inputPreset("rings-64x64").value_or(Tensor()))));
    measure(times, QStringLiteral("5×5"), traceOf(convolutionStart()));
    measure(times, QStringLiteral("64×64, fitted"), rings);
    measure(times, QStringLiteral("64×64, with numbers"), rings, 5);
    Picture large = makePicture(photo(3000, 4000));
    large.path = "photo";
    const Trace photo = traceOf(paramsFor(large));
    measure(times, QStringLiteral("4000×3000, fitted"), photo);
    measure(times, QStringLiteral("4000×3000, with numbers"), photo, 300);
    return times;
}

QList<FrameTimes> sceneTimes()
{
    QList<FrameTimes> times;
    for (const Lesson &lesson : lessons()) {
        const Weighed scene = heaviest(lesson);
        const auto id = QString::fromUtf8(lesson.id.data(), static_cast<qsizetype>(lesson.id.size()));
        if (!scene.trace.empty())
            measure(times, id + QLatin1Char('/') + scene.name, scene.trace);
    }
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
