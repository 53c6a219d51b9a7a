#include "app/photo_filter.h"

#include "core/filter_run.h"
#include "widgets/hue_wheel.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QThreadPool>
#include <QtConcurrent>

namespace convoscope {

struct PhotoFilter::Outcome {
    int generation = 0;
    std::optional<PhotoResult> result{};
};

namespace {

constexpr int measureAfter = 250; // milliseconds
constexpr size_t mostSpares = 3;
constexpr int glance = 120; // milliseconds that a newer work waits, and from which on progress is told

/// What a running work asks and tells.
struct Reins {
    std::shared_ptr<std::atomic<bool>> stop;
    std::shared_ptr<std::atomic<bool>> superseded;
    QElapsedTimer since;
    std::function<void(double)> tell;

    [[nodiscard]] bool goesOn() const
    {
        return !stop->load() && !(superseded->load() && since.elapsed() > glance);
    }
};

/// The part of all that one filter is.
struct Share {
    double from = 0.0;
    double to = 1.0;
};

/// Directions as hues, as bright as the gradient is long.
ByteRaster withHues(const ByteView &directions, const ByteView &lengths)
{
    static const std::vector<QRgb> hues = hueTable();
    ByteRaster colours(directions.size, 3);
    for (int y = 0; y < directions.size.y; ++y) {
        std::uint8_t *to = colours.edit().row(y);
        for (int x = 0; x < directions.size.x; ++x, to += 3) {
            const QRgb hue = hues[directions.row(y)[x]];
            const int length = lengths.row(y)[x];
            to[0] = static_cast<std::uint8_t>(qRed(hue) * length / 255);
            to[1] = static_cast<std::uint8_t>(qGreen(hue) * length / 255);
            to[2] = static_cast<std::uint8_t>(qBlue(hue) * length / 255);
        }
    }
    return colours;
}

using Spares = std::vector<std::shared_ptr<ByteRaster>>;

/// A raster that nobody looks at any more, or a new one. Those of other sizes are given back.
std::shared_ptr<ByteRaster> rasterFrom(Spares &spares, Pair size, int channels)
{
    std::erase_if(spares,
                  [&](const auto &spare) { return spare->size != size || spare->channels != channels; });
    for (const auto &spare : spares) {
        if (spare.use_count() == 1)
            return spare;
    }
    auto fresh = std::make_shared<ByteRaster>(size, channels);
    if (spares.size() < mostSpares)
        spares.push_back(fresh);
    return fresh;
}

std::shared_ptr<const ByteRaster> resultOf(const Filter &filter, const ByteView &in, const FilterRun &run,
                                           Spares &spares)
{
    auto result = rasterFrom(spares, in.size, resultChannels(filter, in.channels));
    if (!filterInto(in, filter, result->edit(), run))
        return nullptr;
    if (!hasHues(filter))
        return result;
    Filter lengths = filter;
    lengths.steps.back().kind = FilterKind::Magnitude;
    const auto brightness = filtered(in, lengths, run);
    return brightness ? std::make_shared<const ByteRaster>(withHues(result->view(), brightness->view()))
                      : nullptr;
}

std::optional<Mipmap> filteredBy(const Filter &filter, const ByteView &in, int stride, const Reins &reins,
                                 Share share, Spares &spares)
{
    const FilterRun run{.progress = [&](double done) {
        if (reins.since.elapsed() > glance)
            reins.tell(share.from + (share.to - share.from) * done);
        return reins.goesOn();
    }};
    auto result = resultOf(filter, in, run, spares);
    if (!result)
        return std::nullopt;
    if (stride > 1)
        result = std::make_shared<const ByteRaster>(strided(result->view(), stride));
    return Mipmap(result);
}

/// The photo with the noise: that of the last result where it is the same.
Mipmap withItsNoise(const PhotoWork &work, const std::optional<PhotoResult> &last)
{
    if (last && last->work.photo.raster == work.photo.raster && last->work.noise == work.noise)
        return last->before;
    if (!work.noise)
        return Mipmap(work.photo.raster);
    return Mipmap(std::make_shared<const ByteRaster>(withNoise(work.photo.raster->view(), *work.noise)));
}

std::optional<PhotoResult> made(const PhotoWork &work, const std::optional<PhotoResult> &last,
                                const Reins &reins, Spares &spares)
{
    PhotoResult result{.work = work, .before = withItsNoise(work, last)};
    const ByteView in = result.before.level(0).view();
    const double first = work.rival ? 0.5 : 1.0;
    const bool same = last && last->before == result.before && last->work.stride == work.stride;
    const auto make = [&](const Filter &filter, Share share) -> std::optional<Mipmap> {
        if (same && last->work.filter == filter) // exchanged or unchanged
            return last->after;
        if (same && last->work.rival == filter)
            return last->rival;
        return filteredBy(filter, in, work.stride, reins, share, spares);
    };
    auto after = make(work.filter, {0.0, first});
    if (!after)
        return std::nullopt;
    result.after = *std::move(after);
    if (!work.rival)
        return result;
    auto rival = make(*work.rival, {first, 1.0});
    if (!rival)
        return std::nullopt;
    result.rival = *std::move(rival);
    return result;
}

std::optional<double> errorOf(const PhotoWork &work, const Mipmap &picture)
{
    const ByteRaster &clean = *work.photo.raster;
    if (picture.empty() || picture.size() != clean.size || picture.channels() != clean.channels)
        return std::nullopt;
    return peakSignalToNoise(clean.view(), picture.level(0).view());
}

PhotoMeasures measuresOf(const PhotoResult &result)
{
    PhotoMeasures measures{.before = histograms(result.before.level(0).view()),
                           .after = histograms(result.after.level(0).view())};
    if (!result.work.noise)
        return measures;
    measures.noise = errorOf(result.work, result.before);
    measures.result = errorOf(result.work, result.after);
    measures.rival = errorOf(result.work, result.rival);
    return measures;
}

} // namespace

bool hasHues(const Filter &filter)
{
    return filter.steps.back().kind == FilterKind::Direction && filter.mapping == ResultMapping::Clamp
        && filter.colour == ColourMode::Luma;
}

PhotoFilter::PhotoFilter(QObject *parent)
    : QObject(parent)
    , m_spares(std::make_shared<Spares>())
{
    m_measuring.setSingleShot(true);
    m_measuring.setInterval(measureAfter);
    connect(&m_measuring, &QTimer::timeout, this, &PhotoFilter::measure);
}

PhotoFilter::~PhotoFilter()
{
    ++m_generation;
    if (m_stop)
        *m_stop = true;
    QThreadPool::globalInstance()->waitForDone();
}

void PhotoFilter::run(const PhotoWork &work)
{
    if (m_givenUp == work || (!m_wanted && (busy() ? m_running == work : m_result && m_result->work == work)))
        return;
    m_givenUp.reset();
    m_wanted = work;
    if (busy())
        *m_superseded = true;
    else
        start();
}

void PhotoFilter::resume(const PhotoWork &work)
{
    m_givenUp.reset();
    run(work);
}

void PhotoFilter::cancel()
{
    if (busy())
        m_givenUp = m_wanted ? m_wanted : m_running;
    m_wanted.reset();
    if (m_stop)
        *m_stop = true;
}

void PhotoFilter::clear()
{
    cancel();
    m_givenUp.reset();
    ++m_generation;
    m_measuring.stop();
    m_result.reset();
    m_spares = std::make_shared<Spares>(); // a work that is still running keeps the others
    end();
}

void PhotoFilter::wait() const
{
    while (busy()) {
        QEventLoop loop;
        connect(this, &PhotoFilter::busyChanged, &loop, &QEventLoop::quit);
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
}

void PhotoFilter::waitForMeasures()
{
    wait();
    if (!m_measuring.isActive() || !m_result)
        return;
    m_measuring.stop();
    emit measured(measuresOf(*m_result));
}

void PhotoFilter::start()
{
    if (!m_wanted)
        return;
    const PhotoWork work = std::move(*m_wanted);
    m_wanted.reset();
    m_running = work;
    const bool begins = !m_stop;
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_superseded = std::make_shared<std::atomic<bool>>(false);
    const int generation = ++m_generation;
    Reins reins{.stop = m_stop, .superseded = m_superseded, .since = {}, .tell = {}};
    reins.since.start();
    reins.tell = [this, generation](double done) {
        QMetaObject::invokeMethod(this, [this, generation, done] {
            if (generation == m_generation)
                emit progressed(done);
        });
    };
    if (begins)
        emit busyChanged(true);
    QtConcurrent::run([work, last = m_result, reins, generation, spares = m_spares] {
        return Outcome{generation, made(work, last, reins, *spares)};
    }).then(this, [this](const Outcome &outcome) {
          take(outcome);
      }).onFailed(this, [this, generation] { take({.generation = generation}); });
}

void PhotoFilter::take(const Outcome &outcome)
{
    if (outcome.generation != m_generation)
        return;
    if (outcome.result) {
        m_result = outcome.result;
        emit finished();
    }
    if (m_wanted) {
        start();
        return;
    }
    end();
    m_measuring.start();
}

void PhotoFilter::measure()
{
    if (!m_result || busy())
        return;
    QtConcurrent::run([result = *m_result] {
        return measuresOf(result);
    }).then(this, [this, generation = m_generation](const PhotoMeasures &measures) {
        if (generation == m_generation)
            emit measured(measures);
    });
}

void PhotoFilter::end()
{
    const bool wasBusy = busy();
    m_running.reset();
    m_stop.reset();
    m_superseded.reset();
    emit progressed(1.0);
    if (wasBusy)
        emit busyChanged(false);
}

} // namespace convoscope
