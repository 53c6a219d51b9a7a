#pragma once

#include "core/image_measures.h"
#include "core/mipmap.h"
#include "core/photo_work.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace convoscope {

/// What a photo became.
struct PhotoResult {
    PhotoWork work{};
    Mipmap before{}; ///< with the noise
    Mipmap after{};
    Mipmap rival{}; ///< empty without one
};

/// How far the pictures are from the photo without noise, and what levels they have.
struct PhotoMeasures {
    std::vector<Histogram> before{}; ///< a channel each
    std::vector<Histogram> after{};
    /// Peak signal-to-noise ratios in decibels, where noise was added and the sizes agree.
    std::optional<double> noise{};
    std::optional<double> result{};
    std::optional<double> rival{};
};

/// Whether a filter's results are directions, to be shown as hues.
bool hasHues(const Filter &filter);

/// Filters photos off the GUI thread, one at a time. A newer work waits for the running one only as long as
/// a glance takes; then it takes its place.
class PhotoFilter : public QObject {
    Q_OBJECT

public:
    explicit PhotoFilter(QObject *parent = nullptr);
    ~PhotoFilter() override;

    void run(const PhotoWork &work);
    /// Gives the running work up; the last result stays, and the same work isn't begun again by run().
    void cancel();
    /// As run(), also for a work that was given up.
    void resume(const PhotoWork &work);
    /// Forgets everything.
    void clear();
    [[nodiscard]] bool busy() const { return m_stop != nullptr; }
    [[nodiscard]] const std::optional<PhotoResult> &result() const { return m_result; }
    /// Waits for what is running and wanted; for exports and tests.
    void wait() const;
    void waitForMeasures();

signals:
    void finished(); ///< result() is another one
    void measured(convoscope::PhotoMeasures measures); ///< a little after finished()
    /// While a work lasts longer than a glance; 1 when it is done.
    void progressed(double done);
    void busyChanged(bool busy);

private:
    struct Outcome;
    /// Rasters that are used over and over: fresh memory costs more than most filters.
    using Spares = std::vector<std::shared_ptr<ByteRaster>>;

    void start();
    void take(const Outcome &outcome);
    void measure();
    void end();

    QTimer m_measuring; ///< only when nothing has changed for a while
    std::shared_ptr<Spares> m_spares;
    std::optional<PhotoWork> m_wanted;
    std::optional<PhotoWork> m_running;
    std::optional<PhotoWork> m_givenUp;
    std::optional<PhotoResult> m_result;
    std::shared_ptr<std::atomic<bool>> m_stop; ///< of the running work
    std::shared_ptr<std::atomic<bool>> m_superseded; ///< a newer work waits for it
    int m_generation = 0;
};

} // namespace convoscope
